import type { TrashEntry } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { formatBytes } from '../../../format/bytes';
import { formatAgo, formatDateTime } from '../../../format/instant';
import type { OpenDialog } from './TrashDialogs';
import { SortHeading, type Sorting } from '../../../components/SortHeading';
import { TableCard } from '../../../components/TableCard';
import { strings } from './strings';

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

const t = strings.trash;

/** What is in the trash, entry by entry. */
export const TrashTable = (props: Props) => {
  const { items, sorting, stale, allSelected, onSelect, onSort } = props;
  const heading = (column: TrashSort, first: 'asc' | 'desc') => (
    <SortHeading
      column={column}
      label={t.columns[column]}
      sorting={sorting}
      first={first}
      onSort={onSort}
    />
  );
  return (
    <TableCard label={t.table} stale={stale} className="pj-padded">
      <thead>
        <tr>
          <th scope="col">
            <Form.Check
              aria-label={t.selectPage}
              checked={allSelected}
              onChange={event => {
                onSelect(items, event.target.checked);
              }}
            />
          </th>
          {heading('user', 'asc')}
          <th scope="col">{t.columns.volume}</th>
          {heading('size', 'desc')}
          {heading('retiredAt', 'desc')}
          {heading('expiresAt', 'asc')}
          <th scope="col">
            <span className="visually-hidden">{t.restore}</span>
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
          aria-label={t.select(volume, user)}
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
        {!entry.accountExists && <span className="pj-note">{t.gone}</span>}
      </th>
      <td>
        {volume}
        <span className="pj-note">
          {t.kinds[kind]}, {t.version(generation)}
        </span>
      </td>
      <td className="pj-number">
        {sizeBytes === null ? (
          <span className="pj-none">{t.unmeasured}</span>
        ) : (
          <span title={measuredAt === null ? undefined : t.measured(formatAgo(measuredAt, now))}>
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
            aria-label={t.restoreLabel(volume, user)}
            disabled={busy}
            onClick={() => {
              onOpenDialog({ what: 'restore', entries: [entry] });
            }}
          >
            {t.restore}
          </Button>
          <Button
            size="sm"
            variant="outline-danger"
            aria-label={t.purgeLabel(volume, user)}
            disabled={busy}
            onClick={() => {
              onOpenDialog({ what: 'purge', entries: [entry] });
            }}
          >
            {t.purge}
          </Button>
        </span>
      </td>
    </tr>
  );
};
