import type { FullDisk, HealthView } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { Db } from '../../db/open.js';
import type { Engine } from '../../engine/port.js';
import type { Hub } from '../../jupyterhub/port.js';
import type { Clock } from '../../lib/clock.js';
import { messageOf } from '../../lib/errors.js';

type Check = HealthView['checks']['db'];

type Parts = Omit<HealthView['checks'], 'disk'>;

/** How long an answer is good for: health checks of others must not become load on the engine. */
const GOOD_FOR_MS = 2_000;

const check = async (run: () => unknown): Promise<Check> => {
  try {
    await run();
    return { ok: true, message: null };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
};

/** Whether the backend and what it depends on work. */
export const createHealthService = (deps: {
  readonly clock: Clock;
  readonly db: Db;
  readonly engine: Engine;
  readonly hub: Hub;
  /** Disks that are full, as the last look found them. */
  readonly fullDisks: () => readonly FullDisk[];
  readonly version: string;
}) => {
  const { clock, db, engine, hub, fullDisks, version } = deps;
  const bornMs = clock.monotonicMs();
  let last: { readonly atMs: number; readonly checks: Promise<Parts> } | null = null;

  const look = async (): Promise<Parts> => {
    const [dbCheck, engineCheck, hubCheck] = await Promise.all([
      check(() => db.prepare('SELECT 1').get()),
      check(() => engine.ping(AbortSignal.timeout(5_000))),
      check(() => hub.ping()),
    ]);
    return { db: dbCheck, engine: engineCheck, hub: hubCheck };
  };

  const disk = (): Check => {
    const full = fullDisks().map(({ of }) => strings.platform.health.full[of]);
    return { ok: full.length === 0, message: full.length === 0 ? null : full.join(' ') };
  };

  return {
    /** What engine and hub call themselves; null for one that does not answer. */
    parts: async (): Promise<{ engine: string | null; hubVersion: string | null }> => {
      const [caps, pong] = await Promise.allSettled([
        // What was learned of an engine is remembered for a while, also when it has gone.
        engine.ping(AbortSignal.timeout(5_000)).then(() => engine.caps()),
        hub.ping(),
      ]);
      return {
        engine: caps.status === 'fulfilled' ? caps.value.description : null,
        hubVersion: pong.status === 'fulfilled' ? pong.value.version : null,
      };
    },
    view: async (): Promise<HealthView> => {
      const nowMs = clock.monotonicMs();
      if (last === null || nowMs - last.atMs > GOOD_FOR_MS) last = { atMs: nowMs, checks: look() };
      const checks = await last.checks;
      return {
        status: Object.values(checks).every(({ ok }) => ok) ? 'ok' : 'degraded',
        uptimeSeconds: Math.floor((nowMs - bornMs) / 1000),
        version,
        checks: { ...checks, disk: disk() },
      };
    },
  };
};

export type HealthService = ReturnType<typeof createHealthService>;
