import type { Engine, LabState } from '../../../engine/port.js';
import type { Directory } from '../../../jupyterhub/directory.js';
import { iso, type Clock } from '../../../lib/clock.js';
import type { Logger } from '../../../lib/logger.js';
import type { AuditLog } from '../../domain-events.js';
import { briefly } from '../start/failure.js';
import { subjectOf } from '../key.js';
import type { Lifecycle } from '../lifecycle.js';
import { isOver } from '../phase.js';
import type { ServerRepo } from '../repo.js';
import type { ServerStore } from '../store.js';

/** Time in which an operator, or a hub that is still starting, can claim a lab. */
const GRACE_MS = 600_000;

/**
 * Labs of this deployment that nobody here knows, as after an older `state.db` was restored.
 * One that the hub still serves is taken over; the others are removed after a grace time.
 */
export const createOrphans = (deps: {
  readonly engine: Engine;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Logger;
  readonly repo: ServerRepo;
  readonly store: ServerStore;
  readonly lifecycle: Lifecycle;
  readonly audit: AuditLog;
}): { see(labs: readonly LabState[]): Promise<void> } => {
  const { engine, directory, clock, log, repo, store, lifecycle, audit } = deps;
  const firstSeen = new Map<string, number>();

  /** Reported before anything is done: whoever restored a database can still step in. */
  /** In the log in words, in the trail by its name. */
  const warn = (lab: LabState, action: string, words: string, details = {}): void => {
    const subject = subjectOf(lab.user, lab.server);
    log.warn({ lab: lab.name }, words);
    audit.record({
      actor: 'watch',
      action,
      subject,
      result: 'ok',
      details: { lab: lab.name, ...details },
    });
  };

  const isUnknown = (lab: LabState): boolean => {
    const row = repo.get(lab.user, lab.server);
    return row === null || row.lab !== lab.name || (isOver(row.phase) && !row.sweep);
  };

  const isOrphan = (lab: LabState): boolean =>
    !lifecycle.isBusy(lab.user, lab.server) && isUnknown(lab);

  /** In turn with starts and stops, of which one may have made the lab a known one meanwhile. */
  const ifStillUnknown = async (lab: LabState, job: () => Promise<void> | void): Promise<boolean> =>
    lifecycle.exclusive(lab.user, lab.server, async () => {
      const unknown = isUnknown(lab);
      if (unknown) await job();
      return unknown;
    });

  const servedByHub = async (lab: LabState): Promise<boolean> => {
    if (directory.server(lab.user, lab.server)?.ready !== true) return false;
    const fresh = await directory.refreshUser(lab.user);
    return fresh?.servers.some(server => server.name === lab.server && server.ready) ?? false;
  };

  const settle = async (lab: LabState): Promise<void> => {
    const name = subjectOf(lab.user, lab.server);
    const row = repo.get(lab.user, lab.server);
    const ours = row === null || row.lab === lab.name;
    if (ours && lab.status === 'running' && lab.url !== null && (await servedByHub(lab))) {
      await ifStillUnknown(lab, () => {
        warn(
          lab,
          'stray.adopted',
          `took over the lab of ${name}, which runs although the database does not say so`,
        );
        store.running(lab.user, lab.server, lab, true);
      });
      firstSeen.delete(lab.name);
      return;
    }
    const since = firstSeen.get(lab.name);
    if (since === undefined) {
      // The list is older than stops and deaths that ended since: they removed labs that it holds.
      const there = await engine.inspect(lab.name);
      if (there === null || !isOrphan(lab)) return;
      firstSeen.set(lab.name, clock.now());
      const removedAt = iso(clock.now() + GRACE_MS);
      warn(
        lab,
        'stray.found',
        `found a lab of ${name} that nobody here knows; it is removed in 10 minutes`,
        { removedAt },
      );
      return;
    }
    if (clock.now() - since < GRACE_MS) return;
    // Without a word from the hub nobody can say that the lab is of no use.
    const readAtMs = directory.refreshedAtMs();
    if (readAtMs === null || readAtMs < since) return;
    const removed = await ifStillUnknown(lab, () => engine.remove(lab.name));
    firstSeen.delete(lab.name);
    if (removed) warn(lab, 'stray.removed', `removed the lab of ${name} that nobody here knew`);
  };

  return {
    see: async labs => {
      const names = new Set(labs.map(lab => lab.name));
      for (const name of firstSeen.keys()) if (!names.has(name)) firstSeen.delete(name);
      for (const lab of labs.filter(isOrphan)) {
        await settle(lab).catch((error: unknown) =>
          log.warn(`the lab ${lab.name} was left as it is: ${briefly(error)}`),
        );
      }
    },
  };
};
