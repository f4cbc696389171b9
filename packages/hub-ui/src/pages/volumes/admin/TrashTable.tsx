import type { TrashEntry } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { formatBytes } from '../../../format/bytes';
import { formatAgo, formatDateTime } from '../../../format/instant';
import type { OpenDialog } from './TrashDialogs';
import { SortHeading, type Sorting } from '../../../components/SortHeading';
import { TableCard } from '../../../components/TableCard';
import { t } from '../../../i18n';

/** What the trash can be sorted by. */
export type TrashSort = 'user' | 'size' | 'retiredAt' | 'expiresAt';

interface Props {
  readonly items: readonly TrashEntry[];
  readonly sorting: Sorting<TrashSort>;
  readonly stale: boolean;
  readonly busy: boolean;
  readonly now: number;
  readonly isSelected: (entry: TrashEntry) => boolean;
  readonly allSelected: boolean;
  readonly onSelect: (entries: readonly TrashEntry[], on: boolean) => void;
  readonly onSort: (sorting: Sorting<TrashSort>) => void;
  readonly onOpenDialog: (dialog: OpenDialog) => void;
}

/** What is in the trash, entry by entry. */
export const TrashTable = (props: Props) => {
  const { items, sorting, stale, allSelected, onSelect, onSort } = props;
  const heading = (column: TrashSort, first: 'asc' | 'desc') => (
    <SortHeading
      column={column}
      label={t(`volumes:trash.columns.${column}`)}
      sorting={sorting}
      first={first}
      onSort={onSort}
    />
  );
  return (
    <TableCard label={t('volumes:trash.table')} stale={stale} className="pj-padded">
      <thead>
        <tr>
          <th scope="col">
            <Form.Check
              aria-label={t('volumes:trash.selectPage')}
              checked={allSelected}
              onChange={event => {
                onSelect(items, event.target.checked);
              }}
            />
          </th>
          {heading('user', 'asc')}
          <th scope="col">{t('volumes:trash.columns.volume')}</th>
          {heading('size', 'desc')}
          {heading('retiredAt', 'desc')}
          {heading('expiresAt', 'asc')}
          <th scope="col">
            <span className="visually-hidden">{t('volumes:trash.restore')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(entry => (
          <Row key={`${entry.user}/${entry.volume}/${entry.generation}`} {...props} entry={entry} />
        ))}
      </tbody>
    </TableCard>
  );
};

const Row = (props: Props & { readonly entry: TrashEntry }) => {
  const { entry, now, busy, isSelected, onSelect, onOpenDialog } = props;
  const { user, volume, kind, generation, sizeBytes, measuredAt, retiredAt, expiresAt } = entry;
  return (
    <tr>
      <td>
        <Form.Check
          aria-label={t('volumes:trash.select', { volume, user })}
          checked={isSelected(entry)}
          onChange={event => {
            onSelect([entry], event.target.checked);
          }}
        />
      </td>
      <th scope="row">
        <span className="pj-truncate" title={user}>
          {user}
        </span>
        {!entry.accountExists && <span className="pj-note">{t('volumes:trash.gone')}</span>}
      </th>
      <td>
        {volume}
        <span className="pj-note">
          {t(`volumes:trash.kinds.${kind}`)}, {t('volumes:trash.version', { generation })}
        </span>
      </td>
      <td className="pj-number">
        {sizeBytes === null ? (
          <span className="pj-none">{t('volumes:trash.unmeasured')}</span>
        ) : (
          <span
            title={
              measuredAt === null
                ? undefined
                : t('volumes:trash.measured', { ago: formatAgo(measuredAt, now) })
            }
          >
            {formatBytes(sizeBytes)}
          </span>
        )}
      </td>
      <td title={formatDateTime(retiredAt)}>{formatAgo(retiredAt, now)}</td>
      <td>{formatDateTime(expiresAt)}</td>
      <td className="text-end">
        <span className="d-inline-flex gap-2">
          <Button
            size="sm"
            variant="outline-secondary"
            aria-label={t('volumes:trash.restoreLabel', { volume, user })}
            disabled={busy}
            onClick={() => {
              onOpenDialog({ what: 'restore', entries: [entry] });
            }}
          >
            {t('volumes:trash.restore')}
          </Button>
          <Button
            size="sm"
            variant="outline-danger"
            aria-label={t('volumes:trash.purgeLabel', { volume, user })}
            disabled={busy}
            onClick={() => {
              onOpenDialog({ what: 'purge', entries: [entry] });
            }}
          >
            {t('volumes:trash.purge')}
          </Button>
        </span>
      </td>
    </tr>
  );
};
