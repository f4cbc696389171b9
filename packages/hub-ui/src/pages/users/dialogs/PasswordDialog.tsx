import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { strings } from '../strings';

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

const t = strings.password;

/** Sets a password: generated, unless one is typed. */
export const PasswordDialog = ({ name, minimumLength, busy, onConfirm, onClose }: Props) => {
  const id = useId();
  const [own, setOwn] = useState(false);
  const [password, setPassword] = useState('');
  const [mustChange, setMustChange] = useState(true);
  const short = own && password.length < minimumLength;
  return (
    <ConfirmDialog
      title={t.title(name)}
      confirmLabel={t.confirm}
      busy={busy || short}
      onCancel={onClose}
      onConfirm={() => {
        onConfirm({ mustChange, ...(own ? { password } : {}) });
      }}
    >
      <p>{t.text}</p>
      <Form.Check
        type="radio"
        name={id}
        id={`${id}-generate`}
        label={t.generate}
        checked={!own}
        onChange={() => {
          setOwn(false);
        }}
      />
      <Form.Check
        type="radio"
        name={id}
        id={`${id}-own`}
        label={t.own}
        checked={own}
        onChange={() => {
          setOwn(true);
        }}
      />
      {own && (
        <div className="ms-4 mt-2">
          <Form.Label htmlFor={`${id}-password`}>{t.label}</Form.Label>
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
          <Form.Text id={`${id}-hint`}>{t.hint(minimumLength)}</Form.Text>
        </div>
      )}
      <Form.Check
        className="mt-3"
        id={`${id}-change`}
        label={t.mustChange}
        checked={mustChange}
        onChange={event => {
          setMustChange(event.target.checked);
        }}
      />
    </ConfirmDialog>
  );
};
