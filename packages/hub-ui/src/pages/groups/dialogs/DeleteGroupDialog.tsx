import type { GroupView } from '@perijove/contracts';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { strings } from '../strings';

interface Props {
  readonly group: GroupView;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const t = strings.remove;

/** Says what goes with a group before it is deleted. */
export const DeleteGroupDialog = ({ group, busy, onConfirm, onClose }: Props) => (
  <ConfirmDialog
    title={t.title(group.name)}
    confirmLabel={t.confirm}
    variant="danger"
    busy={busy}
    onCancel={onClose}
    onConfirm={onConfirm}
  >
    <ul className="pj-plain-list mb-0">
      {t.what(group.members).map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </ConfirmDialog>
);
