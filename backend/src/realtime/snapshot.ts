import type { Snapshot, Stream } from '@perijove/contracts';
import { iso, type Clock } from '../lib/clock.js';
import type { Admission } from './socket-auth.js';
import type { Channel } from './streams.js';
import { streamRooms } from './rooms.js';
import type { RealtimeSources } from './sources.js';

const MAX_TRIES = 5;

/** Everything a page begins with, together with the numbers of the deltas it contains. */
export type TakeSnapshot = (admission: Admission) => Promise<Snapshot>;

/** The visitor must be in their rooms already, so that no change falls between. */
export const createTakeSnapshot = (deps: {
  readonly clock: Clock;
  readonly channel: Channel;
  readonly sources: RealtimeSources;
}): TakeSnapshot => {
  const { clock, channel, sources } = deps;

  const sequences = (admission: Admission): Partial<Record<Stream, number>> =>
    Object.fromEntries(
      Object.entries(streamRooms(admission)).map(([stream, room]) => [stream, channel.seq(room)]),
    );

  const gather = async (admission: Admission): Promise<Omit<Snapshot, 'seq'>> => {
    const { principal, shown } = admission;
    const server =
      shown === null ? null : await sources.server(shown, { mayExtend: shown.rights !== 'look' });
    const volumes = shown?.rights === 'own' ? await sources.volumes(shown.user) : [];
    const inbox =
      principal.kind === 'user'
        ? sources.notifications(principal.name)
        : { notifications: [], unread: 0, cursor: 0 };
    return {
      serverTime: iso(clock.now()),
      visitor: principal.name,
      server,
      volumes,
      notifications: inbox.notifications,
      unread: inbox.unread,
      preferences: principal.kind === 'user' ? sources.preferences(principal.name) : null,
      announcement: sources.announcement(),
      cursor: inbox.cursor,
    };
  };

  return async admission => {
    // Reading takes a moment in which deltas can be sent. A state belongs to a number only
    // when the number did not move while it was read.
    for (let attempt = 1; ; attempt += 1) {
      const before = sequences(admission);
      const state = await gather(admission);
      const after = sequences(admission);
      if (attempt >= MAX_TRIES || JSON.stringify(before) === JSON.stringify(after)) {
        return { seq: before, ...state };
      }
    }
  };
};
