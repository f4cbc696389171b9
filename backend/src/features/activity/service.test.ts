import { ActivityDays, ActivityPage, ActivityQuery, HistoryView } from '@perijove/contracts';
import { loadConfig } from '../../config/load.js';
import { openDb } from '../../db/open.js';
import type { LabSample } from '../../engine/port.js';
import { createDirectory } from '../../hub/directory.js';
import { createFakeHub } from '../../hub/fake.js';
import { createBus } from '../../platform/bus.js';
import { createFakeClock } from '../../platform/fake-clock.js';
import { silentLogger } from '../../platform/logger.js';
import type { AuditEntry, DomainEvents } from '../domain-events.js';
import { createActivityService } from './service.js';
import type { ServerFacts } from './status.js';
import type { SamplerPass } from './usage-sampler.js';

const HOUR = 3_600_000;
const MB = 1024 * 1024;

const loaded = loadConfig({});
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
const { config } = loaded;

const setUp = async (people: readonly string[], db = openDb(':memory:', 'history')) => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 9));
  const log = silentLogger();
  const hub = createFakeHub();
  for (const name of people) hub.addUser(name);
  const directory = createDirectory({
    hub,
    clock,
    log,
    intervalMs: 1000,
    onRefreshed: () => undefined,
  });
  await directory.refresh();
  const bus = createBus<DomainEvents>(log);
  const engine = { labs: new Map<string, Partial<LabSample>>(), away: false };
  const facts = new Map<string, ServerFacts>();
  const asked = { servers: 0, volumes: 0, keys: 0 };
  const audited: AuditEntry[] = [];
  const sampled: DomainEvents['usage.sampled'][] = [];
  bus.on('usage.sampled', event => sampled.push(event));
  const passes: SamplerPass[] = [];
  const service = createActivityService({
    clock,
    log,
    db,
    engine: {
      sample: async () => {
        await Promise.resolve();
        if (engine.away) throw new Error('the engine is away');
        return [...engine.labs].map(([name, lab]) => ({
          id: `${name}-1`,
          name,
          monotonicMs: clock.monotonicMs(),
          cpuMicros: clock.monotonicMs() * 500,
          memoryBytes: 100 * MB,
          memoryLimitBytes: null,
          ...lab,
        }));
      },
    },
    keyOf: name => {
      asked.keys += 1;
      return name.startsWith('lab-') ? { user: name.slice(4), server: '' } : null;
    },
    directory,
    bus,
    audit: entry => void audited.push(entry),
    sources: {
      serverRow: user => {
        asked.servers += 1;
        return facts.get(user) ?? null;
      },
      volumesBytes: () => {
        asked.volumes += 1;
        return { bytes: 10, measuredAtMs: 0 };
      },
    },
    config,
    host: () => null,
    onPass: pass => void passes.push(pass),
  });
  const list = (query: object = {}) => service.list(ActivityQuery.parse(query));
  return {
    clock,
    hub,
    directory,
    bus,
    engine,
    facts,
    asked,
    audited,
    sampled,
    passes,
    service,
    list,
    db,
  };
};

