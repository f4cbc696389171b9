import type { GroupView } from '@perijove/contracts';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { strings } from '../strings';

interface Props {
  readonly group: GroupView;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const words = strings.remove;

/** Says what goes with a group before it is deleted. */
export const DeleteGroupDialog = ({ group, busy, onConfirm, onClose }: Props) => (
  <ConfirmDialog
    title={words.title(group.name)}
    confirmLabel={words.confirm}
    variant="danger"
    busy={busy}
    onCancel={onClose}
    onConfirm={onConfirm}
  >
    <ul className="pj-plain-list mb-0">
      {words.what(group.members).map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </ConfirmDialog>
);
