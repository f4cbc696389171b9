import { SendRequest } from '@perijove/contracts';
import type { Features } from '../../src/create-features.js';
import { openDb } from '../../src/db/open.js';
import { AppError } from '../../src/lib/errors.js';
import { spawnRequest } from '../helpers/servers.js';
import { createAccountsWorld, root, type AccountsWorld } from '../helpers/accounts-app.js';

const adasVolumes = ['home', 'workspace', 'cache'].map(name => `jupyterlab-ada_${name}`).sort();

const auditOf = (features: Features) =>
  features.audit
    .list({ limit: 50 })
    .items.filter(({ action }) => action.startsWith('user.'))
    .map(({ action, subject, result, details }) => ({ action, subject, result, details }))
    .reverse();

const notify = (features: Features, user: string) =>
  features.notifications.outbox.send(
    root,
    SendRequest.parse({ message: 'Hello', audience: { to: 'users', users: [user] } }),
  );

describe('an account', () => {
  let world: AccountsWorld;
  let features: Features;
  beforeEach(async () => {
    world = createAccountsWorld();
    features = world.boot();
    await world.useServer(features, 'ada');
  });
  afterEach(() => world.remove());

  describe('that is renamed', () => {
    it('starts with the same volumes, and who takes the old name with new ones', async () => {
      expect(await features.accounts.rename('ada', 'bea', root)).toEqual({
        former: 'ada',
        name: 'bea',
      });
      expect((await world.useServer(features, 'bea')).toSorted()).toEqual(adasVolumes);
      world.hub.addUser('ada');
      const fresh = await world.useServer(features, 'ada');
      expect(fresh).toHaveLength(3);
      expect(fresh.filter(name => adasVolumes.includes(name))).toEqual([]);
    });

    it('keeps resets, and what can be brought back', async () => {
      await features.volumes.reset('ada', ['home'], 'ada');
      await features.accounts.rename('ada', 'bea', root);
      const home = features.volumes.list('bea')[0];
      expect(home).toMatchObject({ name: 'home', generation: 2 });
      expect(home?.recoverable).toMatchObject([{ generation: 1 }]);
      await features.volumes.restore('bea', 'home', 1, 'bea');
      expect(await world.useServer(features, 'bea')).toContain('jupyterlab-ada_home');
      expect(features.volumes.list('ada')[0]).toMatchObject({ generation: 1, recoverable: [] });
    });

    it('keeps messages, history, server log and groups', async () => {
      await notify(features, 'ada');
      features.activity.start();
      await world.clock.advance(1_000);
      await features.activity.stop();
      const before = await features.activity.days('ada');
      await features.accounts.rename('ada', 'bea', root);
      expect(features.notifications.inbox.unread('bea')).toBe(1);
      expect(features.notifications.inbox.unread('ada')).toBe(0);
      expect(await features.activity.days('bea')).toEqual({ ...before, user: 'bea' });
      expect(features.activity.row({ user: 'ada', server: '' })).toBeNull();
      expect(features.servers.queries.row('bea', '')).toMatchObject({ phase: 'stopped' });
      expect(features.servers.queries.row('ada', '')).toBeNull();
      expect((await world.hub.user('bea'))?.groups).toEqual(['class-a']);
    });

    it('is found in the audit log under both names', async () => {
      await features.accounts.rename('ada', 'bea', root);
      expect(auditOf(features)).toEqual([
        { action: 'user.rename', subject: 'ada', result: 'ok', details: { to: 'bea' } },
        { action: 'user.rename', subject: 'bea', result: 'ok', details: { from: 'ada' } },
      ]);
    });

    it('comes back to its first name, and its volumes with it', async () => {
      await features.accounts.rename('ada', 'bea', root);
      await features.accounts.rename('bea', 'ada', root);
      expect((await world.useServer(features, 'ada')).toSorted()).toEqual(adasVolumes);
      await features.volumes.reset('ada', ['home'], 'ada');
      const volumes = await world.useServer(features, 'ada');
      expect(volumes.filter(name => adasVolumes.includes(name))).toHaveLength(2);
    });

    it('takes over nothing from the user who had the name before', async () => {
      await features.accounts.rename('ada', 'bea', root);
      await features.volumes.reset('bea', ['home'], 'bea');
      await features.accounts.remove('bea', root);
      world.hub.addUser('carl');
      await world.useServer(features, 'carl');
      await notify(features, 'carl');
      await features.accounts.rename('carl', 'bea', root);
      expect(features.volumes.list('bea')[0]?.recoverable).toEqual([]);
      expect((await world.useServer(features, 'bea')).toSorted()).toEqual(
        ['home', 'workspace', 'cache'].map(name => `jupyterlab-carl_${name}`).sort(),
      );
      expect(features.notifications.inbox.unread('bea')).toBe(1);
    });
  });

  describe('that is deleted', () => {
    it('leaves its volumes in the trash, and nothing to the next user', async () => {
      await notify(features, 'ada');
      const result = await features.accounts.remove('ada', root);
      expect(result).toMatchObject({ user: 'ada', volumes: 3 });
      expect(Date.parse(result.recoverableUntil ?? '')).toBe(world.clock.now() + 7 * 86_400_000);
      expect(await world.hub.user('ada')).toBeNull();
      world.hub.addUser('ada');
      expect(features.notifications.inbox.list('ada', 0).notifications).toEqual([]);
      expect(
        features.volumes.list('ada').every(({ recoverable }) => recoverable.length === 0),
      ).toBe(true);
      const fresh = await world.useServer(features, 'ada');
      expect(fresh.filter(name => adasVolumes.includes(name))).toEqual([]);
      for (const name of adasVolumes) expect(await world.engine.volumeExists(name)).toBe(true);
    });

    it('has its servers stopped first', async () => {
      world.hub.setServer('ada', '', { ready: true });
      world.hub.onStop = user => world.hub.setServer(user, '', null);
      const removing = features.accounts.remove('ada', root);
      await world.clock.advance(2_000);
      await removing;
      expect(world.hub.calls).toContain('stop ada/');
      expect(await world.hub.user('ada')).toBeNull();
    });

    it('in JupyterHub itself is put away in the same manner', async () => {
      await notify(features, 'ada');
      world.hub.removeUser('ada');
      await features.servers.spawner.deleteForever('ada', '');
      expect(features.volumes.trashOf('ada').volumes).toBe(3);
      expect(features.notifications.inbox.unread('ada')).toBe(0);
    });
  });

  describe('is left as it is', () => {
    const refused = async (work: Promise<unknown>, code: string) => {
      await expect(work).rejects.toMatchObject({ code });
      features = world.boot();
      expect((await world.useServer(features, 'ada')).toSorted()).toEqual(adasVolumes);
    };

    it('when the new name is taken', async () => {
      world.hub.addUser('bea');
      await refused(features.accounts.rename('ada', 'bea', root), 'name_taken');
    });

    it('when JupyterHub refuses the new name', async () => {
      world.hub.beforeChange = () => Promise.reject(new AppError('name_invalid', 'No.'));
      await refused(features.accounts.rename('ada', 'b b', root), 'name_invalid');
    });

    it('while its server is there', async () => {
      const lines = features.servers.spawner.spawn('ada', '', spawnRequest());
      const work = features.accounts.rename('ada', 'bea', root);
      await expect(work).rejects.toMatchObject({ code: 'server_running' });
      await lines.return();
    });

    it('when it is the own one, the last administrator, or the one of the configuration', async () => {
      await expect(features.accounts.remove('root', root)).rejects.toMatchObject({
        code: 'account_protected',
      });
      world.hub.addUser('admin', { admin: true });
      await expect(features.accounts.remove('admin', root)).rejects.toThrow(/JUPYTERHUB_ADMIN/);
    });

    it('by a service without that power in JupyterHub', async () => {
      const service = { ...root, kind: 'service' as const, name: 'robot' };
      await refused(features.accounts.remove('ada', service), 'forbidden');
      const able = { ...service, scopes: new Set(['delete:users']) };
      expect(await features.accounts.rename('ada', 'bea', able)).toMatchObject({ name: 'bea' });
    });

    it('by a user who is an administrator of Perijove, but not of JupyterHub', async () => {
      world.hub.addUser('nora');
      await refused(features.accounts.remove('ada', { ...root, name: 'nora' }), 'forbidden');
    });
  });

  it('cannot start while it changes, and the spawner asks again', async () => {
    let during: unknown;
    world.hub.afterChange = () => {
      try {
        features.servers.spawner.spawn('bea', '', spawnRequest());
      } catch (error) {
        during = error;
      }
      return Promise.resolve();
    };
    await features.accounts.rename('ada', 'bea', root);
    expect(during).toMatchObject({ status: 503 });
    expect((await world.useServer(features, 'bea')).toSorted()).toEqual(adasVolumes);
  });
});

describe('tables of the state database', () => {
  it('that name a user follow a rename', () => {
    const world = createAccountsWorld();
    const { volumes, servers, sessions, notifications, preferences } = world.boot();
    const handled = [volumes, servers, sessions, notifications, preferences]
      .flatMap(({ records }) => records.tables)
      // Those two belong to the accounts themselves.
      .concat('account_identities', 'account_changes')
      .sort();
    const db = openDb(':memory:', 'state');
    const named = db
      .prepare<[], string>(
        `SELECT DISTINCT m.name FROM sqlite_schema m, pragma_table_info(m.name) c
         WHERE m.type = 'table' AND c.name = 'user' ORDER BY m.name`,
      )
      .pluck()
      .all();
    expect(named).toEqual(handled);
    db.close();
    world.remove();
  });
});
