import { texts, type TextName } from '@perijove/contracts';
import { unfiltered } from '../../src/auth/scopes.js';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

const codeOf = (body: Record<string, unknown>): unknown =>
  (body['error'] as { code?: unknown } | undefined)?.code;

describe('endpoints that answer text', () => {
  let app: TestBackend;
  beforeAll(async () => {
    app = await startTestBackend();
    await app.spawn('ada');
  });
  afterAll(() => app.stop());

  const textNames = Object.keys(texts) as TextName[];
  const strangers = [undefined, tokens.ada, tokens.bob, tokens.adminLab, tokens.notifier];
  const textTable = textNames
    .filter(name => texts[name].access !== 'anyone')
    .flatMap(name => strangers.map(token => [name, token ?? 'nobody', token] as const));

  it.each(textTable)('%s is refused to %s', async (name, _who, token) => {
    const as = token === undefined ? {} : { as: token };
    const { status, body } = await app.call('GET', texts[name].path, as);
    expect([status, codeOf(body)]).toEqual(
      token === undefined ? [401, 'unauthenticated'] : [403, 'forbidden'],
    );
  });

  it.each(textNames)('%s refuses a token that may not use Perijove', async name => {
    const { status } = await app.call('GET', texts[name].path, { as: tokens.outsider });
    expect(status).toBe(403);
  });

  describe('figures for Prometheus', () => {
    const figures = async (as: string = tokens.monitor): Promise<string> => {
      const { status, headers, body } = await app.call('GET', '/metrics', { as });
      expect([status, headers.get('content-type')]).toEqual([
        200,
        'text/plain; version=0.0.4; charset=utf-8',
      ]);
      return String(body['text']);
    };

    it('count starts, calls to the engine and servers by status', async () => {
      await app.backend.features.activity.list(
        { sort: 'user', order: 'asc', outdated: false, limit: 1 },
        unfiltered,
      );
      const text = await figures();
      expect(text).toContain('perijove_spawn_duration_seconds_count{outcome="ok"} 1');
      expect(text).toMatch(
        /perijove_engine_call_duration_seconds_count\{call="create",outcome="ok"\} 1/,
      );
      expect(text).toMatch(/perijove_servers\{status="active"\} 1/);
      expect(text).toMatch(/process_resident_memory_bytes \d+/);
    });

    it('count open pages', async () => {
      const socket = app.socket({ token: tokens.ada });
      await new Promise(resolve => socket.once('snapshot', resolve));
      expect(await figures()).toMatch(/perijove_sockets_open 1\b/);
      socket.disconnect();
    });

    it('name nobody', async () => {
      expect(await figures(tokens.admin)).not.toMatch(/\b(ada|bob|root|nora)\b/);
    });

    it('open nothing else to who may read them', async () => {
      expect((await app.call('GET', '/activity', { as: tokens.monitor })).status).toBe(403);
      expect((await app.call('GET', '/users/ada/server', { as: tokens.monitor })).status).toBe(403);
    });
  });

  describe('the activity list as CSV', () => {
    it('has all rows of the filter, to be saved as a file', async () => {
      const answer = await app.call('GET', '/activity.csv?sort=user&search=a', {
        as: tokens.admin,
      });
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename=activity.csv');
      const rows = String(answer.body['text']).trimEnd().split('\r\n');
      expect(rows.map(row => row.split(',')[0])).toEqual(['user', 'ada', 'nora']);
      expect(rows[1]).toContain(',active,');
    });

    it('refuses a sort that does not exist', async () => {
      const { status } = await app.call('GET', '/activity.csv?sort=x', { as: tokens.admin });
      expect(status).toBe(422);
    });
  });
});
