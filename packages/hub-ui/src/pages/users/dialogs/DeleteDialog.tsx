import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { strings } from '../strings';

interface Props {
  readonly name: string;
  readonly busy: boolean;
  /** For how many days the bin keeps the volumes; 0 is not at all. */
  readonly volumesKeptDays: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const words = strings.ask.remove;

/** Says what goes, what can be brought back and how, and wants the name typed. */
export const DeleteDialog = ({ name, busy, volumesKeptDays, onConfirm, onClose }: Props) => {
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
        <li>{words.server}</li>
        <li>{words.account}</li>
        <li>{words.volumes(volumesKeptDays)}</li>
      </ul>
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
