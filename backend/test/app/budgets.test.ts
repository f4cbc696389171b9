import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';
import { allowances } from '../../src/http/route-budgets.js';

describe('budgets over HTTP', () => {
  let app: TestBackend;
  const usual = structuredClone(allowances);
  beforeAll(async () => {
    // Signing in takes of both.
    for (const [work, burst] of [
      ['readOpen', 3] as const,
      ['signingIn', 3] as const,
      ['files', 6] as const,
    ]) {
      Object.assign(allowances[work], { burst, perMinute: 1 });
    }
    app = await startTestBackend();
  });
  afterAll(async () => {
    await app.stop();
    Object.assign(allowances, usual);
  });

  const statuses = async (path: string, count: number): Promise<number[]> => {
    const found: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const answer = await fetch(`${app.url}${path}`, { redirect: 'manual' });
      await answer.arrayBuffer();
      found.push(answer.status);
    }
    return found;
  };

  it('tell who uses up theirs when to come again, and nobody else', async () => {
    const reset = (as: string) =>
      app.call('POST', `/users/${as === tokens.ada ? 'ada' : 'bob'}/volumes/reset`, {
        as,
        body: { volumes: ['no-such-volume'] },
      });
    for (let count = 0; count < 20; count += 1) expect((await reset(tokens.ada)).status).toBe(404);
    const { status, headers, body } = await reset(tokens.ada);
    expect([status, body]).toMatchObject([429, { error: { code: 'rate_limited' } }]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await reset(tokens.bob)).status).toBe(404);
    expect((await app.call('GET', '/me', { as: tokens.ada })).status).toBe(200);
    const { body: volumes } = await app.call('GET', '/users/ada/volumes', { as: tokens.ada });
    expect(JSON.stringify(volumes)).not.toContain('no-such-volume');
  });

  it.each([
    ['the description of the interface', 'api/v1/openapi.json'],
    ['signing in', 'login'],
    ['pages and files, also those that are not there', 'assets/no-such-file.js'],
  ])('are charged to the address for %s', async (_what, path) => {
    const refused = (await statuses(path, 5)).map(status => status === 429);
    expect(refused).toEqual([false, false, false, true, true]);
  });

  it('of signing in are those of all its addresses together', async () => {
    expect(await statuses('oauth_callback?code=guess&state=guess', 1)).toEqual([429]);
    const stranger = await fetch(`${app.url}logout`, { method: 'POST' });
    expect([stranger.status, stranger.headers.get('retry-after')]).toEqual([429, '60']);
  });

  it('end for what is kept of a user: wishes are of a known size', async () => {
    const plain = { quietHours: null, importantOnly: true, language: null };
    const put = (body: object) => app.call('PUT', '/preferences', { as: tokens.bob, body });
    expect((await put(plain)).status).toBe(200);
    for (const large of [
      { ...plain, more: 'x'.repeat(500_000) },
      { ...plain, quietHours: { from: `22:00${' '.repeat(500_000)}`, until: '07:00' } },
    ]) {
      expect((await put(large)).status).toBe(422);
    }
    expect((await put({ ...plain, more: 'x'.repeat(1_100_000) })).status).toBe(413);
    const kept = await app.call('GET', '/preferences', { as: tokens.bob });
    expect(kept.body).toEqual(plain);
  });
});
