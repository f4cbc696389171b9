import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { createLoop, type Loop } from '../platform/loop.js';
import type { Admission, Revalidate } from './admission.js';
import type { Io, PageSocket } from './channel.js';

const EVERY_MS = 60_000;
const AT_ONCE = 8;

/** Says goodbye so that the page knows it has to sign in, and hangs up. */
const signOut = (socket: PageSocket): void => {
  socket.emit('signed_out');
  socket.disconnect(true);
};

/** What has to be asked about once: many pages share a token and a server. */
const keyOf = ({ credential, shown }: Admission): string =>
  `${credential}/${shown?.user ?? ''}/${shown?.server ?? ''}`;

/** Ends, within a minute, the sockets of tokens that were revoked or lost their rights. */
export const createRevalidation = (deps: {
  readonly io: Io;
  readonly clock: Clock;
  readonly log: Logger;
  readonly revalidate: Revalidate;
}): Loop => {
  const { io, clock, log, revalidate } = deps;

  const check = async (sockets: readonly PageSocket[]): Promise<void> => {
    const [first] = sockets;
    if (first === undefined) return;
    // Nobody is thrown out because the hub was away for a moment.
    const verdict = await revalidate(first.data.admission).catch(() => 'unknown' as const);
    if (verdict === 'ended') sockets.forEach(signOut);
  };

  return createLoop({
    name: 'socket revalidation',
    clock,
    log,
    intervalMs: EVERY_MS,
    pass: async signal => {
      const groups = new Map<string, PageSocket[]>();
      for (const socket of io.of('/').sockets.values()) {
        const key = keyOf(socket.data.admission);
        groups.set(key, [...(groups.get(key) ?? []), socket]);
      }
      const all = [...groups.values()];
      for (let begin = 0; begin < all.length && !signal.aborted; begin += AT_ONCE) {
        await Promise.all(all.slice(begin, begin + AT_ONCE).map(check));
      }
    },
  });
};
