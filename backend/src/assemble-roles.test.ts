import {
  endpoints,
  routes,
  texts,
  type EndpointName,
  type RouteSpec,
  type TextName,
} from '@perijove/contracts';
import {
  actionTable,
  roles,
  routeTable,
  socketTable,
  type Marks,
  type Role,
} from './assemble-roles.testkit.js';
import { startTestBackend, tokens, type TestBackend } from './assemble.testkit.js';

const ACCESS = 'access:services!service=perijove';

const tokenOf: Readonly<Record<Role, string | null>> = {
  nobody: null,
  pending: 'made-up',
  expired: tokens.expired,
  outsider: tokens.outsider,
  ada: tokens.ada,
  adaLab: tokens.adaLab,
  bob: tokens.bob,
  visitor: tokens.adminLab,
  groupAdmin: 'token-of-hera',
  otherGroupAdmin: tokens.groupAdmin,
  notifier: tokens.notifier,
  monitor: tokens.monitor,
  admin: tokens.admin,
  service: tokens.service,
};

const markOf = (marks: Marks, role: Role): string =>
  marks.replaceAll(' ', '')[roles.indexOf(role)] ?? '?';
const names = [...Object.keys(routes), ...Object.keys(texts)] as (EndpointName | TextName)[];
const isText = (name: EndpointName | TextName): name is TextName => Object.hasOwn(texts, name);

/** They read no body that could be refused, so whoever is let in really does it. */
const bodyless: readonly string[] = ['removeNamedServer', 'deleteUser'];

const calls = (app: TestBackend): number =>
  app.hub.calls.filter(call => /^(start|stop|create|delete|rename|add|remove|settings)/.test(call))
    .length;

