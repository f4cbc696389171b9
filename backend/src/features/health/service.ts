import type { FullDisk, HealthView } from '@perijove/contracts';
import { text, type Message, type Unrendered } from '../../lib/text.js';
import { messageOf } from '../../lib/errors.js';
import type { Deps } from '../deps.js';

type Check = Unrendered<HealthView>['checks']['db'];

type Parts = Omit<Unrendered<HealthView>['checks'], 'disk'>;

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
export class HealthService {
  private readonly bornMs = this.deps.clock.monotonicMs();
  private last: { readonly atMs: number; readonly checks: Promise<Parts> } | null = null;

  constructor(
    private readonly deps: Deps<'clock' | 'db' | 'engine' | 'hub'> & {
      /** Disks that are full, as the last look found them. */
      readonly fullDisks: () => readonly FullDisk[];
      readonly version: string;
    },
  ) {}

  /** What engine and hub call themselves; null for one that does not answer. */
  async parts(): Promise<{ engine: Message | null; hubVersion: string | null }> {
    const [caps, pong] = await Promise.allSettled([
      // What was learned of an engine is remembered for a while, also when it has gone.
      this.deps.engine.ping(AbortSignal.timeout(5_000)).then(() => this.deps.engine.caps()),
      this.deps.hub.ping(),
    ]);
    return {
      engine: caps.status === 'fulfilled' ? caps.value.description : null,
      hubVersion: pong.status === 'fulfilled' ? pong.value.version : null,
    };
  }

  async view(): Promise<Unrendered<HealthView>> {
    const nowMs = this.deps.clock.monotonicMs();
    if (this.last === null || nowMs - this.last.atMs > GOOD_FOR_MS)
      this.last = { atMs: nowMs, checks: this.look() };
    const checks = await this.last.checks;
    return {
      status: Object.values(checks).every(({ ok }) => ok) ? 'ok' : 'degraded',
      uptimeSeconds: Math.floor((nowMs - this.bornMs) / 1000),
      version: this.deps.version,
      checks: { ...checks, disk: this.disk() },
    };
  }

  private async look(): Promise<Parts> {
    const [dbCheck, engineCheck, hubCheck] = await Promise.all([
      check(() => this.deps.db.prepare('SELECT 1').get()),
      check(() => this.deps.engine.ping(AbortSignal.timeout(5_000))),
      check(() => this.deps.hub.ping()),
    ]);
    return { db: dbCheck, engine: engineCheck, hub: hubCheck };
  }

  private disk(): Check {
    const [first, second] = this.deps.fullDisks();
    if (first === undefined) return { ok: true, message: null };
    const which = second === undefined ? first.of : 'both';
    return { ok: false, message: text(`platform.health.full.${which}`) };
  }
}
