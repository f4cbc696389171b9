import express from 'express';
import request from 'supertest';
import { createFakeHub } from '../../test/fakes/hub.js';
import type { Answered } from '../outgoing/exchange.js';
import { answered, fakeHubApi } from '../../test/helpers/hub-api.js';
import { createFakeClock } from '../../test/fakes/clock.js';
import { Identity } from './identity.js';
import { createOAuthRouter, safeNext } from './oauth.js';
import { SessionSeal } from './session-cookie.js';

const prefix = '/services/perijove/';

describe('where a sign-in leads afterwards', () => {
  it.each([
    ['/services/perijove/volumes', '/services/perijove/volumes'],
    ['/services/perijove/activity?sort=cpu', '/services/perijove/activity?sort=cpu'],
    ['https://evil.example/', prefix],
    ['//evil.example/services/perijove/', prefix],
    ['/\\evil.example', prefix],
    ['/hub/logout', prefix],
    ['/services/perijove/../../hub/logout', prefix],
    ['javascript:alert(1)', prefix],
    ['/services/perijove/\n//evil.example', prefix],
    [undefined, prefix],
    [['a', 'b'], prefix],
  ])('%j → %s', (wanted, leads) => {
    expect(safeNext(wanted, prefix)).toBe(leads);
  });
});

describe('signing in', () => {
  const seal = new SessionSeal(new Uint8Array(32).fill(7));

  const setup = (answer: () => Answered) => {
    const hub = createFakeHub();
    const api = fakeHubApi(answer);
    const app = express().use(
      prefix,
      createOAuthRouter(
        {
          clientId: 'service-perijove',
          authorizeUrl: '/hub/api/oauth2/authorize',
          redirectUri: '/services/perijove/oauth_callback',
          prefix,
        },
        {
          seal,
          identity: new Identity({ hub, clock: createFakeClock(), followsHub: () => true }),
          api,
          endSession: () => Promise.resolve(),
        },
      ),
    );
    return { app, asked: api.asked };
  };

  const begin = async (app: express.Express) => {
    const response = await request(app).get(`${prefix}login?next=${prefix}volumes`);
    const location = new URL(response.headers['location'] ?? '', 'http://x');
    const cookie = (response.headers['set-cookie'] as unknown as string[])[0] ?? '';
    return { query: location.searchParams, cookie: cookie.split(';')[0] ?? '', raw: cookie };
  };

  it('asks the hub with a state and a PKCE challenge, and hides both in a cookie', async () => {
    const { app } = setup(() => answered(200, {}));
    const { query, raw } = await begin(app);
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('state')).toMatch(/^[\w-]{43}$/);
    expect(raw).toMatch(/HttpOnly/);
    expect(raw).toMatch(/SameSite=Lax/);
    expect(raw).not.toContain(query.get('state') ?? '');
  });

  it('exchanges the code with its verifier and goes on to the page', async () => {
    const { app, asked } = setup(() => answered(200, { access_token: 'abc' }));
    const { query, cookie } = await begin(app);
    const done = await request(app)
      .get(`${prefix}oauth_callback?code=c0de&state=${query.get('state') ?? ''}`)
      .set('Cookie', cookie);
    expect(done.headers['location']).toBe(`${prefix}volumes`);
    expect(asked[0]?.body).toMatchObject({
      code: 'c0de',
      verifier: expect.stringMatching(/^[\w-]{43}$/),
    });
    const cookies = (done.headers['set-cookie'] as unknown as string[]).join('\n');
    expect(cookies).toContain('perijove-session=');
    expect(cookies).not.toContain('abc');
  });

  it.each(['wrong', ''])('does not accept a foreign state (%j)', async state => {
    const { app, asked } = setup(() => answered(200, { access_token: 'abc' }));
    const { cookie } = await begin(app);
    const done = await request(app)
      .get(`${prefix}oauth_callback?code=c0de&state=${state}`)
      .set('Cookie', cookie);
    expect(done.headers['location']).toBe(`${prefix}login`);
    expect(asked).toEqual([]);
  });
});

describe('signing out', () => {
  const seal = new SessionSeal(new Uint8Array(32).fill(7));
  const router = (endSession: (token: string) => Promise<void>) =>
    express().use(
      prefix,
      createOAuthRouter(
        {
          clientId: 'service-perijove',
          authorizeUrl: '/hub/api/oauth2/authorize',
          redirectUri: '/services/perijove/oauth_callback',
          prefix,
        },
        {
          seal,
          identity: new Identity({
            hub: createFakeHub(),
            clock: createFakeClock(),
            followsHub: () => true,
          }),
          api: fakeHubApi(() => answered(200, {})),
          endSession,
        },
      ),
    );
  const signOut = async (app: express.Express) => {
    const cookie = await seal.seal({ token: 'abc', hubSession: 'h' });
    return request(app)
      .post(`${prefix}logout`)
      .set('Cookie', `perijove-session=${cookie}; jupyterhub-session-id=h`);
  };

  it('ends the token in the hub', async () => {
    const ended: string[] = [];
    const answer = await signOut(
      router(token => {
        ended.push(token);
        return Promise.resolve();
      }),
    );
    expect(answer.status).toBe(204);
    expect(ended).toEqual(['abc']);
  });

  it('takes the cookie away even when the hub cannot be told, and does not claim that it was', async () => {
    const answer = await signOut(router(() => Promise.reject(new Error('away'))));
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(String(answer.headers['set-cookie'])).toMatch(/perijove-session=;/);
  });
});

describe('the session cookie', () => {
  it('opens only with the key that sealed it, and not as something else', async () => {
    const seal = new SessionSeal(new Uint8Array(32).fill(1));
    const other = new SessionSeal(new Uint8Array(32).fill(2));
    const cookie = await seal.seal({ token: 't', hubSession: 'h' });
    expect(await seal.open(cookie)).toMatchObject({ token: 't', hubSession: 'h' });
    expect(await other.open(cookie)).toBeNull();
    expect(await seal.openFlow(cookie)).toBeNull();
    expect(await seal.open(`${cookie}x`)).toBeNull();
  });

  it('has an XSRF token of its own', async () => {
    const seal = new SessionSeal(new Uint8Array(32).fill(1));
    const first = await seal.open(await seal.seal({ token: 't', hubSession: 'h' }));
    const second = await seal.open(await seal.seal({ token: 't', hubSession: 'h' }));
    if (first === null || second === null) throw new Error('not opened');
    expect(seal.xsrfMatches(first, seal.xsrfTokenOf(first))).toBe(true);
    expect(seal.xsrfMatches(first, seal.xsrfTokenOf(second))).toBe(false);
  });
});
