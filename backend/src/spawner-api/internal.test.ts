import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportedAuditEvents } from '@perijove/contracts';
import { boot, createWorld, spawnRequest } from '../../test/helpers/servers.js';
import { silentLogger } from '../lib/logger.js';
import { createInternalApp } from './app.js';
import { listenInternal, type InternalListener } from './listen.js';
import { inEnglish } from '../lib/catalog.js';
import { text } from '../lib/text.js';

const TOKEN = 'internal-secret';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly complete: boolean;
}

describe('the internal API', () => {
  const directory = mkdtempSync(join(tmpdir(), 'internal-'));
  const socketPath = join(directory, 'run', 'internal.sock');
  let world = createWorld();
  let booted = boot(world);
  let listener: InternalListener;
  let reports: ReportedAuditEvents[];
  const told: string[] = [];

  beforeEach(async () => {
    world = createWorld();
    booted = boot(world, { JUPYTERHUB_IDLE_CULLER_ENABLED: '1' });
    reports = [];
    const app = createInternalApp({
      spawner: booted.servers.spawner,
      logs: (user, server, tail) => booted.servers.logs(user, server, tail),
      sessions: booted.sessions,
      events: { report: reported => reports.push(reported) },
      onAccount: name => {
        told.push(name);
        return Promise.resolve();
      },
      onAccess: () => told.push('access'),
      fullDisks: () => [{ of: 'data', freeBytes: 0, totalBytes: 10 }],
      token: TOKEN,
      languageOf: () => 'en',
      log: silentLogger(),
    });
    listener = await listenInternal(app, `unix://${socketPath}`);
  });
  afterEach(() => listener.close());
  afterAll(() => rmSync(directory, { recursive: true }));

  const call = (
    method: string,
    path: string,
    options: { readonly body?: string; readonly token?: string; readonly onData?: () => void } = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { body, token = TOKEN, onData } = options;
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
      const sent = request({ socketPath, method, path, headers, agent: false }, response => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          onData?.();
        });
        response.on('error', () => undefined);
        response.on('close', () =>
          resolve({ status: response.statusCode ?? 0, text, complete: response.complete }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });

  const linesOf = (answer: Answer): unknown[] =>
    answer.text
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(line => JSON.parse(line) as unknown);

  it('tells which disks are full', async () => {
    expect(await call('GET', '/internal/v1/disks')).toMatchObject({
      status: 200,
      text: '{"fullDisks":[{"of":"data","freeBytes":0,"totalBytes":10}]}',
    });
    expect(await call('GET', '/internal/v1/disks', { token: 'guess' })).toMatchObject({
      status: 401,
    });
  });

  it('takes reports of what happened in the hub, and only whole ones', async () => {
    const login = { at: 1, actor: 'ann', action: 'login.password', subject: 'ann', result: 'ok' };
    const report = (body: object, token = TOKEN) =>
      call('POST', '/internal/v1/events', { body: JSON.stringify(body), token });
    const good = { events: [{ ...login, details: {} }], lost: 2 };
    expect(await report(good)).toMatchObject({ status: 200, text: '{"taken":1}' });
    const event = { ...login, details: {}, address: null, actorKind: 'user' };
    expect(reports).toEqual([{ events: [event], lost: 2 }]);
    const nested = { events: [{ ...login, details: { password: { a: 1 } } }] };
    expect(await report(nested)).toMatchObject({ status: 422 });
    expect(await report({ events: [{ ...login, action: '<b>', details: {} }] })).toMatchObject({
      status: 422,
    });
    expect(await report(good, 'guess')).toMatchObject({ status: 401 });
    expect(reports).toHaveLength(1);
  });

  it('passes news of accounts on', async () => {
    const path = '/internal/v1/accounts/changed';
    expect((await call('POST', path, { body: '{"name":"ada"}' })).status).toBe(200);
    expect((await call('POST', path, { body: '{"name":"../x"}' })).status).toBe(422);
    expect((await call('POST', path, { body: '{"name":"eve"}', token: 'wrong' })).status).toBe(401);
    expect(told).toEqual(['ada']);
  });

  it('starts, reports and stops a server', async () => {
    expect((await call('GET', '/internal/v1/servers/alice')).status).toBe(404);
    const started = await call('POST', '/internal/v1/servers/alice', {
      body: JSON.stringify(spawnRequest()),
    });
    expect(started).toMatchObject({ status: 200, complete: true });
    expect(linesOf(started)[0]).toHaveProperty('progress.phase', 'queued');
    expect(linesOf(started).at(-1)).toHaveProperty('ready.url');
    const state = await call('GET', '/internal/v1/servers/alice');
    expect(JSON.parse(state.text)).toMatchObject({ state: 'running' });
    const stopped = await call('DELETE', '/internal/v1/servers/alice');
    expect(JSON.parse(stopped.text)).toEqual({ state: 'stopped' });
    expect(await world.engine.list()).toEqual([]);
  });

  it.each([
    ['?by=idle-culler&kind=service', 'Stopped by the service idle-culler. All files are kept.'],
    ['?by=root%40example.org&kind=user', 'Stopped by root@example.org. All files are kept.'],
    ['', null],
  ])('says who stopped a server by a door of the hub: %s', async (query, why) => {
    await call('POST', '/internal/v1/servers/alice', { body: JSON.stringify(spawnRequest()) });
    expect((await call('DELETE', `/internal/v1/servers/alice${query}`)).status).toBe(200);
    const reason = booted.servers.queries.row('alice', '')?.stopReason ?? null;
    expect(reason === null ? null : inEnglish(reason)).toBe(why);
  });

  it('keeps what we know ourselves of a stop, and takes no other words', async () => {
    await call('POST', '/internal/v1/servers/alice', { body: JSON.stringify(spawnRequest()) });
    booted.servers.noteStopReason('alice', '', 'Nobody used it.');
    expect((await call('DELETE', '/internal/v1/servers/alice?by=x&kind=other')).status).toBe(422);
    await call('DELETE', '/internal/v1/servers/alice?by=idle-culler&kind=service');
    expect(booted.servers.queries.row('alice', '')?.stopReason).toBe('Nobody used it.');
  });

  it('reads the log of a server for the pages of the hub', async () => {
    const log = (query = '') => call('GET', `/internal/v1/logs/alice${query}`);
    expect((await log()).status).toBe(404);
    await call('POST', '/internal/v1/servers/alice', { body: JSON.stringify(spawnRequest()) });
    expect(await log('?tail=5')).toMatchObject({ status: 200 });
    expect(JSON.parse((await log('?tail=5')).text)).toHaveProperty('lines');
    expect((await log('?tail=all')).status).toBe(422);
  });

  it('keeps named servers apart, whatever their names', async () => {
    const path = `/internal/v1/servers/${encodeURIComponent('ann@example.org')}/${encodeURIComponent('gpu 1')}`;
    await call('POST', path, { body: JSON.stringify(spawnRequest()) });
    expect(booted.servers.queries.row('ann@example.org', 'gpu 1')?.phase).toBe('running');
    expect((await call('GET', '/internal/v1/servers/ann%40example.org')).status).toBe(404);
  });

  it('moves the volumes to the trash on the last deletion', async () => {
    await call('POST', '/internal/v1/servers/alice', { body: JSON.stringify(spawnRequest()) });
    await call('DELETE', '/internal/v1/servers/alice?forever=true');
    expect(booted.volumes.repo.ofUser('alice').every(row => row.inTrash === 1)).toBe(true);
    expect((await call('GET', '/internal/v1/servers/alice')).status).toBe(404);
  });

  it('ends with words when a start fails', async () => {
    world.engine.faults.next('create', { kind: 'quota', message: 'The disk is full.' });
    const answer = await call('POST', '/internal/v1/servers/alice', {
      body: JSON.stringify(spawnRequest()),
    });
    expect(linesOf(answer).at(-1)).toMatchObject({ failed: { code: 'no_space' } });
  });

  it('carries on with a start whose reader went away', async () => {
    world.engine.faults.next('create', { hang: true });
    const body = JSON.stringify(spawnRequest());
    await new Promise<void>(resolve => {
      const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
      const path = '/internal/v1/servers/alice';
      const sent = request({ socketPath, method: 'POST', path, headers }, response => {
        response.once('data', () => sent.destroy());
        response.on('error', () => undefined);
        response.on('close', resolve);
      });
      sent.on('error', () => undefined);
      sent.end(body);
    });
    world.engine.faults.release();
    const again = await call('POST', '/internal/v1/servers/alice', { body });
    expect(linesOf(again).at(-1)).toHaveProperty('ready.url');
    expect(world.engine.calls.filter(name => name.startsWith('create '))).toHaveLength(1);
  });

  it('breaks the stream off without an end when the backend stops', async () => {
    world.answers = false;
    let heard = (): void => undefined;
    const begun = new Promise<void>(resolve => (heard = resolve));
    const answer = call('POST', '/internal/v1/servers/alice', {
      body: JSON.stringify(spawnRequest()),
      onData: heard,
    });
    await begun;
    const closing = booted.servers.close();
    await world.clock.advance(1000);
    await closing;
    expect((await answer).complete).toBe(false);
  });

  it.each([
    ['a wrong secret', { token: 'guess' }],
    ['no secret', { token: '' }],
  ])('refuses %s', async (_name, options) => {
    const answer = await call('GET', '/internal/v1/servers/alice', options);
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain(TOKEN);
  });

  it.each([
    ['an environment that is not text', JSON.stringify({ ...spawnRequest(), env: { A: 1 } }), 422],
    ['a command that is no list', JSON.stringify({ ...spawnRequest(), command: 'sh' }), 422],
    [
      'a limit below nothing',
      JSON.stringify({ ...spawnRequest(), limits: { memoryBytes: -1 } }),
      422,
    ],
    ['an unknown key', JSON.stringify({ ...spawnRequest(), privileged: true }), 422],
    ['no JSON', '{', 400],
    ['too much', JSON.stringify({ env: { A: 'x'.repeat(2_000_000) } }), 413],
  ])('refuses %s and starts nothing', async (_name, body, status) => {
    const answer = await call('POST', '/internal/v1/servers/alice', { body });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toHaveProperty('error.code');
    expect(world.engine.calls).toEqual([]);
  });

  it('refuses names with a slash in them', async () => {
    const answer = await call('POST', '/internal/v1/servers/a%2F..%2Fb', {
      body: JSON.stringify(spawnRequest()),
    });
    expect(answer.status).toBe(422);
  });

  it('answers 503 to a stop while the engine is away', async () => {
    await call('POST', '/internal/v1/servers/alice', { body: JSON.stringify(spawnRequest()) });
    world.engine.faults.away(true);
    const answer = await call('DELETE', '/internal/v1/servers/alice');
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text)).toHaveProperty('error.code', 'engine_unavailable');
  });

  it("shows and extends a server's session, within the allowance", async () => {
    await call('POST', '/internal/v1/servers/alice', { body: JSON.stringify(spawnRequest()) });
    const path = '/internal/v1/sessions/alice';
    const before = JSON.parse((await call('GET', path)).text) as { remainingSeconds: number };
    const answer = await call('POST', path, { body: JSON.stringify({ hours: 2 }) });
    expect(JSON.parse(answer.text)).toMatchObject({
      grantedHours: 2,
      session: { remainingSeconds: before.remainingSeconds + 7200, reason: 'extended' },
    });
    expect(booted.audits.at(-1)).toMatchObject({
      actor: 'alice',
      action: 'session.extend',
      details: { from: text('sessions.theLab') },
    });
    const most = await call('POST', path, { body: JSON.stringify({ hours: 100 }) });
    expect(JSON.parse(most.text)).toMatchObject({ grantedHours: 22, truncated: true });
    const none = await call('POST', path, { body: JSON.stringify({ hours: 1 }) });
    expect([none.status, none.text]).toEqual([409, expect.stringContaining('extension_exhausted')]);
  });

  it.each([{}, { hours: -1 }, { hours: '2' }])('refuses to extend by %j', async body => {
    const answer = await call('POST', '/internal/v1/sessions/alice', {
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(422);
  });

  it('listens where only this account can reach it', () => {
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
  });
});

describe('listening', () => {
  it('takes the place of a socket that a killed predecessor left', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'internal-'));
    const url = `unix://${join(directory, 'internal.sock')}`;
    const answer: Parameters<typeof listenInternal>[0] = (_request, response) => response.end('ok');
    const first = await listenInternal(answer, url);
    const second = await listenInternal(answer, url);
    await second.close();
    await first.close();
    rmSync(directory, { recursive: true });
  });

  it('never removes a file that is no socket', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'internal-'));
    const file = join(directory, 'internal.sock');
    writeFileSync(file, 'precious');
    await expect(listenInternal(() => undefined, `unix://${file}`)).rejects.toThrow(/EADDRINUSE/);
    expect(statSync(file).size).toBe(8);
    rmSync(directory, { recursive: true });
  });

  it('serves a TCP port as well', async () => {
    const listener = await listenInternal(
      (_request, response) => response.end('ok'),
      'http://127.0.0.1:0',
    );
    expect(await (await fetch(listener.url)).text()).toBe('ok');
    await listener.close();
  });
});
