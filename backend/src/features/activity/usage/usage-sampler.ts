import type { Usage } from '@perijove/contracts';
import type { Config } from '../../../config/config.js';
import type { Engine, LabSample } from '../../../engine/port.js';
import { iso } from '../../../lib/clock.js';
import { messageOf } from '../../../lib/errors.js';
import { Loop } from '../../../lib/loop.js';
import type { ServerKey } from '../../domain-events.js';
import { MinuteAverages } from './minute-averages.js';
import { cpuPercent, missedReadings, trafficOf, type Counter, type Reading } from './rates.js';
import { sumOf } from './readings.js';
import { RecentSamples } from './recent-samples.js';
import type { RollupsRepo } from './rollups.js';
import type { UsageSample, UsageRepo } from './usage-repo.js';
import type { Deps } from '../../deps.js';

/** How one reading of all labs went. */
export interface SamplerPass {
  readonly durationMs: number;
  /** How much later than its interval it began. */
  readonly lagMs: number;
  readonly ok: boolean;
}

interface Lab {
  readonly key: ServerKey;
  readonly recent: RecentSamples;
  /** With the time by the clock that only grows: the other one may be set. */
  latest: { readonly monotonicMs: number; readonly usage: Usage } | null;
}

const RECENT_SAMPLES = 60;
/** A reading is shown as the present for so many intervals. */
const FRESH_INTERVALS = 3;
const MINUTE_MS = 60_000;

const idOf = ({ user, server }: ServerKey): string => `${user}/${server}`;

/**
 * Reads what all labs use, again and again.
 *
 * @param keyOf - whose lab has that name in the engine; null for one that is not ours. Asked
 *   once for as long as that lab runs
 */
export class UsageSampler {
  private readonly intervalMs = this.deps.config.PERIJOVE_USAGE_INTERVAL * 1000;
  private readonly maxGapMs = FRESH_INTERVALS * this.intervalMs;
  private readonly labs = new Map<string, Lab>();
  private readonly minutes = new MinuteAverages();
  /** The passes of the minute under way: written together, for each is spread over many pages. */
  private passes: UsageSample[] = [];
  private counters = new Map<string, Counter>();
  private keys = new Map<string, ServerKey>();
  private minute: number | null = null;
  private purgedHour: number | null = null;
  private lastPassMs: number | null = null;
  private lastSampleMs: number | null = null;
  private engineAway = false;
  private readonly loop = new Loop({
    ...this.deps,
    name: 'usage',
    intervalMs: this.intervalMs,
    pass: () => this.pass(),
  });
  private unsubscribe: (() => void) | null = null;

  constructor(
    private readonly deps: Deps<'clock' | 'log' | 'bus'> & {
      readonly engine: Pick<Engine, 'sample'>;
      readonly keyOf: (labName: string) => ServerKey | null;
      readonly repo: UsageRepo;
      readonly rollups: RollupsRepo;
      readonly onPass?: ((pass: SamplerPass) => void) | undefined;
      /** Once an hour, after what is too old was removed. */
      readonly onPurged?: () => void;
      /** Cores that a lab was given; null without a limit. */
      readonly cpuLimitOf: (key: ServerKey) => number | null;
      readonly config: Pick<Config, 'PERIJOVE_USAGE_INTERVAL'>;
    },
  ) {}

  /** The newest reading; null when there is none or it is too old to be true now. */
  usageOf(key: ServerKey): Usage | null {
    const lab = this.labs.get(idOf(key));
    return lab === undefined ? null : this.fresh(lab);
  }

  all(): readonly (ServerKey & { readonly usage: Usage })[] {
    return [...this.labs.values()].flatMap(lab => {
      const usage = this.fresh(lab);
      return usage === null ? [] : [{ ...lab.key, usage }];
    });
  }

  /** The last 60 readings, oldest first, null for gaps. */
  history(key: ServerKey): { readonly cpu: (number | null)[]; readonly memory: (number | null)[] } {
    const recent = this.labs.get(idOf(key))?.recent;
    return { cpu: recent?.cpu() ?? [], memory: recent?.memory() ?? [] };
  }

  /** Readings of one user that are not in the history yet. */
  recent(user: string): readonly { readonly at: number; readonly reading: Reading }[] {
    return this.passes.flatMap(({ at, users }) => {
      const reading = users.find(one => one.user === user);
      return reading === undefined ? [] : [{ at, reading }];
    });
  }

  /** Renames a user, or forgets one with null. */
  move(from: string, to: string | null): void {
    this.minutes.move(from, to);
    this.passes = this.passes.map(({ at, users }) => ({
      at,
      users: users.flatMap(one => {
        if (one.user !== from) return [one];
        return to === null ? [] : [{ ...one, user: to }];
      }),
    }));
    for (const [id, lab] of this.labs) if (lab.key.user === from) this.labs.delete(id);
  }

