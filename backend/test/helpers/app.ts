import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, Handshake, ServerToClient } from '@perijove/contracts';
import { createApp, type Backend } from '../../src/app.js';
import { loadConfig } from '../../src/config/load.js';
import { createFakeEngine, type FakeEngine } from '../fakes/engine/engine.js';
import { httpProbe } from '../../src/features/servers/start/probe.js';
import { createFakeAccounts, type FakeAccounts } from '../fakes/accounts.js';
import { createFakeHub, type FakeHub } from '../fakes/hub.js';
import { navigate } from './navigate.js';
import { openStranger } from './hostile-server.js';
import { systemClock } from '../../src/lib/clock.js';
import { silentLogger } from '../../src/lib/logger.js';
import { SessionSeal, SESSION_COOKIE } from '../../src/auth/session-cookie.js';
import { tokenOwner } from './token-kinds.js';
import { inEnglish } from '../../src/lib/catalog.js';

/** The whole backend over real HTTP, with only the world around it replaced. */
export interface TestBackend {
  readonly backend: Backend;
  readonly engine: FakeEngine;
  readonly hub: FakeHub;
  readonly accounts: FakeAccounts;
  /** Public base URL with a slash at its end. */
  readonly url: string;
  /** What a page sends that signed in with that token. */
  page(token: string): Promise<Record<string, string>>;
  /** Calls the public interface; `as` is a token. */
  call(
    method: string,
    path: string,
    options?: {
      readonly as?: string;
      /** A token behind the cookie of a signed-in page, which also sends what our pages know. */
      readonly page?: string;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
    },
  ): Promise<{
    readonly status: number;
    readonly body: Record<string, unknown>;
    readonly headers: Headers;
  }>;
  /** The secret that the HTML of our pages carries for this cookie; '' without any. */
  pageSecret(cookie: string): Promise<string>;
  socket(
    handshake: Handshake,
    extraHeaders?: Readonly<Record<string, string>>,
  ): Socket<ServerToClient, ClientToServer>;
  /** Starts a user's server as JupyterHub's spawner would, and waits until it runs. */
  spawn(user: string): Promise<void>;
  /** Reads all users and groups again, as happens every half minute. */
  refreshUsers(): Promise<void>;
  stop(): Promise<void>;
}

const ACCESS = 'access:services!service=perijove';

/** Tokens that every test backend knows; their names say whose they are. */
export const tokens = {
  ada: 'token-of-ada',
  adaLab: 'lab-token-of-ada',
  bob: 'token-of-bob',
  admin: 'token-of-admin',
  adminLab: 'lab-token-of-admin',
  notifier: 'token-of-notifier',
  /** Looks after the group `class-a`, in which bob is. */
  groupAdmin: 'token-of-group-admin',
  /** A service that administers Perijove. */
  service: 'token-of-service',
  /** The hub does not know it any more. */
  expired: 'expired-token',
  outsider: 'token-without-access',
  monitor: 'token-of-prometheus',
} as const;

const fillHub = (hub: FakeHub): void => {
  hub.addUser('ada');
  hub.addUser('bob', { groups: ['class-a'] });
  hub.addUser('root', { admin: true });
  hub.addUser('nora');
  hub.addGroup('docker-sock');
  hub.addGroup('docker-privileged');
  const user = (name: string, ...scopes: string[]) => ({ name, kind: 'user' as const, scopes });
  hub.addToken(tokens.ada, tokenOwner('ada', 'user', 'own'));
  hub.addToken(tokens.adaLab, tokenOwner('ada', 'user', 'lab'));
  hub.addToken(tokens.bob, tokenOwner('bob', 'user', 'own'));
  hub.addToken(tokens.admin, user('root', ACCESS, 'admin-ui'));
  hub.addToken(tokens.adminLab, tokenOwner('root', 'visitor', 'lab', { lab: 'ada/' }));
  hub.addToken(
    tokens.notifier,
    tokenOwner('nora', 'user', 'own', { scopes: ['custom:perijove:notify!group=class-a'] }),
  );
  hub.addToken(
    tokens.groupAdmin,
    tokenOwner('tess', 'user', 'own', {
      scopes: ['admin:users', 'admin:groups', 'servers'].map(scope => `${scope}!group=class-a`),
    }),
  );
  hub.addToken(tokens.service, {
    name: 'automation',
    kind: 'service',
    scopes: [ACCESS, 'custom:perijove:admin'],
  });
  hub.addToken(tokens.monitor, {
    name: 'prometheus',
    kind: 'service',
    scopes: [ACCESS, 'read:metrics'],
  });
  hub.addToken(tokens.outsider, user('bob', 'access:servers!server=bob/'));
};

