import type { Db } from './open.js';

/** Room that is taken beforehand, in the file and in its write-ahead log. */
const RESERVE_BYTES = 4 * 1024 * 1024;

const figure = (db: Db, pragma: string): number => Number(db.pragma(pragma, { simple: true }));

/**
 * Takes room for writes to come, so that what frees room (a stop, a purge) and everything else that
 * is small can still be written down on a disk without a free byte. SQLite writes new pages where
 * free ones are in the file, and restarts its write-ahead log in place: neither needs a block
 * that was not there before. Does nothing where room is left over from the last time, nor where
 * there is none to take.
 * https://www.sqlite.org/wal.html#avoiding_excessively_large_wal_files
 * @returns whether the reserve is there
 */
export const keepReserve = (db: Db, firstTime: boolean): boolean => {
  if (db.memory) return true;
  const free = figure(db, 'freelist_count') * figure(db, 'page_size');
  // The log is removed with the last connection: it is grown again at each start.
  if (!firstTime && free >= RESERVE_BYTES / 2) return true;
  try {
    db.exec(
      `BEGIN IMMEDIATE; CREATE TABLE reserve (room BLOB);
       INSERT INTO reserve VALUES (zeroblob(${RESERVE_BYTES})); DROP TABLE reserve; COMMIT`,
    );
  } catch {
    if (db.inTransaction) db.exec('ROLLBACK');
    return false;
  }
  db.pragma('wal_checkpoint(PASSIVE)');
  return figure(db, 'freelist_count') > 0;
};
