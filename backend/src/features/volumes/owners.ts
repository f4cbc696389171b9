import type { OwnersPage, OwnersQuery } from '@perijove/contracts';
import type { z } from 'zod';
import { isoOrNull } from '../../lib/clock.js';
import { pageInOrder, type Sorting } from '../../lib/keyset-page.js';
import type { VolumeTotal } from './sizes/totals.js';

type Query = z.output<typeof OwnersQuery>;
type Owner = OwnersPage['items'][number];

const none: VolumeTotal = { volumes: 0, bytes: null, measuredAtMs: null, large: [], earlier: 0 };

const sorting: Sorting<Owner, Query['sort']> = {
  valueOf: ({ user, sizeBytes, measuredAt }, sort) =>
    sort === 'user' ? user : sort === 'size' ? sizeBytes : measuredAt,
  keyOf: ({ user }) => [user],
};

const toOwner = (user: string, total: VolumeTotal): Owner => ({
  user,
  volumes: total.volumes,
  sizeBytes: total.bytes,
  measuredAt: isoOrNull(total.measuredAtMs),
  large: [...total.large],
  earlier: total.earlier,
});

/**
 * One page of the volumes of all users. Pure. Throws `invalid_input` for a cursor of another list.
 * @param users - all who have an account; others who own volumes are listed as well
 */
export const ownersPage = (
  users: readonly string[],
  totals: ReadonlyMap<string, VolumeTotal>,
  query: Query,
): OwnersPage => {
  const wanted = query.search?.normalize('NFC').toLowerCase() ?? '';
  const names = new Set([...users, ...totals.keys()]);
  names.delete('');
  const owners = [...names]
    .filter(user => user.toLowerCase().includes(wanted))
    .map(user => toOwner(user, totals.get(user) ?? none));
  const page = pageInOrder(owners, query, sorting);
  return { ...page, items: [...page.items] };
};
