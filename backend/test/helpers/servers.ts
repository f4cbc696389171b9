import type { SpawnLine, SpawnRequest } from '@perijove/contracts';
import type { Config } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/load.js';
import { serviceFlags } from '../../src/config/service-flags.js';
import { openDb, type Db } from '../../src/db/open.js';
import type { Engine } from '../../src/engine/port.js';
import { createFakeEngine, type FakeEngine } from '../fakes/engine/engine.js';
import { Directory } from '../../src/jupyterhub/directory.js';
import { GroupDirectory } from '../../src/jupyterhub/group-directory.js';
import { createFakeHub, type FakeHub } from '../fakes/hub.js';
import { Bus } from '../../src/lib/bus.js';
import type { Clock } from '../../src/lib/clock.js';
import { createFakeClock, type FakeClock } from '../fakes/clock.js';
import { silentLogger } from '../../src/lib/logger.js';
import type { AuditEntry, DomainEvents, ServerKey } from '../../src/features/domain-events.js';
import { GpuService } from '../../src/features/gpu/service.js';
import { SessionService } from '../../src/features/sessions/service.js';
import { VolumeService } from '../../src/features/volumes/service.js';
import type { Probe } from '../../src/features/servers/start/probe.js';
import { ServerService } from '../../src/features/servers/service.js';
import type { Unrendered } from '../../src/lib/text.js';
import { english } from './english.js';

export const IMAGE = 'quay.io/jupyter/minimal-notebook:latest';

/** What outlives a backend: the engine, the hub, the clock, the database. */
export interface CoreDeps {
  readonly clock: Clock;
  readonly engine: Engine;
  readonly hub: FakeHub;
  readonly db: Db;
  /** Whether labs answer HTTP. */
  answers: boolean;
}

/** A ground on which time and engine do what the test says. */
export interface World extends CoreDeps {
  readonly clock: FakeClock;
  readonly engine: FakeEngine;
}

export const createWorld = (): World => {
  const clock = createFakeClock();
  const hub = createFakeHub();
  hub.addUser('alice');
  hub.addUser('bob');
  const db = openDb(':memory:', 'state');
  return { clock, hub, db, engine: createFakeEngine({ clock, images: [IMAGE] }), answers: true };
};

export const configOf = (env: Record<string, string> = {}): Config => {
  const loaded = loadConfig(env);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded.config;
};

/** The services as created, over a world. A second call is a restarted backend. */
export const boot = (
  world: CoreDeps,
  env: Record<string, string> = {},
  real: {
    readonly deploymentId?: string;
    readonly probe?: Probe;
    readonly startScriptsDir?: string;
    readonly pageOptionsDir?: string;
    readonly icons?: { readonly main: string; readonly splash: string };
  } = {},
) => {
  const { clock, engine, hub, db } = world;
  const log = silentLogger();
  const config = configOf(env);
  const bus = new Bus<DomainEvents>(log);
  const audits: AuditEntry[] = [];
  const audit = { record: (entry: AuditEntry) => void audits.push(entry) };
  const changes: ServerKey[] = [];
  bus.on('server.changed', key => changes.push(key));
  const directory = new Directory({
    hub,
    clock,
    log,
    intervalMs: 30_000,
    onRefreshed: () => bus.emit('users.refreshed', { atMs: clock.now() }),
  });
  const groups = new GroupDirectory({ hub, clock, onChanged: () => undefined });
  const sessions = new SessionService({ clock, db, directory, bus, config, audit });
  const late: { servers?: ServerService } = {};
  const volumes = new VolumeService({
    clock,
    db,
    engine,
    bus,
    config,
    audit,
    log,
    isBusy: user => late.servers?.queries.isBusy(user) ?? false,
  });
  const gpu = new GpuService({ config, clock, log, db, engine });
  const probe: Probe = real.probe ?? (() => Promise.resolve(world.answers));
  const servers = new ServerService({
    clock,
    log,
    db,
    engine,
    hub,
    directory,
    groups,
    bus,
    config,
    audit,
    sessions,
    volumes,
    deploymentId: real.deploymentId ?? 'test',
    usageOf: () => null,
    labIcons: () => real.icons ?? { main: null, splash: null },
    gpu,
    serviceFlags: serviceFlags(env).flags,
    perijoveUrl: '/services/perijove/',
    labFiles: {
      extensionsDir: null,
      startScriptsDir: real.startScriptsDir ?? null,
      // Made only for a hub whose labs have hosts of their own.
      pageOptionsDir: real.pageOptionsDir ?? '/nonexistent',
    },
    probe,
  });
  late.servers = servers;
  return { config, bus, gpu, audits, changes, directory, groups, sessions, volumes, servers, log };
};

export type Booted = ReturnType<typeof boot>;

export const spawnRequest = (change: Partial<SpawnRequest> = {}): SpawnRequest => ({
  env: {
    JUPYTERHUB_API_TOKEN: 'secret-1',
    JUPYTERHUB_SERVICE_PREFIX: '/user/alice/',
    JUPYTERHUB_SERVICE_URL: 'http://0.0.0.0:8888/user/alice/',
  },
  command: ['jupyterhub-singleuser'],
  args: [],
  image: null,
  limits: { cpuCores: null, memoryBytes: null },
  options: {},
  groups: [],
  groupSettings: {},
  admin: false,
  userCreated: null,
  displayName: null,
  port: 8888,
  startTimeoutSeconds: 60,
  ...change,
});

/** Reads a start to its end, letting the fake clock run meanwhile. */
export const finish = async (
  world: World,
  lines: AsyncGenerator<Unrendered<SpawnLine>, void, void>,
  limitMs = 120_000,
): Promise<SpawnLine[]> => {
  const read: SpawnLine[] = [];
  const state = { over: false };
  const reading = (async () => {
    for await (const line of lines) read.push(english<SpawnLine>(line));
  })().finally(() => {
    state.over = true;
  });
  for (let passedMs = 0; passedMs < limitMs && !state.over; passedMs += 250) {
    await world.clock.advance(250);
  }
  if (!state.over) throw new Error(`The start did not end. Lines: ${JSON.stringify(read)}`);
  await reading;
  return read;
};

/** Starts Alice's default server and answers the last line. */
export const startAlice = async (
  world: World,
  booted: Booted,
  change: Partial<SpawnRequest> = {},
): Promise<SpawnLine | undefined> =>
  (await finish(world, booted.servers.spawner.spawn('alice', '', spawnRequest(change)))).at(-1);
