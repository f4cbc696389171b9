import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

/** Turns what follows around on the screen. */
const BACKWARDS = '\u202E';

describe('characters that cannot be seen', () => {
  let app: TestBackend;
  beforeAll(async () => {
    app = await startTestBackend();
  });
  afterAll(() => app.stop());

  const name = `ada${BACKWARDS}nimda`;
  const path = encodeURIComponent(name);
  it.each([
    ['a message', 'POST', '/notifications', { message: name, audience: { to: 'all' } }],
    ['its title', 'POST', '/notifications', { message: 'x', title: name, audience: { to: 'all' } }],
    [
      'the announcement',
      'PUT',
      '/announcement',
      { announcement: { message: name, variant: 'info', until: null } },
    ],
    ['a new name of an account', 'POST', '/users/bob/rename', { name }],
    ['a new group', 'PUT', `/groups/${path}`, {}],
  ])('are refused in %s', async (_, method, address, body) => {
    const answer = await app.call(method, address, { as: tokens.admin, body });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toMatch(/(invisible|misleading) characters/);
  });

  it('are refused in the name of a new account', async () => {
    const { body } = await app.call('POST', '/users', {
      as: tokens.admin,
      body: { usernames: [name] },
    });
    expect(body['results']).toMatchObject([{ result: 'refused', reason: 'bad_name' }]);
  });

  it('do not keep anybody from what bears such a name already', async () => {
    app.hub.addGroup(name);
    await app.refreshUsers();
    const put = { add: ['bob'] };
    const members = await app.call('PUT', `/groups/${path}/users`, { as: tokens.admin, body: put });
    expect(members.status).toBe(200);
    const gone = await app.call('DELETE', `/groups/${path}`, { as: tokens.admin, body: {} });
    expect(gone.status).toBe(200);
  });
});
