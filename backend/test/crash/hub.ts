import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OnCall } from './engine-proxy.js';

/** JupyterHub's REST interface, as much as a backend in another process needs of it. */
export interface HubOverHttp {
  readonly apiUrl: string;
  readonly names: () => readonly string[];
  add(name: string): void;
  /** Hears of each call before and after it took effect. */
  onCall: OnCall | null;
  /** What the hub's spawner does when an account is deleted. */
  onDelete: (name: string) => Promise<void>;
  close(): Promise<void>;
}

export const ADMIN_TOKEN = 'token-of-root';

const bodyOf = async (request: IncomingMessage): Promise<{ name?: string }> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text === '' ? {} : (JSON.parse(text) as { name?: string });
};

export const openHub = async (): Promise<HubOverHttp> => {
  const created = new Map<string, string>([['root', 'the beginning']]);
  let accounts = 0;
  const userOf = (name: string) => ({
    name,
    admin: name === 'root',
    groups: [],
    created: created.get(name),
    last_activity: null,
    servers: {},
  });

  const act = async (request: IncomingMessage, path: string): Promise<[number, unknown]> => {
    const user = /^\/users\/([^/]+)$/.exec(path)?.[1] ?? '';
    const renamed = /^\/perijove\/users\/([^/]+)\/rename$/.exec(path)?.[1];
    if (path === '/') return [200, { version: '6.1.1' }];
    if (path === '/user') {
      const scopes = ['access:services!service=perijove', 'admin-ui'];
      const known = request.headers.authorization === `token ${ADMIN_TOKEN}`;
      return known ? [200, { name: 'root', kind: 'user', scopes }] : [403, { message: 'no' }];
    }
    if (path === '/users' || path === '/groups') {
      const items = path === '/users' ? [...created.keys()].map(userOf) : [];
      return [200, { items, _pagination: { next: null } }];
    }
    if (renamed !== undefined) {
      const { name = '' } = await bodyOf(request);
      const birth = created.get(renamed);
      if (birth === undefined) return [404, { message: 'no' }];
      if (created.has(name)) return [409, { code: 'name_taken', message: 'taken' }];
      created.delete(renamed);
      created.set(name, birth);
      return [200, { name }];
    }
    if (!created.has(user)) return [404, { message: 'There is no such user.' }];
    if (request.method !== 'DELETE') return [200, userOf(user)];
    await hub.onDelete(user);
    created.delete(user);
    return [204, null];
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://hub');
    const path = pathname.replace('/hub/api', '');
    const call = `${request.method ?? ''} ${path}`;
    if ((await hub.onCall?.('before', call)) === 'drop') return void request.socket.destroy();
    const [status, body] = await act(request, path);
    if ((await hub.onCall?.('after', call)) === 'drop') return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === null ? undefined : JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));

  const hub: HubOverHttp = {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hub/api`,
    names: () => [...created.keys()].filter(name => name !== 'root'),
    add: name => void created.set(name, `account ${(accounts += 1)}`),
    onCall: null,
    onDelete: () => Promise.resolve(),
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  return hub;
};
