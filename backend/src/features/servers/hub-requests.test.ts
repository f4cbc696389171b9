import { AppError } from '../../lib/errors.js';
import { RIGHTS, setUp } from '../../../test/helpers/hub-requests.js';
import { IMAGE, finish, spawnRequest } from '../../../test/helpers/servers.js';
import { english } from '../../../test/helpers/english.js';

it('a start shows at once, runs through the hub, and ends with a link to the lab', async () => {
  const { world, hub, servers, phase, act } = await setUp();
  const starting = servers.start('alice', '', {}, 'alice');
  expect(phase()).toBe('queued');
  await act(starting);
  await world.clock.advance(30_000);
  expect(hub.calls.filter(call => call.startsWith('start'))).toEqual(['start alice/']);
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'running',
    url: '/user/alice/lab',
  });
});

it('a lab that answers is not called running before the hub leads there', async () => {
  const { world, hub, servers, phase } = await setUp();
  hub.onStart = () => undefined;
  hub.setServer('alice', '', { ready: false, pending: 'spawn' });
  await finish(world, servers.spawner.spawn('alice', '', spawnRequest()));
  await world.clock.advance(5000);
  expect(servers.spawner.state('alice', '')).toMatchObject({ state: 'running' });
  expect(phase()).toBe('waiting');
  hub.setServer('alice', '', { ready: true, pending: null });
  await world.clock.advance(5000);
  expect(phase()).toBe('running');
});

it('a stop shows at once, keeps its author, and ends as stopped', async () => {
  const { world, servers, phase, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  const stopping = servers.stop('alice', '', 'root');
  expect(phase()).toBe('stopping');
  await act(stopping);
  await world.clock.advance(10_000);
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'stopped',
    stopReason: 'Stopped by root. All files are kept.',
    url: null,
  });
});

it('a restart stops and starts the same lab, and the hub keeps its tokens', async () => {
  const { world, hub, servers, phase, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  const [before] = await world.engine.list();
  const restarting = servers.restart('alice', '', 'alice');
  expect(phase()).toBe('stopping');
  const again = servers.restart('alice', '', 'alice');
  await act(Promise.all([restarting, again]).then(() => undefined));
  await world.clock.advance(10_000);
  expect(phase()).toBe('running');
  const [after] = await world.engine.list();
  expect(after?.id).toBe(before?.id);
  expect(after?.startedAtMs).toBeGreaterThan(before?.startedAtMs ?? Infinity);
  expect(world.engine.calls.filter(call => call.startsWith('stop '))).toHaveLength(1);
  expect(hub.calls.filter(call => call.startsWith('stop'))).toEqual([]);
});

it('a restart is over when the hub leads to where the lab is now, not before', async () => {
  const { world, hub, servers, phase, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  const { startServer } = hub;
  let tell = (): void => undefined;
  const told = new Promise<void>(resolve => (tell = resolve));
  hub.startServer = async (...args) => {
    await told;
    return startServer(...args);
  };
  await act(servers.restart('alice', '', 'alice'));
  await world.clock.advance(10_000);
  expect((await world.engine.list())[0]?.status).toBe('running');
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({ phase: 'waiting', url: null });
  tell();
  await world.clock.advance(1000);
  expect(phase()).toBe('running');
});

it('a restart that fails says why, and the hub gives the server up', async () => {
  const { world, hub, servers, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  world.engine.faults.next('start', { kind: 'invalid', message: 'The disk is gone.' });
  await act(servers.restart('alice', '', 'alice'));
  await world.clock.advance(10_000);
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'failed',
    failure: { message: 'The disk is gone.' },
  });
  expect(hub.calls).toContain('stop alice/');
  expect(await world.engine.list()).toEqual([]);
});

it('a stop in the middle of a restart wins', async () => {
  const { world, servers, phase, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  world.answers = false;
  await act(servers.restart('alice', '', 'alice'));
  expect(phase()).toBe('waiting');
  await act(servers.stop('alice', '', 'alice'));
  await world.clock.advance(10_000);
  expect(phase()).toBe('stopped');
  expect(await world.engine.list()).toEqual([]);
});

it('says when the image is newer than what runs, until the server is recreated', async () => {
  const { world, booted, servers, phase, act } = await setUp();
  await servers.startReconciling();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(60_000);
  const outdated = () => servers.view('alice', '', RIGHTS).imageOutdated;
  expect(outdated()).toBe(false);
  booted.changes.length = 0;
  world.engine.addImage(IMAGE, { id: 'sha256:newer' });
  await world.clock.advance(70_000);
  expect(outdated()).toBe(true);
  expect(booted.changes).toContainEqual({ user: 'alice', server: '' });
  await act(servers.restart('alice', '', 'alice'));
  await world.clock.advance(10_000);
  expect(outdated()).toBe(true);
  await act(servers.recreate('alice', '', 'alice'));
  await world.clock.advance(60_000);
  expect([phase(), outdated()]).toEqual(['running', false]);
  await servers.close();
});

it('a recreated server has a new lab', async () => {
  const { world, servers, phase, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  const [before] = await world.engine.list();
  const restarting = servers.recreate('alice', '', 'alice');
  expect(phase()).toBe('stopping');
  await act(restarting);
  await world.clock.advance(60_000);
  expect(phase()).toBe('running');
  const [after] = await world.engine.list();
  expect(after?.id).not.toBe(before?.id);
});

it('a lab that the hub has lost is not called running, and trying again brings a new one', async () => {
  const { world, hub, booted, servers, phase, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  const [before] = await world.engine.list();
  hub.setServer('alice', '', null);
  await world.clock.advance(150_000);
  await booted.directory.refresh();
  expect(phase()).toBe('running');
  await world.clock.advance(61_000);
  await booted.directory.refresh();
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'failed',
    url: null,
    failure: { code: 'lost', message: expect.stringContaining('Restart it') },
  });
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(60_000);
  expect(phase()).toBe('running');
  const labs = await world.engine.list();
  expect(labs).toHaveLength(1);
  expect(labs[0]?.id).not.toBe(before?.id);
});

it('a lab that is cut off is not called running; trying again restarts it', async () => {
  const { world, servers, phase, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  const [lab] = await world.engine.list();
  world.engine.readdress(lab?.name ?? '', null);
  await servers.reconcileOnce();
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'failed',
    failure: { code: 'unreachable' },
  });
  world.engine.readdress(lab?.name ?? '', '10.9.9.9');
  await servers.reconcileOnce();
  expect(phase()).toBe('running');
  expect(servers.spawner.state('alice', '')).toMatchObject({
    url: expect.stringContaining('10.9.9.9'),
  });
  world.engine.readdress(lab?.name ?? '', null);
  await servers.reconcileOnce();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(60_000);
  expect(phase()).toBe('running');
  expect((await world.engine.list())[0]?.id).not.toBe(lab?.id);
});

it('a hub that is away is said at once and leaves nothing pending', async () => {
  const { hub, servers, phase, act } = await setUp();
  hub.setAway(true);
  await expect(act(servers.start('alice', '', {}, 'alice'))).rejects.toMatchObject({
    code: 'hub_unavailable',
  });
  expect(phase()).toBe('stopped');
});

it('a refusal that comes late is shown as a failure in words', async () => {
  const { world, hub, servers, act } = await setUp();
  hub.startServer = async () => {
    await new Promise<void>(resolve => void world.clock.after(5000, resolve));
    throw new AppError('server_pending', 'Too many servers start at the moment.');
  };
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(6000);
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'failed',
    failure: { code: 'hub_start_failed', message: 'Too many servers start at the moment.' },
  });
});

