import { operations, routes, type Handshake, texts, type RouteSpec } from '@perijove/contracts';
import {
  actionTable,
  callers,
  pages,
  routeTable,
  socketTable,
  type Caller,
  type Marks,
} from '../helpers/roles.js';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';
import type { FakeHub } from '../fakes/hub.js';
import { scopesOf, tokenOwner } from '../helpers/token-kinds.js';
import type { TokenOwner } from '../../src/jupyterhub/port.js';

const ACCESS = 'access:services!service=perijove';

type Owner = Omit<TokenOwner, 'tokenId'>;

/** The tutor of the real hub looks after `class-a`. */
const tutorOfClassB = (kind: 'page' | 'own'): Owner => {
  const owner = tokenOwner('hera', 'tutor', kind, { scopes: ['admin:groups!group=class-a'] });
  return { ...owner, scopes: owner.scopes.map(scope => scope.replace('class-a', 'class-b')) };
};

/** What a real hub says of each caller's token; those without are strangers to it. */
const owners: Readonly<Partial<Record<Caller, Owner>>> = {
  outsider: { name: 'bob', kind: 'user', scopes: ['servers', 'access:services!service=other'] },
  adaEnvironment: tokenOwner('ada', 'user', 'environment'),
  rootEnvironment: tokenOwner('root', 'admin', 'environment'),
  backend: {
    name: 'perijove',
    kind: 'service',
    scopes: scopesOf('backend', 'service', { me: 'perijove' }),
  },
  adaPage: tokenOwner('ada', 'user', 'page'),
  adaOwn: tokenOwner('ada', 'user', 'own'),
  adaNarrow: tokenOwner('ada', 'user', 'narrow'),
  adaLab: tokenOwner('ada', 'user', 'lab'),
  bobPage: tokenOwner('bob', 'user', 'page'),
  bobOwn: tokenOwner('bob', 'user', 'own'),
  rootInAdasLab: tokenOwner('root', 'visitor', 'lab', { lab: 'ada/' }),
  rootLab: tokenOwner('root', 'admin', 'lab'),
  tutorPage: tutorOfClassB('page'),
  tutorOwn: tutorOfClassB('own'),
  otherTutor: tokenOwner('tess', 'user', 'own', {
    scopes: ['admin:users', 'admin:groups', 'servers'].map(scope => `${scope}!group=class-a`),
  }),
  notifier: tokenOwner('nora', 'user', 'own', {
    scopes: ['custom:perijove:notify!group=class-a'],
  }),
  monitor: { name: 'prometheus', kind: 'service', scopes: [ACCESS, 'read:metrics'] },
  rootPage: tokenOwner('root', 'admin', 'page'),
  rootOwn: tokenOwner('root', 'admin', 'own'),
  service: { name: 'automation', kind: 'service', scopes: [ACCESS, 'custom:perijove:admin'] },
};
const tokenOf = (caller: Caller): string => `token of ${caller}`.replaceAll(' ', '-');

const fill = (hub: FakeHub): void => {
  hub.addUser('ada', { groups: ['class-b'] });
  hub.addUser('hera');
  for (const [caller, owner] of Object.entries(owners))
    hub.addToken(tokenOf(caller as Caller), owner);
};

const markOf = (marks: Marks, caller: Caller): string =>
  marks.replaceAll(' ', '')[callers.indexOf(caller)] ?? '?';
const addresses: readonly {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}[] = [
  ...operations,
  ...Object.entries(texts).map(([id, { path }]) => ({ id, method: 'get', path })),
];
const marksOf: Readonly<Record<string, Marks>> = routeTable;

/** They read no body that could be refused, so who is let in really does it. */
const bodyless: readonly string[] = ['deleteUser', 'removeNamedServer'];

const calls = (app: TestBackend): number =>
  app.hub.calls.filter(call => /^(start|stop|create|delete|rename|add|remove|settings)/.test(call))
    .length;

/** Signing out asks the hub itself, which is not there. */
const away = (status: number, code: string | undefined): boolean =>
  status === 503 && code === 'hub_unavailable';

