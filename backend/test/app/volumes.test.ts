import type { TrashPage, TrashResult, OwnersPage } from '@perijove/contracts';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

const GIB = 1024 ** 3;

describe('volumes as administrators see them', () => {
  let app: TestBackend;
  const as = tokens.admin;
  const trash = async (query = ''): Promise<TrashPage> =>
    (await app.call('GET', `/volumes/trash${query}`, { as })).body as unknown as TrashPage;
  const owners = async (query = ''): Promise<OwnersPage> =>
    (await app.call('GET', `/volumes${query}`, { as })).body as unknown as OwnersPage;
  const change = async (what: 'restore' | 'purge', ...entries: object[]) => {
    const answer = await app.call('POST', `/volumes/trash/${what}`, { as, body: { entries } });
    return (answer.body as unknown as TrashResult).results;
  };
  const used = async (user: string): Promise<void> => {
    await app.spawn(user);
    await app.backend.features.servers.spawner.stop(user, '');
    app.hub.setServer(user, '', null);
  };
  const weigh = (user: string, name: string, bytes: number): void => {
    const { repo } = app.backend.features.volumes;
    const row = repo.current(user, name);
    if (row === null) throw new Error(`There is no volume ${name}`);
    repo.setSize(row, bytes, Date.UTC(2026, 0, 1));
  };

  beforeEach(async () => {
    app = await startTestBackend({ PERIJOVE_VOLUME_WARN_SIZE: '2G' });
    await used('ada');
    await used('bob');
  });
  afterEach(() => app.stop());

  describe('of all users', () => {
    it('are one line per user, largest first, with what is too large by name', async () => {
      weigh('bob', 'home', 3 * GIB);
      weigh('bob', 'cache', GIB);
      weigh('ada', 'home', 10);
      const { items, total } = await owners();
      expect(total).toBe(4);
      expect(items.map(({ user }) => user)).toEqual(['bob', 'ada', 'nora', 'root']);
      expect(items[0]).toMatchObject({ volumes: 3, sizeBytes: 4 * GIB, large: ['home'] });
      expect(items[2]).toMatchObject({ volumes: 0, sizeBytes: null, measuredAt: null });
      const activity = await app.call('GET', '/activity?search=bob', { as });
      expect(activity.body).toMatchObject({ items: [{ largeVolumes: ['home'] }] });
    });

    it('are searched, sorted and paged by the server', async () => {
      const first = await owners('?sort=user&order=asc&limit=3');
      expect(first.items.map(({ user }) => user)).toEqual(['ada', 'bob', 'nora']);
      const rest = await owners(
        `?sort=user&order=asc&limit=3&cursor=${encodeURIComponent(first.nextCursor ?? '')}`,
      );
      expect(rest).toMatchObject({ items: [{ user: 'root' }], nextCursor: null });
      expect((await owners('?search=OB')).items.map(({ user }) => user)).toEqual(['bob']);
      const other = await app.call(
        'GET',
        `/volumes?sort=size&cursor=${encodeURIComponent(first.nextCursor ?? '')}`,
        { as },
      );
      expect(other.status).toBe(422);
    });
  });

  describe('in the trash', () => {
    it('are what resets and deleted accounts left, with its size and time', async () => {
      weigh('ada', 'home', GIB);
      await app.call('POST', '/users/ada/volumes/reset', { as, body: { volumes: ['home'] } });
      await app.call('DELETE', '/users/bob', { as });
      const page = await trash('?sort=user');
      expect(page.items.map(({ user, volume, kind }) => [user, volume, kind])).toEqual([
        ['ada', 'home', 'reset'],
        ['bob', 'cache', 'account'],
        ['bob', 'home', 'account'],
        ['bob', 'workspace', 'account'],
      ]);
      expect(page.items[0]).toMatchObject({ sizeBytes: GIB, generation: 1, accountExists: true });
      expect(page.items[1]).toMatchObject({ accountExists: false });
      expect(page.trash).toMatchObject({ entries: 4, retentionDays: 7 });
      expect(page.trash.sizeBytes).toBeGreaterThanOrEqual(GIB);
    });

    it('are searched, filtered and paged in every order', async () => {
      await app.call('DELETE', '/users/bob', { as });
      await app.call('POST', '/users/ada/volumes/reset', {
        as,
        body: { volumes: ['home', 'cache'] },
      });
      expect((await trash('?kind=account')).total).toBe(3);
      expect((await trash('?search=cach')).total).toBe(2);
      for (const sort of ['user', 'size', 'retiredAt', 'expiresAt']) {
        for (const order of ['asc', 'desc']) {
          const seen: string[] = [];
          let cursor: string | null = '';
          while (cursor !== null) {
            const query = `?sort=${sort}&order=${order}&limit=2`;
            const page: TrashPage = await trash(
              cursor === '' ? query : `${query}&cursor=${encodeURIComponent(cursor)}`,
            );
            seen.push(...page.items.map(({ user, volume }) => `${user}/${volume}`));
            cursor = page.nextCursor;
          }
          expect([sort, order, seen.length, new Set(seen).size]).toEqual([sort, order, 5, 5]);
        }
      }
    });

    it('come back to an account of that name, once there is one, and to no other way', async () => {
      await app.call('DELETE', '/users/bob', { as });
      const entry = { user: 'bob', volume: 'home', generation: 1 };
      expect(await change('restore', entry)).toMatchObject([
        { ok: false, code: 'user_not_found', message: expect.stringContaining('Create one') },
      ]);
      app.hub.addUser('bob');
      const own = await app.call('POST', '/users/bob/volumes/home/restore', {
        as: tokens.bob,
        body: { generation: 1 },
      });
      expect(own.status).not.toBe(200);
      expect(await change('restore', entry, { ...entry, generation: 9 })).toMatchObject([
        { ok: true },
        { ok: false, code: 'generation_not_found' },
      ]);
      await app.spawn('bob');
      const [lab] = await app.engine.list();
      const volumes = app.engine.specOf(lab?.name ?? '')?.mounts.map(({ volume }) => volume);
      expect(volumes).toContain('jupyterlab-bob_home');
      expect(volumes).not.toContain('jupyterlab-bob_cache');
    });

    it('are not brought back under a running server', async () => {
      await app.call('POST', '/users/ada/volumes/reset', { as, body: { volumes: ['home'] } });
      await app.spawn('ada');
      const entry = { user: 'ada', volume: 'home', generation: 1 };
      expect(await change('restore', entry)).toMatchObject([{ code: 'server_running' }]);
    });

    it('are removed for ever when asked, and the audit log says by whom', async () => {
      await app.call('POST', '/users/ada/volumes/reset', { as, body: { volumes: ['home'] } });
      const entry = { user: 'ada', volume: 'home', generation: 1 };
      expect(await change('purge', entry, entry)).toMatchObject([
        { ok: true },
        { ok: false, code: 'generation_not_found' },
      ]);
      expect(await app.engine.volumeExists('jupyterlab-ada_home')).toBe(false);
      expect((await trash()).items).toEqual([]);
      const { body } = await app.call('GET', '/audit?subject=ada', { as });
      expect(body).toMatchObject({
        items: [{ actor: 'root', action: 'volume.purge', details: { volume: 'home' } }, {}],
      });
    });

    it('that cannot be removed now are removed later, and never brought back', async () => {
      await app.call('POST', '/users/ada/volumes/reset', { as, body: { volumes: ['home'] } });
      app.engine.faults.next('removeVolume', { kind: 'unavailable' });
      const entry = { user: 'ada', volume: 'home', generation: 1 };
      expect(await change('purge', entry)).toMatchObject([{ code: 'engine_unavailable' }]);
      expect(await change('restore', entry)).toMatchObject([{ code: 'generation_not_found' }]);
      expect(app.backend.features.volumes.repo.purging()).toHaveLength(1);
    });

    it('are never those in use', async () => {
      expect(await change('purge', { user: 'ada', volume: 'home', generation: 1 })).toMatchObject([
        { ok: false, code: 'generation_not_found' },
      ]);
      expect(await app.engine.volumeExists('jupyterlab-ada_home')).toBe(true);
    });
  });

  it('tell administrators over the socket that something changed', async () => {
    const socket = app.socket({ token: tokens.admin });
    await new Promise(resolve => socket.once('snapshot', resolve));
    const heard = new Promise(resolve =>
      socket.on('delta', ({ stream, change: what }) => {
        if (what.kind === 'volumes_changed') resolve([stream, what.user]);
      }),
    );
    await app.call('POST', '/users/ada/volumes/reset', { as, body: { volumes: ['home'] } });
    expect(await heard).toEqual(['admin', 'ada']);
  });
});
