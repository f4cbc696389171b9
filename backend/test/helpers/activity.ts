import { ActivityQuery } from '@perijove/contracts';
import { loadConfig } from '../../src/config/load.js';
import { openDb, type Db } from '../../src/db/open.js';
import type { LabSample } from '../../src/engine/port.js';
import { Directory } from '../../src/jupyterhub/directory.js';
import { createFakeHub } from '../fakes/hub.js';
import { unfiltered } from '../../src/auth/scopes.js';
import { Bus } from '../../src/lib/bus.js';
import { createFakeClock } from '../fakes/clock.js';
import { silentLogger } from '../../src/lib/logger.js';
import type { AuditEntry, DomainEvents } from '../../src/features/domain-events.js';
import { uncounted } from './readings.js';
import { ActivityService } from '../../src/features/activity/service.js';
import type { ServerFacts } from '../../src/features/activity/list/status.js';
import type { SamplerPass } from '../../src/features/activity/usage/usage-sampler.js';

export const HOUR = 3_600_000;
export const MB = 1024 * 1024;
/** Between two readings of what labs use. */
export const INTERVAL = 10_000;

const loaded = loadConfig({});
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
export const { config } = loaded;

/** The service with everything around it faked but the database. */
export const setUp = async (users: readonly string[], db: Db = openDb(':memory:', 'history')) => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 9));
  const log = silentLogger();
  const hub = createFakeHub();
  for (const name of users) hub.addUser(name);
  const directory = new Directory({
    hub,
    clock,
    log,
    intervalMs: 1000,
    onRefreshed: () => undefined,
  });
  await directory.refresh();
  const bus = new Bus<DomainEvents>(log);
  const engine = { labs: new Map<string, Partial<LabSample>>(), away: false };
  const facts = new Map<string, ServerFacts>();
  const asked = { servers: 0, volumes: 0, keys: 0 };
  const audited: AuditEntry[] = [];
  const sampled: DomainEvents['usage.sampled'][] = [];
  bus.on('usage.sampled', event => sampled.push(event));
  const passes: SamplerPass[] = [];
  const service = new ActivityService({
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
          ...uncounted,
          networkReceivedBytes: clock.monotonicMs() * 2,
          ...lab,
        }));
      },
    },
    keyOf: name => {
      asked.keys += 1;
      return name.startsWith('lab-') ? { user: name.slice(4), server: '' } : null;
    },
    cpuLimitOf: () => null,
    directory,
    bus,
    audit: { record: entry => void audited.push(entry) },
    sources: {
      serverRow: user => {
        asked.servers += 1;
        return facts.get(user) ?? null;
      },
      volumesBytes: () => {
        asked.volumes += 1;
        return { bytes: 10, measuredAtMs: 0, large: [] };
      },
    },
    config,
    host: () => null,
    onPass: pass => void passes.push(pass),
  });
  const list = (query: object = {}, filter = unfiltered) =>
    service.list(ActivityQuery.parse(query), filter);
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
  };
};