describe('usage', () => {
  it('is the true rate from the second reading on', async () => {
    const { service, engine, clock, sampled } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    engine.labs.set('somebody-elses', {});
    service.start();
    await clock.advance(0);
    expect(service.usageOf({ user: 'ann', server: '' })).toBeNull();
    await clock.advance(5000);
    expect(service.usageOf({ user: 'ann', server: '' })).toMatchObject({
      cpuPercent: 50,
      memoryBytes: 100 * MB,
    });
    expect(sampled.at(-1)?.usage.map(({ user }) => user)).toEqual(['ann']);
    await service.stop();
  });

  it('is a gap while the engine is away, and soon not the present any more', async () => {
    const { service, engine, clock } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(10_000);
    engine.away = true;
    await clock.advance(10_000);
    expect(service.row({ user: 'ann', server: '' })?.cpuHistory).toEqual([
      null,
      50,
      50,
      null,
      null,
    ]);
    await clock.advance(10_000);
    expect(service.usageOf({ user: 'ann', server: '' })).toBeNull();
    engine.away = false;
    await clock.advance(10_000);
    expect(service.usageOf({ user: 'ann', server: '' })).not.toBeNull();
    await service.stop();
  });

  it('asks only once whose lab it is', async () => {
    const { service, engine, clock, asked } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(60_000);
    expect(asked.keys).toBe(1);
    await service.stop();
  });

  it('ends at once when the server stops', async () => {
    const { service, engine, clock, bus } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(5000);
    bus.emit('server.stopped', { user: 'ann', server: '', atMs: clock.now(), reason: null });
    expect(service.usageOf({ user: 'ann', server: '' })).toBeNull();
    await service.stop();
  });

  it('lies in the history minute by minute, with the minute under way', async () => {
    const { service, engine, clock } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(150_000);
    const view = HistoryView.parse(await service.history('ann', '1h'));
    expect(view.cpuPercent.slice(-4)).toEqual([null, 50, 50, 50]);
    expect(view.memoryBytes.at(-2)).toBe(100 * MB);
    await service.stop();
    expect((await service.history('ann', '24h')).cpuPercent.at(-1)).toBe(50);
  });

  it('says of every reading how it went and how late it was', async () => {
    const { service, engine, clock, passes } = await setUp(['ann']);
    service.start();
    await clock.advance(0);
    engine.away = true;
    await clock.advance(config.PERIJOVE_USAGE_INTERVAL * 1000);
    await service.stop();
    expect(passes).toEqual([
      { ok: true, durationMs: 0, lagMs: 0 },
      { ok: false, durationMs: 0, lagMs: 0 },
    ]);
  });

  it('says what its history takes on disk', async () => {
    const { service } = await setUp(['ann']);
    expect(service.summary().historyBytes).toBeGreaterThan(4096);
  });

  it('has no history of people who do not exist', async () => {
    const { service } = await setUp(['ann']);
    await expect(service.history('nobody', '1h')).rejects.toMatchObject({ code: 'user_not_found' });
  });
});

describe('active hours', () => {
  it('add up day by day, with the score and the scale', async () => {
    const { service, clock, hub } = await setUp(['ann']);
    hub.setServer('ann', '', { ready: true, lastActivityMs: clock.now() });
    service.start();
    await clock.advance(3 * HOUR);
    const view = ActivityDays.parse(await service.days('ann'));
    // Every ten minutes, active within an hour of the last activity: 7 of 19 samples.
    expect(view.days).toHaveLength(config.JUPYTERHUB_ACTIVITYMON_RETENTION_DAYS);
    expect(view.activeHours).toBeCloseTo(7 / 6);
    expect(view.days.at(-1)?.measuredHours).toBeCloseTo(19 / 6);
    expect(view).toMatchObject({ user: 'ann', timeZone: 'UTC', targetHours: 8 });
    expect(view.score).toBeCloseTo(35, -1);
    await service.stop();
  });

  it('are not told of people who do not exist', async () => {
    const { service } = await setUp(['ann']);
    await expect(service.days('nobody')).rejects.toMatchObject({ code: 'user_not_found' });
  });
});

describe('the score', () => {
  it('samples everybody once per interval, across restarts', async () => {
    const first = await setUp(['ann', 'bob']);
    first.service.start();
    await first.clock.advance(0);
    await first.service.stop();
    const again = await setUp(['ann', 'bob'], first.db);
    again.service.start();
    await again.clock.advance(30 * 60_000 - 1);
    expect(again.service.reset('root')).toEqual({ removed: 6 });
    await again.service.stop();
  });

  it('says how much of the time somebody was active', async () => {
    const { service, clock, hub, list } = await setUp(['ann', 'bob']);
    hub.setServer('ann', '', { lastActivityMs: clock.now() + 3 * HOUR });
    service.start();
    await clock.advance(0);
    const page = await list({ sort: 'user' });
    expect(page.items.map(({ user, score }) => [user, score])).toEqual([
      ['ann', 100],
      ['bob', 0],
    ]);
    await service.stop();
  });

  it('has a gap, and not an inactive sample, while the hub is away', async () => {
    const { service, clock, hub, list, directory } = await setUp(['ann']);
    hub.setServer('ann', '', { lastActivityMs: clock.now() + 24 * HOUR });
    await directory.refresh();
    service.start();
    await clock.advance(0);
    hub.setAway(true);
    await clock.advance(2 * HOUR);
    expect((await list()).items[0]?.score).toBe(100);
    expect(service.reset('root').removed).toBe(1);
    await service.stop();
  });

  it('begins anew after a reset, which the trail remembers', async () => {
    const { service, clock, list, audited } = await setUp(['ann']);
    service.start();
    await clock.advance(0);
    expect((await list()).items[0]?.score).toBe(0);
    service.reset('root');
    expect((await list()).items[0]?.score).toBeNull();
    expect(audited).toMatchObject([{ actor: 'root', action: 'activity.reset' }]);
    await service.stop();
  });
});

