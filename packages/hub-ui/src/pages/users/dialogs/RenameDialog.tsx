import type { UserView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { NameForm } from '../../../components/NameForm';
import { t } from '../../../i18n';

interface Props {
  readonly user: UserView;
  readonly busy: boolean;
  readonly onStop: () => void;
  readonly onConfirm: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for another name; a running server has to stop first, and can be stopped from here. */
export const RenameDialog = ({ user, busy, onStop, onConfirm, onClose }: Props) => {
  const [name, setName] = useState(user.name);
  const wanted = name.trim();
  const ready = wanted !== '' && wanted !== user.name && !user.running;
  return (
    <ConfirmDialog
      title={t('users:rename.title', { name: user.name })}
      confirmLabel={t('users:rename.confirm')}
      busy={busy || !ready}
      onCancel={onClose}
      onConfirm={() => {
        onConfirm(wanted);
      }}
    >
      <NameForm
        label={t('users:rename.label')}
        value={name}
        onChange={setName}
        onSubmit={() => {
          if (ready && !busy) onConfirm(wanted);
        }}
      />
      <p className="pj-note mt-2 mb-0">{t('users:rename.text')}</p>
      {user.running && (
        <p className="pj-large mt-3 mb-0">
          {t('users:rename.running')}{' '}
          <Button variant="link" className="p-0 align-baseline" disabled={busy} onClick={onStop}>
            {t('users:rename.stop')}
          </Button>
        </p>
      )}
    </ConfirmDialog>
  );
};