export const startTestBackend = async (
  settings: Readonly<Record<string, string>> = {},
): Promise<TestBackend> => {
  const data = mkdtempSync(join(tmpdir(), 'perijove-app-'));
  const env = {
    PERIJOVE_DATA: data,
    PERIJOVE_BACKEND_PORT: '0',
    PERIJOVE_SERVICE_TOKEN: 'service-token',
    PERIJOVE_INTERNAL_URL: `unix://${join(data, 'internal.sock')}`,
    JUPYTERHUB_NOTEBOOK_IMAGE: 'lab:test',
    JUPYTERHUB_IDLE_CULLER_ENABLED: '1',
    ...settings,
  };
  const loaded = loadConfig(env);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const engine = createFakeEngine({ clock: systemClock, images: ['lab:test'] });
  const hub = createFakeHub();
  fillHub(hub);
  const accounts = createFakeAccounts(hub);
  // Stands where the labs are, whose addresses lead nowhere; it fails the run when it hears a secret.
  const lab = await openStranger([env.PERIJOVE_SERVICE_TOKEN, ...Object.values(tokens)]);
  const backend = await createApp({
    config: loaded.config,
    settingSources: loaded.sources,
    env,
    log: silentLogger(),
    version: '0.0.0-test',
    engine,
    hub,
    hubAccounts: accounts,
    probe: (address, signal) => httpProbe(`${lab.url}${new URL(address).pathname}`, signal),
    checkAnswers: true,
  });
  await backend.start();
  const url = backend.address();
  const sockets: Socket[] = [];
  const key = readFileSync(join(data, 'secrets', 'session-key'), 'utf8').trim();
  const seal = new SessionSeal(Buffer.from(key, 'base64url'));
  const page = async (token: string): Promise<Record<string, string>> => {
    const cookie = await seal.seal({ token, hubSession: '' });
    const session = await seal.open(cookie);
    if (session === null) throw new Error('the session cannot be opened');
    return { Cookie: `${SESSION_COOKIE}=${cookie}`, 'X-XSRFToken': seal.xsrfTokenOf(session) };
  };

  return {
    page,
    backend,
    engine,
    hub,
    accounts,
    url,
    call: async (method, path, options = {}) => {
      const response = await fetch(`${url}api/v1${path}`, {
        method,
        headers: {
          ...(options.as === undefined ? {} : { Authorization: `Bearer ${options.as}` }),
          ...(options.page === undefined ? {} : await page(options.page)),
          ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...options.headers,
        },
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      });
      // A stream has no end to wait for: that it began is its answer.
      const endless =
        response.headers.get('content-type')?.startsWith('text/event-stream') === true;
      if (endless) await response.body?.cancel();
      const text = endless ? '' : await response.text();
      const json = response.headers.get('content-type')?.includes('json') === true;
      const body = (json ? JSON.parse(text) : { text }) as Record<string, unknown>;
      return { status: response.status, body, headers: response.headers };
    },
    pageSecret: async cookie => {
      const page = await navigate(url, { Cookie: cookie });
      return /name="perijove-page" content="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    },
    socket: (handshake, extraHeaders = {}) => {
      const { origin, pathname } = new URL(url);
      const socket: Socket<ServerToClient, ClientToServer> = io(origin, {
        path: `${pathname}socket.io/`,
        transports: ['websocket'],
        auth: { ...handshake },
        extraHeaders: { ...extraHeaders },
        reconnection: false,
        forceNew: true,
      });
      sockets.push(socket);
      return socket;
    },
    spawn: async user => {
      hub.setServer(user, '', { ready: true, lastActivityMs: Date.now() });
      await backend.features.servers.ensureUser(user);
      const lines = backend.features.servers.spawner.spawn(user, '', {
        env: { JUPYTERHUB_SERVICE_PREFIX: `/user/${user}/` },
        command: ['jupyterhub-singleuser'],
        args: [],
        image: null,
        limits: { cpuCores: null, memoryBytes: null },
        options: {},
        groups: [...(hub.userOf(user)?.groups ?? [])],
        groupSettings: {},
        admin: false,
        userCreated: null,
        displayName: null,
        port: 8888,
        startTimeoutSeconds: 30,
      });
      for await (const line of lines) {
        if ('failed' in line) throw new Error(inEnglish(line.failed.message));
      }
    },
    refreshUsers: async () => {
      // A reading that is under way began too early to tell; the second one is ours.
      await backend.directory.refresh();
      await backend.directory.refresh();
      // Groups follow users; the fake hub answers them before the next turn of the loop.
      await new Promise(resolve => setImmediate(resolve));
    },
    stop: async () => {
      for (const socket of sockets) socket.disconnect();
      await backend.stop();
      await lab.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
};
