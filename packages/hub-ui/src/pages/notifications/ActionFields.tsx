import type { NotificationAction } from '@perijove/contracts';
import { Fragment, useId } from 'react';
import Form from 'react-bootstrap/Form';
import { t } from '../../i18n';

interface Props {
  readonly actions: readonly NotificationAction[];
  readonly onChange: (actions: readonly NotificationAction[]) => void;
}

type Kind = Exclude<NotificationAction['kind'], 'dismiss'>;
const kinds: readonly Kind[] = ['extend', 'restart', 'link'];
const fresh: Readonly<Record<Kind, NotificationAction>> = {
  extend: { kind: 'extend', hours: 1 },
  restart: { kind: 'restart' },
  link: { kind: 'link', label: '', url: '' },
};
const HOURS = [1, 4, 12, 24];

/** The buttons of a message: from a fixed list, so that no message can do anything else. */
export const ActionFields = ({ actions, onChange }: Props) => {
  const id = useId();
  const put = (next: NotificationAction): void => {
    onChange(actions.map(action => (action.kind === next.kind ? next : action)));
  };
  const find = <K extends Kind>(kind: K) =>
    actions.find(
      (action): action is Extract<NotificationAction, { kind: K }> => action.kind === kind,
    );
  const extend = find('extend');
  const link = find('link');
  return (
    <fieldset className="pj-buttons">
      <legend>{t('notifications:buttons.legend')}</legend>
      {kinds.map(kind => (
        <Fragment key={kind}>
          <Form.Check
            type="checkbox"
            id={`${id}-${kind}`}
            label={t(`notifications:buttons.${kind}`)}
            checked={actions.some(action => action.kind === kind)}
            onChange={event => {
              const others = actions.filter(action => action.kind !== kind);
              onChange(event.target.checked ? [...others, fresh[kind]] : others);
            }}
          />
          {kind === 'extend' && extend !== undefined && (
            <Form.Select
              aria-label={t('notifications:buttons.hoursLabel')}
              value={extend.hours}
              onChange={event => {
                put({ kind: 'extend', hours: Number(event.target.value) });
              }}
            >
              {[...new Set([...HOURS, extend.hours])]
                .sort((a, b) => a - b)
                .map(hours => (
                  <option key={hours} value={hours}>
                    {t('notifications:buttons.hours', { count: hours })}
                  </option>
                ))}
            </Form.Select>
          )}
          {kind === 'link' && link !== undefined && (
            <div className="pj-field-pair">
              <Form.Control
                aria-label={t('notifications:buttons.linkText')}
                placeholder={t('notifications:buttons.linkText')}
                maxLength={40}
                value={link.label}
                onChange={event => {
                  put({ ...link, label: event.target.value });
                }}
              />
              <Form.Control
                type="url"
                aria-label={t('notifications:buttons.linkAddress')}
                placeholder="https://"
                maxLength={2000}
                value={link.url}
                onChange={event => {
                  put({ ...link, url: event.target.value.trim() });
                }}
              />
            </div>
          )}
        </Fragment>
      ))}
    </fieldset>
  );
};