describe('every route and every kind of token', () => {
  let app: TestBackend;
  beforeEach(async () => {
    app = await startTestBackend();
    fill(app.hub);
    await app.refreshUsers();
  });
  afterEach(() => app.stop());

  const ask = async (method: string, path: string, caller: Caller, body?: unknown) => {
    const proof = pages.includes(caller) ? { page: tokenOf(caller) } : { as: tokenOf(caller) };
    const answer = await app.call(method, path, {
      ...(caller === 'nobody' ? {} : proof),
      ...(body === undefined ? {} : { body }),
    });
    const error = answer.body['error'] as { code?: string } | undefined;
    return { status: answer.status, code: error?.code };
  };

  const mark = ({ status, code }: { status: number; code: string | undefined }): string => {
    if (status === 401 && code === 'unauthenticated') return '!';
    if (status === 403 && code === 'forbidden') return '-';
    if (away(status, code)) return '+';
    return status === 401 || status === 403 || status >= 500 ? `${status} ${code ?? ''}` : '+';
  };

  it('stands in the table', () => {
    expect(Object.keys(routeTable).sort()).toEqual(addresses.map(({ id }) => id).sort());
    for (const marks of [
      ...Object.values(routeTable),
      ...Object.values(actionTable).map(action => action.marks),
    ]) {
      expect(marks.replaceAll(' ', '')).toMatch(new RegExp(`^[-+!]{${callers.length}}$`));
    }
  });

  it('has a body to refuse wherever it changes something', () => {
    const open = Object.entries<RouteSpec>(routes).filter(
      ([, { method, body }]) => method !== 'get' && body === undefined,
    );
    expect(open.map(([name]) => name)).toEqual(bodyless);
  });

  it.each(addresses)('$id is as the table says', async ({ id, method, path }) => {
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
    for (const caller of callers) {
      found.push(`${caller} ${mark(await ask(method.toUpperCase(), address, caller, body))}`);
      wanted.push(`${caller} ${markOf(marksOf[id] ?? '', caller)}`);
    }
    expect(found).toEqual(wanted);
    if (!bodyless.includes(id)) expect(calls(app)).toBe(before);
  });

  it.each(Object.keys(actionTable))('to %s is as the table says', async what => {
    const action = actionTable[what];
    if (action === undefined) throw new Error('the table changed');
    const found: string[] = [];
    const wanted: string[] = [];
    for (const caller of callers) {
      const may = markOf(action.marks, caller);
      const before = calls(app);
      found.push(`${caller} ${mark(await ask(action.method, action.path, caller, action.body))}`);
      wanted.push(`${caller} ${may}`);
      if (may !== '+') expect(calls(app)).toBe(before);
    }
    expect(found).toEqual(wanted);
  });

  it('shows in lists only whom the caller may see', async () => {
    const seen = async (path: string, caller: Caller, field: 'user' | 'name') => {
      const { body } = await app.call('GET', path, { as: tokenOf(caller) });
      return (body['items'] as Record<string, string>[]).map(item => item[field]);
    };
    // Their own token lets them read themselves, too.
    expect(await seen('/activity', 'tutorOwn', 'user')).toEqual(['ada', 'hera']);
    expect(await seen('/activity', 'otherTutor', 'user')).toEqual(['bob']);
    expect(await seen('/activity', 'rootOwn', 'user')).toEqual(
      expect.arrayContaining(['ada', 'bob', 'hera', 'root']),
    );
    expect(await seen('/groups', 'tutorOwn', 'name')).toEqual(['class-b']);
    expect(await seen('/groups', 'otherTutor', 'name')).toEqual(['class-a']);
    const { body } = await app.call('GET', '/activity.csv', { as: tokenOf('tutorOwn') });
    expect(String(body['text']).trim().split('\n')).toHaveLength(3);
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
      ['POST', 'recall'],
    ] as const) {
      const answer = await app.call(method, `/notifications/${id}/${tail}`, {
        as: 'second-notifier',
        ...(method === 'GET' ? {} : { body: {} }),
      });
      expect(answer.status).toBe(404);
    }
  });

  describe('on the socket', () => {
    const handshakeOf = async (caller: Caller, lab: boolean): Promise<Handshake> => {
      const token = tokenOf(caller);
      if (lab) return { token, server: { user: 'ada', name: '' } };
      if (!pages.includes(caller)) return { token };
      const { body } = await app.call('POST', '/tickets', { page: token, body: {} });
      return { ticket: String(body['ticket']) };
    };

    /** Streams by name; the one of the server says whether it tells of volumes, too. */
    const heard = async (caller: Caller, lab: boolean): Promise<string> => {
      const socket = app.socket(await handshakeOf(caller, lab));
      return new Promise<string>(resolve => {
        socket.on('snapshot', ({ seq, volumes }) => {
          const streams = Object.keys(seq).sort().join(' ');
          resolve(streams.replace('server', volumes.length > 0 ? 'server+volumes' : 'server'));
        });
        socket.on('connect_error', error => {
          resolve(String((error as Error & { data?: { code?: unknown } }).data?.code));
        });
      }).finally(() => socket.disconnect());
    };

    it('hears what the table says', async () => {
      const found: unknown[] = [];
      for (const caller of callers) {
        found.push([caller, await heard(caller, false), await heard(caller, true)]);
      }
      expect(found).toEqual(callers.map(caller => [caller, ...socketTable[caller]]));
    });

    it('tells a lab nothing of what its visitor sends elsewhere', async () => {
      const said: string[] = [];
      const listen = async (caller: Caller, lab: boolean): Promise<void> => {
        const socket = app.socket(await handshakeOf(caller, lab));
        socket.on('delta', ({ change }) => void said.push(`${caller} ${change.kind}`));
        await new Promise(resolve => socket.on('snapshot', resolve));
      };
      await listen('rootInAdasLab', true);
      await listen('rootPage', false);
      await app.call('POST', '/notifications', {
        as: tokenOf('rootOwn'),
        body: { message: 'for bob alone', audience: { to: 'users', users: ['bob'] } },
      });
      await app.call('PUT', '/preferences', {
        as: tokenOf('rootOwn'),
        body: { quietHours: null, importantOnly: true, language: null },
      });
      await new Promise(resolve => setTimeout(resolve, 300));
      expect(said).toContain('rootPage sent');
      // What pops up in a lab is what its visitor wishes for.
      expect(said.filter(line => line.startsWith('rootInAdasLab'))).toEqual([
        'rootInAdasLab preferences',
      ]);
    });
  });
});
