import type { ActivityPage, ActivityRow } from '@perijove/contracts';
import { useMemo, type ReactNode } from 'react';
import Form from 'react-bootstrap/Form';
import { includesUser } from '../../components/includes-user';
import { Icon } from '../../components/Icon';
import { TableCard } from '../../components/TableCard';
import { ActivityTableRow } from './ActivityTableRow';
import { columns, type SortColumn } from './columns';
import type { RowCommands } from './RowActions';
import { sortedBy, type Search } from './search';
import { rowKey, type Selection } from './selection';
import { t } from '../../i18n';

interface Props {
  readonly rows: readonly ActivityRow[];
  readonly search: Search;
  readonly now: number;
  readonly keepDays: number;
  readonly administer: boolean;
  readonly can: ActivityPage['can'];
  readonly hidden: readonly SortColumn[];
  readonly selection: Selection;
  /** The rows are those of the search before; new ones are on their way. */
  readonly stale: boolean;
  readonly commands: RowCommands;
  readonly onSearch: (search: Search) => void;
  readonly onOpenUser: (row: ActivityRow) => void;
  readonly onSelect: (row: ActivityRow) => void;
  readonly onSelectAll: (rows: readonly ActivityRow[], select: boolean) => void;
  readonly renderVolumes: (user: string) => ReactNode;
}

const isShown = (
  column: SortColumn,
  hidden: readonly SortColumn[],
): column is Exclude<SortColumn, 'user'> => column !== 'user' && !hidden.includes(column);

/** All users' servers in a table, sorted by the service. */
export const ActivityTable = (props: Props) => {
  const { rows, search, selection, hidden, stale, administer, can, onSearch } = props;
  const shown = useMemo(
    () =>
      columns.filter((column): column is Exclude<SortColumn, 'user'> => isShown(column, hidden)),
    [hidden],
  );
  const selectable = rows.filter(row => administer || includesUser(can.operate, row.user));
  const selectedIds = selectable.filter(row => selection.has(rowKey(row))).length;
  return (
    <TableCard label={t('activity:table')} stale={stale} className="pj-activity">
      <thead>
        <tr>
          <th scope="col" className="pj-col-select">
            <Form.Check
              aria-label={t('activity:selectAll')}
              checked={selectedIds > 0 && selectedIds === selectable.length}
              disabled={selectable.length === 0}
              ref={(box: HTMLInputElement | null) => {
                if (box !== null)
                  box.indeterminate = selectedIds > 0 && selectedIds < selectable.length;
              }}
              onChange={() => {
                props.onSelectAll(selectable, selectedIds < selectable.length);
              }}
            />
          </th>
          {(['user', ...shown] as const).map(column => (
            <Heading key={column} column={column} search={search} onSearch={onSearch} />
          ))}
          <th scope="col">
            <span className="visually-hidden">{t('activity:actionsColumn')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <ActivityTableRow
            key={rowKey(row)}
            row={row}
            now={props.now}
            keepDays={props.keepDays}
            shown={shown}
            selected={selection.has(rowKey(row))}
            administer={administer}
            operate={includesUser(can.operate, row.user)}
            visit={includesUser(can.visit, row.user)}
            commands={props.commands}
            onSelect={props.onSelect}
            onOpenUser={props.onOpenUser}
            renderVolumes={props.renderVolumes}
          />
        ))}
      </tbody>
    </TableCard>
  );
};

interface HeadingProps {
  readonly column: SortColumn;
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
}

const Heading = ({ column, search, onSearch }: HeadingProps) => {
  const sorted = search.sort === column;
  const direction = search.order === 'asc' ? 'ascending' : 'descending';
  return (
    <th
      scope="col"
      className={column === 'user' ? 'pj-col-user' : undefined}
      aria-sort={sorted ? direction : undefined}
    >
      <button
        type="button"
        className="pj-sort"
        onClick={() => {
          onSearch(sortedBy(search, column));
        }}
      >
        {t(`activity:columns.${column}`)}
        {sorted && <Icon name={search.order === 'asc' ? 'up' : 'down'} size={12} />}
      </button>
    </th>
  );
};
