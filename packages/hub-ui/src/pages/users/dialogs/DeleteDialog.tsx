import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { strings } from '../strings';

interface Props {
  readonly name: string;
  readonly busy: boolean;
  /** For how many days the trash keeps the volumes; 0 is not at all. */
  readonly volumesKeptDays: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const t = strings.confirm.remove;

/** Says what goes, what can be brought back and how, and wants the name typed. */
export const DeleteDialog = ({ name, busy, volumesKeptDays, onConfirm, onClose }: Props) => {
  const id = useId();
  const [typed, setTyped] = useState('');
  return (
    <ConfirmDialog
      title={t.title(name)}
      confirmLabel={t.confirm}
      variant="danger"
      busy={busy || typed.trim() !== name}
      onCancel={onClose}
      onConfirm={onConfirm}
    >
      <ul className="pj-plain-list">
        <li>{t.server}</li>
        <li>{t.account}</li>
        <li>{t.volumes(volumesKeptDays)}</li>
      </ul>
      <Form.Label htmlFor={id}>{t.type(name)}</Form.Label>
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
