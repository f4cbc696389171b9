import type { ActivityStatus } from '@perijove/contracts';
import type { ActivitySearch } from '../../api/keys';
import { isColumn, type SortColumn } from './columns';

/** What the table shows, as far as its address says. Pages are not part of it. */
export interface Search {
  readonly sort: SortColumn;
  readonly order: 'asc' | 'desc';
  readonly text: string;
  readonly status: ActivityStatus | null;
  /** Only labs that must be recreated to follow today's rules. */
  readonly outdated: boolean;
  readonly limit: number;
}

/** How many rows a page may have. */
export const pageSizes = [25, 50, 100, 200] as const;

/** The statuses, in the order in which they stand. */
export const statuses = [
  'active',
  'inactive',
  'offline',
  'starting',
  'stopping',
  'failed',
] as const satisfies readonly ActivityStatus[];

const isStatus = (value: string | null): value is ActivityStatus =>
  statuses.some(status => status === value);

/** Reads the search out of an address; what makes no sense is left out. */
export const searchOf = (params: URLSearchParams): Search => {
  const sort = params.get('sort');
  const status = params.get('status');
  const limit = Number(params.get('rows'));
  return {
    sort: isColumn(sort) ? sort : 'status',
    order: params.get('order') === 'desc' ? 'desc' : 'asc',
    text: (params.get('q') ?? '').slice(0, 255),
    status: isStatus(status) ? status : null,
    outdated: params.get('rules') === 'outdated',
    limit: pageSizes.find(size => size === limit) ?? 50,
  };
};

/** Writes the search into an address; what is usual is left out. */
export const paramsOf = (search: Search): URLSearchParams => {
  const params = new URLSearchParams();
  if (search.sort !== 'status') params.set('sort', search.sort);
  if (search.order !== 'asc') params.set('order', search.order);
  if (search.text !== '') params.set('q', search.text);
  if (search.status !== null) params.set('status', search.status);
  if (search.outdated) params.set('rules', 'outdated');
  if (search.limit !== 50) params.set('rows', String(search.limit));
  return params;
};

/** What goes over the wire. */
export const queryOf = (search: Search, cursor: string | undefined): ActivitySearch => ({
  sort: search.sort,
  order: search.order,
  limit: search.limit,
  ...(search.text === '' ? {} : { search: search.text }),
  ...(search.status === null ? {} : { status: search.status }),
  ...(search.outdated ? { outdated: 'true' as const } : {}),
  ...(cursor === undefined ? {} : { cursor }),
});

/** Where the whole list of this search is to be had as a file. `basePath` ends with a slash. */
export const exportPath = (basePath: string, search: Search): string => {
  const { sort, order, search: text, status, outdated } = queryOf(search, undefined);
  const params = new URLSearchParams({ sort, order });
  if (text !== undefined) params.set('search', text);
  if (status !== undefined) params.set('status', status);
  if (outdated !== undefined) params.set('outdated', outdated);
  return `${basePath}api/v1/activity.csv?${params.toString()}`;
};

/** Columns of numbers are asked for because of their large values: those come first. */
const largestFirst: ReadonlySet<SortColumn> = new Set<SortColumn>([
  'cpu',
  'memory',
  'volumes',
  'score',
  'lastActivity',
]);

/** The order after a click on a column's heading. */
export const sortedBy = (search: Search, column: SortColumn): Search => {
  if (search.sort === column) {
    return { ...search, order: search.order === 'asc' ? 'desc' : 'asc' };
  }
  return { ...search, sort: column, order: largestFirst.has(column) ? 'desc' : 'asc' };
};
