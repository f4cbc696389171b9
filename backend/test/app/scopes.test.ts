import type { ActivityPage, AuditPage, UsersPage } from '@perijove/contracts';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

const ACCESS = 'access:services!service=perijove';

/** A user who manages `class-a` signs in to our pages: their token carries these and no more. */
const overClassA = ['list:users', 'admin:groups', 'servers'].map(scope => `${scope}!group=class-a`);

describe('users whom a user manages', () => {
  let app: TestBackend;
  beforeEach(async () => {
    app = await startTestBackend();
    app.hub.addUser('bob', { groups: ['class-a', 'secret-club'] });
    app.hub.addUser('boss', { groups: ['class-a'], admin: true });
    app.hub.addUser('tess');
    app.hub.addToken('page-of-tess', {
      name: 'tess',
      kind: 'user',
      scopes: [ACCESS, 'read:users:name!user=tess', 'servers!user=tess', ...overClassA],
    });
    app.hub.addToken('page-of-root', {
      name: 'root',
      kind: 'user',
      scopes: [ACCESS, 'admin-ui', 'access:servers'],
    });
    app.accounts.signUp('newcomer');
    await app.refreshUsers();
    await app.backend.features.users.refresh();
  });
  afterEach(() => app.stop());

  const users = async (as: string, query = '') =>
    (await app.call('GET', `/users${query}`, { as })).body as unknown as UsersPage;
  const statusOf = async (method: string, path: string, body?: unknown) =>
    (
      await app.call(method, path, {
        as: 'page-of-tess',
        ...(body === undefined ? {} : { body }),
      })
    ).status;

  it('lists, counts and finds only them', async () => {
    const all = await users('page-of-tess');
    expect(all.items.map(({ name }) => name)).toEqual(['bob', 'boss']);
    expect(all.total).toBe(2);
    expect(all.counts).toMatchObject({ all: 2, admins: 1, pending: 0 });
    for (const query of ['?search=root', '?search=newcomer', '?show=pending', '?search=ada']) {
      expect((await users('page-of-tess', query)).items).toEqual([]);
    }
    expect((await users(tokens.admin)).counts).toMatchObject({ pending: 1 });
  });

  it('pages through nobody else', async () => {
    const first = await users('page-of-tess', '?limit=1');
    const second = await users('page-of-tess', `?limit=1&cursor=${first.nextCursor ?? ''}`);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['bob', 'boss']);
    expect(second.nextCursor).toBeNull();
  });

  it('tells nothing of their accounts, and of their groups only those in reach', async () => {
    app.accounts.signUp('bob');
    await app.backend.features.users.refresh();
    const [bob] = (await users('page-of-tess', '?search=bob')).items;
    expect(bob).toMatchObject({ groups: ['class-a'], email: null, hasPassword: false });
    const [whole] = (await users(tokens.admin, '?search=bob')).items;
    expect(whole).toMatchObject({ groups: ['class-a', 'secret-club'], hasPassword: true });
  });

  it('says what can be done: servers, and no accounts', async () => {
    expect((await users('page-of-tess')).can).toEqual({ manage: false, visit: [] });
    const { body } = await app.call('GET', '/activity', { as: 'page-of-tess' });
    const page = body as unknown as ActivityPage;
    expect(page.can).toEqual({ operate: expect.arrayContaining(['bob', 'boss']), visit: [] });
    expect(page.summary.users).toBe(2);
    const me = await app.call('GET', '/me', { as: 'page-of-tess' });
    expect(me.body['can']).toEqual({
      administer: false,
      notify: false,
      users: true,
      groups: true,
    });
  });

  it('opens no way up', async () => {
    const before = JSON.stringify(app.hub.userOf('tess'));
    for (const [method, path, body] of [
      ['POST', '/users', { usernames: ['ally'], admin: true }],
      ['POST', '/users/tess/admin', { admin: true }],
      ['POST', '/users/bob/admin', { admin: true }],
      ['POST', '/users/bob/password', {}],
      ['POST', '/users/boss/password', {}],
      ['POST', '/users/bob/deauthorize', {}],
      ['POST', '/users/newcomer/authorize', {}],
      ['POST', '/users/newcomer/discard', {}],
      ['POST', '/users/bob/rename', { name: 'bobby' }],
      ['DELETE', '/users/bob', undefined],
      ['PUT', '/groups/class-a/users', { add: ['tess'] }],
      ['PUT', '/groups/docker-sock/users', { add: ['bob'] }],
      ['PUT', '/groups/another', {}],
      ['PUT', '/groups/class-a', { limits: { cpuCores: 'none', memoryBytes: 'none', pids: null } }],
      ['POST', '/users/ada/server/stop', {}],
      ['POST', '/users/bob/server/visit', {}],
      ['GET', '/users/bob/volumes', undefined],
      ['GET', '/settings', undefined],
      ['GET', '/audit', undefined],
    ] as const) {
      expect([method, path, await statusOf(method, path, body)]).toEqual([method, path, 403]);
    }
    expect(JSON.stringify(app.hub.userOf('tess'))).toBe(before);
    expect(app.hub.userOf('bob')).toMatchObject({ admin: false });
  });

  it('lets a lab be opened by whom the hub lets in, and writes it down', async () => {
    const visit = (as: string, user = 'bob') =>
      app.call('POST', `/users/${user}/server/visit`, { as, body: {} });
    expect((await users('page-of-root')).can).toEqual({ manage: true, visit: 'all' });
    expect((await users(tokens.admin)).can).toEqual({ manage: true, visit: [] });
    expect((await visit(tokens.admin)).status).toBe(403);
    expect((await visit('page-of-root')).body).toMatchObject({
      error: { code: 'server_not_running' },
    });
    expect((await visit('page-of-root', 'nobody-of-this-name')).status).toBe(404);

    await app.spawn('bob');
    await app.refreshUsers();
    const answer = await visit('page-of-root');
    expect([answer.status, answer.body]).toEqual([200, { url: '/user/bob/lab' }]);
    const { body } = await app.call('GET', '/audit?action=server.visit', { as: tokens.admin });
    expect((body as unknown as AuditPage).items).toMatchObject([
      { actor: 'root', subject: 'bob', result: 'ok' },
    ]);
  });

  it('opens the labs of one group to whom the hub grants those', async () => {
    app.hub.addToken('assistant', {
      name: 'nora',
      kind: 'user',
      scopes: [ACCESS, 'list:users', 'access:servers!group=class-a'],
    });
    const page = await users('assistant');
    expect(page.can).toEqual({ manage: false, visit: ['bob', 'boss'] });
    expect(page.items.length).toBeGreaterThan(2);
  });
});
