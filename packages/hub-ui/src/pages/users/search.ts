import type { UserFilter } from '@perijove/contracts';
import type { UsersSearch } from '../../api/keys';

/** What can be sorted by. */
export type UserColumn = UsersSearch['sort'];

/** What the table shows, as far as its address says. Pages are not part of it. */
export interface Search {
  readonly sort: UserColumn;
  readonly order: 'asc' | 'desc';
  readonly text: string;
  readonly show: UserFilter;
}

/** Rows of a page. */
export const PAGE_SIZE = 50;

const columns: readonly UserColumn[] = ['name', 'state', 'lastActivity'];
/** The filters, in the order in which they stand. */
export const filters = [
  'all',
  'pending',
  'active',
  'never',
  'admins',
  'locked',
] as const satisfies readonly UserFilter[];

/** Reads the search out of an address; what makes no sense is left out. */
export const searchOf = (params: URLSearchParams): Search => ({
  sort: columns.find(name => name === params.get('sort')) ?? 'name',
  order: params.get('order') === 'desc' ? 'desc' : 'asc',
  text: (params.get('search') ?? '').slice(0, 255),
  show: filters.find(name => name === params.get('show')) ?? 'all',
});

/** Writes the search into an address; what is usual is left out. */
export const paramsOf = (search: Search): URLSearchParams => {
  const params = new URLSearchParams();
  if (search.sort !== 'name') params.set('sort', search.sort);
  if (search.order !== 'asc') params.set('order', search.order);
  if (search.text !== '') params.set('search', search.text);
  if (search.show !== 'all') params.set('show', search.show);
  return params;
};

/** What goes over the wire. */
export const queryOf = (search: Search, cursor: string | undefined): UsersSearch => ({
  sort: search.sort,
  order: search.order,
  show: search.show,
  limit: PAGE_SIZE,
  ...(search.text === '' ? {} : { search: search.text }),
  ...(cursor === undefined ? {} : { cursor }),
});
