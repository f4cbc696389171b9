import type { Db } from '../../../db/open.js';
import type { Logger } from '../../../lib/logger.js';

/** The order in which data is deleted: detailed before averaged, old before new. */
const shrinkOrder = [
  { table: 'usage_readings', time: 'at', where: '' },
  { table: 'usage_minutes', time: 'minute', where: '' },
  { table: 'usage_rollups', time: 'bucket', where: 'minutes = 5 AND' },
  { table: 'usage_rollups', time: 'bucket', where: 'minutes = 60 AND' },
] as const;

/** Times that the older half of a table may be given up before the next table's turn. */
const HALVINGS = 8;

/** What is in the database without pages that are free to be filled again. */
export const usedBytes = (db: Db): number => {
  const [pages, free, size] = (['page_count', 'freelist_count', 'page_size'] as const).map(name =>
    Number(db.pragma(name, { simple: true })),
  );
  return ((pages ?? 0) - (free ?? 0)) * (size ?? 0);
};

/**
 * Limits the size of the history for any number of servers: deletes the older half of the
 * most detailed data, as often as necessary. The file does not shrink; free pages are reused
 * before it grows.
 */
export const limitHistorySize = (db: Db, maxBytes: number, log: Logger): void => {
  const before = usedBytes(db);
  if (before <= maxBytes) return;
  for (const { table, time, where } of shrinkOrder) {
    const span = db.prepare<[], { first: number | null; last: number | null }>(
      `SELECT min(${time}) AS first, max(${time}) AS last FROM ${table}
       WHERE ${where} user_id IN (SELECT id FROM users)`,
    );
    const drop = db.prepare<[number]>(
      `DELETE FROM ${table} WHERE ${where} user_id IN (SELECT id FROM users) AND ${time} <= ?`,
    );
    for (let times = 0; times < HALVINGS && usedBytes(db) > maxBytes; times += 1) {
      const { first, last } = span.get() ?? { first: null, last: null };
      if (first === null || last === null) break;
      drop.run(Math.floor((first + last) / 2));
    }
  }
  log.warn(
    `The usage history exceeded PERIJOVE_HISTORY_MAX_MB and was reduced from ${megabytes(before)} to ` +
      `${megabytes(usedBytes(db))} MB: the oldest detailed samples were deleted.`,
  );
};

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
