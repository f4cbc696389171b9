import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { t } from '../../../i18n';

/** A password of the reader's choice, or none for a generated one. */
export interface PasswordChange {
  readonly password?: string;
  readonly mustChange: boolean;
}

interface Props {
  readonly name: string;
  readonly minimumLength: number;
  readonly busy: boolean;
  readonly onConfirm: (change: PasswordChange) => void;
  readonly onClose: () => void;
}

/** Sets a password: generated, unless one is typed. */
export const PasswordDialog = ({ name, minimumLength, busy, onConfirm, onClose }: Props) => {
  const id = useId();
  const [own, setOwn] = useState(false);
  const [password, setPassword] = useState('');
  const [mustChange, setMustChange] = useState(true);
  const short = own && password.length < minimumLength;
  return (
    <ConfirmDialog
      title={t('users:password.title', { name })}
      confirmLabel={t('users:password.confirm')}
      busy={busy || short}
      onCancel={onClose}
      onConfirm={() => {
        onConfirm({ mustChange, ...(own ? { password } : {}) });
      }}
    >
      <p>{t('users:password.text')}</p>
      <Form.Check
        type="radio"
        name={id}
        id={`${id}-generate`}
        label={t('users:password.generate')}
        checked={!own}
        onChange={() => {
          setOwn(false);
        }}
      />
      <Form.Check
        type="radio"
        name={id}
        id={`${id}-own`}
        label={t('users:password.own')}
        checked={own}
        onChange={() => {
          setOwn(true);
        }}
      />
      {own && (
        <div className="ms-4 mt-2">
          <Form.Label htmlFor={`${id}-password`}>{t('users:password.label')}</Form.Label>
          <Form.Control
            id={`${id}-password`}
            type="password"
            value={password}
            maxLength={72}
            autoComplete="new-password"
            aria-describedby={`${id}-hint`}
            onChange={event => {
              setPassword(event.target.value);
            }}
          />
          <Form.Text id={`${id}-hint`}>
            {t('users:password.hint', { count: minimumLength })}
          </Form.Text>
        </div>
      )}
      <Form.Check
        className="mt-3"
        id={`${id}-change`}
        label={t('users:password.mustChange')}
        checked={mustChange}
        onChange={event => {
          setMustChange(event.target.checked);
        }}
      />
    </ConfirmDialog>
  );
};
