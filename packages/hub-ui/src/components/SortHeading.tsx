import { Icon } from './Icon';

/** Column and direction of a list that the service sorts. */
export interface Sorting<Column extends string> {
  readonly sort: Column;
  readonly order: 'asc' | 'desc';
}

interface Props<Column extends string> {
  readonly column: Column;
  readonly label: string;
  readonly sorting: Sorting<Column>;
  /** The order that this column begins with. */
  readonly first: 'asc' | 'desc';
  readonly onSort: (sorting: Sorting<Column>) => void;
}

/** A column's heading that sorts by it; a second click turns the order round. */
export const SortHeading = <Column extends string>(props: Props<Column>) => {
  const { column, label, sorting, first, onSort } = props;
  const sorted = sorting.sort === column;
  const turned = sorting.order === 'asc' ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sorting.order === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <button
        type="button"
        className="pj-sort"
        onClick={() => {
          onSort({ sort: column, order: sorted ? turned : first });
        }}
      >
        {label}
        {sorted && <Icon name={sorting.order === 'asc' ? 'up' : 'down'} size={12} />}
      </button>
    </th>
  );
};
