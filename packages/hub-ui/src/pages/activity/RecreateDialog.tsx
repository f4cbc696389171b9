import { ConfirmDialog } from '../../parts/ConfirmDialog';
import { strings } from './strings';

interface Props {
  readonly user: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

const words = strings.recreateConfirm;

/** Asks before somebody's server is made anew from their details. */
export const RecreateDialog = ({ user, onConfirm, onCancel }: Props) => (
  <ConfirmDialog
    title={words.title(user)}
    confirmLabel={words.confirm}
    onCancel={onCancel}
    onConfirm={onConfirm}
  >
    <p className="mb-0">{words.text}</p>
  </ConfirmDialog>
);
