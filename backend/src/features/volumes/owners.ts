import { OwnersQuery, type OwnersPage } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { z } from 'zod';
import { isoOrNull } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { AppError } from '../../lib/errors.js';
import type { VolumeTotal } from './sizes/totals.js';

type Query = z.output<typeof OwnersQuery>;

const Place = z.strictObject({
  sort: OwnersQuery.shape.sort.unwrap(),
  order: OwnersQuery.shape.order.unwrap(),
  value: z.union([z.string(), z.number(), z.null()]),
  user: z.string(),
});
type Place = z.infer<typeof Place>;
type Value = Place['value'];

const none: VolumeTotal = { volumes: 0, bytes: null, measuredAtMs: null, large: [], earlier: 0 };

const valueOf = (user: string, total: VolumeTotal, sort: Query['sort']): Value =>
  sort === 'user' ? user : sort === 'size' ? total.bytes : total.measuredAtMs;

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** People without a value come last in both directions; equal ones by name. */
const byPlace =
  (order: Query['order']) =>
  (a: Pick<Place, 'value' | 'user'>, b: Pick<Place, 'value' | 'user'>): number => {
    if (a.value !== b.value) {
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      const byValue = compare(a.value, b.value);
      if (byValue !== 0) return order === 'asc' ? byValue : -byValue;
    }
    return compare(a.user, b.user);
  };

/**
 * One page of everybody's volumes. Pure. Throws `invalid_input` for a cursor of another list.
 * @param users - everybody who has an account; others with volumes are listed as well
 */
export const ownersPage = (
  users: readonly string[],
  totals: ReadonlyMap<string, VolumeTotal>,
  query: Query,
): OwnersPage => {
  const { sort, order, limit } = query;
  const wanted = query.search?.normalize('NFC').toLowerCase() ?? '';
  const names = new Set([...users, ...totals.keys()]);
  names.delete('');
  const inOrder = byPlace(order);
  const found = [...names]
    .filter(user => wanted === '' || user.toLowerCase().includes(wanted))
    .map(user => {
      const total = totals.get(user) ?? none;
      return { user, total, value: valueOf(user, total, sort) };
    })
    .sort(inOrder);
  const after = query.cursor === undefined ? null : decodeCursor(Place, query.cursor);
  if (after !== null && (after.sort !== sort || after.order !== order)) {
    throw new AppError('invalid_input', strings.common.otherOrder, {
      details: { field: 'cursor' },
    });
  }
  const rest = after === null ? found : found.filter(row => inOrder(row, after) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ user, total }) => ({
      user,
      volumes: total.volumes,
      sizeBytes: total.bytes,
      measuredAt: isoOrNull(total.measuredAtMs),
      large: [...total.large],
      earlier: total.earlier,
    })),
    nextCursor:
      rest.length > limit && last !== undefined
        ? encodeCursor({ sort, order, value: last.value, user: last.user })
        : null,
    total: found.length,
  };
};
