import { ActivitySort, type ActivityStatus } from '@perijove/contracts';
import { z } from 'zod';
import type { ListRow } from './rows.js';

/** The column and direction of a list. */
export interface Order {
  readonly sort: z.infer<typeof ActivitySort>;
  readonly order: 'asc' | 'desc';
}

/** The place of a line in an order; enough to go on behind it although the list moved. */
export interface Place {
  readonly value: string | number | null;
  readonly user: string;
  readonly server: string;
}

/** A place and the order in which it is one, as it travels in a cursor. */
export const PlaceInOrder = z.strictObject({
  sort: ActivitySort,
  order: z.enum(['asc', 'desc']),
  value: z.union([z.string(), z.number(), z.null()]),
  user: z.string(),
  server: z.string(),
});

const statusRank: Readonly<Record<ActivityStatus, number>> = {
  active: 0,
  inactive: 1,
  starting: 2,
  stopping: 3,
  failed: 4,
  offline: 5,
};

/** What a line is sorted by; null when it has no such value. */
export const sortValue = (row: ListRow, sort: Order['sort']): string | number | null => {
  switch (sort) {
    case 'user':
      return row.user.toLowerCase();
    case 'status':
      return statusRank[row.status];
    case 'cpu':
      return row.usage?.cpuPercent ?? null;
    case 'memory':
      return row.usage?.memoryBytes ?? null;
    case 'volumes':
      return row.volumes?.bytes ?? null;
    case 'timeLeft':
      return row.deadlineMs;
    case 'lastActivity':
      return row.lastActivityMs;
    case 'score':
      return row.score;
    case 'image':
      return row.image;
  }
};

export const placeOf = (row: ListRow, sort: Order['sort']): Place => ({
  value: sortValue(row, sort),
  user: row.user,
  server: row.server,
});

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Lines without a value come last in both directions; equal ones by name, always ascending. */
export const comparePlaces =
  (order: Order['order']) =>
  (a: Place, b: Place): number => {
    if (a.value !== b.value) {
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      const byValue = compare(a.value, b.value);
      if (byValue !== 0) return order === 'asc' ? byValue : -byValue;
    }
    return compare(a.user, b.user) || compare(a.server, b.server);
  };
