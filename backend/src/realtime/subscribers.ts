import type { Principal } from '../auth/principal.js';
import { canListGroups, canListUsers, scopeFilter } from '../auth/scopes.js';
import type { Io } from './streams.js';

/** The part of an identity that decides which users and groups it can see. */
export type Subscriber = Pick<Principal, 'admin' | 'scopes'>;

const PREFIX = 'users/';

/**
 * The room of callers who can see some users or groups; null for others. Callers who see the
 * same users and groups are in one room, whose name says which these are.
 */
export const subscriberRoom = (who: Principal): string | null => {
  if (who.admin || !(canListUsers(who) || canListGroups(who))) return null;
  const scopes = (['listUsers', 'listGroups'] as const).flatMap(right => {
    const name = right === 'listUsers' ? 'list:users' : 'list:groups';
    const { all, users, groups } = scopeFilter(who, right);
    if (all) return [name];
    return [
      ...[...users].map(user => `${name}!user=${user}`),
      ...[...groups].map(group => `${name}!group=${group}`),
    ];
  });
  return PREFIX + JSON.stringify(scopes.sort());
};

const subscriberOf = (room: string): Subscriber => ({
  admin: false,
  scopes: new Set(JSON.parse(room.slice(PREFIX.length)) as string[]),
});

/** The rooms of that kind that a user is in, each with what its users see. */
export interface Subscribers {
  /** Rooms whose users this concerns. */
  roomsWhere(concerns: (who: Subscriber) => boolean): readonly string[];
  /** Rooms whose users would be shown something else than when they were last asked about. */
  changedRooms(): readonly string[];
}

/** @param shown - all that a user's list of users shows, as one text */
export const watchSubscribers = (io: Io, shown: (who: Subscriber) => string): Subscribers => {
  const open = new Map<string, { readonly who: Subscriber; shown: string }>();
  const { adapter } = io.of('/');
  adapter.on('create-room', (room: string) => {
    if (!room.startsWith(PREFIX)) return;
    const who = subscriberOf(room);
    open.set(room, { who, shown: shown(who) });
  });
  adapter.on('delete-room', (room: string) => open.delete(room));
  return {
    roomsWhere: concerns => [...open].filter(([, { who }]) => concerns(who)).map(([room]) => room),
    changedRooms: () => {
      const rooms: string[] = [];
      for (const [room, seen] of open) {
        const now = shown(seen.who);
        if (now !== seen.shown) rooms.push(room);
        seen.shown = now;
      }
      return rooms;
    },
  };
};
