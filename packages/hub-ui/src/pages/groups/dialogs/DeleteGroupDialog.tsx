import type { GroupView } from '@perijove/contracts';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { t } from '../../../i18n';

interface Props {
  readonly group: GroupView;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what goes with a group before it is deleted. */
export const DeleteGroupDialog = ({ group, busy, onConfirm, onClose }: Props) => (
  <ConfirmDialog
    title={t('groups:remove.title', { name: group.name })}
    confirmLabel={t('groups:remove.confirm')}
    variant="danger"
    busy={busy}
    onCancel={onClose}
    onConfirm={onConfirm}
  >
    <ul className="pj-plain-list mb-0">
      <li>
        {group.members === 0
          ? t('groups:remove.noMembers')
          : t('groups:remove.members', { count: group.members })}
      </li>
      <li>{t('groups:remove.limits')}</li>
      <li>{t('groups:remove.final')}</li>
    </ul>
  </ConfirmDialog>
);
