import type { ClientToServer, Me, ServerToClient, View } from '@perijove/contracts';
import { SOCKET_PATH } from '@perijove/contracts';
import type { Client } from '@perijove/contracts/client';
import type { QueryClient } from '@tanstack/react-query';
import { io, type Socket } from 'socket.io-client';
import { keys } from '../api/keys';
import type { ServerClock } from '../app/server-clock';
import { throttleByKey } from '../app/throttle-by-key';
import {
  applyActivity,
  applyAnnouncement,
  applyChange,
  applySnapshot,
  applyUsage,
  type Refetch,
} from './apply';
import { SequenceGuard } from './sequence';

/** Whether pushed state arrives: `connecting` is the first try, `lost` every later one. */
export type LiveStatus = 'connecting' | 'live' | 'lost';

interface Needs {
  readonly basePath: string;
  readonly client: Client;
  readonly cache: QueryClient;
  readonly clock: ServerClock;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 5_000;
const DELIVERIES_WAIT_MS = 400;
const USERS_WAIT_MS = 500;
const EVENTS_WAIT_MS = 500;
const ACTIVITY_WAIT_MS = 2_000;
const VOLUMES_WAIT_MS = 1_000;
/** Users on other pages change all the time: what they change here can wait. */
const ELSEWHERE_WAIT_MS = 15_000;

/**
 * The one connection of the page: everything that changes arrives here and goes into the cache.
 * Each connection shows a fresh ticket, because a ticket opens one socket only.
 */
export class LiveConnection {
  readonly #needs: Needs;
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #guard = new SequenceGuard();
  readonly #refetch: Refetch;
  readonly #listeners = new Set<() => void>();
  #status: LiveStatus = 'connecting';
  #view: View = { page: 'none', visible: true };
  #retryMs = FIRST_RETRY_MS;

  constructor(needs: Needs) {
    this.#needs = needs;
    const { basePath, client, cache } = needs;
    // What is one's own arrives whole; a question would only repeat it.
    const isOwn = (user: string): boolean => cache.getQueryData<Me>(keys.me)?.name === user;
    const renewActivity = (): void =>
      void cache.invalidateQueries({ queryKey: keys.activityPages });
    const users = throttleByKey(
      () => void cache.invalidateQueries({ queryKey: keys.userPages }),
      USERS_WAIT_MS,
    );
    const shown = throttleByKey(renewActivity, ACTIVITY_WAIT_MS);
    const groups = throttleByKey(
      () => void cache.invalidateQueries({ queryKey: keys.groups }),
      ACTIVITY_WAIT_MS,
    );
    const elsewhere = throttleByKey(renewActivity, ELSEWHERE_WAIT_MS);
    const volumeLists = throttleByKey(() => {
      for (const queryKey of [keys.volumeOwners, keys.trash]) {
        void cache.invalidateQueries({ queryKey });
      }
    }, ACTIVITY_WAIT_MS);
    const volumesOf = throttleByKey(
      user => void cache.invalidateQueries({ queryKey: keys.volumes(user) }),
      VOLUMES_WAIT_MS,
    );
    const events = throttleByKey(
      () => void cache.invalidateQueries({ queryKey: keys.auditLog }),
      EVENTS_WAIT_MS,
    );
    this.#refetch = {
      deliveries: throttleByKey(
        id => void cache.invalidateQueries({ queryKey: keys.deliveries(id) }),
        DELIVERIES_WAIT_MS,
      ),
      volumes: user => {
        volumeLists('all');
        if (!isOwn(user)) volumesOf(user);
      },
      server: throttleByKey(user => {
        if (!isOwn(user)) void cache.invalidateQueries({ queryKey: keys.server(user) });
      }, ACTIVITY_WAIT_MS),
      users: () => {
        users('users');
      },
      activity: where => {
        (where === 'shown' ? shown : elsewhere)(where);
      },
      events: () => {
        events('all');
      },
      groups: () => {
        groups('');
      },
    };
    this.#socket = io({
      path: `${basePath}${SOCKET_PATH}`,
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: FIRST_RETRY_MS,
      reconnectionDelayMax: LAST_RETRY_MS,
      auth: answer => {
        client('createTicket').then(
          ({ ticket }) => {
            answer({ ticket });
          },
          // An empty ticket is refused, and a refusal leads to the next try.
          () => {
            answer({ ticket: '' });
          },
        );
      },
    });
    this.#listen();
  }

  /** Connects, and stays connected until the page is left. */
  start(): void {
    this.#socket.connect();
  }

  /** Says what is on the screen, now and after every new connection. */
  setView(view: View): void {
    this.#view = view;
    if (this.#socket.connected) this.#socket.emit('view', view);
  }

  /** The status now; for `useSyncExternalStore`. */
  readonly status = (): LiveStatus => this.#status;

  /** Hears changes of the status; for `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  #setStatus(status: LiveStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }

  #listen(): void {
    const { cache, clock } = this.#needs;
    const socket = this.#socket;
    let connectedBefore = false;
    socket.on('connect', () => {
      this.#retryMs = FIRST_RETRY_MS;
      socket.emit('view', this.#view);
      // What the snapshot does not carry may have changed while nobody listened.
      if (connectedBefore) {
        for (const queryKey of [
          keys.sent,
          keys.activityPages,
          keys.volumeOwners,
          keys.trash,
          keys.userPages,
          keys.pendingUsers,
          keys.auditLog,
          keys.groups,
          ['deliveries'],
          ['history'],
        ]) {
          void cache.invalidateQueries({ queryKey });
        }
      }
      connectedBefore = true;
    });
    socket.on('snapshot', snapshot => {
      clock.sync(snapshot.serverTime);
      this.#guard.reset(snapshot.seq);
      applySnapshot(cache, snapshot);
      this.#setStatus('live');
    });
    socket.on('delta', delta => {
      const step = this.#guard.step(delta, Date.now());
      if (step === 'apply') applyChange(cache, delta.change, this.#refetch);
      else if (step === 'resync') socket.emit('resync');
    });
    socket.on('usage', frame => {
      applyUsage(cache, frame);
    });
    socket.on('announcement', announcement => {
      applyAnnouncement(cache, announcement);
    });
    socket.on('activity', frame => {
      applyActivity(cache, frame);
    });
    socket.on('signed_out', () => void cache.invalidateQueries({ queryKey: keys.me }));
    socket.on('disconnect', () => {
      this.#setStatus('lost');
      if (!socket.active) this.#retryLater();
    });
    socket.on('connect_error', error => {
      this.#setStatus('lost');
      // Socket.IO tries again by itself after network errors, but not after a refusal.
      if (socket.active) return;
      const { data } = error as Error & { readonly data?: { readonly code?: string } };
      if (data?.code === 'unauthenticated') void cache.invalidateQueries({ queryKey: keys.me });
      this.#retryLater();
    });
  }

  #retryLater(): void {
    setTimeout(() => this.#socket.connect(), this.#retryMs * (0.75 + Math.random() / 2));
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}
