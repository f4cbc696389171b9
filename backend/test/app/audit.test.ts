import { routes, type AuditEvent, type RouteSpec } from '@perijove/contracts';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

it('says of every route that changes something what the audit log records, and of no other', () => {
  const silent = Object.entries<RouteSpec>(routes).filter(
    ([, { method, audit }]) => (method === 'get') !== (audit === undefined),
  );
  expect(silent.map(([name]) => name)).toEqual([]);
});

describe('the audit log of the backend', () => {
  let app: TestBackend;
  beforeAll(async () => {
    app = await startTestBackend({ PERIJOVE_TRUSTED_PROXIES: '172.16.0.0/12' });
    await app.spawn('ada');
  });
  afterAll(() => app.stop());

  const extend = (forwardedFor: string) =>
    app.call('POST', '/users/ada/server/session/extend', {
      as: tokens.ada,
      body: { hours: 0.5 },
      headers: { 'X-Forwarded-For': forwardedFor },
    });
  const newest = async (query = ''): Promise<AuditEvent | undefined> => {
    const { body } = await app.call('GET', `/audit?limit=1${query}`, { as: tokens.admin });
    return (body['items'] as AuditEvent[])[0];
  };

  it('says who did it and from where, whatever the sender claims', async () => {
    await extend('6.6.6.6, 10.0.0.7, 172.18.0.2');
    expect(await newest('&action=session.extend')).toMatchObject({
      actor: 'ada',
      actorKind: 'user',
      address: '10.0.0.7',
      result: 'ok',
    });
  });

  it('shows what JupyterHub tells: who came, who was refused and why', async () => {
    app.backend.features.audit.report({
      events: [
        {
          at: Date.now(),
          actor: 'ada',
          actorKind: 'user',
          action: 'user.sign_in',
          subject: 'ada',
          result: 'refused',
          address: '10.0.0.7',
          details: { reason: 'password' },
        },
      ],
      lost: 0,
    });
    expect(await newest('&action=user.sign_in')).toMatchObject({
      actor: 'ada',
      actorKind: 'user',
      address: '10.0.0.7',
      result: 'refused',
      details: { reason: 'password' },
    });
    const { body } = await app.call('GET', '/audit/choices', { as: tokens.admin });
    expect(body['actions']).toContain('user.sign_in');
  });

  it('is a table of what matches', async () => {
    await extend('10.0.0.8, 172.18.0.2');
    const { status, body, headers } = await app.call('GET', '/audit.csv?search=10.0.0.8', {
      as: tokens.admin,
    });
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('audit.csv');
    expect(String(body['text']).trim().split('\r\n')).toHaveLength(2);
    expect((await app.call('GET', '/audit.csv', { as: tokens.ada })).status).toBe(403);
  });

  it('is pushed to administrators and to nobody else', async () => {
    const heard: string[] = [];
    const open = (token: string, who: string) =>
      new Promise<void>(resolve => {
        const socket = app.socket({ token });
        socket.on('delta', ({ change }) => {
          if (change.kind === 'event') heard.push(`${who}: ${change.event.action}`);
        });
        socket.on('snapshot', () => {
          resolve();
        });
      });
    await Promise.all([open(tokens.admin, 'root'), open(tokens.ada, 'ada')]);
    await extend('10.0.0.9, 172.18.0.2');
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(heard).toEqual(['root: session.extend']);
  });
});
