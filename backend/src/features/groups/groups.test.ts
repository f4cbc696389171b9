import { AppError } from '../../lib/errors.js';
import { startTestBackend, tokens, type TestBackend } from '../../../test/helpers/app.js';

const GB = 2 ** 30;

describe('groups over HTTP', () => {
  let app: TestBackend;
  beforeEach(async () => {
    app = await startTestBackend();
  });
  afterEach(() => app.stop());

  const call = async (method: string, path: string, body?: unknown, as: string = tokens.admin) => {
    const answer = await app.call(method, path, { as, ...(body === undefined ? {} : { body }) });
    const error = answer.body['error'] as { code?: string } | undefined;
    return { ...answer, code: error?.code };
  };
  const names = (body: Record<string, unknown>): unknown[] =>
    (body['items'] as { name: string }[]).map(({ name }) => name);
  const events = async (subject: string) => {
    const { body } = await call('GET', `/audit?subject=${encodeURIComponent(subject)}`);
    return (body['items'] as { action: string; result: string; actor: string }[]).map(
      ({ actor, action, result }) => `${actor} ${action} ${result}`,
    );
  };

  it('are listed by name, searched and paged', async () => {
    for (let n = 0; n < 5; n += 1) app.hub.addGroup(`team-${n}`);
    await app.refreshUsers();
    const all = await call('GET', '/groups');
    expect(names(all.body)).toEqual([
      'class-a',
      'docker-privileged',
      'docker-sock',
      'team-0',
      'team-1',
      'team-2',
      'team-3',
      'team-4',
    ]);
    const first = await call('GET', '/groups?search=TEAM&limit=3');
    expect([names(first.body), first.body['total']]).toEqual([['team-0', 'team-1', 'team-2'], 5]);
    const cursor = encodeURIComponent(String(first.body['nextCursor']));
    const second = await call('GET', `/groups?search=TEAM&limit=3&cursor=${cursor}`);
    expect([names(second.body), second.body['nextCursor']]).toEqual([['team-3', 'team-4'], null]);
  });

  it('say what power the built-in ones give, and protect them', async () => {
    const socket = await call('GET', '/groups/docker-sock');
    expect(socket.body).toMatchObject({
      power: 'docker-socket',
      can: { fill: true, delete: false },
    });
    const deleted = await call('DELETE', '/groups/docker-sock');
    expect([deleted.status, deleted.code]).toEqual([409, 'group_protected']);
    expect((await call('GET', '/groups/docker-sock')).status).toBe(200);
  });

  it('are made, filled, emptied and deleted, and each step is on record', async () => {
    expect((await call('PUT', '/groups/class-b', {})).body).toMatchObject({ members: 0 });
    const filled = await call('PUT', '/groups/class-b/users', { add: ['ada', 'bob'] });
    expect(filled.body).toMatchObject({ added: ['ada', 'bob'], group: { members: 2 } });
    const again = await call('PUT', '/groups/class-b/users', { add: ['ada'], remove: ['bob'] });
    expect(again.body).toMatchObject({ added: [], removed: ['bob'], group: { members: 1 } });
    const members = await call('GET', '/groups/class-b/users');
    expect(members.body['items']).toEqual([
      { user: 'ada', running: false, outdated: [], mayRecreate: true },
    ]);
    expect((await call('DELETE', '/groups/class-b')).body).toEqual({ name: 'class-b', members: 1 });
    expect((await call('GET', '/groups/class-b')).code).toBe('group_not_found');
    expect(await events('class-b')).toEqual([
      'root group.delete ok',
      'root group.remove ok',
      'root group.add ok',
      'root group.create ok',
    ]);
  });

  it('add all or nobody', async () => {
    const { status, code } = await call('PUT', '/groups/class-a/users', { add: ['ada', 'ghost'] });
    expect([status, code]).toEqual([404, 'user_not_found']);
    expect((await call('GET', '/groups/class-a')).body).toMatchObject({ members: 1 });
  });

  it('with 1,000 members are searched and paged', async () => {
    for (let n = 0; n < 1000; n += 1) {
      app.hub.addUser(`student-${String(n).padStart(4, '0')}`, { groups: ['course'] });
    }
    const page = await call('GET', '/groups/course/users?limit=50');
    expect([page.body['total'], (page.body['items'] as unknown[]).length]).toEqual([1000, 50]);
    const found = await call('GET', '/groups/course/users?search=0999');
    expect(found.body).toMatchObject({ total: 1, items: [{ user: 'student-0999' }] });
    const all = Array.from({ length: 1000 }, (_, n) => `student-${String(n).padStart(4, '0')}`);
    const emptied = await call('PUT', '/groups/course/users', { remove: all });
    expect(emptied.body).toMatchObject({ group: { members: 0 } });
  });

  it.each(['.', '..', '%2E%2E', 'a%2Fb', '%20a', 'a%0Ab'])(
    'refuse %s as a name, for it would be another address',
    async name => {
      const before = app.hub.calls.length;
      const { status } = await call('PUT', `/groups/${name}`, {});
      expect([404, 422]).toContain(status);
      expect(app.hub.calls.slice(before).filter(made => /create|delete/.test(made))).toEqual([]);
    },
  );

  it('keep limits in JupyterHub, and give back what was given', async () => {
    const limits = { cpuCores: 4, memoryBytes: 8 * GB, pids: null };
    expect((await call('PUT', '/groups/class-a', { limits })).body).toMatchObject({ limits });
    expect((await app.hub.group('class-a'))?.settings).toEqual({ limits });
    expect((await call('GET', '/groups/class-a')).body).toMatchObject({ limits, problem: null });
  });

  it('tell about settings that cannot be read', async () => {
    app.hub.addGroup('odd', { limits: 'many' });
    const { body } = await call('GET', '/groups/odd');
    expect(body['problem']).toContain('perijove.limits');
  });

  it('say who must restart after a change, until they did', async () => {
    await app.spawn('ada');
    app.hub.setServer('ada', '', { ready: true });
    await app.backend.features.directory.refreshUser('ada');
    const changed = await call('PUT', '/groups/docker-sock/users', { add: ['ada', 'bob'] });
    expect(changed.body).toMatchObject({ group: { members: 2, outdated: 1 } });
    const members = await call('GET', '/groups/docker-sock/users?outdated=true');
    expect(members.body).toMatchObject({ total: 1, items: [{ user: 'ada', outdated: [''] }] });
    const view = await call('GET', '/users/ada/server', undefined, tokens.ada);
    expect(view.body['settingsOutdated']).toBe(true);
    await app.backend.features.servers.spawner.stop('ada', '');
    await app.spawn('ada');
    expect((await call('GET', '/groups/docker-sock')).body).toMatchObject({ outdated: 0 });
  });

  it('come back when a built-in one is deleted behind our back', async () => {
    await call('GET', '/groups');
    app.hub.removeGroup('docker-privileged');
    await app.refreshUsers();
    expect((await app.hub.group('docker-privileged'))?.users).toEqual([]);
    expect(await events('docker-privileged')).toEqual(['perijove group.create ok']);
  });

  describe('for who administers Perijove by a scope alone', () => {
    const as = tokens.service;

    it.each([
      ['anybody into a group with power over the host', 'docker-privileged', 'ada'],
      ['an administrator into a class', 'class-a', 'root'],
      ['a member of a group with power into a class', 'class-a', 'dora'],
    ])('take no %s, and the attempt is on record', async (_what, group, user) => {
      app.hub.addUser('dora', { groups: ['docker-sock'] });
      await app.refreshUsers();
      const { code } = await call('PUT', `/groups/${group}/users`, { add: [user] }, as);
      expect(code).toBe('forbidden');
      expect((await app.hub.user(user))?.groups).not.toContain(group);
    });

    it('keep those who have power over the host', async () => {
      app.hub.addUser('dora', { groups: ['docker-sock'] });
      await app.refreshUsers();
      const { code } = await call('PUT', '/groups/docker-sock/users', { remove: ['dora'] }, as);
      expect(code).toBe('forbidden');
    });

    it('are filled with others, as before', async () => {
      const { body } = await call('PUT', '/groups/class-a/users', { add: ['ada'] }, as);
      expect(body).toMatchObject({ added: ['ada'] });
    });
  });

  it('are changed for the caller, by the name of their token', async () => {
    const asked = jest.spyOn(app.hub, 'addToGroup');
    await call('PUT', '/groups/class-a/users', { add: ['ada'] });
    expect(asked).toHaveBeenCalledWith(
      'class-a',
      ['ada'],
      expect.objectContaining({ name: 'root', tokenId: expect.stringMatching(/^a\d+$/) }),
    );
  });

  it('keep on record what the hub refuses by its own rules', async () => {
    const refusal = new AppError('forbidden', 'class-a gives rights that you do not hold.');
    jest.spyOn(app.hub, 'addToGroup').mockRejectedValueOnce(refusal);
    const { code } = await call('PUT', '/groups/class-a/users', { add: ['ada'] });
    expect(code).toBe('forbidden');
    expect(await events('class-a')).toEqual(['root group.add refused']);
  });

  describe('for a user who manages one of them', () => {
    const as = tokens.groupAdmin;
    beforeEach(async () => {
      app.hub.addUser('tess');
      app.hub.addUser('eve', { groups: ['class-b'] });
      await app.refreshUsers();
    });

    it('are that one alone', async () => {
      expect(names((await call('GET', '/groups', undefined, as)).body)).toEqual(['class-a']);
      for (const name of ['class-b', 'docker-sock', 'ghost']) {
        expect((await call('GET', `/groups/${name}`, undefined, as)).code).toBe('forbidden');
        expect((await call('GET', `/groups/${name}/users`, undefined, as)).code).toBe('forbidden');
      }
    });

    it.each([
      ['themselves', 'tess'],
      ['an administrator', 'root'],
      ['a user they do not see', 'eve'],
    ])('take no %s, and the attempt is on record', async (_who, user) => {
      const { code } = await call('PUT', '/groups/class-a/users', { add: [user] }, as);
      expect(code).toBe('forbidden');
      expect(await events('class-a')).toEqual(['tess group.add refused']);
    });

    it('offer nobody whom they may not add', async () => {
      const { body } = await call('GET', '/groups/class-a/candidates', undefined, as);
      expect(body).toEqual({ users: [], total: 0 });
      const forAdmin = await call('GET', '/groups/class-a/candidates?search=E');
      expect(forAdmin.body).toEqual({ users: ['eve', 'tess'], total: 2 });
    });

    it('let members go', async () => {
      const { body } = await call('PUT', '/groups/class-a/users', { remove: ['bob'] }, as);
      expect(body).toMatchObject({ removed: ['bob'], group: { members: 0 } });
    });

    it('never raise the limits', async () => {
      const limits = { cpuCores: 'none', memoryBytes: null, pids: null };
      expect((await call('PUT', '/groups/class-a', { limits }, as)).code).toBe('forbidden');
      expect((await call('GET', '/groups/class-a', undefined, as)).body).toMatchObject({
        can: { fill: true, limit: false, delete: true },
      });
    });

    it('are no way to another group', async () => {
      expect((await call('PUT', '/groups/class-c', {}, as)).code).toBe('forbidden');
      expect((await call('DELETE', '/groups/class-b', undefined, as)).code).toBe('forbidden');
      const { code } = await call('PUT', '/groups/docker-sock/users', { add: ['bob'] }, as);
      expect(code).toBe('forbidden');
    });
  });
});
