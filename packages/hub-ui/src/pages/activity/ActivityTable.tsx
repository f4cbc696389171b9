import type { ActivityPage, ActivityRow } from '@perijove/contracts';
import { useMemo, type ReactNode } from 'react';
import Form from 'react-bootstrap/Form';
import { isAmong } from '../../components/includes-user';
import { Icon } from '../../components/Icon';
import { TableCard } from '../../components/TableCard';
import { ActivityTableRow } from './ActivityTableRow';
import { columns } from './columns';
import type { RowCommands } from './RowActions';
import { sortedBy, type Search } from './search';
import { idOf, type Selection } from './selection';
import { strings, type SortColumn } from './strings';

interface Props {
  readonly rows: readonly ActivityRow[];
  readonly search: Search;
  readonly now: number;
  readonly keepDays: number;
  readonly administer: boolean;
  readonly may: ActivityPage['may'];
  readonly hidden: readonly SortColumn[];
  readonly selection: Selection;
  /** The rows are those of the search before; new ones are on their way. */
  readonly outdated: boolean;
  readonly commands: RowCommands;
  readonly onSearch: (search: Search) => void;
  readonly onPerson: (row: ActivityRow) => void;
  readonly onSelect: (row: ActivityRow) => void;
  readonly onSelectAll: (rows: readonly ActivityRow[], select: boolean) => void;
  readonly volumesOf: (user: string) => ReactNode;
}

const isShown = (
  column: SortColumn,
  hidden: readonly SortColumn[],
): column is Exclude<SortColumn, 'user'> => column !== 'user' && !hidden.includes(column);

/** Everyone's servers in a table, sorted by the service. */
export const ActivityTable = (props: Props) => {
  const { rows, search, selection, hidden, outdated, administer, may, onSearch } = props;
  const shown = useMemo(
    () =>
      columns.filter((column): column is Exclude<SortColumn, 'user'> => isShown(column, hidden)),
    [hidden],
  );
  const selectable = rows.filter(row => administer || isAmong(may.operate, row.user));
  const chosen = selectable.filter(row => selection.has(idOf(row))).length;
  return (
    <TableCard label={strings.table} outdated={outdated} looks="pj-activity">
      <thead>
        <tr>
          <th scope="col" className="pj-col-select">
            <Form.Check
              aria-label={strings.selectAll}
              checked={chosen > 0 && chosen === selectable.length}
              disabled={selectable.length === 0}
              ref={(box: HTMLInputElement | null) => {
                if (box !== null) box.indeterminate = chosen > 0 && chosen < selectable.length;
              }}
              onChange={() => {
                props.onSelectAll(selectable, chosen < selectable.length);
              }}
            />
          </th>
          {(['user', ...shown] as const).map(column => (
            <Heading key={column} column={column} search={search} onSearch={onSearch} />
          ))}
          <th scope="col">
            <span className="visually-hidden">{strings.actionsColumn}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <ActivityTableRow
            key={idOf(row)}
            row={row}
            now={props.now}
            keepDays={props.keepDays}
            shown={shown}
            selected={selection.has(idOf(row))}
            administer={administer}
            operate={isAmong(may.operate, row.user)}
            visit={isAmong(may.visit, row.user)}
            commands={props.commands}
            onSelect={props.onSelect}
            onPerson={props.onPerson}
            volumesOf={props.volumesOf}
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
        {strings.columns[column]}
        {sorted && <Icon name={search.order === 'asc' ? 'up' : 'down'} size={12} />}
      </button>
    </th>
  );
};
