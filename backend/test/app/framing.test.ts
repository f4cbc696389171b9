import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';
import { navigate } from '../helpers/navigate.js';

const LMS = 'https://lms.example.org';
const OWN = 'hub.example.org';

/** A browser over TLS that shows the answer in a frame. */
const framed = {
  Host: OWN,
  'X-Forwarded-Proto': 'https',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'iframe',
  'Sec-Fetch-Site': 'cross-site',
};

const cookiesOf = (response: Response): string[] => response.headers.getSetCookie();
const pair = (line: string | undefined): string => line?.split(';')[0] ?? '';

describe('a platform that a learning platform shows in a frame', () => {
  let hub: Server;
  let app: TestBackend;
  const get = (path: string, headers: Record<string, string>) =>
    navigate(new URL(path, app.url), headers);

  beforeAll(async () => {
    hub = createServer((_request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ access_token: tokens.ada }));
    });
    await new Promise<void>(resolve => hub.listen(0, '127.0.0.1', resolve));
    app = await startTestBackend({
      PERIJOVE_HUB_PORT: String((hub.address() as AddressInfo).port),
      PERIJOVE_ALLOWED_HOSTS: OWN,
      // Its own host by mistake: on it lies every lab.
      PERIJOVE_FRAME_ANCESTORS: `${LMS}, https://${OWN}`,
    });
  });
  afterAll(async () => {
    await app.stop();
    hub.close();
  });

  it('signs in there and shows its pages, to that site alone', async () => {
    const began = await get('login', framed);
    expect(cookiesOf(began)[0]).toMatch(/SameSite=None/);
    expect(cookiesOf(began)[0]).toMatch(/Secure/);
    const { searchParams } = new URL(began.headers.get('location') ?? '', app.url);
    const back = await get(`oauth_callback?code=1&state=${searchParams.get('state') ?? ''}`, {
      ...framed,
      Cookie: pair(cookiesOf(began)[0]),
    });
    const session = cookiesOf(back).find(line => line.startsWith('perijove-session='));
    expect(session).toMatch(/SameSite=None/);
    const page = await get('', { ...framed, Cookie: pair(session) });
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(/frame-ancestors ([^;]*)/.exec(policy)?.[1]).toBe(LMS);
  });

  it.each(['frame', 'object', 'embed'])('gives its pages to no %s all the same', async dest => {
    expect((await get('', { ...framed, 'Sec-Fetch-Dest': dest })).status).toBe(403);
  });

  it('lets no script read a page, and nobody frame what is no page', async () => {
    const script = { ...framed, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' };
    expect((await get('', script)).status).toBe(403);
    const data = await get('api/v1/health', framed);
    expect(data.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('keeps cookies to its own site where no TLS is', async () => {
    const began = await get('login', { ...framed, 'X-Forwarded-Proto': 'http' });
    expect(cookiesOf(began)[0]).toMatch(/SameSite=Lax/);
  });
});

it('is in no frame when only its own host is named', async () => {
  const app = await startTestBackend({
    PERIJOVE_ALLOWED_HOSTS: OWN,
    PERIJOVE_FRAME_ANCESTORS: `https://${OWN}`,
  });
  expect((await navigate(app.url, framed)).status).toBe(403);
  await app.stop();
});
