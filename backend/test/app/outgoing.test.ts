import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load.js';
import { createFakeEngine } from '../fakes/engine/engine.js';
import { httpProbe } from '../../src/features/servers/start/probe.js';
import { openStranger, type Stranger } from '../helpers/hostile-server.js';
import { systemClock } from '../../src/lib/clock.js';
import { silentLogger } from '../../src/lib/logger.js';
import { inEnglish } from '../../src/lib/catalog.js';

const SERVICE_TOKEN = 'the-service-token';
const INTERNAL_TOKEN = 'the-internal-token';
const PAGE_TOKEN = 'token-of-a-lab-page';
const OWN_TOKEN = 'for-this-lab-alone';

const list = (items: readonly unknown[]) => ({ items, _pagination: { next: null } });

/** JupyterHub over HTTP, with one user whose server runs. */
const openHub = async () => {
  const server = { name: '', ready: true, pending: null, url: '/user/ada/' };
  const ada = {
    name: 'ada',
    admin: false,
    groups: [],
    created: 'the beginning',
    last_activity: null,
    servers: { '': { ...server, started: null, last_activity: null } },
  };
  const asked: string[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    '/': { version: '6.1.1' },
    '/users': list([ada]),
    '/users/ada': ada,
    '/groups': list([]),
    '/services': {},
    '/perijove/named-servers': { allowed: false, limit: null },
    '/perijove/accounts': { kept: false },
    '/perijove/lab-tokens/ada': { token: OWN_TOKEN },
    '/user': {
      name: 'ada',
      kind: 'user',
      scopes: ['access:services!service=perijove', 'access:servers!server=ada/'],
    },
  };
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const path = new URL(request.url ?? '/', 'http://hub').pathname.replace('/hub/api', '');
    const expected = path === '/user' ? PAGE_TOKEN : SERVICE_TOKEN;
    const known = request.headers.authorization === `token ${expected}`;
    asked.push(path);
    const answer = known ? answers[path] : undefined;
    response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer ?? { message: 'no' }));
  };
  const http = createServer(serve);
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    apiUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/hub/api`,
    close: async () => {
      http.closeAllConnections();
      await new Promise(resolve => http.close(resolve));
    },
  };
};

const openBackend = async (options: {
  readonly hubApiUrl: string;
  readonly lab: Stranger;
  readonly picture: Stranger;
}) => {
  const data = mkdtempSync(join(tmpdir(), 'perijove-out-'));
  const env = {
    PERIJOVE_DATA: data,
    PERIJOVE_BACKEND_PORT: '0',
    PERIJOVE_SERVICE_TOKEN: SERVICE_TOKEN,
    PERIJOVE_INTERNAL_TOKEN: INTERNAL_TOKEN,
    PERIJOVE_INTERNAL_URL: `unix://${join(data, 'internal.sock')}`,
    JUPYTERHUB_API_URL: options.hubApiUrl,
    JUPYTERHUB_NOTEBOOK_IMAGE: 'lab:test',
    JUPYTERHUB_IDLE_CULLER_ENABLED: '1',
    JUPYTERHUB_IDLE_CULLER_INTERVAL: '5',
    JUPYTERHUB_LOGO_URI: `${options.picture.url}/logo.svg`,
  };
  const loaded = loadConfig(env);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const engine = createFakeEngine({ clock: systemClock, images: ['lab:test'] });
  const backend = await createApp({
    config: loaded.config,
    settingSources: loaded.sources,
    env,
    log: silentLogger(),
    version: '0.0.0-test',
    engine,
    // The fake engine's addresses lead nowhere.
    probe: (url, signal) => httpProbe(`${options.lab.url}${new URL(url).pathname}`, signal),
  });
  await backend.start();
  const lines = backend.features.servers.spawner.spawn('ada', '', {
    env: { JUPYTERHUB_SERVICE_PREFIX: '/user/ada/' },
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
    port: Number(new URL(options.lab.url).port),
    startTimeoutSeconds: 30,
  });
  for await (const line of lines)
    if ('failed' in line) throw new Error(inEnglish(line.failed.message));
  for (const { name } of await engine.list()) engine.readdress(name, '127.0.0.1');
  return {
    backend,
    stop: async () => {
      await backend.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
};

it("a lab and a picture's server hear no secret of the platform when they are asked", async () => {
  const secrets = [SERVICE_TOKEN, INTERNAL_TOKEN, PAGE_TOKEN];
  const hub = await openHub();
  const lab = await openStranger(secrets);
  const picture = await openStranger(secrets, (_request, response) => {
    response.end('<svg xmlns="http://www.w3.org/2000/svg"/>');
  });
  const { backend, stop } = await openBackend({ hubApiUrl: hub.apiUrl, lab, picture });
  const { origin, pathname } = new URL(backend.address());
  // While a page of the lab is open, the culler asks the lab what its kernels do.
  const page = io(origin, {
    path: `${pathname}socket.io/`,
    transports: ['websocket'],
    auth: { token: PAGE_TOKEN, server: { user: 'ada', name: '' } },
    reconnection: false,
  });
  try {
    for (let tries = 0; !lab.heard.some(({ url }) => url.includes('api/terminals')); tries += 1) {
      if (tries > 150) throw new Error(`the lab was not asked: ${hub.asked.join(' ')}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    const questions = lab.heard.filter(({ url }) => url.includes('no_track_activity'));
    expect(questions.length).toBeGreaterThan(0);
    for (const { headers } of questions) {
      expect(headers).toMatchObject({ authorization: `token ${OWN_TOKEN}` });
    }
    // Whether it answers at all was asked without any credential.
    for (const { url, headers } of lab.heard) {
      if (url === '/user/ada/api') expect(headers).not.toHaveProperty('authorization');
    }
    expect(picture.heard.map(({ url }) => url)).toContain('/logo.svg');
  } finally {
    page.disconnect();
    await stop();
    await hub.close();
    await picture.close();
    await lab.close();
  }
});
