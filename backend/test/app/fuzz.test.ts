import {
  ErrorBody,
  errorStatus,
  operations,
  routes,
  texts,
  type RouteSpec,
} from '@perijove/contracts';
import fc from 'fast-check';
import { z } from 'zod';
import { around, queryAround, segments } from '../helpers/fuzz.js';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

const RUNS = { seed: 20_260_301, numRuns: 16 };

const existing: Readonly<Record<string, readonly string[]>> = {
  user: ['ada', 'bob'],
  server: ['second'],
  volume: ['home'],
  group: ['class-a', 'docker-sock'],
};

/** Bodies that are no JSON, or JSON that nobody expects. */
const raw: readonly string[] = [
  '{',
  'null',
  '"text"',
  '[]',
  '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}',
  '{"a":'.repeat(5000) + '1' + '}'.repeat(5000),
  '['.repeat(50_000) + ']'.repeat(50_000),
  JSON.stringify({ a: 'x'.repeat(1_100_000) }),
  '\ufeff{}',
  '{"a":1e999}',
];

describe('whatever a request says', () => {
  let app: TestBackend;
  const escaped: unknown[] = [];
  const escape = (error: unknown): void => void escaped.push(error);

  beforeAll(async () => {
    process.on('unhandledRejection', escape);
    app = await startTestBackend();
    await app.spawn('ada');
  });
  beforeEach(() => {
    // What was let through may have renamed or deleted them.
    app.hub.addUser('ada');
    app.hub.addUser('bob', { groups: ['class-a'] });
    app.hub.addGroup('class-a');
  });
  afterAll(async () => {
    await app.stop();
    process.off('unhandledRejection', escape);
  });

  /** The answer of a route is what its schema says (the app checks it), or a typed refusal. */
  const ask = async (method: string, path: string, body?: string): Promise<void> => {
    const response = await fetch(`${app.url}api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: { Authorization: `Bearer ${tokens.admin}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const said = `${method} ${path} ${(body ?? '').slice(0, 300)}\n${response.status} ${text}`;
    if (response.ok) return;
    const refusal = z.safeParse(ErrorBody, JSON.parse(text));
    if (!refusal.success) throw new Error(`no typed answer: ${said}`);
    const { code } = refusal.data.error;
    if (response.status >= 500 || errorStatus[code] !== response.status) throw new Error(said);
  };

  const address = (path: string): fc.Arbitrary<string> => {
    const parts = path.split(/(\{\w+\})/).map(part => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name === undefined ? fc.constant(part) : segments(existing[name] ?? ['none']);
    });
    return fc.tuple(...parts).map(found => found.join(''));
  };

  it.each(operations)('$id answers it or refuses it in the agreed words', async operation => {
    const { endpoint, method, path } = operation;
    const route: RouteSpec = routes[endpoint];
    const request = fc.record({
      path: address(path),
      query: route.query === undefined ? fc.constant('') : queryAround(route.query),
      body:
        route.body === undefined
          ? fc.constant(undefined)
          : around(route.body).map(value => JSON.stringify(value) as string | undefined),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ path: target, query, body }) => {
        await ask(method.toUpperCase(), query === '' ? target : `${target}?${query}`, body);
      }),
      RUNS,
    );
  });

  it.each(Object.keys(texts) as (keyof typeof texts)[])('so does %s', async name => {
    const { path, query } = texts[name] as { path: string; query?: z.ZodType };
    if (query === undefined) return;
    await fc.assert(
      fc.asyncProperty(queryAround(query), async text => {
        await ask('GET', `${path}?${text}`);
      }),
      RUNS,
    );
  });

  const takesBody = operations.filter(
    ({ endpoint }) => (routes[endpoint] as RouteSpec).body !== undefined,
  );

  it.each(takesBody)('$id refuses what is no JSON, too deep or too long', async operation => {
    const path = operation.path
      .replace('{user}', 'ada')
      .replace('{group}', 'class-a')
      .replace(/\{\w+\}/g, 'none');
    for (const body of raw) await ask(operation.method.toUpperCase(), path, body);
  });

  it('leaves the backend alive, and nothing without an owner', async () => {
    expect((await app.call('GET', '/health')).status).toBe(200);
    expect((await app.call('GET', '/me', { as: tokens.admin })).body).toMatchObject({
      name: 'root',
      admin: true,
    });
    expect(escaped).toEqual([]);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});
