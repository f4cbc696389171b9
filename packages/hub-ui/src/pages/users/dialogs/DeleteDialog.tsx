import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { t } from '../../../i18n';
import { formatDays } from '../../../format/duration';

interface Props {
  readonly name: string;
  readonly busy: boolean;
  /** For how many days the trash keeps the volumes; 0 is not at all. */
  readonly volumesKeptDays: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what goes, what can be brought back and how, and wants the name typed. */
export const DeleteDialog = ({ name, busy, volumesKeptDays, onConfirm, onClose }: Props) => {
  const id = useId();
  const [typed, setTyped] = useState('');
  return (
    <ConfirmDialog
      title={t('users:confirm.remove.title', { name })}
      confirmLabel={t('users:confirm.remove.confirm')}
      variant="danger"
      busy={busy || typed.trim() !== name}
      onCancel={onClose}
      onConfirm={onConfirm}
    >
      <ul className="pj-plain-list">
        <li>{t('users:confirm.remove.server')}</li>
        <li>{t('users:confirm.remove.account')}</li>
        <li>
          {volumesKeptDays === 0
            ? t('users:confirm.remove.volumesLost')
            : t('users:confirm.remove.volumesKept', { time: formatDays(volumesKeptDays) })}
        </li>
      </ul>
      <Form.Label htmlFor={id}>{t('users:confirm.remove.type', { name })}</Form.Label>
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
