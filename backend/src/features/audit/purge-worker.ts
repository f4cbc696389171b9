import { Loop } from '../../lib/loop.js';
import type { AuditRepo } from './repo.js';
import type { Deps } from '../deps.js';

const INTERVAL_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** One bite; a pause between two lets requests through. */
const BATCH = 1_000;

/** Removes audit log entries that are older than the retention. 0 days keeps them forever. */
export const createAuditPurgeWorker = (
  deps: Deps<'clock' | 'log'> & {
    readonly repo: AuditRepo;
    readonly retentionDays: number;
  },
): Loop => {
  const { clock, log, repo, retentionDays } = deps;
  return new Loop({
    name: 'audit purge',
    clock,
    log,
    intervalMs: INTERVAL_MS,
    pass: async signal => {
      if (retentionDays === 0) return;
      const before = clock.now() - retentionDays * DAY_MS;
      let removed = 0;
      for (let bite = BATCH; bite === BATCH && !signal.aborted;) {
        bite = repo.removeBefore(before, BATCH);
        removed += bite;
        await new Promise(resolve => setImmediate(resolve));
      }
      if (removed > 0)
        log.info(`removed ${removed} audit log entries older than ${retentionDays} days`);
    },
  });
};
