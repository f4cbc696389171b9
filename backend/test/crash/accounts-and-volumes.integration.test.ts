import Dockerode from 'dockerode';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/db/sqlite.js';
import { spawnRequest } from '../helpers/servers.js';
import { createBackendProcess, SECRETS, type BackendProcess } from './backend.js';
import { openEngineProxy, type EngineProxy, type OnCall } from './engine-proxy.js';
import { openHub, type HubOverHttp } from './hub.js';
import { runInVolume } from './in-volume.js';
import { TINY as image, notWanted, wanted } from '../helpers/real-docker.js';

// A real backend over real Docker: it has to be built.

/** When to kill: at a call to the hub or the engine, or at the n-th commit to the database. */
type Moment =
  | { readonly at: 'hub' | 'engine'; readonly when: 'before' | 'after'; readonly call: RegExp }
  | { readonly at: 'commit'; readonly nth: number };

interface Row {
  readonly user: string;
  readonly name: string;
  readonly generation: number;
  readonly engineName: string;
  readonly state: string;
  readonly inTrash: number;
}

const wordsOf = (moment: Moment): string =>
  moment.at === 'commit'
    ? `commit ${moment.nth}`
    : `${moment.when} the ${moment.at}'s ${moment.call.source}`;

if (wanted) {
  jest.setTimeout(300_000);
  const docker = new Dockerode();
  const id = randomBytes(4).toString('hex');
  const data = mkdtempSync(join(tmpdir(), 'perijove-killed-'));
  const network = `perijove-killed-${id}`;
  let hub: HubOverHttp;
  let proxy: EngineProxy;
  let backend: BackendProcess;
  let count = 0;

  beforeAll(async () => {
    hub = await openHub();
    proxy = await openEngineProxy(join(data, 'engine.sock'));
    backend = await createBackendProcess({
      main: join(__dirname, '../../lib/main.js'),
      data,
      hubApiUrl: hub.apiUrl,
      engineSocket: join(data, 'engine.sock'),
      env: {
        JUPYTERHUB_NOTEBOOK_IMAGE: image,
        JUPYTERHUB_NETWORK_NAME: network,
        PERIJOVE_SHARED_VOLUME: `killed-${id}-shared`,
      },
    });
    // As JupyterHub does: the account goes when its spawner has put the volumes away.
    hub.onDelete = async name => void (await backend.spawner('DELETE', `${name}?forever=true`));
    await backend.start();
  });

  afterAll(async () => {
    await backend.kill();
    await proxy.close();
    await hub.close();
    const label = (await docker.listNetworks({ filters: { name: [network] } }))[0];
    const { Volumes: volumes } = await docker.listVolumes({});
    for (const { Name: name } of volumes) {
      if (name.includes(id)) await docker.getVolume(name).remove();
    }
    if (label !== undefined) await docker.getNetwork(label.Id).remove();
    rmSync(data, { recursive: true, force: true });
  });

  const query = <T>(sql: string): T[] => {
    const db = new Database(join(data, 'backend', 'state.db'), { readonly: true });
    try {
      return db.prepare<[], T>(sql).all();
    } finally {
      db.close();
    }
  };
  const rows = (): Row[] =>
    query<Row>(
      `SELECT user, name, generation, engine_name AS engineName, state, in_trash AS inTrash FROM volumes
       WHERE user <> '' ORDER BY engine_name`,
    );

  const volumesOf = async (user: string): Promise<string[]> =>
    (await docker.listVolumes({})).Volumes.map(({ Name: name }) => name)
      .filter(name => name.startsWith(`jupyterlab-${user}_`))
      .sort();

  const inVolume = (volume: string, script: string) => runInVolume(docker, image, volume, script);

  const startLab = async (user: string): Promise<void> => {
    const prefix = `/user/${user}/`;
    const env = {
      JUPYTERHUB_SERVICE_PREFIX: prefix,
      JUPYTERHUB_SERVICE_URL: `http://0.0.0.0:8888${prefix}`,
    };
    const said = await backend.spawner('POST', user, spawnRequest({ env }));
    const url = /"ready":\{"url":"([^"]+)"/.exec(said)?.[1] ?? '';
    const heard = await (await fetch(`${url.replace(/\/$/, '')}${prefix}api/heard`)).text();
    expect(heard).toContain(prefix);
    for (const secret of SECRETS) expect(heard).not.toContain(secret);
  };

  /** A user who has used a lab, and has something to lose. */
  const newUser = async (): Promise<string> => {
    const user = `k${(count += 1)}x${id}`;
    hub.add(user);
    await startLab(user);
    await backend.spawner('DELETE', user);
    await inVolume(`jupyterlab-${user}_home`, 'echo precious > /v/thesis.txt');
    return user;
  };

  /** Runs `work` and kills the backend at that moment; answers whether the moment came. */
  const killAt = async (moment: Moment, work: () => Promise<unknown>): Promise<boolean> => {
    const killed = { yet: false, done: Promise.resolve() };
    const die = (): void => {
      if (killed.yet) return;
      killed.yet = true;
      killed.done = backend.kill();
    };
    let watching = true;
    if (moment.at === 'commit') {
      const db = new Database(join(data, 'backend', 'state.db'), { readonly: true });
      const version = () => db.pragma('data_version', { simple: true });
      let last = version();
      let seen = 0;
      const look = (): void => {
        if (version() !== last) {
          last = version();
          seen += 1;
          if (seen === moment.nth) die();
        }
        if (watching && !killed.yet) setImmediate(look);
        else db.close();
      };
      setImmediate(look);
    } else {
      const onCall: OnCall = async (when, call) => {
        if (killed.yet) return 'drop';
        if (when !== moment.when || !moment.call.test(call)) return undefined;
        die();
        await killed.done;
        return 'drop';
      };
      if (moment.at === 'hub') hub.onCall = onCall;
      else proxy.onCall = onCall;
    }
    try {
      await work();
    } finally {
      watching = false;
      hub.onCall = null;
      proxy.onCall = null;
      await killed.done;
    }
    return killed.yet;
  };

  /** Waits until a restarted backend has carried on with whatever it found. */
  const restart = async (): Promise<void> => {
    await backend.kill();
    await backend.start();
    for (let tries = 0; ; tries += 1) {
      const open = query(
        "SELECT user FROM account_changes UNION ALL SELECT name FROM volumes WHERE state = 'purging'",
      );
      if (open.length === 0) return;
      expect(tries).toBeLessThan(300);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  };

  /** Every volume has one row, every row one volume, and at most one of each name is current. */
  const oneTruth = async (user: string): Promise<readonly Row[]> => {
    const own = rows().filter(({ engineName }) => engineName.startsWith(`jupyterlab-${user}_`));
    const there = await volumesOf(user);
    const made = own.filter(({ engineName }) => there.includes(engineName));
    expect(there).toEqual(made.map(({ engineName }) => engineName));
    // A new generation exists in the engine from its first start on.
    for (const row of own) if (!made.includes(row)) expect(row.state).toBe('current');
    const current = own.filter(({ state }) => state === 'current').map(({ name }) => name);
    expect(new Set(current).size).toBe(current.length);
    const labs = await docker.listContainers({
      all: true,
      filters: { network: [network] },
    });
    expect(labs.map(({ Names: names }) => names)).toEqual([]);
    return own;
  };

  const commits = (most: number): Moment[] =>
    Array.from({ length: most }, (_, index) => ({ at: 'commit', nth: index + 1 }));

  describe('a backend that is killed', () => {
    it.each(commits(2).map(moment => [wordsOf(moment), moment] as const))(
      'in a reset, at %s: old contents or new ones, and nothing lost',
      async (_words, moment) => {
        const user = await newUser();
        await killAt(moment, () =>
          backend.call('POST', `/users/${user}/volumes/reset`, { volumes: ['home'] }),
        );
        await restart();
        const home = (await oneTruth(user)).filter(({ name }) => name === 'home');
        expect([['current'], ['retired', 'current']]).toContainEqual(
          home.map(({ state }) => state),
        );
        expect(await inVolume(`jupyterlab-${user}_home`, 'cat /v/thesis.txt')).toBe('precious');
        await startLab(user);
        await backend.spawner('DELETE', user);
        await oneTruth(user);
      },
    );

    it('in a reset of what a former platform left, while the engine is asked for it', async () => {
      const user = `k${(count += 1)}x${id}`;
      hub.add(user);
      await docker.createVolume({ Name: `jupyterlab-${user}_home` });
      const came = await killAt(
        {
          at: 'engine',
          when: 'after',
          call: /^GET \/volumes/,
        },
        () => backend.call('POST', `/users/${user}/volumes/reset`, { volumes: ['home'] }),
      );
      expect(came).toBe(true);
      await restart();
      expect(await volumesOf(user)).toEqual([`jupyterlab-${user}_home`]);
      await startLab(user);
      await backend.spawner('DELETE', user);
      const home = (await oneTruth(user)).filter(({ name }) => name === 'home');
      expect(home).toMatchObject([{ state: 'current', generation: 1 }]);
    });

    it.each(commits(2).map(moment => [wordsOf(moment), moment] as const))(
      'in an undo, at %s: both contents are there, and one is current',
      async (_words, moment) => {
        const user = await newUser();
        await backend.call('POST', `/users/${user}/volumes/reset`, { volumes: ['home'] });
        await startLab(user);
        await backend.spawner('DELETE', user);
        await killAt(moment, () =>
          backend.call('POST', `/users/${user}/volumes/home/restore`, { generation: 1 }),
        );
        await restart();
        const home = (await oneTruth(user)).filter(({ name }) => name === 'home');
        expect(home.map(({ state }) => state).sort()).toEqual(['current', 'retired']);
        expect(await inVolume(`jupyterlab-${user}_home`, 'cat /v/thesis.txt')).toBe('precious');
      },
    );

    const purges: Moment[] = [
      { at: 'engine', when: 'before', call: /^DELETE \/volumes\/jupyterlab-/ },
      { at: 'engine', when: 'after', call: /^DELETE \/volumes\/jupyterlab-/ },
    ];
    it.each(purges.map(moment => [wordsOf(moment), moment] as const))(
      'in a purge, %s: it is gone in the end, and nothing else is',
      async (_words, moment) => {
        const user = await newUser();
        await backend.call('POST', `/users/${user}/volumes/reset`, { volumes: ['home'] });
        const entries = [{ user, volume: 'home', generation: 1 }];
        const came = await killAt(moment, () =>
          backend.call('POST', '/volumes/trash/purge', { entries }),
        );
        expect(came).toBe(true);
        await restart();
        await oneTruth(user);
        expect(await volumesOf(user)).toEqual(
          ['cache', 'workspace'].map(name => `jupyterlab-${user}_${name}`),
        );
      },
    );

    const renames: Moment[] = [
      { at: 'hub', when: 'before', call: /^POST .*\/rename$/ },
      { at: 'hub', when: 'after', call: /^POST .*\/rename$/ },
      ...commits(4),
    ];
    it.each(renames.map(moment => [wordsOf(moment), moment] as const))(
      'in a rename, %s: the account has one name, and its files with it',
      async (_words, moment) => {
        const user = await newUser();
        const name = `n${user}`;
        await killAt(moment, () => backend.call('POST', `/users/${user}/rename`, { name }));
        await restart();
        const now = hub.names().filter(each => each === user || each === name);
        expect(now).toHaveLength(1);
        const own = await oneTruth(user);
        expect(own.map(({ user, state }) => [user, state])).toEqual(
          own.map(() => [now[0], 'current']),
        );
        expect(own).toHaveLength(3);
        expect(await inVolume(`jupyterlab-${user}_home`, 'cat /v/thesis.txt')).toBe('precious');
        await startLab(now[0] ?? '');
        await backend.spawner('DELETE', now[0] ?? '');
        expect(await volumesOf(now[0] ?? '')).toEqual(now[0] === user ? await volumesOf(user) : []);
        await oneTruth(user);
      },
    );

    const deletions: Moment[] = [
      { at: 'hub', when: 'before', call: /^DELETE \/users\/[^/]+$/ },
      { at: 'hub', when: 'after', call: /^DELETE \/users\/[^/]+$/ },
      ...commits(4),
    ];
    it.each(deletions.map(moment => [wordsOf(moment), moment] as const))(
      'in a deletion, %s: the account and its files are there, or the files are in the bin',
      async (_words, moment) => {
        const user = await newUser();
        await killAt(moment, () => backend.call('DELETE', `/users/${user}`));
        await restart();
        const own = await oneTruth(user);
        expect(own).toHaveLength(3);
        const there = hub.names().includes(user);
        expect(own.map(({ inTrash }) => inTrash)).toEqual(own.map(() => (there ? 0 : 1)));
        expect(await inVolume(`jupyterlab-${user}_home`, 'cat /v/thesis.txt')).toBe('precious');
        // Who gets the name next finds nothing, until an administrator brings it back.
        if (!there) hub.add(user);
        await startLab(user);
        await backend.spawner('DELETE', user);
        const after = (await oneTruth(user)).filter(({ state }) => state === 'current');
        expect(after.map(({ generation }) => generation)).toEqual(after.map(() => (there ? 1 : 2)));
        if (there) return;
        const entries = [{ user, volume: 'home', generation: 1 }];
        const back = await backend.call('POST', '/volumes/trash/restore', { entries });
        expect(back?.body['results']).toMatchObject([{ ok: true }]);
        expect(
          (await oneTruth(user)).find(row => row.generation === 1 && row.name === 'home'),
        ).toMatchObject({ state: 'current', inTrash: 0 });
      },
    );
  });
} else {
  notWanted('a backend that is killed');
}
