import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

const lab = 'https://ada.hub.example.org';

describe('a hub whose labs have hosts of their own', () => {
  let app: TestBackend;
  beforeAll(async () => {
    app = await startTestBackend({ JUPYTERHUB_HOST: 'https://hub.example.org' });
    await app.spawn('ada');
  });
  afterAll(() => app.stop());

  const ask = (headers: Record<string, string>, method = 'GET') =>
    fetch(`${app.url}api/v1/users/ada/server/session`, { method, headers });

  it("lets a lab's page ask and extend with its token, and never with a cookie", async () => {
    const before = await ask({ Origin: lab, 'Access-Control-Request-Method': 'POST' }, 'OPTIONS');
    expect(before.status).toBe(204);
    expect(before.headers.get('access-control-allow-origin')).toBe(lab);
    expect(before.headers.get('access-control-allow-headers')).toContain('Authorization');
    const answer = await ask({ Origin: lab, Authorization: `Bearer ${tokens.adaLab}` });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(lab);
    expect(answer.headers.get('vary')).toContain('Origin');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('shows the announcement on the pages of the hub itself', async () => {
    const answer = await fetch(`${app.url}api/v1/announcement`, {
      headers: { Origin: 'https://hub.example.org' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://hub.example.org');
  });

  it('lets no other site read anything', async () => {
    for (const origin of ['https://evil.example', 'http://ada.hub.example.org', 'null']) {
      const answer = await ask({ Origin: origin, Authorization: `Bearer ${tokens.adaLab}` });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('opens the socket to pages on those hosts alone', async () => {
    const from = (origin: string): Promise<string> =>
      new Promise(resolve => {
        const socket = app.socket(
          { token: tokens.adaLab, server: { user: 'ada', name: '' } },
          { Origin: origin },
        );
        socket.on('snapshot', () => {
          resolve('heard');
        });
        socket.on('connect_error', error => {
          resolve(String((error as Error & { data?: { code?: unknown } }).data?.code));
        });
      });
    expect(await from(lab)).toBe('heard');
    expect(await from('https://evil.example')).toBe('forbidden');
  });
});

describe('a hub with one host', () => {
  it('tells no other origin anything', async () => {
    const app = await startTestBackend();
    const answer = await fetch(`${app.url}api/v1/announcement`, { headers: { Origin: lab } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    await app.stop();
  });
});
