import type { TrashEntry } from '@perijove/contracts';
import { formatBytes } from '../../../format/bytes';
import { formatAgo } from '../../../format/instant';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { strings } from './strings';

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
const t = strings.trash;

/** Names what comes back, or what goes for ever. */
export const TrashDialogs = ({ open, now, onClose, onConfirm }: Props) => {
  if (open === null) return null;
  const { what, entries } = open;
  const text = what === 'restore' ? t.restoreConfirm : t.purgeConfirm;
  const bytes = entries.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const missing = [
    ...new Set(entries.filter(entry => !entry.accountExists).map(({ user }) => user)),
  ];
  return (
    <ConfirmDialog
      title={text.title(entries.length)}
      confirmLabel={text.confirm}
      variant={what === 'restore' ? 'primary' : 'danger'}
      onCancel={onClose}
      onConfirm={() => {
        onConfirm(open);
      }}
    >
      <p>{text.intro}</p>
      <ul className="pj-reset-list">
        {entries.slice(0, MOST_NAMED).map(({ user, volume, generation, sizeBytes, retiredAt }) => (
          <li key={`${user}/${volume}/${generation}`}>
            <strong className="pj-truncate">
              {user} · {volume}
            </strong>
            <span className="pj-number">
              {sizeBytes === null ? t.unmeasured : formatBytes(sizeBytes)}
            </span>
            <span className="pj-note">
              {t.columns.retiredAt} {formatAgo(retiredAt, now)}
            </span>
          </li>
        ))}
      </ul>
      {entries.length > MOST_NAMED && <p>{t.more(entries.length - MOST_NAMED)}</p>}
      {what === 'restore' ? (
        <>
          {missing.length > 0 && <p className="pj-large">{t.restoreConfirm.missing(missing)}</p>}
          <p className="mb-0">{t.restoreConfirm.swap}</p>
        </>
      ) : (
        <p className="mb-0 pj-number">{t.sum(formatBytes(bytes))}</p>
      )}
    </ConfirmDialog>
  );
};
