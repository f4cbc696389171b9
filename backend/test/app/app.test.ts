import { operations, routes, type Snapshot } from '@perijove/contracts';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

const codeOf = (body: Record<string, unknown>): unknown =>
  (body['error'] as { code?: unknown } | undefined)?.code;

describe('the whole backend', () => {
  let app: TestBackend;
  beforeAll(async () => {
    app = await startTestBackend();
    await app.spawn('ada');
  });
  afterAll(() => app.stop());

  describe('who may call what', () => {
    const addressOf = (path: string): string =>
      path
        .replace('{user}', 'ada')
        .replace('{server}', 'second')
        .replace('{volume}', 'home')
        .replace('{id}', 'none');

    it.each(operations)('$id refuses a token that may not use Perijove', async operation => {
      if (routes[operation.endpoint].access === 'anyone') return;
      const method = operation.method.toUpperCase();
      const { status } = await app.call(method, addressOf(operation.path), { as: tokens.outsider });
      expect(status).toBe(403);
    });

    it('answers a user about themselves', async () => {
      expect((await app.call('GET', '/me', { as: tokens.ada })).body).toMatchObject({
        name: 'ada',
        admin: false,
        can: { administer: false, notify: false, users: false, groups: false },
      });
      const server = await app.call('GET', '/users/ada/server', { as: tokens.ada });
      expect(server.body).toMatchObject({ user: 'ada', phase: 'running' });
    });

    it('lets only administrators extend beyond the allowance', async () => {
      const extend = (as: string) =>
        app.call('POST', '/users/ada/server/session/extend', {
          as,
          body: { hours: 30, beyondAllowance: true },
        });
      expect((await extend(tokens.ada)).status).toBe(403);
      expect((await extend(tokens.admin)).body).toMatchObject({
        grantedHours: 30,
        session: { extension: { usedHours: 0 } },
      });
    });

    it("shows a lab's visitor that server, and lets them extend it and nothing else", async () => {
      const as = tokens.adminLab;
      const view = await app.call('GET', '/users/ada/server', { as });
      expect(view.body).toMatchObject({ session: { canExtend: true } });
      const path = '/users/ada/server/session/extend';
      const extended = await app.call('POST', path, { as, body: { hours: 1 } });
      expect(extended.body).toMatchObject({ grantedHours: 1 });
      const beyond = { hours: 1, beyondAllowance: true };
      expect((await app.call('POST', path, { as, body: beyond })).status).toBe(403);
      expect((await app.call('POST', '/users/ada/server/stop', { as, body: {} })).status).toBe(403);
    });
  });

  describe('bad input', () => {
    const volumesBefore = async () =>
      // Sizes come and go by themselves.
      JSON.stringify(
        (await app.call('GET', '/users/ada/volumes', { as: tokens.ada })).body,
        (key, value: unknown) => (key === 'sizeBytes' || key === 'measuredAt' ? undefined : value),
      );

    it.each([
      ['an unknown user', 'GET', '/users/nobody/server', undefined, 404, 'user_not_found'],
      [
        'a user name with a path in it',
        'GET',
        '/users/a%2F..%2Fb/server',
        undefined,
        422,
        'invalid_input',
      ],
      ['a user name of dots', 'GET', '/users/%2E%2E/server', undefined, 404, 'not_found'],
      ['a broken escape', 'GET', '/users/%zz/server', undefined, 400, 'bad_request'],
      [
        'negative hours',
        'POST',
        '/users/ada/server/session/extend',
        { hours: -1 },
        422,
        'invalid_input',
      ],
      ['no hours', 'POST', '/users/ada/server/session/extend', {}, 422, 'invalid_input'],
      [
        'hours as text',
        'POST',
        '/users/ada/server/session/extend',
        { hours: '1' },
        422,
        'invalid_input',
      ],
      [
        'an empty message',
        'POST',
        '/notifications',
        { message: ' ', audience: { to: 'all' } },
        422,
        'invalid_input',
      ],
      [
        'a message that is too long',
        'POST',
        '/notifications',
        { message: 'x'.repeat(141), audience: { to: 'all' } },
        422,
        'invalid_input',
      ],
      [
        'an audience of strangers',
        'POST',
        '/notifications',
        { message: 'hi', audience: { to: 'users', users: ['ghost'] } },
        404,
        'user_not_found',
      ],
      ['no volumes', 'POST', '/users/ada/volumes/reset', { volumes: [] }, 422, 'invalid_input'],
      [
        'a volume name with a path',
        'POST',
        '/users/ada/volumes/reset',
        { volumes: ['../x'] },
        422,
        'invalid_input',
      ],
      [
        'a reset while the server runs',
        'POST',
        '/users/ada/volumes/reset',
        { volumes: ['home'] },
        409,
        'server_running',
      ],
      [
        'an unknown generation',
        'POST',
        '/users/ada/volumes/home/restore',
        { generation: 99 },
        409,
        undefined,
      ],
      [
        'a page size of a million',
        'GET',
        '/activity?limit=1000000',
        undefined,
        422,
        'invalid_input',
      ],
      ['a foreign cursor', 'GET', '/activity?cursor=garbage', undefined, 422, 'invalid_input'],
      [
        'an unknown key at start',
        'POST',
        '/users/ada/server/start',
        { image: 'evil' },
        422,
        'invalid_input',
      ],
      ['an unknown address', 'GET', '/nothing', undefined, 404, 'not_found'],
    ])(
      '%s gets a typed error and changes nothing',
      async (_what, method, path, body, status, code) => {
        const before = await volumesBefore();
        const answer = await app.call(method, path, { as: tokens.admin, body });
        expect(answer.status).toBe(status);
        if (code !== undefined) expect(codeOf(answer.body)).toBe(code);
        expect(await volumesBefore()).toBe(before);
      },
    );

    it('refuses a body of 10 MB without reading it into memory', async () => {
      const answer = await app.call('POST', '/notifications', {
        as: tokens.admin,
        body: { message: 'x'.repeat(10_000_000), audience: { to: 'all' } },
      });
      expect([answer.status, codeOf(answer.body)]).toEqual([413, 'payload_too_large']);
    });

    it('does not even read the body of a stranger', async () => {
      const answer = await app.call('POST', '/notifications', {
        body: { message: 'x'.repeat(900_000) },
      });
      expect(answer.status).toBe(401);
    });

    it.each([
      ['text/plain', '{"hours":1}', 415],
      ['application/json', '{"hours":', 400],
    ])('refuses %s %s', async (type, text, status) => {
      const response = await fetch(`${app.url}api/v1/users/ada/server/session/extend`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${tokens.ada}`, 'Content-Type': type },
        body: text,
      });
      expect(response.status).toBe(status);
    });
  });

  describe('the session', () => {
    it('grows by the hours that were asked for, at once', async () => {
      const path = '/users/ada/server/session';
      const before = await app.call('GET', path, { as: tokens.ada });
      const extended = await app.call('POST', `${path}/extend`, {
        as: tokens.ada,
        body: { hours: 1 },
      });
      expect(extended.body).toMatchObject({ grantedHours: 1, truncated: false });
      const session = extended.body['session'] as { deadline: string };
      expect(Date.parse(session.deadline) - Date.parse(String(before.body['deadline']))).toBe(
        3_600_000,
      );
    });

    it('gives no more than the allowance, and says so', async () => {
      const path = '/users/ada/server/session/extend';
      const most = await app.call('POST', path, { as: tokens.ada, body: { hours: 1000 } });
      expect(most.body).toMatchObject({ truncated: true });
      const none = await app.call('POST', path, { as: tokens.ada, body: { hours: 1 } });
      expect([none.status, codeOf(none.body)]).toEqual([409, 'extension_exhausted']);
    });
  });

  describe('the socket', () => {
    const snapshotOf = (socket: ReturnType<TestBackend['socket']>): Promise<Snapshot> =>
      new Promise((resolve, reject) => {
        socket.on('snapshot', resolve);
        socket.on('connect_error', reject);
      });
    const refusalOf = (socket: ReturnType<TestBackend['socket']>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        socket.on('connect_error', error => {
          resolve((error as Error & { data?: { code?: unknown } }).data?.code);
        });
        socket.on('snapshot', () => {
          reject(new Error('it was let in'));
        });
      });

    it('shows a user their own server, volumes and messages', async () => {
      const snapshot = await snapshotOf(app.socket({ token: tokens.ada }));
      expect(snapshot.visitor).toBe('ada');
      expect(snapshot.server).toMatchObject({ user: 'ada', phase: 'running' });
      expect(snapshot.volumes.length).toBeGreaterThan(0);
    });

    it("shows a lab's visitor that server without its owner's volumes", async () => {
      const socket = app.socket({ token: tokens.adminLab, server: { user: 'ada', name: '' } });
      const snapshot = await snapshotOf(socket);
      expect(snapshot.visitor).toBe('root');
      expect(snapshot.server).toMatchObject({ user: 'ada', session: { canExtend: true } });
      expect(snapshot.volumes).toEqual([]);
    });

    it.each([
      ["another's server", { token: tokens.bob, server: { user: 'ada', name: '' } }, 'forbidden'],
      ['no valid token', { token: 'stolen' }, 'unauthenticated'],
      ['a token without access', { token: tokens.outsider }, 'forbidden'],
      ['a made-up ticket', { ticket: 'x' }, 'unauthenticated'],
    ])('refuses %s', async (_what, handshake, code) => {
      expect(await refusalOf(app.socket(handshake))).toBe(code);
    });

    it('lets a ticket in once', async () => {
      const { body } = await app.call('POST', '/tickets', { page: tokens.ada });
      const ticket = String(body['ticket']);
      expect((await snapshotOf(app.socket({ ticket }))).visitor).toBe('ada');
      expect(await refusalOf(app.socket({ ticket }))).toBe('unauthenticated');
    });

    it('carries a message to its recipients and to nobody else', async () => {
      const heard: string[] = [];
      const listen = async (token: string, who: string) => {
        const socket = app.socket({ token });
        socket.on('delta', ({ change }) => {
          if (change.kind === 'notification') heard.push(`${who}: ${change.notification.message}`);
        });
        await snapshotOf(socket);
      };
      await Promise.all([listen(tokens.ada, 'ada'), listen(tokens.bob, 'bob')]);
      await app.call('POST', '/notifications', {
        as: tokens.admin,
        body: { message: 'for bob', audience: { to: 'users', users: ['bob'] } },
      });
      await app.call('POST', '/notifications', {
        as: tokens.admin,
        body: { message: 'for all', audience: { to: 'all' } },
      });
      await new Promise(resolve => setTimeout(resolve, 500));
      expect(heard.sort()).toEqual(['ada: for all', 'bob: for all', 'bob: for bob']);
    });
  });

  it('answers 503 with a time to retry when the hub is away, and recovers', async () => {
    app.hub.setAway(true);
    const away = await app.call('GET', '/me', { as: 'a-new-token' });
    expect([away.status, codeOf(away.body)]).toEqual([503, 'hub_unavailable']);
    expect(Number(away.headers.get('Retry-After'))).toBeGreaterThan(0);
    app.hub.setAway(false);
    expect((await app.call('GET', '/me', { as: tokens.ada })).status).toBe(200);
  });
});
