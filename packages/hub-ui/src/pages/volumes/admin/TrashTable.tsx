import type { BinEntry } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { formatBytes } from '../../../format/bytes';
import { formatAgo, formatDateTime } from '../../../format/instant';
import type { BinAsking } from './TrashDialogs';
import { SortHeading, type Sorting } from '../../../components/SortHeading';
import { TableCard } from '../../../components/TableCard';
import { strings } from './strings';

/** What the bin can be sorted by. */
export type BinSort = 'user' | 'size' | 'retiredAt' | 'expiresAt';

interface Props {
  readonly items: readonly BinEntry[];
  readonly sorting: Sorting<BinSort>;
  readonly outdated: boolean;
  readonly busy: boolean;
  readonly now: number;
  readonly isSelected: (entry: BinEntry) => boolean;
  readonly allSelected: boolean;
  readonly onSelect: (entries: readonly BinEntry[], on: boolean) => void;
  readonly onSort: (sorting: Sorting<BinSort>) => void;
  readonly onAsk: (asking: BinAsking) => void;
}

const words = strings.bin;

/** What is in the bin, entry by entry. */
export const BinTable = (props: Props) => {
  const { items, sorting, outdated, allSelected, onSelect, onSort } = props;
  const heading = (column: BinSort, first: 'asc' | 'desc') => (
    <SortHeading
      column={column}
      label={words.columns[column]}
      sorting={sorting}
      first={first}
      onSort={onSort}
    />
  );
  return (
    <TableCard label={words.table} outdated={outdated} looks="pj-padded">
      <thead>
        <tr>
          <th scope="col">
            <Form.Check
              aria-label={words.selectPage}
              checked={allSelected}
              onChange={event => {
                onSelect(items, event.target.checked);
              }}
            />
          </th>
          {heading('user', 'asc')}
          <th scope="col">{words.columns.volume}</th>
          {heading('size', 'desc')}
          {heading('retiredAt', 'desc')}
          {heading('expiresAt', 'asc')}
          <th scope="col">
            <span className="visually-hidden">{words.restore}</span>
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

const Row = (props: Props & { readonly entry: BinEntry }) => {
  const { entry, now, busy, isSelected, onSelect, onAsk } = props;
  const { user, volume, kind, generation, sizeBytes, measuredAt, retiredAt, expiresAt } = entry;
  return (
    <tr>
      <td>
        <Form.Check
          aria-label={words.select(volume, user)}
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
        {!entry.accountExists && <span className="pj-note">{words.gone}</span>}
      </th>
      <td>
        {volume}
        <span className="pj-note">
          {words.kinds[kind]}, {words.contents(generation)}
        </span>
      </td>
      <td className="pj-number">
        {sizeBytes === null ? (
          <span className="pj-none">{words.unmeasured}</span>
        ) : (
          <span
            title={measuredAt === null ? undefined : words.measured(formatAgo(measuredAt, now))}
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
            aria-label={words.restoreLabel(volume, user)}
            disabled={busy}
            onClick={() => {
              onAsk({ what: 'restore', entries: [entry] });
            }}
          >
            {words.restore}
          </Button>
          <Button
            size="sm"
            variant="outline-danger"
            aria-label={words.purgeLabel(volume, user)}
            disabled={busy}
            onClick={() => {
              onAsk({ what: 'purge', entries: [entry] });
            }}
          >
            {words.purge}
          </Button>
        </span>
      </td>
    </tr>
  );
};
