import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

const codeOf = (body: Record<string, unknown>): unknown =>
  (body['error'] as { code?: unknown } | undefined)?.code;

describe('accounts over HTTP', () => {
  let app: TestBackend;
  beforeEach(async () => {
    app = await startTestBackend();
    await app.spawn('ada');
    await app.backend.features.servers.spawner.stop('ada', '');
    app.hub.setServer('ada', '', null);
  });
  afterEach(() => app.stop());

  it('are renamed, and a token means the new name from then on', async () => {
    expect((await app.call('GET', '/me', { as: tokens.ada })).body).toMatchObject({ name: 'ada' });
    const answer = await app.call('POST', '/users/ada/rename', {
      as: tokens.admin,
      body: { name: 'bea' },
    });
    expect([answer.status, answer.body]).toEqual([200, { former: 'ada', name: 'bea' }]);
    app.hub.addUser('ada');
    expect((await app.call('GET', '/me', { as: tokens.ada })).body).toMatchObject({ name: 'bea' });
    const mine = await app.call('GET', '/users/bea/volumes', { as: tokens.ada });
    expect(mine.body).toMatchObject({ volumes: [{ name: 'home', measuredAt: null }, {}, {}, {}] });
    expect((await app.call('GET', '/users/ada/volumes', { as: tokens.ada })).status).toBe(403);
  });

  it('that are renamed have their open pages reconnect', async () => {
    const socket = app.socket({ token: tokens.ada });
    await new Promise(resolve => socket.once('snapshot', resolve));
    const ended = new Promise(resolve => socket.once('signed_out', () => resolve('signed out')));
    await app.call('POST', '/users/ada/rename', { as: tokens.admin, body: { name: 'bea' } });
    expect(await ended).toBe('signed out');
  });

  it.each([
    [{ name: 'bob' }, 409, 'name_taken'],
    [{ name: 'a/b' }, 422, 'name_invalid'],
    [{ name: '' }, 422, 'name_invalid'],
    [{ name: 'bea', admin: true }, 422, 'invalid_input'],
    [undefined, 422, 'invalid_input'],
  ])('are not renamed by %j', async (body, status, code) => {
    const answer = await app.call('POST', '/users/ada/rename', { as: tokens.admin, body });
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
  });

  it('are deleted, and the answer says until when the files can be brought back', async () => {
    const answer = await app.call('DELETE', '/users/ada', { as: tokens.admin });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ user: 'ada', volumes: 3 });
    expect(typeof answer.body['recoverableUntil']).toBe('string');
    expect((await app.call('DELETE', '/users/ada', { as: tokens.admin })).status).toBe(404);
    expect((await app.call('GET', '/me', { as: tokens.ada })).status).toBe(401);
  });

  it("are not the service's to change without that power in JupyterHub", async () => {
    app.hub.addToken('robot', {
      name: 'robot',
      kind: 'service',
      scopes: ['custom:perijove:admin'],
    });
    const answer = await app.call('DELETE', '/users/bob', { as: 'robot' });
    expect([answer.status, codeOf(answer.body)]).toEqual([403, 'forbidden']);
  });
});
