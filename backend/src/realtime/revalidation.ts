import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import { Loop } from '../lib/loop.js';
import type { SocketAuth, Revalidate } from './socket-auth.js';
import type { Io, PageSocket } from './streams.js';
import { serverRoom } from './rooms.js';
import type { RealtimeSources } from './sources.js';

const EVERY_MS = 60_000;
const AT_ONCE = 8;
/** Access that ended is gone within five seconds, and half of that tells why a server stopped. */
const LAST_WORD_MS = 3_000;

/** Says goodbye so that the page knows it has to sign in, and hangs up. */
const signOut = (socket: PageSocket): void => {
  socket.emit('signed_out');
  socket.disconnect(true);
};

/** What has to be asked about once: many pages share a token and a server. */
const keyOf = ({ credential, shown }: SocketAuth): string =>
  `${credential}/${shown?.user ?? ''}/${shown?.server ?? ''}`;

/**
 * Looks whether those who have a page open may still have it.
 *
 * Ends the sockets of tokens that were revoked or lost their rights: at once when the hub says so,
 * and within a minute in any case.
 */
export class Revalidation {
  readonly loop: Loop = new Loop({
    ...this.deps,
    name: 'socket revalidation',
    intervalMs: EVERY_MS,
    pass: signal => this.checkAll(this.deps.io.of('/').sockets.values(), signal),
  });

  constructor(
    private readonly deps: {
      readonly io: Io;
      readonly clock: Clock;
      readonly log: Logger;
      readonly revalidate: Revalidate;
      readonly sources: Pick<RealtimeSources, 'server'>;
    },
  ) {}

  /** Looks now, after these users and services; null stands for all users. */
  check(names: readonly string[] | null): void {
    if (names === null) {
      this.loop.nudge();
      return;
    }
    const whose = new Set(names);
    this.now(
      [...this.deps.io.of('/').sockets.values()].filter(socket =>
        whose.has(socket.data.auth.principal.name),
      ),
    );
  }

  /** Looks once more at a page that has just been let in: something may have ended meanwhile. */
  checkNew(socket: PageSocket): void {
    this.now([socket]);
  }

  private async isEnding({ lab, shown }: SocketAuth): Promise<boolean> {
    if (!lab || shown === null) return false;
    const phase = (await this.deps.sources.server(shown, { canExtend: false }))?.phase;
    return phase === 'stopping' || phase === 'stopped' || phase === 'failed';
  }

  /**
   * With a server JupyterHub ends the tokens of its pages. They still hear why it stopped, for a
   * moment and of nothing else.
   */
  private async end(sockets: readonly PageSocket[], auth: SocketAuth): Promise<void> {
    const { shown } = auth;
    if (shown === null || !(await this.isEnding(auth).catch(() => false))) {
      sockets.forEach(signOut);
      return;
    }
    const kept = serverRoom(shown, shown.rights);
    for (const socket of sockets) {
      for (const room of socket.rooms) {
        if (room !== socket.id && room !== kept) void socket.leave(room);
      }
      this.deps.clock.after(LAST_WORD_MS, () => {
        signOut(socket);
      });
    }
  }

  private async checkGroup(sockets: readonly PageSocket[]): Promise<void> {
    const [first] = sockets;
    if (first === undefined) return;
    // Nobody is thrown out because the hub was away for a moment.
    const result = await this.deps.revalidate(first.data.auth).catch(() => 'unknown' as const);
    if (result === 'ended') await this.end(sockets, first.data.auth);
  }

  private async checkAll(sockets: Iterable<PageSocket>, signal?: AbortSignal): Promise<void> {
    const groups = new Map<string, PageSocket[]>();
    for (const socket of sockets) {
      const key = keyOf(socket.data.auth);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [socket]);
      else group.push(socket);
    }
    const all = [...groups.values()];
    for (let begin = 0; begin < all.length && signal?.aborted !== true; begin += AT_ONCE) {
      await Promise.all(all.slice(begin, begin + AT_ONCE).map(sockets => this.checkGroup(sockets)));
    }
  }

  private now(sockets: Iterable<PageSocket>): void {
    this.checkAll(sockets).catch((error: unknown) =>
      this.deps.log.error({ err: error }, 'could not check open pages'),
    );
  }
}
