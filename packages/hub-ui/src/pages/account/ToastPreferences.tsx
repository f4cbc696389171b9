import type { Preferences } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { t } from '../../i18n';

interface Props {
  readonly preferences: Preferences;
  readonly busy: boolean;
  readonly onSave: (preferences: Preferences) => void;
}

/** What may pop up, and when. */
export const ToastPreferences = ({ preferences, busy, onSave }: Props) => {
  const [importantOnly, setImportantOnly] = useState(preferences.importantOnly);
  const [quiet, setQuiet] = useState(preferences.quietHours !== null);
  const [from, setFrom] = useState(preferences.quietHours?.from ?? '22:00');
  const [until, setUntil] = useState(preferences.quietHours?.until ?? '07:00');
  return (
    <Form
      onSubmit={event => {
        event.preventDefault();
        onSave({ ...preferences, importantOnly, quietHours: quiet ? { from, until } : null });
      }}
    >
      <Form.Check
        type="switch"
        id="important-only"
        label={t('account:toasts.important')}
        checked={importantOnly}
        onChange={event => {
          setImportantOnly(event.target.checked);
        }}
      />
      <Form.Check
        type="switch"
        id="quiet-hours"
        label={t('account:toasts.quiet')}
        checked={quiet}
        onChange={event => {
          setQuiet(event.target.checked);
        }}
      />
      {quiet && (
        <div className="d-flex gap-3 mt-2">
          <Form.Group controlId="quiet-from">
            <Form.Label>{t('account:toasts.from')}</Form.Label>
            <Form.Control
              type="time"
              required
              value={from}
              onChange={event => {
                setFrom(event.target.value);
              }}
            />
          </Form.Group>
          <Form.Group controlId="quiet-until">
            <Form.Label>{t('account:toasts.until')}</Form.Label>
            <Form.Control
              type="time"
              required
              value={until}
              onChange={event => {
                setUntil(event.target.value);
              }}
            />
          </Form.Group>
        </div>
      )}
      <Button type="submit" className="mt-3" disabled={busy}>
        {t('account:toasts.save')}
      </Button>
    </Form>
  );
};
