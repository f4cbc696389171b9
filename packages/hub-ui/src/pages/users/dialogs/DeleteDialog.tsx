import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../../parts/ConfirmDialog';
import { strings } from '../strings';

interface Props {
  readonly name: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const words = strings.ask.remove;

/** Says what goes, what can be brought back and how, and wants the name typed. */
export const DeleteDialog = ({ name, busy, onConfirm, onClose }: Props) => {
  const id = useId();
  const [typed, setTyped] = useState('');
  return (
    <ConfirmDialog
      title={words.title(name)}
      confirmLabel={words.confirm}
      variant="danger"
      busy={busy || typed.trim() !== name}
      onCancel={onClose}
      onConfirm={onConfirm}
    >
      <ul className="pj-plain-list">
        {words.what.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="pj-note">{words.bin}</p>
      <Form.Label htmlFor={id}>{words.type(name)}</Form.Label>
      <Form.Control
        id={id}
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={event => {
          setTyped(event.target.value);
        }}
      />
    </ConfirmDialog>
  );
};
