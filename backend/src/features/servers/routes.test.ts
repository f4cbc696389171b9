import { ServerView, SessionView, VolumesView, type EndpointName } from '@perijove/contracts';
import type { Principal } from '../../auth/principal.js';
import type { Call } from '../handler.js';
import type { CanActOnServer } from '../sessions/policy.js';
import { createSessionRoutes } from '../sessions/routes.js';
import { createVolumeRoutes } from '../volumes/routes.js';
import { boot, createWorld, startAlice } from '../../../test/helpers/servers.js';
import { createServerRoutes } from './routes.js';
import { english } from '../../../test/helpers/english.js';

const caller = (name: string, admin = false): Principal => ({
  name,
  kind: 'user',
  admin,
  hubAdmin: admin,
  groups: [],
  scopes: new Set(),
  tokenId: null,
  via: 'bearer',
});

const canExtend: CanActOnServer = (who, user) => who.admin || who.name === user;

/** A call as the binder hands it over. */
const call = <N extends EndpointName>(parts: Partial<Call<N>>): Call<N> =>
  ({
    params: { user: 'alice', server: '' },
    caller: caller('alice'),
    token: null,
    ...parts,
  }) as Call<N>;

const setUp = async () => {
  const world = createWorld();
  const booted = boot(world, { JUPYTERHUB_IDLE_CULLER_ENABLED: '1' });
  await booted.directory.refresh();
  await startAlice(world, booted);
  world.hub.setServer('alice', '', { lastActivityMs: world.clock.now() });
  await booted.directory.refresh();
  const ensureUser = (user: string) => booted.servers.ensureUser(user);
  const routes = {
    ...createServerRoutes({ ...booted, canExtend, canStart: canExtend }),
    ...createSessionRoutes({ ...booted, ensureUser, canExtend }),
    ...createVolumeRoutes({ ...booted, ensureUser }),
  };
  return { world, booted, routes };
};

it('answers keep the contract', async () => {
  const { routes } = await setUp();
  const server = english(await routes.getServer(call<'getServer'>({})));
  expect(ServerView.strict().parse(server)).toEqual(server);
  const session = await routes.getSession(call<'getSession'>({}));
  expect(SessionView.strict().parse(session)).toEqual(session);
  const volumes = english(await routes.listVolumes(call<'listVolumes'>({})));
  expect(VolumesView.strict().parse(volumes)).toEqual(volumes);
});

it('a visitor sees the session and is told that they may not extend it', async () => {
  const { routes } = await setUp();
  const seen = (who: Principal) => routes.getServer(call<'getServer'>({ caller: who }));
  expect(await seen(caller('alice'))).toMatchObject({ session: { canExtend: true } });
  expect(await seen(caller('root', true))).toMatchObject({ session: { canExtend: true } });
  expect(await seen(caller('bob'))).toMatchObject({ session: { canExtend: false } });
});

it('who may only restart a server does not start one by it', async () => {
  const { routes, world } = await setUp();
  const before = world.hub.calls.length;
  const visitor = call<'restartServer'>({
    params: { user: 'alice', server: 'second' },
    caller: caller('bob'),
    body: {},
  });
  const refused = { code: 'server_not_running' };
  await expect(routes.restartServer(visitor)).rejects.toMatchObject(refused);
  expect(world.hub.calls.slice(before).filter(line => /^(start|stop)/.test(line))).toEqual([]);
});

it('an unknown user gets a 404, and nothing changes', async () => {
  const { routes, world } = await setUp();
  const before = world.engine.calls.length;
  const params = { user: 'nobody', server: '' };
  for (const act of [
    () => routes.startServer(call<'startServer'>({ params, body: { options: {} } })),
    () => routes.stopServer(call<'stopServer'>({ params })),
    () => routes.listVolumes(call<'listVolumes'>({ params })),
    () => routes.resetVolumes(call<'resetVolumes'>({ params, body: { volumes: ['home'] } })),
    () => routes.extendSession(call<'extendSession'>({ params, body: { hours: 1 } })),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'user_not_found', status: 404 });
  }
  expect(world.engine.calls).toHaveLength(before);
  expect(world.hub.calls.some(name => name.startsWith('start'))).toBe(false);
});

it('named servers have lives of their own', async () => {
  const { routes } = await setUp();
  const params = { user: 'alice', server: 'gpu' };
  expect(await routes.getServer(call<'getServer'>({ params }))).toMatchObject({
    name: 'gpu',
    phase: 'stopped',
  });
  await expect(
    routes.extendSession(call<'extendSession'>({ params, body: { hours: 1 } })),
  ).rejects.toMatchObject({ code: 'server_not_running' });
});

it('logs come from the lab while it runs, and are missing in words before', async () => {
  const { routes, world } = await setUp();
  const [lab] = await world.engine.list();
  world.engine.print(lab?.name ?? '', 'hello');
  const query = { tail: 10 };
  expect(await routes.getServerLogs(call<'getServerLogs'>({ query }))).toEqual({
    lines: ['hello'],
  });
  await expect(
    routes.getServerLogs(call<'getServerLogs'>({ params: { user: 'bob', server: '' }, query })),
  ).rejects.toMatchObject({ code: 'server_not_found' });
});
