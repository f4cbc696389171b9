import type { Engine } from '../../../engine/port.js';
import type { Clock } from '../../../lib/clock.js';
import type { Logger } from '../../../lib/logger.js';
import type { AuditLog, DomainBus } from '../../domain-events.js';
import { briefly } from '../start/failure.js';
import { keyOf, subjectOf } from '../key.js';
import type { ServerRepo } from '../repo.js';

/** A lab that loses its main process ends within this time, and its end is told as such. */
const SETTLE_MS = 2_000;
/** A notebook that is run again and again against the limit is one piece of news. */
const QUIET_MS = 10 * 60_000;

/** Knows of labs that live on although one of their processes was ended for want of memory. */
export interface MemoryWatch {
  /** The engine saw that a process of this lab was ended. */
  heard(lab: string): void;
  /** When that last happened to this server since it started; null when it did not. */
  lastAtMs(user: string, server: string): number | null;
  close(): void;
}

export const createMemoryWatch = (deps: {
  readonly engine: Pick<Engine, 'inspect'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly bus: DomainBus;
  readonly repo: Pick<ServerRepo, 'ofLab'>;
  readonly audit: AuditLog;
}): MemoryWatch => {
  const { engine, clock, log, bus, repo, audit } = deps;
  const last = new Map<string, number>();
  const toldAtMs = new Map<string, number>();
  const waiting = new Map<string, () => void>();

  const settle = async (lab: string, atMs: number): Promise<void> => {
    waiting.delete(lab);
    const row = repo.ofLab(lab);
    if (row?.phase !== 'running') return;
    if ((await engine.inspect(lab))?.status !== 'running') return;
    const { user, name: server } = row;
    const key = keyOf(user, server);
    last.set(key, atMs);
    bus.emit('server.changed', { user, server });
    if (atMs - (toldAtMs.get(key) ?? -Infinity) < QUIET_MS) return;
    toldAtMs.set(key, atMs);
    const limitBytes = row.rules?.limits.memoryBytes ?? null;
    audit.record({
      actor: 'perijove',
      action: 'server.memory_full',
      subject: subjectOf(user, server),
      result: 'ok',
      details: { limitBytes },
    });
    bus.emit('server.memory_full', { user, server, atMs, limitBytes });
  };

  const forget = ({ user, server }: { readonly user: string; readonly server: string }): void => {
    last.delete(keyOf(user, server));
    toldAtMs.delete(keyOf(user, server));
  };
  const unsubscribe = [bus.on('server.started', forget), bus.on('server.stopped', forget)];

  return {
    heard: lab => {
      if (waiting.has(lab)) return;
      const atMs = clock.now();
      const cancel = clock.after(SETTLE_MS, () => {
        settle(lab, atMs).catch((error: unknown) =>
          log.debug(`the memory of ${lab} was not looked after: ${briefly(error)}`),
        );
      });
      waiting.set(lab, cancel);
    },
    lastAtMs: (user, server) => last.get(keyOf(user, server)) ?? null,
    close: () => {
      unsubscribe.forEach(end => end());
      waiting.forEach(cancel => cancel());
      waiting.clear();
    },
  };
};
