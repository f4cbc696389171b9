import { iso, type Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import type { DomainBus, DomainEvents, ServerKey } from '../features/domain-events.js';
import type { Io, Streams, UnrenderedChange } from './streams.js';
import { Coalescer } from './coalescer.js';
import { includesGroup, scopeFilter } from '../auth/scopes.js';
import { watchSubscribers, type Subscriber } from './subscribers.js';
import { ACTIVITY_ROOM, ADMIN_ROOM, meRoom, senderRoom, serverRoom, usageRoom } from './rooms.js';
import type { NotificationFor, RealtimeSources } from './sources.js';

const BURST_MS = 50;
const USERS_MS = 300;
/** Recipients whose pages are written to in one go. */
const BATCH_SIZE = 1000;

/**
 * Turns what the features say into deltas and frames. A change is rendered once per room,
 * at the moment it is sent. Returns a function that ends it.
 */
export const startPublisher = (deps: {
  readonly io: Io;
  readonly streams: Streams;
  readonly sources: RealtimeSources;
  readonly bus: DomainBus;
  readonly clock: Clock;
  readonly log: Logger;
}): (() => void) => {
  const { io, streams, sources, bus, clock, log } = deps;

  let ended = false;
  const subscribers = watchSubscribers(io, sources.userListSignature);

  /** Publishes to callers who can see some users, but not all. */
  const publishTo = (rooms: readonly string[], change: UnrenderedChange): void =>
    streams.publishEach(
      'users',
      rooms.map(room => [room, change] as const),
    );

  const publishServer = async (key: ServerKey): Promise<void> => {
    for (const rights of ['own', 'use', 'look'] as const) {
      const room = serverRoom(key, rights);
      if (!streams.hasSubscribers(room)) continue;
      const server = await sources.server(key, { canExtend: rights !== 'look' });
      if (server !== null) streams.publish('server', room, { kind: 'server', server });
    }
    if (key.server !== '') publishNamed(key.user);
    publishRow(key);
  };

  /** The home page stands at the default server and lists the others. */
  const publishNamed = (user: string): void => {
    const room = serverRoom({ user, server: '' }, 'own');
    if (!streams.hasSubscribers(room)) return;
    const change = { kind: 'named_servers', user, servers: sources.namedServers(user) } as const;
    streams.publish('server', room, change);
  };

  const publishRow = (key: ServerKey): void => {
    const rooms = subscribers.roomsWhere(who => sources.canSeeUser(who, key.user));
    if (rooms.length === 0 && !streams.hasSubscribers(ADMIN_ROOM)) return;
    const row = sources.activityRow(key);
    if (row === null) return;
    const change = { kind: 'activity_row', row } as const;
    streams.publish('admin', ADMIN_ROOM, change);
    publishTo(rooms, change);
  };

  /** All servers of that user that a user looks at who may see the volumes. */
  const roomsWithVolumes = (user: string): string[] => {
    const prefix = serverRoom({ user, server: '' }, 'own');
    return [...io.of('/').adapter.rooms.keys()].filter(room => room.startsWith(prefix));
  };

  const publishVolumes = async (user: string): Promise<void> => {
    const rooms = roomsWithVolumes(user);
    if (rooms.length > 0) {
      const volumes = await sources.volumes(user);
      for (const room of rooms) {
        streams.publish('server', room, { kind: 'volumes', user, volumes });
      }
    }
    streams.publish('admin', ADMIN_ROOM, { kind: 'volumes_changed', user });
    publishRow({ user, server: '' });
  };

  const coalesce = { clock, log, delayMs: BURST_MS };
  const servers = new Coalescer<ServerKey>({
    ...coalesce,
    idOf: key => `${key.user}/${key.server}`,
    run: publishServer,
  });
  const volumes = new Coalescer<string>({
    ...coalesce,
    idOf: user => user,
    run: publishVolumes,
  });

  const groups = new Coalescer<string>({
    ...coalesce,
    idOf: group => group,
    run: group => {
      const change = { kind: 'group_changed', group } as const;
      streams.publish('admin', ADMIN_ROOM, change);
      const sees = (who: Subscriber): boolean =>
        includesGroup(scopeFilter(who, 'listGroups'), group);
      publishTo(subscribers.roomsWhere(sees), change);
      return Promise.resolve();
    },
  });

  const changesFor = function* (
    { id, change }: DomainEvents['notifications.changed'],
    users: readonly string[],
  ): Generator<[string, UnrenderedChange]> {
    const seen = change === 'removed' ? null : sources.notification(id, users);
    const shared = new Map<NotificationFor, UnrenderedChange>();
    for (const user of users) {
      const found = seen?.get(user);
      if (found === undefined) {
        const unread = sources.unread(user);
        yield [meRoom(user), { kind: 'notification_removed', id, unread }];
        continue;
      }
      const change = shared.get(found) ?? { kind: 'notification', ...found };
      shared.set(found, change);
      yield [meRoom(user), change];
    }
  };

  /** Between two lots all others gets a turn; each lot shows what is true by then. */
  const publishNotification = (event: DomainEvents['notifications.changed']): void => {
    const users = event.users.filter(user => streams.hasSubscribers(meRoom(user)));
    const publishFrom = (first: number): void => {
      if (ended || first >= users.length) return;
      streams.publishEach('me', changesFor(event, users.slice(first, first + BATCH_SIZE)));
      setImmediate(publishFrom, first + BATCH_SIZE);
    };
    publishFrom(0);
  };

  const publishSent = ({ sent, senderKind }: DomainEvents['sent.changed']): void => {
    streams.publish('admin', ADMIN_ROOM, { kind: 'sent', sent });
    if (senderKind === 'user') {
      streams.publish('sender', senderRoom(sent.sender), { kind: 'sent', sent });
    }
  };

  const publishUsers = async (): Promise<void> => {
    if (streams.hasSubscribers(ADMIN_ROOM)) {
      streams.publish('admin', ADMIN_ROOM, { kind: 'users', pending: sources.pendingUsers() });
    }
    // Requests have no group yet, so nobody but an administrator sees any.
    publishTo(subscribers.changedRooms(), { kind: 'users', pending: 0 });
    return Promise.resolve();
  };

  const publishEvent = ({ event }: DomainEvents['audit.recorded']): void => {
    streams.publish('admin', ADMIN_ROOM, { kind: 'event', event });
  };

  const publishPreferences = ({ user, preferences }: DomainEvents['preferences.changed']): void => {
    streams.publish('me', meRoom(user), { kind: 'preferences', preferences });
  };

  const publishUsage = ({ atMs, usage }: DomainEvents['usage.sampled']): void => {
    for (const frame of usage) {
      const room = usageRoom(frame);
      if (streams.hasSubscribers(room)) io.volatile.to(room).emit('usage', frame);
    }
    if (streams.hasSubscribers(ACTIVITY_ROOM)) {
      const summary = sources.activitySummary();
      io.volatile.to(ACTIVITY_ROOM).emit('activity', { at: iso(atMs), summary, rows: usage });
    }
  };

  /** Time alone makes a user inactive; only a fresh look at the hub tells. */
  const publishActivityOfUsers = (): void => {
    if (!streams.hasSubscribers(ACTIVITY_ROOM)) return;
    const now = new Map<string, string>();
    for (const key of sources.allUsage()) {
      const row = sources.activityRow(key);
      if (row === null) continue;
      const id = `${key.user}/${key.server}`;
      const shown = `${row.status} ${row.lastActivity ?? ''}`;
      now.set(id, shown);
      if (lastShown.get(id) === shown) continue;
      streams.publish('admin', ADMIN_ROOM, { kind: 'activity_row', row });
    }
    lastShown = now;
  };
  let lastShown: ReadonlyMap<string, string> = new Map();

  // A batch of accounts is many changes: one delta tells of all of them.
  const users = new Coalescer<'users'>({
    ...coalesce,
    delayMs: USERS_MS,
    idOf: key => key,
    run: publishUsers,
  });

  const unsubscribe = [
    bus.on('users.refreshed', publishActivityOfUsers),
    bus.on('accounts.changed', () => users.touch('users')),
    bus.on('server.changed', key => servers.touch(key)),
    bus.on('volumes.changed', ({ user }) => volumes.touch(user)),
    bus.on('notifications.changed', publishNotification),
    bus.on('sent.changed', publishSent),
    bus.on('audit.recorded', publishEvent),
    bus.on('preferences.changed', publishPreferences),
    bus.on('disks.changed', ({ fullDisks }) =>
      streams.publish('admin', ADMIN_ROOM, { kind: 'full_disks', fullDisks }),
    ),
    bus.on('announcement.changed', ({ announcement }) => io.emit('announcement', announcement)),
    bus.on('usage.sampled', publishUsage),
    bus.on('group.changed', ({ group }) => {
      groups.touch(group);
      // Lists of users show their groups, and the user who looks after a group sees who is in it.
      users.touch('users');
    }),
  ];
  return () => {
    ended = true;
    for (const off of unsubscribe) off();
    servers.stop();
    volumes.stop();
    users.stop();
    groups.stop();
  };
};
