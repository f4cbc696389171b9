import { request } from 'node:http';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};

interface Answer {
  readonly status: number;
  readonly text: string;
}

describe('the hosts of the whole backend', () => {
  let app: TestBackend;
  beforeAll(async () => {
    app = await startTestBackend({ PERIJOVE_ALLOWED_HOSTS: 'hub.example.org' });
  });
  afterAll(() => app.stop());

  /** `fetch` chooses the host itself; this does as it is told. */
  const ask = (
    path: string,
    headers: Readonly<Record<string, string>>,
    method = 'GET',
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const call = request(new URL(path, app.url), { headers, method });
      call.on('response', answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, text });
        });
      });
      call.on('upgrade', (_answer, socket) => {
        socket.destroy();
        resolve({ status: 101, text: '' });
      });
      call.on('error', reject);
      call.end();
    });

  it.each([
    ['GET', ''],
    ['GET', 'users'],
    ['GET', 'oauth_callback?code=x'],
    ['GET', 'api/v1/health'],
    ['GET', 'api/v1/metrics'],
    ['GET', 'api/v1/users'],
    ['GET', 'api/v1/nowhere'],
    ['GET', '/elsewhere'],
    ['POST', 'api/v1/tickets'],
    ['DELETE', 'api/v1/users/ada'],
    ['OPTIONS', 'api/v1/me'],
  ])('does nothing for a foreign one: %s %s', async (method, path) => {
    const headers = { Host: 'evil.example', Authorization: `Bearer ${tokens.admin}` };
    const { status, text } = await ask(path, headers, method);
    expect(status).toBe(421);
    expect((JSON.parse(text) as { error: { code: string } }).error.code).toBe('host_not_allowed');
  });

  it('tells a reader what to do', async () => {
    const { status, text } = await ask('', { Host: 'evil.example', Accept: 'text/html,*/*' });
    expect(status).toBe(421);
    expect(text).toContain('PERIJOVE_ALLOWED_HOSTS');
  });

  it.each(['hub.example.org', 'localhost:8000', '127.0.0.1', '[::1]:8000', 'backend-of-nobody'])(
    'opens a socket for its own only: %s',
    async host => {
      const { status } = await ask('socket.io/?EIO=4&transport=websocket', {
        ...UPGRADE,
        Host: host,
      });
      if (host === 'backend-of-nobody') expect(status).toBeGreaterThanOrEqual(400);
      else expect(status).toBe(101);
    },
  );

  it('answers to its own', async () => {
    for (const host of ['hub.example.org', 'localhost', '10.1.2.3:8081']) {
      expect((await ask('api/v1/health', { Host: host })).status).toBe(200);
    }
  });
});

it('answers all requests where nothing tells its name: an update shuts nobody out', async () => {
  const app = await startTestBackend();
  const status = await new Promise(resolve => {
    request(`${app.url}api/v1/health`, { headers: { Host: 'evil.example' } }, answer => {
      answer.resume();
      resolve(answer.statusCode);
    }).end();
  });
  expect(status).toBe(200);
  await app.stop();
});
