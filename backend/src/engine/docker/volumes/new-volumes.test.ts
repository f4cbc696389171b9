import {
  haveVolumes,
  reply,
  replyArchive,
  startDaemon,
  type ScriptedDaemon,
} from '../../../../test/fakes/docker/daemon.js';

const OURS = { 'perijove.deployment': 'd1' };

let daemon: ScriptedDaemon;
/** Labels of the volumes that the daemon has. */
let have: Map<string, Readonly<Record<string, string>>>;
/** What lies in each volume of the helper, by its place. */
let contents: readonly (readonly string[])[];

const calls = (): string[] =>
  daemon.requests
    .map(({ method, path }) => `${method} ${path.replace(/perijove-helper-[^/]+/, 'HELPER')}`)
    .filter(call => /archive|create|DELETE/.test(call));

beforeEach(async () => {
  have = new Map();
  contents = [];
  daemon = await startDaemon();
  haveVolumes(daemon, name => have.get(name) ?? null);
  daemon.on('GET', '/containers/json', reply(200, []));
  daemon.on('POST', '/containers/create', reply(201, { Id: 'abc123' }));
  daemon.on('GET', /archive$/, (answer, { query }) => {
    const names = contents[Number(query.get('path')?.split('-').at(-1))] ?? [];
    replyArchive('perijove-volume', names)(answer);
  });
  daemon.on('PUT', /archive$/, reply(200));
  daemon.on('DELETE', /^\/(containers|volumes)\//, reply(204));
});

afterEach(async () => daemon.close());

const ensure = (name: string, unsure: boolean) =>
  daemon.engine().ensureVolume(name, {}, 'stock', { unsure });

describe('a volume of another deployment', () => {
  it('is refused in words that name both ways out, and stays as it is', async () => {
    have.set('home', { 'perijove.deployment': 'd2' });
    await expect(ensure('home', true)).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringMatching(/PERIJOVE_VOLUME_PREFIX.*PERIJOVE_DEPLOYMENT_ID=d2/),
    });
    expect(calls()).toEqual([]);
  });

  it('does not count as one that an earlier platform left', async () => {
    have.set('home', { 'perijove.deployment': 'd2' });
    have.set('old', {});
    const engine = daemon.engine();
    expect(await engine.volumeExists('home')).toBe(false);
    expect(await engine.volumeExists('old')).toBe(true);
  });
});

describe('a volume that a file of Docker Compose declares', () => {
  const COMPOSE = { 'com.docker.compose.project': 'platform' };

  it("becomes nobody's home, whatever they are called, and is never removed", async () => {
    have.set('platform_hub-data', COMPOSE);
    const engine = daemon.engine();
    await expect(
      engine.ensureVolume('platform_hub-data', { 'perijove.user': 'hub-data' }, 'stock'),
    ).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('platform') });
    await expect(engine.removeVolume('platform_hub-data')).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(calls()).toEqual([]);
  });

  it('can be for all users, as the shared one', async () => {
    have.set('jupyterhub_shared', COMPOSE);
    await daemon.engine().ensureVolume('jupyterhub_shared', {}, 'stock');
    expect(calls()).toEqual([]);
  });
});

describe('a volume of which nobody knows whether it was opened to its user', () => {
  it('is opened when nothing is in it', async () => {
    have.set('home', OURS);
    await ensure('home', true);
    expect(calls()).toEqual([
      'POST /containers/create',
      'GET /containers/HELPER/archive',
      'PUT /containers/HELPER/archive',
      'DELETE /containers/HELPER',
    ]);
  });

  it('keeps owner and mode when a user has used it', async () => {
    have.set('home', OURS);
    contents = [['.bashrc', 'thesis.ipynb']];
    await ensure('home', true);
    expect(calls()).not.toContain('PUT /containers/HELPER/archive');
  });

  it('of an earlier platform is left alone', async () => {
    have.set('home', {});
    await ensure('home', true);
    expect(calls()).toEqual([]);
  });

  it('is made like any other when it is not there', async () => {
    await ensure('home', true);
    expect(calls()).toEqual([
      'POST /containers/create',
      'PUT /containers/HELPER/archive',
      'DELETE /containers/HELPER',
    ]);
  });

  it('is never removed, whatever goes wrong: it may hold what a user wrote', async () => {
    have.set('home', OURS);
    daemon.on('PUT', /archive$/, reply(500, { message: 'no space left on device' }));
    await expect(ensure('home', true)).rejects.toThrow();
    expect(calls().filter(call => call.startsWith('DELETE /volumes'))).toEqual([]);
  });
});

it('a volume that is known to be open costs nothing but a look', async () => {
  have.set('home', OURS);
  await ensure('home', false);
  expect(calls()).toEqual([]);
});
