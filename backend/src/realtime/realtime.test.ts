import { eventually, notification, principal, quiet, setUp } from '../../test/helpers/realtime.js';

type World = Awaited<ReturnType<typeof setUp>>;
let world: World;

beforeEach(async () => {
  world = await setUp();
  const own = { server: '', rights: 'own' } as const;
  world.admit('ann', principal('ann'), { user: 'ann', ...own });
  world.admit('bob', principal('bob'), { user: 'bob', ...own });
  world.admit('bob-visits-ann', principal('bob'), { user: 'ann', server: '', rights: 'use' });
  world.admit('root', principal('root', { admin: true }), { user: 'root', ...own });
});
afterEach(() => world.close());

describe('being let in', () => {
  it.each([
    ['without anything', {}],
    ['with an unknown token', { token: 'nobody' }],
    ['with a token that is no text', { token: { $ne: '' } }],
    ['with more than belongs there', { token: 'ann', room: 'me/bob' }],
  ])('is refused as unauthenticated %s', async (_, auth) => {
    expect(await world.refused(auth)).toBe('unauthenticated');
  });

  it('passes the code of the verdict on', async () => {
    world.verdicts.set('eve', { ok: false, code: 'forbidden' });
    expect(await world.refused({ token: 'eve' })).toBe('forbidden');
  });

  it('says that the hub is away when nobody can tell', async () => {
    expect(await world.refused({ token: 'crash' })).toBe('hub_unavailable');
  });

  it('refuses pages of foreign origins and takes those of labs and of its own', async () => {
    expect(await world.refused({ token: 'ann' }, { origin: 'https://evil.example' })).toBe(
      'forbidden',
    );
    for (const origin of ['https://ann.labs.example', `http://127.0.0.1:${world.port}`]) {
      const socket = world.connect({ token: 'ann' }, { origin });
      await eventually(`a page of ${origin}`, () => socket.connected);
    }
  });

  it('has no long polling', async () => {
    const url = `http://127.0.0.1:${world.port}/base/services/perijove/socket.io/?EIO=4&transport=polling`;
    expect((await fetch(url)).status).toBe(400);
  });

  it('ends at fifty pages of one token', async () => {
    const pages = Array.from({ length: 50 }, () => world.connect({ token: 'ann' }));
    await eventually('fifty pages', () => pages.every(page => page.connected));
    expect(await world.refused({ token: 'ann' })).toBe('too_many_connections');
    pages[0]?.disconnect();
    await eventually('room for one', () => world.realtime.connections() === 49);
    await world.open('ann');
  });
});

