import type { ActivitySort, ActivityStatus } from '@perijove/contracts';
import type { z } from 'zod';
import type { Sorting, SortValue } from '../../../lib/keyset-page.js';
import type { ListRow } from './rows.js';

type Sort = z.infer<typeof ActivitySort>;

const statusRank: Readonly<Record<ActivityStatus, number>> = {
  active: 0,
  inactive: 1,
  starting: 2,
  stopping: 3,
  failed: 4,
  offline: 5,
};

/** What a row is sorted by; null when it has no such value. */
const sortValue = (row: ListRow, sort: Sort): SortValue => {
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

/** Sorted by a column; equal rows by user and server. */
export const sorting: Sorting<ListRow, Sort> = {
  valueOf: sortValue,
  keyOf: ({ user, server }) => [user, server],
};
