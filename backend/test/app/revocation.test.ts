import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

const LIMIT_MS = 5_000;

/** How long it took until it held; fails after the five seconds that are promised. */
const within = async (what: string, holds: () => Promise<boolean> | boolean): Promise<number> => {
  const began = Date.now();
  while (!(await holds())) {
    if (Date.now() - began > LIMIT_MS) throw new Error(`not within five seconds: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return Date.now() - began;
};

describe('what the hub says has ended', () => {
  let app: TestBackend;
  beforeEach(async () => {
    app = await startTestBackend();
  });
  afterEach(() => app.stop());

  const status = async (as: string, path = '/me'): Promise<number> =>
    (await app.call('GET', path, { as })).status;

  /** An open page; `ended` once it was told that it is signed out and cut off. */
  const page = async (handshake: Parameters<TestBackend['socket']>[0]) => {
    const seen = { signedOut: false, gone: false };
    const socket = app.socket(handshake);
    socket.on('signed_out', () => {
      seen.signedOut = true;
    });
    socket.on('disconnect', () => {
      seen.gone = true;
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('snapshot', () => resolve());
      socket.once('connect_error', reject);
    });
    return { ended: () => seen.signedOut && seen.gone, whole: () => !seen.gone };
  };

  it('is believed within five seconds, by requests and by open pages', async () => {
    const mine = await page({ token: tokens.ada });
    const lab = await page({ token: tokens.adaLab, server: { user: 'ada', name: '' } });
    const other = await page({ token: tokens.bob });
    for (const token of [tokens.ada, tokens.adaLab, tokens.bob]) {
      expect(await status(token)).toBe(200);
    }
    app.hub.removeToken(tokens.ada);
    app.hub.removeToken(tokens.adaLab);
    app.hub.changeAccess('ada');
    // No message comes: the list alone has to be enough.
    await within('requests', async () => (await status(tokens.ada)) === 401);
    await within('pages', () => mine.ended() && lab.ended());
    expect(await status(tokens.adaLab)).toBe(401);
    expect(await status(tokens.bob)).toBe(200);
    expect(other.whole()).toBe(true);
  });

  it('is true of rights, too', async () => {
    const administrators = await page({ token: tokens.admin });
    expect(await status(tokens.admin, '/users')).toBe(200);
    app.hub.addUser('root', { admin: false });
    app.hub.changeAccess('root');
    await within('requests', async () => (await status(tokens.admin, '/users')) === 403);
    await within('the page', () => administrators.ended());
    expect(await status(tokens.admin)).toBe(200);
  });

  it('is true of a name that another user may get', async () => {
    const mine = await page({ token: tokens.ada });
    app.hub.addUser('eve');
    app.hub.addToken(tokens.ada, {
      name: 'eve',
      kind: 'user',
      scopes: ['access:services!service=perijove'],
    });
    app.hub.changeAccess('ada');
    await within('the page', () => mine.ended());
    expect((await app.call('GET', '/me', { as: tokens.ada })).body).toMatchObject({ name: 'eve' });
  });

  it('is true of all users after a restart of the hub, which cannot tell', async () => {
    const mine = await page({ token: tokens.ada });
    expect(await status(tokens.ada)).toBe(200);
    app.hub.removeToken(tokens.ada);
    app.hub.setAccessList('another start');
    await within('requests', async () => (await status(tokens.ada)) === 401);
    await within('the page', () => mine.ended());
  });

  it('is true of a ticket that was fetched before', async () => {
    const { body } = await app.call('POST', '/tickets', { as: tokens.ada });
    app.hub.removeToken(tokens.ada);
    app.hub.changeAccess('ada');
    await within('requests', async () => (await status(tokens.ada)) === 401);
    const refused = await new Promise<string>(resolve => {
      const socket = app.socket({ ticket: String(body['ticket']) });
      socket.once('connect', () => resolve('connected'));
      socket.once('connect_error', error => resolve(error.message));
    });
    expect(refused).not.toBe('connected');
  });

  it('comes from who acts as well: an administrator who disables an account', async () => {
    const mine = await page({ token: tokens.bob });
    expect(await status(tokens.bob)).toBe(200);
    app.hub.removeToken(tokens.bob);
    const path = '/users/bob/password';
    const given = { password: 'a-long-password-4', mustChange: true };
    expect((await app.call('POST', path, { as: tokens.admin, body: given })).status).toBe(200);
    // At once: nobody waits for the list.
    expect(await status(tokens.bob)).toBe(401);
    expect(await within('the page', () => mine.ended())).toBeLessThan(1_500);
  });
});
