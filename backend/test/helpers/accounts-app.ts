import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFeatures, type Features } from '../../src/create-features.js';
import { createCrash, type Crash } from './crashing-db.js';
import { openDb } from '../../src/db/open.js';
import { createFakeEngine, type FakeEngine } from '../fakes/engine/engine.js';
import { Directory } from '../../src/jupyterhub/directory.js';
import { createFakeAccounts } from '../fakes/accounts.js';
import { createFakeHub, type FakeHub } from '../fakes/hub.js';
import { GroupDirectory } from '../../src/jupyterhub/group-directory.js';
import type { Principal } from '../../src/auth/principal.js';
import { Bus } from '../../src/lib/bus.js';
import { createFakeClock, type FakeClock } from '../fakes/clock.js';
import { silentLogger } from '../../src/lib/logger.js';
import { RequestContexts } from '../../src/lib/request-context.js';
import type { DomainEvents } from '../../src/features/domain-events.js';
import { configOf, IMAGE, spawnRequest } from './servers.js';
import { inEnglish } from '../../src/lib/catalog.js';

/** A backend over files, an engine and a hub that outlive it. */
export interface AccountsWorld {
  readonly clock: FakeClock;
  readonly engine: FakeEngine;
  readonly hub: FakeHub;
  /**
   * Starts a backend on what the last one left.
   * @param engineToo - every call of the engine is two more moments to die in
   */
  boot(crash?: Crash, engineToo?: boolean): Features;
  /** Starts a user's server, waits until it runs, and stops it. */
  useServer(features: Features, user: string): Promise<readonly string[]>;
  /** Names in the history of the last backend. */
  measured(): readonly string[];
  remove(): void;
}

export const root: Principal = {
  name: 'root',
  kind: 'user',
  admin: true,
  hubAdmin: true,
  groups: [],
  scopes: new Set(['admin-ui']),
  tokenId: null,
  via: 'session',
};

/** The engine as the doomed process sees it: it dies before a call, or after its effect. */
const stepping = (engine: FakeEngine, crash: Crash): FakeEngine =>
  new Proxy(engine, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const answer = (): unknown => (value as (...given: unknown[]) => unknown)(...args);
        if (property === 'watch') return answer();
        return (async () => {
          crash.step();
          const result = await answer();
          crash.step();
          return result;
        })();
      };
    },
  });

export const createAccountsWorld = (): AccountsWorld => {
  const folder = mkdtempSync(join(tmpdir(), 'perijove-accounts-'));
  const clock = createFakeClock();
  const hub = createFakeHub();
  hub.addUser('root', { admin: true });
  hub.addUser('ada', { groups: ['class-a'] });
  const engine = createFakeEngine({ clock, images: [IMAGE] });
  const log = silentLogger();
  const open: { close(): void }[] = [];
  const closeAll = (): void => {
    for (const db of open.splice(0)) db.close();
  };

  return {
    clock,
    hub,
    engine,
    measured: () => {
      const history = openDb(join(folder, 'history.db'), 'history');
      const names = history.prepare<[], string>('SELECT user FROM users').pluck().all();
      history.close();
      return names;
    },
    remove: () => {
      closeAll();
      rmSync(folder, { recursive: true, force: true });
    },
    boot: (crash = createCrash(Infinity), engineToo = false) => {
      closeAll();
      const state = openDb(join(folder, 'state.db'), 'state');
      const history = openDb(join(folder, 'history.db'), 'history');
      open.push(state, history);
      const bus = new Bus<DomainEvents>(log);
      const features = createFeatures({
        config: configOf(),
        clock,
        log,
        state: crash.wrap(state),
        history: crash.wrap(history),
        engine: engineToo ? stepping(engine, crash) : engine,
        hub,
        hubAccounts: createFakeAccounts(hub),
        serviceFlags: {},
        requestContexts: new RequestContexts(),
        env: {},
        settingSources: {},
        directory: new Directory({
          hub,
          clock,
          log,
          intervalMs: 30_000,
          onRefreshed: () => bus.emit('users.refreshed', { atMs: clock.now() }),
        }),
        groups: new GroupDirectory({ hub, clock, onChanged: () => undefined }),
        bus,
        deploymentId: 'test',
        prefix: '/services/perijove/',
        labFiles: { extensionsDir: null, pageOptionsDir: join(folder, 'page-options') },
        probe: () => Promise.resolve(true),
      });
      features.accounts.recover();
      return features;
    },
    useServer: async (features, user) => {
      const userCreated = (await hub.user(user))?.created ?? null;
      const lines = features.servers.spawner.spawn(user, '', spawnRequest({ userCreated }));
      const state = { over: false };
      const reading = (async () => {
        for await (const line of lines)
          if ('failed' in line) throw new Error(inEnglish(line.failed.message));
      })().finally(() => {
        state.over = true;
      });
      while (!state.over) await clock.advance(250);
      await reading;
      const lab = (await engine.list()).find(candidate => candidate.user === user);
      const mounts = engine.specOf(lab?.name ?? '')?.mounts ?? [];
      await features.servers.spawner.stop(user, '');
      return mounts.map(mount => mount.volume).filter(name => name !== 'jupyterhub_shared');
    },
  };
};
