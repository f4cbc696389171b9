import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from './config/data-folder.js';
import { loadConfig } from './config/load.js';
import { openDb } from './db/open.js';
import { reply } from '../test/fakes/docker/daemon.js';
import { startStatefulDaemon, type StatefulDaemon } from '../test/fakes/docker/stateful.js';
import { silentLogger } from './lib/logger.js';
import { prepare, type Prepared } from './prepare.js';

describe('deciding where labs run', () => {
  let folder: string;
  let daemon: StatefulDaemon;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perijove-prepare-'));
    daemon = await startStatefulDaemon();
    const network = { Id: 'n1', IPAM: { Config: [{ Gateway: '172.18.0.1' }] } };
    daemon.on('GET', '/networks/net', reply(200, network));
  });
  afterEach(async () => {
    await daemon.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (
    docker: 'there' | 'away',
    more: Readonly<Record<string, string>> = {},
  ): Promise<Prepared> => {
    const socket = docker === 'there' ? daemon.socketPath : '/no/such/docker.sock';
    const env = { DOCKER_HOST: `unix://${socket}`, PATH: process.env.PATH, ...more };
    const loaded = loadConfig({
      PERIJOVE_DATA: folder,
      PERIJOVE_SERVICE_TOKEN: 'service',
      PERIJOVE_INTERNAL_TOKEN: 'internal',
      JUPYTERHUB_ADMIN: 'ada',
      JUPYTERHUB_NETWORK_NAME: 'net',
    });
    if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
    return prepare({ config: loaded.config, env, log: silentLogger(), onProgress: () => {} });
  };

  const someoneHasAVolume = (): void => {
    const db = openDb(openDataFolder(folder).stateDb, 'state');
    db.exec(`INSERT INTO volumes (user, name, generation, engine_name, state, created_at)
      VALUES ('ada', 'work', 1, 'jupyterlab-ada_work', 'current', 1)`);
    db.close();
  };

  it('takes containers when Docker answers and has the image', async () => {
    expect(await start('there')).toMatchObject({ engine: 'docker', gateway: '172.18.0.1' });
  });

  it('says which settings do nothing where labs run', async () => {
    const env = { PERIJOVE_LAB_MEMORY_LIMIT: '2G', PERIJOVE_LAB_BIN: '/opt/labs/bin' };
    expect((await start('away', env)).notes).toEqual([
      'PERIJOVE_LAB_MEMORY_LIMIT has no effect: labs run as local processes. It is for containers.',
    ]);
    expect((await start('there', env)).notes).toEqual([
      'PERIJOVE_LAB_BIN has no effect: labs run in containers. It is for local processes.',
    ]);
    expect((await start('there')).notes).toEqual([]);
  });

  it('takes containers at a later start, once Docker runs, while nobody has files', async () => {
    expect(await start('away')).toMatchObject({ engine: 'process', gateway: null });
    expect((await start('there')).engine).toBe('docker');
  });

  it('stays with local processes once users have files there, and says so', async () => {
    await start('away');
    someoneHasAVolume();
    const prepared = await start('there');
    expect(prepared.engine).toBe('process');
    expect(prepared.words).toContain('as before');
    expect(prepared.notes.join(' ')).toContain('--engine docker');
  });

  it('stays with containers once users have files there, though Docker is away', async () => {
    await start('there');
    someoneHasAVolume();
    await expect(start('away')).rejects.toThrow('Docker');
  });

  it('looks for the image again at the next start', async () => {
    const missing = reply(404, { message: 'No such image' });
    let there = false;
    daemon.on('GET', /^\/images\/.+\/json$/, answer => {
      (there ? reply(200, { Id: 'sha256:1' }) : missing)(answer);
    });
    daemon.on('POST', '/images/create', reply(404, { message: 'manifest unknown' }));
    const first = await start('there');
    expect(first.engine).toBe('process');
    expect(first.notes.join(' ')).toContain('each start tries again');
    there = true;
    expect((await start('there')).engine).toBe('docker');
  });
});