it('a stop that fails late is told beside the running server', async () => {
  const { world, hub, servers, phase, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  hub.stopServer = async () => {
    await new Promise<void>(resolve => void world.clock.after(5000, resolve));
    throw new AppError('hub_unavailable', 'JupyterHub does not answer.');
  };
  await act(servers.recreate('alice', '', 'alice'));
  expect(phase()).toBe('stopping');
  await world.clock.advance(6000);
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'running',
    failure: { code: 'hub_restart_failed', message: 'JupyterHub does not answer.' },
  });
});

it('a start that the hub took and never made is shown as failed', async () => {
  const { world, hub, servers, act } = await setUp();
  hub.onStart = () => undefined;
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'failed',
    failure: { code: 'hub_start_failed' },
  });
});

it('a start of a server that dies in the same second starts it again', async () => {
  const { world, hub, servers, phase, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  expect(phase()).toBe('running');
  const [lab] = await world.engine.list();
  // The hub has not noticed yet, and takes the wish for one that is fulfilled.
  const starting = servers.start('alice', '', {}, 'alice');
  world.engine.exit(lab?.name ?? '', 1);
  await act(starting);
  await servers.reconcileOnce();
  hub.setServer('alice', '', null);
  await world.clock.advance(60_000);
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'running',
    failure: null,
  });
});

it('tells why it could not be started again, when the hub refuses that', async () => {
  const { world, hub, servers, act } = await setUp();
  await act(servers.start('alice', '', {}, 'alice'));
  await world.clock.advance(30_000);
  const [lab] = await world.engine.list();
  const starting = servers.start('alice', '', {}, 'alice');
  world.engine.exit(lab?.name ?? '', 1);
  await act(starting);
  await servers.reconcileOnce();
  hub.startServer = () => Promise.reject(new AppError('conflict', 'No more servers today.'));
  hub.setServer('alice', '', null);
  await world.clock.advance(60_000);
  expect(english(servers.view('alice', '', RIGHTS))).toMatchObject({
    phase: 'failed',
    failure: { code: 'hub_start_failed', message: 'No more servers today.' },
  });
});

it('a start waits until the hub has ended the former server', async () => {
  const { world, hub, servers, phase, act } = await setUp();
  hub.setServer('alice', '', { ready: false, pending: 'stop' });
  await act(servers.start('alice', '', {}, 'alice'));
  expect(hub.calls).not.toContain('start alice/');
  expect(phase()).toBe('queued');
  hub.setServer('alice', '', null);
  await world.clock.advance(40_000);
  expect(hub.calls).toContain('start alice/');
  expect(phase()).toBe('running');
});

it('volumes cannot be reset between the wish to start and the start', async () => {
  const { hub, servers, booted, act } = await setUp();
  hub.onStart = () => undefined;
  await act(servers.start('alice', '', {}, 'alice'));
  await expect(booted.volumes.reset('alice', ['home'], 'alice')).rejects.toMatchObject({
    code: 'server_running',
  });
});

it('an unknown user is looked for in the hub before they are called unknown', async () => {
  const { hub, servers } = await setUp();
  await expect(servers.ensureUser('nobody')).rejects.toMatchObject({ code: 'user_not_found' });
  hub.addUser('newcomer');
  await expect(servers.ensureUser('newcomer')).resolves.toBeUndefined();
});

it('what users do is on record', async () => {
  const { hub, servers, booted, act } = await setUp();
  await act(servers.start('alice', '', {}, 'root'));
  hub.setAway(true);
  await act(servers.stop('alice', '', 'alice')).catch(() => undefined);
  expect(booted.audits).toMatchObject([
    { actor: 'root', action: 'server.start', subject: 'alice', result: 'ok' },
    {
      actor: 'alice',
      action: 'server.stop',
      result: 'failed',
      details: { code: 'hub_unavailable' },
    },
  ]);
});
