import type { Usage } from '@perijove/contracts';
import type { Config } from '../../../config/config.js';
import type { Engine, LabSample } from '../../../engine/port.js';
import { iso, type Clock } from '../../../lib/clock.js';
import { messageOf } from '../../../lib/errors.js';
import type { Logger } from '../../../lib/logger.js';
import { createLoop } from '../../../lib/loop.js';
import type { DomainBus, ServerKey } from '../../domain-events.js';
import { createMinuteAverages } from './minute-averages.js';
import { cpuPercent, missedReadings, trafficOf, type Counter, type Reading } from './rates.js';
import { sumOf } from './readings.js';
import { createRecentSamples, type RecentSamples } from './recent-samples.js';
import type { RollupsRepo } from './rollups.js';
import type { UsageSample, UsageRepo } from './usage-repo.js';

/** Reads what all labs use, again and again. */
export interface UsageSampler {
  /** The newest reading; null when there is none or it is too old to be true now. */
  usageOf(key: ServerKey): Usage | null;
  all(): readonly (ServerKey & { readonly usage: Usage })[];
  /** The last 60 readings, oldest first, null for gaps. */
  history(key: ServerKey): { readonly cpu: (number | null)[]; readonly memory: (number | null)[] };
  /** Readings of one user that are not in the history yet. */
  recent(user: string): readonly { readonly at: number; readonly reading: Reading }[];
  /** Renames a user, or forgets one with null. */
  move(from: string, to: string | null): void;
  sampledAtMs(): number | null;
  start(): void;
  stop(): Promise<void>;
}

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
 * @param keyOf - whose lab has that name in the engine; null for one that is not ours. Asked
 *   once for as long as that lab runs
 */