describe('every route and every role', () => {
  let app: TestBackend;
  beforeEach(async () => {
    app = await startTestBackend();
    app.hub.addUser('ada', { groups: ['class-b'] });
    app.hub.addUser('hera');
    const rights = ['admin:users', 'list:users', 'admin:groups', 'servers'];
    app.hub.addToken('token-of-hera', {
      name: 'hera',
      kind: 'user',
      scopes: [ACCESS, ...rights.map(scope => `${scope}!group=class-b`)],
    });
    await app.refreshPeople();
  });
  afterEach(() => app.stop());

  const ask = async (method: string, path: string, role: Role, body?: unknown) => {
    const as = tokenOf[role];
    const answer = await app.call(method, path, {
      ...(as === null ? {} : { as }),
      ...(body === undefined ? {} : { body }),
    });
    const error = answer.body['error'] as { code?: string } | undefined;
    return { status: answer.status, code: error?.code };
  };

  const mark = ({ status, code }: { status: number; code: string | undefined }): string => {
    if (status === 401 && code === 'unauthenticated') return '!';
    if (status === 403 && code === 'forbidden') return '-';
    return status === 401 || status === 403 || status >= 500 ? `${status} ${code ?? ''}` : '+';
  };

  it('stands in the table', () => {
    expect(Object.keys(routeTable).sort()).toEqual([...names].sort());
    for (const marks of [
      ...Object.values(routeTable),
      ...Object.values(actionTable).map(action => action.marks),
    ]) {
      expect(marks.replaceAll(' ', '')).toMatch(new RegExp(`^[-+!]{${roles.length}}$`));
    }
  });

  it('has a body to refuse wherever it changes something', () => {
    const open = (Object.entries(routes) as [EndpointName, RouteSpec][]).filter(
      ([name, route]) => endpoints[name].method !== 'get' && route.body === undefined,
    );
    expect(open.map(([name]) => name)).toEqual(bodyless);
  });

  it.each(names)('%s is as the table says', async name => {
    const [method, path] = isText(name)
      ? ['get', texts[name].path]
      : [endpoints[name].method, endpoints[name].path];
    const address = path
      .replace('{user}', 'ada')
      .replace('{server}', 'second')
      .replace('{volume}', 'home')
      .replace('{group}', 'class-b')
      .replace(/\{\w+\}/g, 'none');
    // Who is let in must not do anything here: the body is refused after the rights were checked.
    const body = method === 'get' ? undefined : { nonsense: true };
    const before = calls(app);
    const found: string[] = [];
    const wanted: string[] = [];
    for (const role of roles) {
      found.push(`${role} ${mark(await ask(method.toUpperCase(), address, role, body))}`);
      wanted.push(`${role} ${markOf(routeTable[name], role)}`);
    }
    expect(found).toEqual(wanted);
    if (!bodyless.includes(name)) expect(calls(app)).toBe(before);
  });

  it.each(Object.keys(actionTable))('to %s is as the table says', async what => {
    const action = actionTable[what];
    if (action === undefined) throw new Error('the table changed');
    const found: string[] = [];
    const wanted: string[] = [];
    for (const role of roles) {
      const may = markOf(action.marks, role);
      const before = calls(app);
      found.push(`${role} ${mark(await ask(action.method, action.path, role, action.body))}`);
      wanted.push(`${role} ${may}`);
      if (may !== '+') expect(calls(app)).toBe(before);
    }
    expect(found).toEqual(wanted);
  });

  it('shows in lists only whom the caller may see', async () => {
    const seen = async (path: string, role: Role, field: 'user' | 'name') => {
      const { body } = await app.call('GET', path, { as: tokenOf[role] ?? '' });
      return (body['items'] as Record<string, string>[]).map(item => item[field]);
    };
    expect(await seen('/activity', 'groupAdmin', 'user')).toEqual(['ada']);
    expect(await seen('/activity', 'otherGroupAdmin', 'user')).toEqual(['bob']);
    expect(await seen('/activity', 'admin', 'user')).toEqual(
      expect.arrayContaining(['ada', 'bob', 'hera', 'root']),
    );
    expect(await seen('/groups', 'groupAdmin', 'name')).toEqual(['class-b']);
    expect(await seen('/groups', 'otherGroupAdmin', 'name')).toEqual(['class-a']);
    const { body } = await app.call('GET', '/activity.csv', { as: tokenOf.groupAdmin ?? '' });
    expect(String(body['text']).trim().split('\n')).toHaveLength(2);
  });

  it("shows nobody another one's messages or reports", async () => {
    const sent = await app.call('POST', '/notifications', {
      as: tokens.notifier,
      body: { message: 'for class-a', audience: { to: 'groups', groups: ['class-a'] } },
    });
    const { id } = sent.body['sent'] as { id: string };
    const other = { as: tokens.ada };
    expect((await app.call('GET', '/notifications', other)).body).toMatchObject({ unread: 0 });
    const acknowledged = await app.call('POST', `/notifications/${id}/ack`, {
      ...other,
      body: { state: 'dismissed' },
    });
    expect(acknowledged.status).toBe(404);
    app.hub.addToken('second-notifier', {
      name: 'bob',
      kind: 'user',
      scopes: [ACCESS, 'custom:perijove:notify'],
    });
    for (const [method, tail] of [
      ['GET', 'deliveries'],
      ['POST', 'retract'],
    ] as const) {
      const answer = await app.call(method, `/notifications/${id}/${tail}`, {
        as: 'second-notifier',
        ...(method === 'GET' ? {} : { body: {} }),
      });
      expect(answer.status).toBe(404);
    }
  });

  describe('on the socket', () => {
    const heard = (role: Role, lab: boolean): Promise<string> => {
      const socket = app.socket({
        token: tokenOf[role] ?? '',
        ...(lab ? { server: { user: 'ada', name: '' } } : {}),
      });
      return new Promise<string>(resolve => {
        socket.on('snapshot', ({ seq }) => {
          resolve(Object.keys(seq).sort().join(' '));
        });
        socket.on('connect_error', error => {
          resolve(String((error as Error & { data?: { code?: unknown } }).data?.code));
        });
      }).finally(() => socket.disconnect());
    };

    it('hears what the table says', async () => {
      for (const role of roles) {
        const [own, adasLab] = socketTable[role];
        expect([role, await heard(role, false), await heard(role, true)]).toEqual([
          role,
          own,
          adasLab,
        ]);
      }
    });
  });
});
