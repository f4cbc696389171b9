import type { ActivityQuery } from '@perijove/contracts';
import type { z } from 'zod';
import { allInOrder, pageInOrder } from '../../../lib/keyset-page.js';
import { sorting } from './order.js';
import type { ListRow } from './rows.js';

type Query = z.output<typeof ActivityQuery>;
type Filter = Pick<Query, 'search' | 'status' | 'outdated'>;

const filterRows = (rows: readonly ListRow[], query: Filter): readonly ListRow[] => {
  const wanted = query.search?.normalize('NFC').toLowerCase() ?? '';
  return rows.filter(
    row =>
      (query.status === undefined || row.status === query.status) &&
      (!query.outdated || row.settingsOutdated) &&
      (wanted === '' ||
        row.user.toLowerCase().includes(wanted) ||
        row.server.toLowerCase().includes(wanted)),
  );
};

/** All rows that match, in order. */
export const listAll = (
  rows: readonly ListRow[],
  query: Filter & Pick<Query, 'sort' | 'order'>,
): readonly ListRow[] => allInOrder(filterRows(rows, query), query, sorting);

/** One page of the rows that match. Throws `invalid_input` for a cursor of another list. */
export const listPage = (
  rows: readonly ListRow[],
  query: Query,
): ReturnType<typeof pageInOrder<ListRow, Query['sort']>> =>
  pageInOrder(filterRows(rows, query), query, sorting);