export const createUsageSampler = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly engine: Pick<Engine, 'sample'>;
  readonly keyOf: (labName: string) => ServerKey | null;
  readonly repo: UsageRepo;
  readonly rollups: RollupsRepo;
  readonly bus: DomainBus;
  readonly onPass?: ((pass: SamplerPass) => void) | undefined;
  /** Once an hour, after what is too old was removed. */
  readonly onPurged?: () => void;
  /** Cores that a lab was given; null without a limit. */
  readonly cpuLimitOf: (key: ServerKey) => number | null;
  readonly config: Pick<Config, 'PERIJOVE_USAGE_INTERVAL'>;
}): UsageSampler => {
  const { clock, log, engine, keyOf, cpuLimitOf, repo, rollups, bus, config } = deps;
  const intervalMs = config.PERIJOVE_USAGE_INTERVAL * 1000;
  const maxGapMs = FRESH_INTERVALS * intervalMs;
  const labs = new Map<string, Lab>();
  const minutes = createMinuteAverages();
  /** The passes of the minute under way: written together, for each is spread over many pages. */
  let passes: UsageSample[] = [];
  let counters = new Map<string, Counter>();
  let keys = new Map<string, ServerKey>();
  let minute: number | null = null;
  let purgedHour: number | null = null;
  let lastPassMs: number | null = null;
  let sampledAtMs: number | null = null;
  let engineAway = false;

  const closeMinute = (now: number | null): void => {
    if (minute !== null && minute !== now) {
      repo.insertMinute(minute, minutes.take(), passes);
      passes = [];
    }
    if (now === null || now === minute) return;
    minute = now;
    rollups.rollUp(now);
    const hour = Math.floor(now / 60);
    if (hour === purgedHour) return;
    purgedHour = hour;
    rollups.purge(now);
    deps.onPurged?.();
  };

  const labOf = (key: ServerKey): Lab => {
    const id = idOf(key);
    const found = labs.get(id);
    if (found !== undefined) return found;
    const lab: Lab = { key, recent: createRecentSamples(RECENT_SAMPLES), latest: null };
    labs.set(id, lab);
    return lab;
  };

  const record = (
    sample: LabSample,
    key: ServerKey,
    at: string,
    users: Map<string, Reading>,
  ): Lab => {
    const lab = labOf(key);
    const before = counters.get(sample.name);
    const cpu = cpuPercent(before, sample, maxGapMs);
    lab.recent.push(cpu, sample.memoryBytes);
    if (cpu === null) {
      lab.latest = null;
      return lab;
    }
    const reading: Reading = {
      cpuPercent: cpu,
      memoryBytes: sample.memoryBytes,
      ...trafficOf(before, sample, maxGapMs),
    };
    minutes.add(key.user, key.server, reading);
    const others = users.get(key.user);
    users.set(key.user, others === undefined ? reading : sumOf(others, reading));
    lab.latest = {
      monotonicMs: sample.monotonicMs,
      usage: {
        at,
        cpuPercent: cpu,
        cpuLimitCores: cpuLimitOf(key),
        memoryBytes: sample.memoryBytes,
        memoryLimitBytes: sample.memoryLimitBytes,
      },
    };
    return lab;
  };

  const pushGaps = (except: ReadonlySet<Lab>): void => {
    for (const [id, lab] of labs) {
      if (except.has(lab)) continue;
      lab.recent.push(null, null);
      if (lab.recent.empty) labs.delete(id);
    }
  };

  const read = async (): Promise<readonly LabSample[] | null> => {
    try {
      const samples = await engine.sample();
      if (engineAway) log.info('reading usage works again');
      engineAway = false;
      return samples;
    } catch (error) {
      // Every few seconds the same line would drown everything else.
      if (!engineAway) log.warn(`could not read usage: ${messageOf(error)}`);
      engineAway = true;
      return null;
    }
  };

  const fresh = ({ latest }: Lab): Usage | null =>
    latest !== null && clock.monotonicMs() - latest.monotonicMs <= maxGapMs ? latest.usage : null;

  const all = (): readonly (ServerKey & { usage: Usage })[] =>
    [...labs.values()].flatMap(lab => {
      const usage = fresh(lab);
      return usage === null ? [] : [{ ...lab.key, usage }];
    });

  const pass = async (): Promise<void> => {
    const passMs = clock.monotonicMs();
    const sinceLastMs = lastPassMs === null ? intervalMs : passMs - lastPassMs;
    const missed = missedReadings(sinceLastMs, intervalMs);
    lastPassMs = passMs;
    for (let gap = 0; gap < Math.min(missed, RECENT_SAMPLES); gap += 1) pushGaps(new Set());

    const samples = await read();
    deps.onPass?.({
      durationMs: clock.monotonicMs() - passMs,
      lagMs: Math.max(0, sinceLastMs - intervalMs),
      ok: samples !== null,
    });
    const atMs = clock.now();
    closeMinute(Math.floor(atMs / MINUTE_MS));
    const seen = new Set<Lab>();
    const known = new Map<string, ServerKey>();
    const users = new Map<string, Reading>();
    const at = iso(atMs);
    for (const sample of samples ?? []) {
      const key = keys.get(sample.name) ?? keyOf(sample.name);
      if (key === null) continue;
      known.set(sample.name, key);
      seen.add(record(sample, key, at, users));
    }
    if (users.size > 0) {
      const readings = [...users].map(([user, reading]) => ({ user, ...reading }));
      passes.push({ at: Math.floor(atMs / 1000), users: readings });
    }
    pushGaps(seen);
    if (samples === null) return;
    keys = known;
    for (const lab of labs.values()) if (!seen.has(lab)) lab.latest = null;
    counters = new Map(samples.map(sample => [sample.name, sample]));
    sampledAtMs = atMs;
    bus.emit('usage.sampled', { atMs, usage: all() });
  };

  const loop = createLoop({ name: 'usage', clock, log, intervalMs, pass });
  let unsubscribe: (() => void) | null = null;

  return {
    usageOf: key => {
      const lab = labs.get(idOf(key));
      return lab === undefined ? null : fresh(lab);
    },
    all,
    history: key => {
      const recent = labs.get(idOf(key))?.recent;
      return { cpu: recent?.cpu() ?? [], memory: recent?.memory() ?? [] };
    },
    recent: user =>
      passes.flatMap(({ at, users }) => {
        const reading = users.find(one => one.user === user);
        return reading === undefined ? [] : [{ at, reading }];
      }),
    move: (from, to) => {
      minutes.move(from, to);
      passes = passes.map(({ at, users }) => ({
        at,
        users: users.flatMap(one => {
          if (one.user !== from) return [one];
          return to === null ? [] : [{ ...one, user: to }];
        }),
      }));
      for (const [id, lab] of labs) if (lab.key.user === from) labs.delete(id);
    },
    sampledAtMs: () => sampledAtMs,
    start: () => {
      unsubscribe ??= bus.on('server.stopped', key => {
        const lab = labs.get(idOf(key));
        if (lab !== undefined) lab.latest = null;
      });
      loop.start();
    },
    stop: async () => {
      unsubscribe?.();
      await loop.stop();
      closeMinute(null);
    },
  };
};
