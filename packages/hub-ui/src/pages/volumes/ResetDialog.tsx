import type { VolumeView } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { t } from '../../i18n';
import { formatDays } from '../../format/duration';

interface Props {
  readonly volumes: readonly VolumeView[];
  /** For how many days it can be undone; 0 for not at all. */
  readonly days: number;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Names every volume that will be reset, what it holds, and the way back. */
export const ResetDialog = ({ volumes, days, onConfirm, onCancel }: Props) => (
  <ConfirmDialog
    title={t('volumes:confirm.title', { count: volumes.length })}
    confirmLabel={t('volumes:resetSelected', { count: volumes.length })}
    variant="danger"
    onConfirm={onConfirm}
    onCancel={onCancel}
  >
    <p>{t('volumes:confirm.intro')}</p>
    <ul className="pj-reset-list">
      {volumes.map(({ name, description, sizeBytes }) => (
        <li key={name}>
          <strong>{name}</strong>
          <span className="pj-number">
            {sizeBytes === null ? t('volumes:unmeasured') : formatBytes(sizeBytes)}
          </span>
          <span className="pj-note">{description}</span>
        </li>
      ))}
    </ul>
    <p className="mb-0">
      {days === 0
        ? t('volumes:confirm.final')
        : t('volumes:confirm.undo', { time: formatDays(days) })}
    </p>
  </ConfirmDialog>
);
