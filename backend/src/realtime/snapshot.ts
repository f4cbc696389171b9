import type { Snapshot, Stream } from '@perijove/contracts';
import { iso, type Clock } from '../lib/clock.js';
import type { Unrendered } from '../lib/text.js';
import type { SocketAuth } from './socket-auth.js';
import type { Streams } from './streams.js';
import { streamRooms } from './rooms.js';
import type { RealtimeSources } from './sources.js';

const MAX_TRIES = 5;

/** Everything a page begins with, together with the numbers of the deltas it contains. */
export type TakeSnapshot = (auth: SocketAuth) => Promise<Unrendered<Snapshot>>;

/** The visitor must be in their rooms already, so that no change falls between. */
export const createTakeSnapshot = (deps: {
  readonly clock: Clock;
  readonly streams: Pick<Streams, 'seq'>;
  readonly sources: RealtimeSources;
}): TakeSnapshot => {
  const { clock, streams, sources } = deps;

  const sequences = (auth: SocketAuth): Partial<Record<Stream, number>> =>
    Object.fromEntries(
      Object.entries(streamRooms(auth)).map(([stream, room]) => [stream, streams.seq(room)]),
    );

  const gather = async (auth: SocketAuth): Promise<Unrendered<Omit<Snapshot, 'seq'>>> => {
    const { principal, shown } = auth;
    const server =
      shown === null ? null : await sources.server(shown, { canExtend: shown.rights !== 'look' });
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

  return async auth => {
    // Reading takes a moment in which deltas can be sent. A state belongs to a number only
    // when the number did not move while it was read.
    for (let attempt = 1; ; attempt += 1) {
      const before = sequences(auth);
      const state = await gather(auth);
      const after = sequences(auth);
      if (attempt >= MAX_TRIES || JSON.stringify(before) === JSON.stringify(after)) {
        return { seq: before, ...state };
      }
    }
  };
};
