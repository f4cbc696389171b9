import type { TrashEntry } from '@perijove/contracts';
import { formatBytes } from '../../../format/bytes';
import { formatAgo } from '../../../format/instant';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { t } from '../../../i18n';

/** The question that is open. */
export interface OpenDialog {
  readonly what: 'restore' | 'purge';
  readonly entries: readonly TrashEntry[];
}

interface Props {
  readonly open: OpenDialog | null;
  readonly now: number;
  readonly onClose: () => void;
  readonly onConfirm: (dialog: OpenDialog) => void;
}

const MOST_NAMED = 6;

/** Names what comes back, or what goes for ever. */
export const TrashDialogs = ({ open, now, onClose, onConfirm }: Props) => {
  if (open === null) return null;
  const { what, entries } = open;
  const question = `volumes:trash.${what}Confirm` as const;
  const bytes = entries.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const missing = [
    ...new Set(entries.filter(entry => !entry.accountExists).map(({ user }) => user)),
  ];
  return (
    <ConfirmDialog
      title={t(`${question}.title`, { count: entries.length })}
      confirmLabel={t(`${question}.confirm`)}
      variant={what === 'restore' ? 'primary' : 'danger'}
      onCancel={onClose}
      onConfirm={() => {
        onConfirm(open);
      }}
    >
      <p>{t(`${question}.intro`)}</p>
      <ul className="pj-reset-list">
        {entries.slice(0, MOST_NAMED).map(({ user, volume, generation, sizeBytes, retiredAt }) => (
          <li key={`${user}/${volume}/${generation}`}>
            <strong className="pj-truncate">
              {user} · {volume}
            </strong>
            <span className="pj-number">
              {sizeBytes === null ? t('volumes:trash.unmeasured') : formatBytes(sizeBytes)}
            </span>
            <span className="pj-note">
              {t('volumes:trash.deletedAgo', { ago: formatAgo(retiredAt, now) })}
            </span>
          </li>
        ))}
      </ul>
      {entries.length > MOST_NAMED && (
        <p>{t('volumes:trash.more', { count: entries.length - MOST_NAMED })}</p>
      )}
      {what === 'restore' ? (
        <>
          {missing.length > 0 && (
            <p className="pj-large">
              {t('volumes:trash.restoreConfirm.missing', {
                count: missing.length,
                user: missing[0],
              })}
            </p>
          )}
          <p className="mb-0">{t('volumes:trash.restoreConfirm.swap')}</p>
        </>
      ) : (
        <p className="mb-0 pj-number">{t('volumes:trash.sum', { size: formatBytes(bytes) })}</p>
      )}
    </ConfirmDialog>
  );
};
