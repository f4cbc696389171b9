import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabSpec } from '../../port.js';
import {
  haveVolumes,
  inspected,
  reply,
  startDaemon,
  type ScriptedDaemon,
} from '../../../../test/fakes/docker/daemon.js';

const specOf = (name: string): LabSpec => ({
  name,
  user: 'ada',
  server: '',
  image: 'stock',
  command: [],
  env: {},
  workingDir: null,
  homeTarget: '/home/jovyan',
  mounts: [],
  hostMounts: [],
  privileged: false,
  gpu: false,
  limits: { cpuCores: null, memoryBytes: null, pids: null },
  port: 8888,
  specHash: 'one',
});

let daemon: ScriptedDaemon;
/** Volumes that the daemon has. */
let have: Set<string>;

/** Method and path of each call, without ids. */
const calls = (): string[] =>
  daemon.requests
    .filter(({ path }) => !['/version', '/info', '/networks/net'].includes(path))
    .map(({ method, path }) => `${method} ${path.replace(/perijove-helper-[^/]+/, 'HELPER')}`);

const sourcesIn = (body: unknown): string[] =>
  (body as { HostConfig: { Mounts: { Source: string }[] } }).HostConfig.Mounts.map(
    mount => mount.Source,
  );

beforeEach(async () => {
  have = new Set();
  daemon = await startDaemon();
  daemon.on('GET', '/networks/net', reply(200, { Id: 'n1', IPAM: { Config: [] } }));
  daemon.on('GET', '/images/stock/json', reply(200, { Id: 'sha256:1', Config: {} }));
  haveVolumes(daemon, name => (have.has(name) ? {} : null));
  daemon.on('GET', '/containers/json', reply(200, []));
  daemon.on('POST', '/containers/create', (answer, { body }) => {
    sourcesIn(body).forEach(name => have.add(name));
    reply(201, { Id: 'abc123' })(answer);
  });
  daemon.on('POST', /^\/containers\/[^/]+\/start$/, reply(204));
  daemon.on('GET', '/containers/abc123/json', reply(200, inspected()));
  daemon.on('PUT', /archive$/, reply(200));
  daemon.on('DELETE', /^\/containers\//, reply(204));
});

afterEach(async () => daemon.close());

describe('calls to Docker', () => {
  it('are three for a start, and one for each volume: create, start, and where it listens', async () => {
    const engine = daemon.engine();
    await engine.ensureImage('stock', () => undefined);
    const names = ['home', 'work', 'cache', 'shared'];
    names.forEach(name => have.add(name));
    const before = calls().length;
    await engine.ensureImage('stock', () => undefined);
    await Promise.all(names.map(name => engine.ensureVolume(name, {}, 'stock')));
    const made = await engine.create(specOf('lab-ada'));
    expect(made).toMatchObject({ id: 'abc123', name: 'lab-ada', status: 'created', url: null });
    const started = await engine.start('lab-ada');
    expect(started).toMatchObject({ status: 'running', url: 'http://172.18.0.2:8888' });
    expect(calls().slice(before)).toEqual([
      ...names.map(name => `GET /volumes/${name}`),
      'POST /containers/create',
      'POST /containers/abc123/start',
      'GET /containers/abc123/json',
    ]);
    // What was just learned is not asked again for the list.
    daemon.on(
      'GET',
      '/containers/json',
      reply(200, [
        {
          Id: 'abc123',
          Names: ['/lab-ada'],
          State: 'running',
          Labels: {},
          NetworkSettings: { Networks: { net: { IPAddress: '172.18.0.2' } } },
        },
      ]),
    );
    expect(await engine.list()).toEqual([started]);
    expect(calls().at(-1)).toBe('GET /containers/json');
  });

  it('ask once about the image for all who start in the same second', async () => {
    const engine = daemon.engine();
    const asks = Array.from({ length: 10 }, () => engine.ensureImage('stock', () => undefined));
    await Promise.all(asks);
    expect(calls()).toEqual(['GET /images/stock/json']);
    // An image that turned out to be gone is looked for again.
    daemon.on('POST', '/containers/create', reply(404, { message: 'No such image: stock:latest' }));
    await expect(engine.create(specOf('lab-ada'))).rejects.toThrow('not found');
    await engine.ensureImage('stock', () => undefined);
    expect(calls().at(-1)).toBe('GET /images/stock/json');
  });

  it('ask once about a volume for all who start in the same moment', async () => {
    const engine = daemon.engine();
    have.add('shared');
    const starts = Array.from({ length: 30 }, () => engine.ensureVolume('shared', {}, 'stock'));
    await Promise.all(starts);
    expect(calls()).toEqual(['GET /volumes/shared']);
    // Not remembered: it may go at any moment.
    have.clear();
    await engine.ensureVolume('shared', {}, 'stock');
    expect(have).toContain('shared');
  });

  it('open all new volumes of a start with one helper', async () => {
    const engine = daemon.engine();
    const names = ['a.home', 'a.work', 'a.cache'];
    await Promise.all(names.map(name => engine.ensureVolume(name, {}, 'stock')));
    expect([...have]).toEqual(names);
    expect(calls()).toEqual([
      ...names.map(name => `GET /volumes/${name}`),
      'GET /containers/json',
      'POST /containers/create',
      'PUT /containers/HELPER/archive',
      'DELETE /containers/HELPER',
    ]);
  });

  it('try each volume by itself when one of them spoils the helper', async () => {
    const engine = daemon.engine();
    daemon.on('POST', '/containers/create', (answer, { body }) => {
      if (sourcesIn(body).includes('bad')) {
        reply(500, { message: 'error while mounting volume' })(answer);
      } else reply(201, { Id: 'abc123' })(answer);
    });
    const outcomes = await Promise.allSettled(
      ['good', 'bad', 'fine'].map(name => engine.ensureVolume(name, {}, 'stock')),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('leave no new volume behind that could not be opened', async () => {
    const engine = daemon.engine();
    let labels = {};
    daemon.on('PUT', /archive$/, reply(500, { message: 'no space left on device' }));
    haveVolumes(daemon, name => (have.has(name) ? labels : null));
    daemon.on('DELETE', '/volumes/home', answer => {
      have.delete('home');
      reply(204)(answer);
    });
    await expect(engine.ensureVolume('home', {}, 'stock')).rejects.toThrow();
    // A stranger's of that name, made in the same moment, would stay.
    expect([...have]).toEqual(['home']);
    have.clear();
    labels = { 'perijove.deployment': 'd1' };
    await expect(engine.ensureVolume('home', {}, 'stock')).rejects.toThrow();
    expect([...have]).toEqual([]);
  });

  it('read files for a content volume again only after a change', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'perijove-content-'));
    try {
      await writeFile(join(directory, 'a.js'), 'one');
      const engine = daemon.engine();
      daemon.on('HEAD', /archive$/, reply(200));
      const first = await engine.ensureContentVolume('c-', directory, 'stock');
      const before = calls().length;
      expect(await engine.ensureContentVolume('c-', directory, 'stock')).toBe(first);
      expect(calls().slice(before)).toEqual([`GET /volumes/${first}`]);
      await writeFile(join(directory, 'a.js'), 'two');
      expect(await engine.ensureContentVolume('c-', directory, 'stock')).not.toBe(first);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
