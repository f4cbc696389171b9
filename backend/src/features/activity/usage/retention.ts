import type { Db } from '../../../db/open.js';
import type { Logger } from '../../../lib/logger.js';

/** From the one that is missed least: finer figures go before coarser ones, old before new. */
const shrinkOrder = [
  { table: 'usage_readings', time: 'at', where: '' },
  { table: 'usage_minutes', time: 'minute', where: '' },
  { table: 'usage_tiers', time: 'bucket', where: 'tier = 5 AND' },
  { table: 'usage_tiers', time: 'bucket', where: 'tier = 60 AND' },
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
 * Holds the history below a size whatever the number of labs: gives up the older half of the
 * finest figures, as often as it takes. The file itself does not shrink; what was freed is filled
 * again before it grows.
 */
export const limitHistorySize = (db: Db, maxBytes: number, log: Logger): void => {
  const before = usedBytes(db);
  if (before <= maxBytes) return;
  for (const { table, time, where } of shrinkOrder) {
    const span = db.prepare<[], { first: number | null; last: number | null }>(
      `SELECT min(${time}) AS first, max(${time}) AS last FROM ${table}
       WHERE ${where} person IN (SELECT id FROM people)`,
    );
    const drop = db.prepare<[number]>(
      `DELETE FROM ${table} WHERE ${where} person IN (SELECT id FROM people) AND ${time} <= ?`,
    );
    for (let times = 0; times < HALVINGS && usedBytes(db) > maxBytes; times += 1) {
      const { first, last } = span.get() ?? { first: null, last: null };
      if (first === null || last === null) break;
      drop.run(Math.floor((first + last) / 2));
    }
  }
  log.warn(
    `The history of usage grew beyond PERIJOVE_HISTORY_MAX_MB: ${megabytes(before)} became ` +
      `${megabytes(usedBytes(db))} MB, the oldest of the finest figures went.`,
  );
};

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
