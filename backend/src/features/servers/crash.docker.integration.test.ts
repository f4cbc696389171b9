import type { SpawnLine } from '@perijove/contracts';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Dockerode from 'dockerode';
import { requestOf, run } from '../../../test/helpers/servers-docker.js';
import { TINY, notWanted, wanted } from '../../../test/helpers/real-docker.js';

/** The program as it ships. */
const MAIN = fileURLToPath(new URL('../../../lib/main.js', import.meta.url));
const TOKEN = 'crash-secret';
const SERVICE_TOKEN = 'crash-service-token';

/** A JupyterHub that knows one user, whose server it leaves to the spawner. */
const startHub = async (user: string): Promise<{ server: Server; url: string }> => {
  const hubUser = { name: user, admin: false, groups: [], last_activity: null, servers: {} };
  const server = createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://hub');
    const paged = { items: [hubUser], _pagination: { next: null } };
    const known: Record<string, unknown> = {
      '/hub/api/': { version: '6.1.1' },
      '/hub/api/users': paged,
      [`/hub/api/users/${user}`]: hubUser,
    };
    const body = known[pathname];
    answer.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    answer.end(JSON.stringify(body ?? { message: 'Not found' }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hub/api` };
};

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** One deployment, whose backend is a process that can be killed and started again. */
const createDeployment = async () => {
  const id = randomBytes(4).toString('hex');
  const user = `crash${id}`;
  const data = mkdtempSync(join(tmpdir(), 'perijove-crash-'));
  const socketPath = join(data, 'internal.sock');
  const network = `perijove-crash-${id}`;
  const hub = await startHub(user);
  const docker = new Dockerode();
  let child: ChildProcess | null = null;
  let said = '';

  const call = (method: string, body?: unknown): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          socketPath,
          method,
          path: `/internal/v1/servers/${user}`,
          headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        },
        resolve,
      );
      outgoing.on('error', reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });

  const state = async (): Promise<string> => {
    const answer = await call('GET');
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    return answer.statusCode === 404 ? 'never' : (JSON.parse(text) as { state: string }).state;
  };

  const launch = async (): Promise<void> => {
    child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        DOCKER_HOST: process.env.DOCKER_HOST,
        PERIJOVE_DATA: data,
        PERIJOVE_ENGINE: 'docker',
        PERIJOVE_BACKEND_PORT: '0',
        PERIJOVE_INTERNAL_URL: `unix://${socketPath}`,
        PERIJOVE_INTERNAL_TOKEN: TOKEN,
        PERIJOVE_SERVICE_TOKEN: SERVICE_TOKEN,
        PERIJOVE_SHARED_VOLUME: `shared-${user}`,
        PERIJOVE_LABEXTENSIONS: join(data, 'none'),
        JUPYTERHUB_API_URL: hub.url,
        JUPYTERHUB_NETWORK_NAME: network,
        JUPYTERHUB_NOTEBOOK_IMAGE: TINY,
        JUPYTERHUB_GPU_ENABLED: '0',
      },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', chunk => (said += String(chunk)));
    }
    for (let tries = 0; ; tries += 1) {
      if (child.exitCode !== null || tries > 600) throw new Error(`No backend:\n${said}`);
      const answers = await state().then(
        () => true,
        () => false,
      );
      if (answers) return;
      await pause(100);
    }
  };

  /** Ends it as a crash does, and waits until it is gone. */
  const kill = async (): Promise<void> => {
    const dying = child;
    if (dying === null || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise(resolve => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  };

  /** Asks for a start as the spawner does; null when the backend went away in the middle. */
  const start = async (onLine: (line: SpawnLine) => void = () => undefined) => {
    const answer = await call('POST', requestOf(user)).catch(() => null);
    if (answer === null) return null;
    let last: SpawnLine | null = null;
    try {
      for await (const text of createInterface({ input: answer })) {
        last = JSON.parse(text) as SpawnLine;
        onLine(last);
      }
    } catch {
      return null;
    }
    return last !== null && !('progress' in last) ? last : null;
  };

  const stop = async (): Promise<boolean> => {
    const answer = await call('DELETE').catch(() => null);
    answer?.resume();
    return answer?.statusCode === 200;
  };

  /** Containers of this deployment, labs and helpers alike. */
  const containers = async () => {
    const all = await docker.listContainers({
      all: true,
      filters: { label: ['perijove.deployment'] },
    });
    return all.filter(
      ({ Labels: labels, HostConfig: host, Mounts: mounts }) =>
        labels['perijove.user'] === user ||
        host.NetworkMode === network ||
        mounts.some(({ Name: name }) => name?.includes(user)),
    );
  };

  /** Waits for something that Docker tells of this deployment's lab. */
  const event = async (action: string): Promise<void> => {
    const ending = new AbortController();
    const stream = await docker.getEvents({
      filters: { label: [`perijove.user=${user}`], event: [action] },
      abortSignal: ending.signal,
    });
    await new Promise(resolve => stream.once('data', resolve));
    ending.abort();
  };

  const dispose = async (): Promise<void> => {
    await kill();
    hub.server.closeAllConnections();
    hub.server.close();
    for (const { Id: one } of await containers()) {
      await docker.getContainer(one).remove({ force: true, v: true });
    }
    for (const { Name: name } of (await docker.listVolumes({})).Volumes) {
      if (name.includes(user)) await docker.getVolume(name).remove();
    }
    await docker
      .getNetwork(network)
      .remove()
      .catch(() => undefined);
    rmSync(data, { recursive: true, force: true });
  };

  return { launch, kill, start, stop, state, containers, event, dispose, said: () => said };
};

type Deployment = Awaited<ReturnType<typeof createDeployment>>;

/** As JupyterHub's spawner: it asks until it gets an end. */
const startUntilOver = async (deployment: Deployment): Promise<SpawnLine> => {
  for (let tries = 0; tries < 20; tries += 1) {
    const last = await deployment.start();
    if (last !== null) return last;
    await pause(250);
  }
  throw new Error(`The start never ended.\n${deployment.said()}`);
};

const MARKER = '/home/jovyan/work/marker';
/** Asks a lab, from inside it, what has reached it. */
const ASK = `import os, urllib.request as web
address = "http://127.0.0.1:8888" + os.environ["JUPYTERHUB_SERVICE_PREFIX"] + "api/heard"
print(web.urlopen(address, timeout=5).read().decode())`;

if (wanted) {
  jest.setTimeout(600_000);
  let deployment: Deployment;

  beforeAll(async () => {
    if (!existsSync(MAIN)) throw new Error(`Build the backend first: there is no ${MAIN}.`);
    deployment = await createDeployment();
    await deployment.launch();
    expect(await deployment.start()).toHaveProperty('ready');
    const [lab] = await deployment.containers();
    await run(lab?.Id ?? '', 'sh', '-c', `echo kept > ${MARKER}`);
    await deployment.stop();
  });
  afterAll(() => deployment.dispose());

  /** One lab that runs and holds the files, and nothing else. */
  const expectOneLab = async (): Promise<void> => {
    const left = await deployment.containers();
    expect(left.map(({ State: how }) => how)).toEqual(['running']);
    expect(await deployment.state()).toBe('running');
    expect((await run(left[0]?.Id ?? '', 'cat', MARKER)).trim()).toBe('kept');
    const heard = await run(left[0]?.Id ?? '', 'python3', '-c', ASK);
    expect(heard).toContain('/api');
    for (const secret of [TOKEN, SERVICE_TOKEN]) expect(heard).not.toContain(secret);
  };
  const expectNothing = async (): Promise<void> => {
    expect(await deployment.containers()).toEqual([]);
    expect(await deployment.state()).toBe('stopped');
  };

  it.each(['queued', 'creating', 'starting', 'waiting'])(
    'killed when a start tells "%s", the next backend brings it to one running lab',
    async phase => {
      const killings: Promise<void>[] = [];
      const cut = await deployment.start(line => {
        if (!('progress' in line) || line.progress.phase !== phase) return;
        if (killings.length === 0) killings.push(deployment.kill());
      });
      expect(killings).toHaveLength(1);
      await Promise.all(killings);
      await deployment.launch();
      if (cut !== null) expect(cut).toHaveProperty('ready');
      expect(await startUntilOver(deployment)).toHaveProperty('ready');
      await expectOneLab();
      expect(await deployment.stop()).toBe(true);
      await expectNothing();
    },
  );

  it.each(['create', 'start'])(
    'killed when Docker tells of "%s", the next backend brings it to one running lab',
    async action => {
      const killing = deployment.event(action).then(() => deployment.kill());
      await pause(200);
      await deployment.start();
      await killing;
      await deployment.launch();
      expect(await startUntilOver(deployment)).toHaveProperty('ready');
      await expectOneLab();
      expect(await deployment.stop()).toBe(true);
      await expectNothing();
    },
  );

  it.each(['kill', 'die', 'destroy'])(
    'killed when Docker tells of "%s" in a stop, the next backend finishes it by itself',
    async action => {
      expect(await startUntilOver(deployment)).toHaveProperty('ready');
      await expectOneLab();
      const killing = deployment.event(action).then(() => deployment.kill());
      await pause(200);
      await deployment.stop();
      await killing;
      await deployment.launch();
      for (let tries = 0; (await deployment.state()) !== 'stopped'; tries += 1) {
        expect(tries).toBeLessThan(300);
        await pause(100);
      }
      await expectNothing();
    },
  );

  it('killed while the lab runs, the lab runs on and the next backend knows it', async () => {
    expect(await startUntilOver(deployment)).toHaveProperty('ready');
    const [before] = await deployment.containers();
    await deployment.kill();
    await deployment.launch();
    await expectOneLab();
    expect((await deployment.containers())[0]?.Id).toBe(before?.Id);
    expect(await deployment.stop()).toBe(true);
    await expectNothing();
  });
} else {
  notWanted('a real backend is killed at every step of start and stop');
}