describe('what a page hears', () => {
  it('begins with a snapshot of the visitor and the server on the screen', async () => {
    world.phases.set('ann', 'running');
    world.inbox.set('ann', [notification('n1')]);
    const page = await world.open('ann');
    expect(page.snapshots[0]).toMatchObject({
      seq: { me: 0, server: 0 },
      visitor: 'ann',
      server: { user: 'ann', phase: 'running', session: { canExtend: true } },
      volumes: [{ name: 'home of ann' }],
      notifications: [{ id: 'n1' }],
      cursor: 7,
    });
    expect(page.snapshots[0]?.seq.admin).toBeUndefined();
  });

  it('is never what belongs to another user', async () => {
    const ann = await world.open('ann');
    const bob = await world.open('bob');
    world.inbox.set('ann', [notification('secret')]);
    world.bus.emit('notifications.changed', { id: 'secret', change: 'created', users: ['ann'] });
    world.bus.emit('server.changed', { user: 'ann', server: '' });
    world.bus.emit('volumes.changed', { user: 'ann' });
    await eventually('three deltas for ann', () => ann.deltas.length === 3);
    await quiet();
    expect(bob.deltas).toEqual([]);
  });

  it('is numbered for each user, also when all hear the same', async () => {
    const [ann, bob] = [await world.open('ann'), await world.open('bob')];
    const shared = notification('n2');
    world.inbox.set('ann', [notification('n1'), shared]);
    world.inbox.set('bob', [shared]);
    world.bus.emit('notifications.changed', { id: 'n1', change: 'created', users: ['ann'] });
    world.bus.emit('notifications.changed', { id: 'n2', change: 'created', users: ['ann', 'bob'] });
    await eventually('both for ann', () => ann.deltas.length === 2);
    await eventually('one for bob', () => bob.deltas.length === 1);
    expect(ann.deltas.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(bob.deltas.map(({ seq }) => seq)).toEqual([1]);
    expect(bob.deltas[0]).toMatchObject({ change: { notification: { id: 'n2' }, unread: 1 } });
  });

  it('passes by who is not there, and takes away what was taken back', async () => {
    const page = await world.open('bob');
    world.inbox.set('bob', [notification('n1')]);
    const absent = Array.from({ length: 5000 }, (_, number) => `nobody-${number}`);
    world.bus.emit('notifications.changed', {
      id: 'n1',
      change: 'created',
      users: [...absent, 'bob'],
    });
    await eventually('the message', () => page.deltas.length === 1);
    world.inbox.set('bob', []);
    world.bus.emit('notifications.changed', { id: 'n1', change: 'updated', users: ['bob'] });
    await eventually('that it is gone', () => page.deltas.length === 2);
    expect(page.deltas[1]).toMatchObject({ change: { kind: 'notification_removed', id: 'n1' } });
  });

  it('shows a visitor the server without its volumes', async () => {
    const [visitor, owner] = [await world.open('bob-visits-ann'), await world.open('ann')];
    expect(visitor.snapshots[0]).toMatchObject({
      visitor: 'bob',
      server: { user: 'ann', session: { canExtend: true } },
      volumes: [],
    });
    world.bus.emit('volumes.changed', { user: 'ann' });
    await eventually('volumes for the owner', () => owner.deltas.length === 1);
    world.bus.emit('server.changed', { user: 'ann', server: '' });
    await eventually('it for both', () => owner.deltas.length === 2 && visitor.deltas.length === 1);
    expect(visitor.deltas[0]).toMatchObject({
      seq: 1,
      change: { server: { session: { canExtend: true } } },
    });
    expect(owner.deltas.map(delta => delta.seq)).toEqual([1, 2]);
  });

  it('is counted without a gap, and a burst is one delta', async () => {
    const page = await world.open('ann');
    const before = world.rendered.servers;
    for (let n = 0; n < 20; n += 1) world.bus.emit('server.changed', { user: 'ann', server: '' });
    await eventually('a delta', () => page.deltas.length === 1);
    expect(world.rendered.servers - before).toBe(1);
    world.phases.set('ann', 'running');
    world.bus.emit('server.changed', { user: 'ann', server: '' });
    await eventually('another', () => page.deltas.length === 2);
    expect(page.deltas.map(delta => delta.seq)).toEqual([1, 2]);
    expect(page.deltas[1]?.change).toMatchObject({ server: { phase: 'running' } });
  });

  it('is rendered once for all pages of the same room', async () => {
    await Promise.all([world.open('ann'), world.open('ann'), world.open('ann')]);
    const before = world.rendered.servers;
    world.bus.emit('server.changed', { user: 'ann', server: '' });
    await quiet();
    expect(world.rendered.servers - before).toBe(1);
  });

  it('is tried again when it could not be taken, for the page would wait for ever', async () => {
    world.rendered.failing = 1;
    const page = await world.open('ann');
    await eventually('a snapshot', () => page.snapshots.length === 1);
    expect(page.snapshots[0]).toMatchObject({ visitor: 'ann' });
  });

  it('can be asked for again, and the snapshot contains the deltas up to its number', async () => {
    const page = await world.open('ann');
    world.bus.emit('volumes.changed', { user: 'ann' });
    await eventually('a delta', () => page.deltas.length === 1);
    for (let n = 0; n < 10; n += 1) page.socket.emit('resync');
    await eventually('a second snapshot', () => page.snapshots.length === 2);
    expect(page.snapshots[1]?.seq).toEqual({ me: 0, server: 1 });
    await quiet();
    expect(page.snapshots).toHaveLength(2);
  });

  it('tells administrators about activity and reports, and nobody else', async () => {
    const root = await world.open('root');
    const ann = await world.open('ann');
    expect(root.snapshots[0]?.seq.admin).toBe(0);
    const sent = { id: 's', sender: 'root' } as never;
    world.bus.emit('sent.changed', { sent, senderKind: 'service' });
    world.bus.emit('server.changed', { user: 'bob', server: '' });
    await eventually('both', () => root.deltas.length === 2);
    expect(root.deltas.map(delta => delta.change.kind)).toEqual(['sent', 'activity_row']);
    await quiet();
    expect(ann.deltas).toEqual([]);
  });

  it('tells a sender about their own reports, by a token that may send', async () => {
    const scopes = new Set(['custom:perijove:notify']);
    world.admit('sends', principal('ann', { scopes }), null);
    const [ann, bob] = [await world.open('sends'), await world.open('ann')];
    world.bus.emit('sent.changed', { sent: { sender: 'ann' } as never, senderKind: 'user' });
    await eventually('the report', () => ann.deltas.length === 1);
    await quiet();
    expect(bob.deltas).toEqual([]);
  });

  it('has no inbox for a service that is named like a user', async () => {
    world.admit('service', principal('ann', { kind: 'service' }), null);
    world.inbox.set('ann', [notification('private')]);
    const service = await world.open('service');
    expect(service.snapshots[0]).toMatchObject({ notifications: [], server: null, seq: {} });
    world.bus.emit('notifications.changed', { id: 'private', change: 'created', users: ['ann'] });
    await quiet();
    expect(service.deltas).toEqual([]);
  });

  it('says that a notification is gone', async () => {
    const page = await world.open('ann');
    world.bus.emit('notifications.changed', { id: 'n', change: 'removed', users: ['ann', 'bob'] });
    await eventually('a delta', () => page.deltas.length === 1);
    expect(page.deltas[0]).toMatchObject({
      stream: 'me',
      change: { kind: 'notification_removed', id: 'n' },
    });
  });
});

describe('what a page says', () => {
  it('cannot name a room, whatever it sends', async () => {
    const bob = await world.open('bob');
    const anything = bob.socket as unknown as { emit: (...values: unknown[]) => void };
    for (const event of ['join', 'subscribe', 'room', 'view', 'resync', 'ack']) {
      anything.emit(event, 'me/ann');
      anything.emit(event, { page: 'admin', room: 'admin', visible: true });
      anything.emit(event, null);
      anything.emit(event);
    }
    world.inbox.set('ann', [notification('secret')]);
    world.bus.emit('notifications.changed', { id: 'secret', change: 'created', users: ['ann'] });
    world.bus.emit('server.changed', { user: 'ann', server: '' });
    await quiet();
    expect(bob.deltas).toEqual([]);
    expect(world.acks).toEqual([]);
  });

  it('acknowledges in the name of the visitor', async () => {
    const bob = await world.open('bob-visits-ann');
    bob.socket.emit('ack', { id: 'n', state: 'seen' });
    await eventually('the acknowledgement', () => world.acks.length === 1);
    expect(world.acks).toEqual([{ id: 'n', state: 'seen', user: 'bob' }]);
  });

  it('decides whether usage is worth sending', async () => {
    const page = await world.open('ann');
    const sample = () =>
      world.bus.emit('usage.sampled', {
        atMs: 0,
        usage: [{ user: 'ann', server: '', usage: { cpuPercent: 2 } as never }],
      });
    sample();
    await quiet();
    expect(page.usage).toEqual([]);
    page.socket.emit('view', { page: 'lab', visible: true });
    await eventually('the newest usage at once', () => page.usage.length === 1);
    sample();
    await eventually('a frame', () => page.usage.length === 2);
    page.socket.emit('view', { page: 'lab', visible: false });
    await quiet();
    sample();
    await quiet();
    expect(page.usage).toHaveLength(2);
  });

  it('opens the activity frames to administrators only, and only while they look', async () => {
    const [root, ann] = [await world.open('root'), await world.open('ann')];
    for (const page of [root, ann]) page.socket.emit('view', { page: 'activity', visible: true });
    await eventually('a frame at once', () => root.activity.length === 1);
    world.bus.emit('usage.sampled', { atMs: 0, usage: [] });
    await eventually('the next frame', () => root.activity.length === 2);
    root.socket.emit('view', { page: 'activity', visible: false });
    await quiet();
    world.bus.emit('usage.sampled', { atMs: 0, usage: [] });
    await quiet();
    expect([root.activity.length, ann.activity.length]).toEqual([2, 0]);
  });

  it('lets an administrator see who turned inactive by time alone, and only what changed', async () => {
    const root = await world.open('root');
    root.socket.emit('view', { page: 'activity', visible: true });
    await eventually('a frame at once', () => root.activity.length === 1);
    for (const user of ['ann', 'bob']) {
      world.phases.set(user, 'active');
      world.running.push({ user, server: '', usage: {} as never });
    }
    world.bus.emit('users.refreshed', { atMs: 0 });
    await eventually('both rows', () => root.deltas.length === 2);
    world.phases.set('bob', 'inactive');
    world.bus.emit('users.refreshed', { atMs: 0 });
    await eventually('one more row', () => root.deltas.length === 3);
    await quiet();
    expect(root.deltas.at(-1)?.change).toMatchObject({ row: { user: 'bob', status: 'inactive' } });
    expect(root.deltas).toHaveLength(3);
  });

  it('ends the connection when it is too long or too much', async () => {
    const [ann, bob] = [await world.open('ann'), await world.open('bob')];
    ann.socket.emit('ack', { id: 'x'.repeat(20_000), state: 'seen' });
    await eventually('ann is out', () => ann.socket.disconnected);
    // 200 listed messages that came and were seen are no flood.
    for (let n = 0; n < 200; n += 1) {
      bob.socket.emit('ack', { id: `${n}`, state: 'delivered' });
      bob.socket.emit('ack', { id: `${n}`, state: 'seen' });
    }
    await quiet();
    expect(bob.socket.connected).toBe(true);
    for (let n = 0; n < 300; n += 1) bob.socket.emit('resync');
    await eventually('bob is out', () => bob.socket.disconnected);
  });
});

describe('coming and going', () => {
  it('says when the first page of a user opens and the last one closes', async () => {
    const first = await world.open('bob');
    const second = await world.open('bob-visits-ann');
    expect(world.realtime.present('bob')).toBe(true);
    first.socket.disconnect();
    await quiet();
    expect(world.presence).toEqual([{ user: 'bob', present: true }]);
    second.socket.disconnect();
    await eventually('bob left', () => !world.realtime.present('bob'));
    expect(world.presence.at(-1)).toEqual({ user: 'bob', present: false });
  });

  it('keeps pages while nobody can tell, and ends them once the token is gone', async () => {
    world.valid.current = 'unknown';
    const page = await world.open('ann');
    world.realtime.start();
    await quiet();
    expect(page.socket.connected).toBe(true);
    await world.close();

    world = await setUp();
    world.admit('ann', principal('ann'), { user: 'ann', server: '', rights: 'own' });
    const gone = await world.open('ann');
    world.valid.current = 'ended';
    world.realtime.start();
    await eventually('signed out', () => gone.signedOut && gone.socket.disconnected);
  });

  it('hangs up at a shutdown in a way that lets pages return', async () => {
    const page = await world.open('ann');
    let reason = '';
    page.socket.on('disconnect', why => (reason = why));
    await world.realtime.stop();
    await eventually('the end', () => reason !== '');
    expect(reason).toBe('transport close');
    expect(await world.refused({ token: 'ann' })).toBe('websocket error');
  });
});
