import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../../parts/ConfirmDialog';
import { isGroupName } from '../group-name';
import { strings } from '../strings';

interface Props {
  /** Names that are known to be in use; the service knows all. */
  readonly taken: readonly string[];
  readonly busy: boolean;
  readonly onConfirm: (name: string) => void;
  readonly onClose: () => void;
}

const words = strings.create;

/** Asks for the name of a new group, and says at once what is wrong with it. */
export const CreateGroupDialog = ({ taken, busy, onConfirm, onClose }: Props) => {
  const id = useId();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const fault =
    wanted === ''
      ? null
      : !isGroupName(wanted)
        ? words.bad
        : taken.includes(wanted)
          ? words.taken
          : null;
  const ready = wanted !== '' && fault === null;
  return (
    <ConfirmDialog
      title={words.title}
      confirmLabel={words.confirm}
      busy={busy || !ready}
      onCancel={onClose}
      onConfirm={() => {
        onConfirm(wanted);
      }}
    >
      <Form
        onSubmit={event => {
          event.preventDefault();
          if (ready && !busy) onConfirm(wanted);
        }}
      >
        <Form.Label htmlFor={id}>{words.label}</Form.Label>
        <Form.Control
          id={id}
          value={name}
          maxLength={255}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          isInvalid={fault !== null}
          aria-describedby={`${id}-hint`}
          onChange={event => {
            setName(event.target.value);
          }}
        />
        <Form.Text id={`${id}-hint`} role="status">
          {fault ?? words.hint}
        </Form.Text>
      </Form>
    </ConfirmDialog>
  );
};
