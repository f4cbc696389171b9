import type { ActivityRow } from '@perijove/contracts';
import { Icon } from '../../parts/Icon';
import { ActivityTableRow } from './ActivityTableRow';
import type { RowCommands } from './RowActions';
import { sortedBy, type Search } from './search';
import { strings, type SortColumn } from './strings';

interface Props {
  readonly rows: readonly ActivityRow[];
  readonly search: Search;
  readonly now: number;
  readonly hubUrl: string;
  /** The rows are those of the search before; new ones are on their way. */
  readonly outdated: boolean;
  readonly commands: RowCommands;
  readonly onSearch: (search: Search) => void;
  readonly onPerson: (row: ActivityRow) => void;
}

const columns: readonly SortColumn[] = [
  'user',
  'status',
  'cpu',
  'memory',
  'volumes',
  'timeLeft',
  'lastActivity',
  'score',
];

/** Everyone's servers in a table, sorted by the service. */
export const ActivityTable = (props: Props) => {
  const { rows, search, now, hubUrl, outdated, commands, onSearch, onPerson } = props;
  return (
    <div
      className="pj-card pj-table-card pj-table-scroll"
      role="region"
      aria-label={strings.table}
      aria-busy={outdated}
      tabIndex={0}
    >
      <table className="table pj-table pj-activity">
        <caption className="visually-hidden">{strings.table}</caption>
        <thead>
          <tr>
            {columns.map(column => (
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
              key={`${row.user}/${row.server}`}
              row={row}
              now={now}
              hubUrl={hubUrl}
              commands={commands}
              onPerson={onPerson}
            />
          ))}
        </tbody>
      </table>
    </div>
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