  sampledAtMs(): number | null {
    return this.lastSampleMs;
  }

  start(): void {
    this.unsubscribe ??= this.deps.bus.on('server.stopped', key => {
      const lab = this.labs.get(idOf(key));
      if (lab !== undefined) lab.latest = null;
    });
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
    this.closeMinute(null);
  }

  private closeMinute(now: number | null): void {
    if (this.minute !== null && this.minute !== now) {
      this.deps.repo.insertMinute(this.minute, this.minutes.take(), this.passes);
      this.passes = [];
    }
    if (now === null || now === this.minute) return;
    this.minute = now;
    this.deps.rollups.rollUp(now);
    const hour = Math.floor(now / 60);
    if (hour === this.purgedHour) return;
    this.purgedHour = hour;
    this.deps.rollups.purge(now);
    this.deps.onPurged?.();
  }

  private labOf(key: ServerKey): Lab {
    const id = idOf(key);
    const found = this.labs.get(id);
    if (found !== undefined) return found;
    const lab: Lab = { key, recent: new RecentSamples(RECENT_SAMPLES), latest: null };
    this.labs.set(id, lab);
    return lab;
  }

  private record(sample: LabSample, key: ServerKey, at: string, users: Map<string, Reading>): Lab {
    const lab = this.labOf(key);
    const before = this.counters.get(sample.name);
    const cpu = cpuPercent(before, sample, this.maxGapMs);
    lab.recent.push(cpu, sample.memoryBytes);
    if (cpu === null) {
      lab.latest = null;
      return lab;
    }
    const reading: Reading = {
      cpuPercent: cpu,
      memoryBytes: sample.memoryBytes,
      ...trafficOf(before, sample, this.maxGapMs),
    };
    this.minutes.add(key.user, key.server, reading);
    const others = users.get(key.user);
    users.set(key.user, others === undefined ? reading : sumOf(others, reading));
    lab.latest = {
      monotonicMs: sample.monotonicMs,
      usage: {
        at,
        cpuPercent: cpu,
        cpuLimitCores: this.deps.cpuLimitOf(key),
        memoryBytes: sample.memoryBytes,
        memoryLimitBytes: sample.memoryLimitBytes,
      },
    };
    return lab;
  }

  private pushGaps(except: ReadonlySet<Lab>): void {
    for (const [id, lab] of this.labs) {
      if (except.has(lab)) continue;
      lab.recent.push(null, null);
      if (lab.recent.empty) this.labs.delete(id);
    }
  }

  private async read(): Promise<readonly LabSample[] | null> {
    try {
      const samples = await this.deps.engine.sample();
      if (this.engineAway) this.deps.log.info('reading usage works again');
      this.engineAway = false;
      return samples;
    } catch (error) {
      // Every few seconds the same line would drown everything else.
      if (!this.engineAway) this.deps.log.warn(`could not read usage: ${messageOf(error)}`);
      this.engineAway = true;
      return null;
    }
  }

  private fresh({ latest }: Lab): Usage | null {
    return latest !== null && this.deps.clock.monotonicMs() - latest.monotonicMs <= this.maxGapMs
      ? latest.usage
      : null;
  }

  private async pass(): Promise<void> {
    const passMs = this.deps.clock.monotonicMs();
    const sinceLastMs = this.lastPassMs === null ? this.intervalMs : passMs - this.lastPassMs;
    const missed = missedReadings(sinceLastMs, this.intervalMs);
    this.lastPassMs = passMs;
    for (let gap = 0; gap < Math.min(missed, RECENT_SAMPLES); gap += 1) this.pushGaps(new Set());

    const samples = await this.read();
    this.deps.onPass?.({
      durationMs: this.deps.clock.monotonicMs() - passMs,
      lagMs: Math.max(0, sinceLastMs - this.intervalMs),
      ok: samples !== null,
    });
    const atMs = this.deps.clock.now();
    this.closeMinute(Math.floor(atMs / MINUTE_MS));
    const seen = new Set<Lab>();
    const known = new Map<string, ServerKey>();
    const users = new Map<string, Reading>();
    const at = iso(atMs);
    for (const sample of samples ?? []) {
      const key = this.keys.get(sample.name) ?? this.deps.keyOf(sample.name);
      if (key === null) continue;
      known.set(sample.name, key);
      seen.add(this.record(sample, key, at, users));
    }
    if (users.size > 0) {
      const readings = [...users].map(([user, reading]) => ({ user, ...reading }));
      this.passes.push({ at: Math.floor(atMs / 1000), users: readings });
    }
    this.pushGaps(seen);
    if (samples === null) return;
    this.keys = known;
    for (const lab of this.labs.values()) if (!seen.has(lab)) lab.latest = null;
    this.counters = new Map(samples.map(sample => [sample.name, sample]));
    this.lastSampleMs = atMs;
    this.deps.bus.emit('usage.sampled', { atMs, usage: this.all() });
  }
}
