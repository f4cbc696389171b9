import { Loop } from '../../lib/loop.js';
import type { SentRepo } from './repo.js';
import type { Deps } from '../deps.js';

const EVERY_MS = 5_000;
/** Sent messages and their reports are kept this long. */
const KEEP_MS = 90 * 24 * 3_600_000;

/** Removes expired messages from pages and, after 90 days, from the database. */
export const createPurgeWorker = (
  deps: Deps<'clock' | 'log' | 'bus'> & {
    readonly repo: SentRepo;
  },
): Loop => {
  const { clock, log, repo, bus } = deps;
  return new Loop({
    name: 'notifications purge',
    clock,
    log,
    intervalMs: EVERY_MS,
    pass: () => {
      for (const id of repo.expiredIds(clock.now())) {
        const users = repo.remove(id, clock.now(), 'expired');
        if (users !== null) bus.emit('notifications.changed', { id, change: 'removed', users });
      }
      repo.purgeOlderThan(clock.now() - KEEP_MS);
    },
  });
};