describe('the list', () => {
  it('shows what runs first, with its true state', async () => {
    const { clock, hub, directory, facts, list } = await setUp(['ann', 'bob', 'eve', 'zoe']);
    hub.setServer('bob', '', { lastActivityMs: clock.now() - 2 * HOUR });
    hub.setServer('zoe', '', { lastActivityMs: clock.now() });
    await directory.refresh();
    facts.set('zoe', { phase: 'running', deadlineMs: clock.now() + HOUR, image: 'lab:1' });
    facts.set('eve', { phase: 'pulling', deadlineMs: null, image: 'lab:1' });
    const page = ActivityPage.parse(await list());
    expect(page.items.map(({ user, status }) => [user, status])).toEqual([
      ['zoe', 'active'],
      ['bob', 'inactive'],
      ['eve', 'starting'],
      ['ann', 'offline'],
    ]);
    expect(page.items[0]?.deadline).not.toBeNull();
    expect(page.summary).toMatchObject({ users: 4, running: 2, active: 1, volumesBytes: 40 });
  });

  it('has no line for a default server that somebody with named servers never used', async () => {
    const { hub, directory, service, list } = await setUp(['ann']);
    hub.setServer('ann', 'gpu', {});
    await directory.refresh();
    expect((await list()).items.map(({ server }) => server)).toEqual(['gpu']);
    expect(service.row({ user: 'ann', server: '' })).toBeNull();
    expect(service.row({ user: 'ann', server: 'gpu' })?.status).toBe('inactive');
  });

  it('shows a change as soon as it is announced, and asks nothing twice', async () => {
    const { bus, facts, asked, list } = await setUp(['ann']);
    await list();
    await list();
    expect(asked).toMatchObject({ servers: 1, volumes: 1 });
    facts.set('ann', { phase: 'failed', deadlineMs: null, image: null });
    bus.emit('server.changed', { user: 'ann', server: '' });
    expect((await list()).items[0]?.status).toBe('failed');
  });

  it('answers a page of 10,000 people quickly', async () => {
    const { list, clock, hub, directory } = await setUp(
      Array.from({ length: 10_000 }, (_, n) => `student-${n}`),
    );
    for (let n = 0; n < 200; n += 1) {
      hub.setServer(`student-${n * 7}`, '', { lastActivityMs: clock.now() });
    }
    await directory.refresh();
    await list();
    const sorts = ['status', 'user', 'cpu', 'score', 'lastActivity', 'volumes'];
    const took: number[] = [];
    for (let n = 0; n < 60; n += 1) {
      const begun = process.cpuUsage();
      await list({ sort: sorts[n % sorts.length], search: n % 2 === 0 ? undefined : 'dent-1' });
      const { user, system } = process.cpuUsage(begun);
      took.push((user + system) / 1000);
    }
    took.sort((a, b) => a - b);
    const p95 = took[Math.floor(took.length * 0.95)] ?? Infinity;
    if (process.env['PERIJOVE_TEST_TIMES'] === '1') console.log({ p50: took[30], p95 });
    // The goal is 50 ms of a quiet machine. What is measured here is this process's own time
    // and not that of others on a busy one, which still share caches and clock rate with it.
    expect(p95).toBeLessThan(150);
  });
});
