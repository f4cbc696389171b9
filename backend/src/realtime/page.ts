import type { Snapshot } from '@perijove/contracts';
import { renderDeep } from '../lib/catalog.js';
import { iso, type Clock } from '../lib/clock.js';
import { messageOf } from '../lib/errors.js';
import type { Logger } from '../lib/logger.js';
import { z } from 'zod';
import { languageRoom, type PageSocket } from './streams.js';
import { ACTIVITY_ROOM, streamRooms, usageRoom } from './rooms.js';
import type { TakeSnapshot } from './snapshot.js';
import type { RealtimeSources } from './sources.js';

const RESYNC_EVERY_MS = 1000;
/** A page says of 200 listed messages that they came and were seen; far beyond that a user floods. */
const MAX_EVENTS = 600;
const EVENTS_WINDOW_MS = 10_000;

const ViewShape = z.object({
  page: z.enum(['none', 'home', 'activity', 'notifications', 'lab']),
  visible: z.boolean(),
});
const AckShape = z.object({
  id: z.string().max(100),
  state: z.enum(['delivered', 'seen', 'dismissed']),
});

interface PageDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly sources: RealtimeSources;
  readonly takeSnapshot: TakeSnapshot;
}

/** Sends snapshots, at most one a second and never two at once; one that failed is tried again. */
const createSnapshots = (socket: PageSocket, deps: PageDeps): { send: () => void } => {
  const { clock, log, takeSnapshot } = deps;
  let nextMs = 0;
  let planned = false;

  const take = async (): Promise<void> => {
    let taken = false;
    try {
      const snapshot = await takeSnapshot(socket.data.auth);
      socket.emit('snapshot', renderDeep(snapshot, socket.data.language) as Snapshot);
      taken = true;
    } catch (error) {
      log.warn(`could not send a snapshot: ${messageOf(error)}`);
    }
    planned = false;
    nextMs = clock.monotonicMs() + RESYNC_EVERY_MS;
    // A page without a snapshot shows that its connection is lost, and has no reason to ask again.
    if (!taken && socket.connected) send();
  };

  const send = (): void => {
    if (planned) return;
    planned = true;
    const waitMs = nextMs - clock.monotonicMs();
    if (waitMs <= 0) void take();
    else clock.after(waitMs, () => void (socket.connected ? take() : undefined));
  };
  return { send };
};

/** Frames are only sent to visible pages. */
const applyView = async (socket: PageSocket, view: z.infer<typeof ViewShape>, deps: PageDeps) => {
  const { sources, clock } = deps;
  const { principal, shown } = socket.data.auth;
  const looking = view.visible && view.page !== 'none';

  if (shown !== null) {
    const room = usageRoom(shown);
    // Of two volatile frames in one tick the second is lost, and the activity frame holds all usage.
    if (!looking || view.page === 'activity') await socket.leave(room);
    else if (!socket.rooms.has(room)) {
      await socket.join(room);
      const usage = sources.usage(shown);
      if (usage !== null) socket.emit('usage', { user: shown.user, server: shown.server, usage });
    }
  }
  if (!(looking && view.page === 'activity' && principal.admin)) await socket.leave(ACTIVITY_ROOM);
  else if (!socket.rooms.has(ACTIVITY_ROOM)) {
    await socket.join(ACTIVITY_ROOM);
    socket.emit('activity', {
      at: iso(clock.now()),
      summary: sources.activitySummary(),
      rows: sources.allUsage(),
    });
  }
};

/** Ends a connection that sends more than any page would. */
const guardAgainstFloods = (socket: PageSocket, clock: Clock): void => {
  let windowMs = clock.monotonicMs();
  let events = 0;
  socket.use((_event, next) => {
    if (clock.monotonicMs() - windowMs > EVENTS_WINDOW_MS) {
      windowMs = clock.monotonicMs();
      events = 0;
    }
    events += 1;
    if (events > MAX_EVENTS) socket.disconnect(true);
    else next();
  });
};

/** Serves one page that was let in: its rooms, snapshots and what it says. */
export const servePage = async (socket: PageSocket, deps: PageDeps): Promise<void> => {
  const { log, sources } = deps;
  const { principal } = socket.data.auth;
  const snapshots = createSnapshots(socket, deps);
  guardAgainstFloods(socket, deps.clock);

  socket.on('resync', () => snapshots.send());
  // What a page sends is checked like any other input: the types only describe honest pages.
  socket.on('view', (view: unknown) => {
    const parsed = ViewShape.safeParse(view);
    if (!parsed.success) return;
    applyView(socket, parsed.data, deps).catch((error: unknown) => log.warn(messageOf(error)));
  });
  socket.on('ack', (ack: unknown) => {
    const parsed = AckShape.safeParse(ack);
    if (!parsed.success || principal.kind !== 'user') return;
    try {
      sources.acknowledge(principal.name, parsed.data);
    } catch (error) {
      log.debug(`ignored an acknowledgement: ${messageOf(error)}`);
    }
  });

  await socket.join([
    languageRoom(socket.data.language),
    ...Object.values(streamRooms(socket.data.auth)),
  ]);
  snapshots.send();
};
