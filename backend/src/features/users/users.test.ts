import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CheckedUsers, CreatedUsers, AuditPage, UsersPage } from '@perijove/contracts';
import type { Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '@perijove/contracts';
import { startTestBackend, tokens, type TestBackend } from '../../../test/helpers/app.js';

/** Both languages are held to it where the rule lives; here both doors of the interface are. */
const file = new URL('../../../../hub/tests/user_names.json', import.meta.url);
const table = JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as Record<
  'names' | 'refused',
  readonly { given: string }[]
>;

const codeOf = (body: Record<string, unknown>): unknown =>
  (body['error'] as { code?: unknown } | undefined)?.code;

describe('accounts over HTTP', () => {
  let app: TestBackend;
  const ACCESS = 'access:services!service=perijove';
  beforeEach(async () => {
    app = await startTestBackend();
    app.hub.addToken('scoped', {
      name: 'bob',
      kind: 'user',
      scopes: [ACCESS, 'custom:perijove:admin'],
    });
    await app.backend.features.users.refresh();
  });
  afterEach(() => app.stop());

  const asRoot = (method: string, path: string, body?: unknown) =>
    app.call(method, path, { as: tokens.admin, ...(body === undefined ? {} : { body }) });
  const list = async (query = '') =>
    (await asRoot('GET', `/users${query}`)).body as unknown as UsersPage;
  const events = async (subject: string) =>
    ((await asRoot('GET', `/audit?subject=${subject}`)).body as unknown as AuditPage).items;
  const signUp = async (...names: string[]) => {
    names.forEach(name => {
      app.accounts.signUp(name);
    });
    await app.backend.features.users.refresh();
  };

  it('makes accounts with passwords that are told once, each on its own', async () => {
    app.accounts.breakFor('unlucky');
    await signUp('there');
    const { status, body } = await asRoot('POST', '/users', {
      usernames: ['Grace', 'a b', 'grace', 'unlucky', 'there', ' lin '],
    });
    expect(status).toBe(201);
    const { results } = body as unknown as CreatedUsers;
    expect(results.map(({ name, result }) => [name, result])).toEqual([
      ['grace', 'created'],
      ['a b', 'refused'],
      ['grace', 'refused'],
      ['unlucky', 'refused'],
      ['there', 'refused'],
      ['lin', 'created'],
    ]);
    expect(results.map(one => (one.result === 'refused' ? one.reason : ''))).toEqual([
      '',
      'bad_name',
      'twice',
      'failed',
      'name_taken',
      '',
    ]);
    const [grace] = results;
    const password = grace?.result === 'created' ? grace.password : null;
    expect(password).toMatch(/^[a-z]+(-[a-z]+){3}$/);
    expect(app.accounts.passwordOf('grace')).toBe(password);
    expect(JSON.stringify(await events('grace'))).not.toContain(String(password));
    const page = await list('?search=grace');
    expect(page.items[0]).toMatchObject({
      name: 'grace',
      state: 'invited',
      mustChangePassword: true,
      hasPassword: true,
    });
  });

  it('makes no more at once than a page can follow', async () => {
    const usernames = Array.from({ length: 26 }, (_, n) => `user-${n}`);
    const { status, body } = await asRoot('POST', '/users', { usernames });
    expect([status, codeOf(body)]).toEqual([422, 'invalid_input']);
  });

  it('says before anything is made which names cannot be', async () => {
    await signUp('there');
    const long = 'x'.repeat(65);
    const { body } = await asRoot('POST', '/users/check', {
      usernames: ['there', 'There', 'fine', 'a/b', long, 'zoë', ''],
    });
    expect(body).toEqual({
      refused: [
        { given: 'there', name: 'there', reason: 'name_taken' },
        { given: 'There', name: 'there', reason: 'name_taken' },
        { given: 'a/b', name: 'a/b', reason: 'bad_name' },
        { given: long, name: long, reason: 'bad_name' },
        { given: '', name: '', reason: 'bad_name' },
      ],
    });
  });

  const both = async (usernames: string[]) => {
    const checked = await asRoot('POST', '/users/check', { usernames });
    const { refused } = checked.body as unknown as CheckedUsers;
    const { body } = await asRoot('POST', '/users', { usernames });
    const { results } = body as unknown as CreatedUsers;
    return { refused: new Set(refused.map(({ name }) => name)), results };
  };

  it('refuses beforehand just what it refuses when it makes them, in thirty scripts', async () => {
    const all = [...table.names, ...table.refused].map(({ given }) => given);
    for (let begin = 0; begin < all.length; begin += 25) {
      const { refused, results } = await both(all.slice(begin, begin + 25));
      for (const one of results) {
        if (one.result === 'refused' && one.reason !== 'bad_name') continue; // twice, or there already
        expect([one.name, one.result]).toEqual([
          one.name,
          refused.has(one.name) ? 'refused' : 'created',
        ]);
      }
    }
  });

  it.each(['a/b', 'a%2fb', '%', '..', 'a\\b', 'a b', '', 'x'.repeat(65)])(
    'refuses %j in the same words for a new account and for a new name',
    async name => {
      await asRoot('POST', '/users', { usernames: ['grace'] });
      const { results } = (await asRoot('POST', '/users', { usernames: [name] }))
        .body as unknown as CreatedUsers;
      const message =
        'This name cannot be used. Use up to 64 letters and digits; inside, also . _ - + @';
      expect(results).toMatchObject([{ result: 'refused', reason: 'bad_name', message }]);
      const renamed = await asRoot('POST', '/users/grace/rename', { name });
      expect([renamed.status, renamed.body['error']]).toEqual([
        422,
        { code: 'name_invalid', message },
      ]);
      expect((await events('grace'))[0]).toMatchObject({
        action: 'user.rename',
        result: 'refused',
      });
    },
  );

  it('asks the hub, whose configuration may be stricter', async () => {
    app.accounts.allowOnly(/^s\d+$/);
    const { refused, results } = await both(['S1', 'ada', 's2']);
    expect([...refused]).toEqual(['ada']);
    expect(results.map(({ name, result }) => [name, result])).toEqual([
      ['s1', 'created'],
      ['ada', 'refused'],
      ['s2', 'created'],
    ]);
  });

  it('approves and discards requests, and writes down who did', async () => {
    await signUp('ann', 'cat');
    expect((await list('?show=pending')).items.map(({ name }) => name)).toEqual(['ann', 'cat']);
    const approved = await asRoot('POST', '/users/ann/authorize', {});
    expect(approved.body).toMatchObject({ name: 'ann', state: 'invited' });
    const discarded = await asRoot('POST', '/users/cat/discard', {});
    expect(discarded.body).toEqual({ name: 'cat' });
    expect((await list()).counts).toMatchObject({ pending: 0 });
    expect(await events('ann')).toMatchObject([
      { actor: 'root', action: 'user.authorize', result: 'ok' },
    ]);
    expect(await events('cat')).toMatchObject([
      { actor: 'root', action: 'user.discard', result: 'ok' },
    ]);
  });

  it('never discards a user who is in', async () => {
    await asRoot('POST', '/users', { usernames: ['grace'] });
    const { status, body } = await asRoot('POST', '/users/grace/discard', {});
    expect([status, codeOf(body)]).toEqual([409, 'conflict']);
    expect((await events('grace'))[0]).toMatchObject({ action: 'user.discard', result: 'refused' });
    expect(app.accounts.passwordOf('grace')).not.toBeNull();
  });

  it('sets a password that was chosen, or a generated one', async () => {
    await asRoot('POST', '/users', { usernames: ['grace'] });
    const generated = await asRoot('POST', '/users/grace/password', {});
    expect(generated.body['password']).toBe(app.accounts.passwordOf('grace'));
    const chosen = await asRoot('POST', '/users/grace/password', {
      password: 'chosen-by-root',
      mustChange: false,
    });
    expect(chosen.body).toEqual({ name: 'grace', password: null });
    expect(app.accounts.passwordOf('grace')).toBe('chosen-by-root');
    const weak = await asRoot('POST', '/users/grace/password', { password: 'x' });
    expect([weak.status, codeOf(weak.body)]).toEqual([422, 'invalid_input']);
  });

  it('lets nobody with a scope of ours alone raise themselves or touch an administrator', async () => {
    const tries = [
      ['/users/bob/admin', { admin: true }],
      ['/users/ada/admin', { admin: true }],
      ['/users/root/password', { password: 'mine-now-and-for-ever' }],
      ['/users/root/deauthorize', {}],
      ['/users', { usernames: ['mallory'], admin: true }],
    ] as const;
    for (const [path, body] of tries) {
      const answer = await app.call('POST', path, { as: 'scoped', body });
      expect([path, answer.status, codeOf(answer.body)]).toEqual([path, 403, 'forbidden']);
    }
    expect((await list('?show=admins')).items.map(({ name }) => name)).toEqual(['root']);
  });

  it('makes and unmakes administrators, who lose what they could at once', async () => {
    app.hub.addToken('token-of-ada-admin', {
      name: 'ada',
      kind: 'user',
      scopes: [ACCESS, 'admin-ui'],
    });
    const asAda = () => app.call('GET', '/users', { as: 'token-of-ada-admin' });
    expect((await asAda()).status).toBe(403);
    await asRoot('POST', '/users/ada/admin', { admin: true });
    expect((await asAda()).status).toBe(200);
    const own = await app.call('POST', '/users/ada/admin', {
      as: 'token-of-ada-admin',
      body: { admin: false },
    });
    expect([own.status, codeOf(own.body)]).toEqual([409, 'conflict']);
    await asRoot('POST', '/users/ada/admin', { admin: false });
    expect((await asAda()).status).toBe(403);
  });

  it('tells every open page of an administrator, and nobody else, who asks', async () => {
    const heard = (socket: Socket<ServerToClient, ClientToServer>): number[] => {
      const counts: number[] = [];
      socket.on('delta', ({ change }) => {
        if (change.kind === 'users') counts.push(change.pending);
      });
      return counts;
    };
    const snapshot = (socket: Socket<ServerToClient, ClientToServer>) =>
      new Promise(resolve => socket.once('snapshot', resolve));
    const [admin, ada] = [app.socket({ token: tokens.admin }), app.socket({ token: tokens.ada })];
    const [byAdmin, byAda] = [heard(admin), heard(ada)];
    await Promise.all([snapshot(admin), snapshot(ada)]);
    // The audit log comes to the same page, before or after.
    const told = new Promise<void>(resolve =>
      admin.on('delta', ({ change }) => {
        if (change.kind === 'users') resolve();
      }),
    );
    await signUp('ann', 'cat');
    await told;
    expect(byAdmin).toEqual([2]);
    expect(byAda).toEqual([]);
  });

  it('hears from the hub about one account, and reads that one', async () => {
    app.accounts.signUp('ann');
    await app.backend.features.users.refreshAccount('ann');
    expect((await list('?show=pending')).items.map(({ name }) => name)).toEqual(['ann']);
    app.hub.setAway(true);
    await expect(app.backend.features.users.refreshAccount('ann')).resolves.toBeUndefined();
  });

  it('says that accounts are kept elsewhere, and changes what the hub itself knows', async () => {
    app.accounts.keepElsewhere();
    await app.backend.features.users.refresh();
    expect((await list()).accounts).toMatchObject({ kept: false, signUp: false });
    expect((await app.call('GET', '/me', { as: tokens.ada })).body).toMatchObject({
      passwords: false,
    });
    const made = await asRoot('POST', '/users', { usernames: ['grace'] });
    expect(made.body).toEqual({ results: [{ result: 'created', name: 'grace', password: null }] });
    for (const path of ['/users/ada/password', '/users/ada/authorize']) {
      const answer = await asRoot('POST', path, {});
      expect([path, answer.status, codeOf(answer.body)]).toEqual([path, 409, 'accounts_elsewhere']);
    }
    expect((await asRoot('POST', '/users/grace/admin', { admin: true })).body).toMatchObject({
      admin: true,
    });
  });

  it('says when the hub is away, and loses nobody', async () => {
    app.hub.setAway(true);
    const answer = await asRoot('POST', '/users/ada/admin', { admin: true });
    expect([answer.status, codeOf(answer.body)]).toEqual([503, 'hub_unavailable']);
    app.hub.setAway(false);
    expect((await list()).total).toBeGreaterThan(0);
  });
});
