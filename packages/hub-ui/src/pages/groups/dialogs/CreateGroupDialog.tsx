import { useState } from 'react';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { NameForm } from '../../../components/NameForm';
import { isGroupName } from '../group-name';
import { t } from '../../../i18n';

interface Props {
  /** Names that are known to be in use; the service knows all. */
  readonly taken: readonly string[];
  readonly busy: boolean;
  readonly onConfirm: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for the name of a new group, and says at once what is wrong with it. */
export const CreateGroupDialog = ({ taken, busy, onConfirm, onClose }: Props) => {
  const [name, setName] = useState('');
  const wanted = name.trim();
  const fault =
    wanted === ''
      ? null
      : !isGroupName(wanted)
        ? t('groups:create.bad')
        : taken.includes(wanted)
          ? t('groups:create.taken')
          : null;
  const ready = wanted !== '' && fault === null;
  return (
    <ConfirmDialog
      title={t('groups:create.title')}
      confirmLabel={t('groups:create.confirm')}
      busy={busy || !ready}
      onCancel={onClose}
      onConfirm={() => {
        onConfirm(wanted);
      }}
    >
      <NameForm
        label={t('groups:create.label')}
        value={name}
        onChange={setName}
        error={fault}
        hint={t('groups:create.hint')}
        onSubmit={() => {
          if (ready && !busy) onConfirm(wanted);
        }}
      />
    </ConfirmDialog>
  );
};
