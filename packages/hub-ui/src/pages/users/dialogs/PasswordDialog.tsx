import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { strings } from '../strings';

/** A password of the reader's choice, or none for a generated one. */
export interface PasswordWish {
  readonly password?: string;
  readonly mustChange: boolean;
}

interface Props {
  readonly name: string;
  readonly minimumLength: number;
  readonly busy: boolean;
  readonly onConfirm: (wish: PasswordWish) => void;
  readonly onClose: () => void;
}

const words = strings.password;

/** Sets a password: generated, unless one is typed. */
export const PasswordDialog = ({ name, minimumLength, busy, onConfirm, onClose }: Props) => {
  const id = useId();
  const [own, setOwn] = useState(false);
  const [password, setPassword] = useState('');
  const [mustChange, setMustChange] = useState(true);
  const short = own && password.length < minimumLength;
  return (
    <ConfirmDialog
      title={words.title(name)}
      confirmLabel={words.confirm}
      busy={busy || short}
      onCancel={onClose}
      onConfirm={() => {
        onConfirm({ mustChange, ...(own ? { password } : {}) });
      }}
    >
      <p>{words.text}</p>
      <Form.Check
        type="radio"
        name={id}
        id={`${id}-generate`}
        label={words.generate}
        checked={!own}
        onChange={() => {
          setOwn(false);
        }}
      />
      <Form.Check
        type="radio"
        name={id}
        id={`${id}-own`}
        label={words.own}
        checked={own}
        onChange={() => {
          setOwn(true);
        }}
      />
      {own && (
        <div className="ms-4 mt-2">
          <Form.Label htmlFor={`${id}-password`}>{words.label}</Form.Label>
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
          <Form.Text id={`${id}-hint`}>{words.hint(minimumLength)}</Form.Text>
        </div>
      )}
      <Form.Check
        className="mt-3"
        id={`${id}-change`}
        label={words.mustChange}
        checked={mustChange}
        onChange={event => {
          setMustChange(event.target.checked);
        }}
      />
    </ConfirmDialog>
  );
};
