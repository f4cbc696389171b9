import { strings } from '@perijove/contracts/strings';
import { setMaxListeners } from 'node:events';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Hub, HubServer } from '../../jupyterhub/port.js';
import { sleep, type Clock } from '../../lib/clock.js';
import { AppError, messageOf } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import type { DomainBus } from '../domain-events.js';
import { keyOf, subjectOf } from './key.js';
import { isOver, isStarting, ROUTING_MS, type Intent } from './phase.js';
import type { ServerStore } from './store.js';

/** How long a caller waits to hear that the hub refuses; the rest happens in the background. */
const PATIENCE_MS = 400;
const QUIET_MS = 120_000;
/** A start that the hub took has to arrive here within this time. */
const ARRIVAL_MS = 20_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;
/** The hub looks at a lab that answers and tells its proxy, which takes it about this long. */
const HUB_TURN_MS = 300;

/**
 * What people ask of servers goes through JupyterHub, so that its own state stays right.
 * All of it returns at once; what was asked shows as an intent until it arrives.
 */
export interface HubActions {
  start(
    user: string,
    server: string,
    options: Readonly<Record<string, unknown>>,
    displayName?: string,
  ): Promise<void>;
  stop(user: string, server: string): Promise<void>;
  restart(user: string, server: string): Promise<void>;
  intent(user: string, server: string): Intent | null;
  /** Whether anything was asked of any server of this person and has not arrived. */
  anyIntent(user: string): boolean;
  /** The spawner arrived: what was asked is under way. */
  arrived(user: string, server: string): void;
  /** Reads the hub until it agrees with what we know. */
  settle(user: string, server: string): void;
  close(): Promise<void>;
}

export const createHubActions = (deps: {
  readonly hub: Hub;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Logger;
  readonly bus: DomainBus;
  readonly store: ServerStore;
}): HubActions => {
  const { hub, directory, clock, log, bus, store } = deps;
  const intents = new Map<string, Intent>();
  const settling = new Set<string>();
  const ending = new AbortController();
  // Every server that settles listens to it; there is no leak behind many of them.
  setMaxListeners(0, ending.signal);
  const background = new Set<Promise<void>>();
  const changed = (user: string, server: string) => bus.emit('server.changed', { user, server });

  const inBackground = (work: Promise<void>): void => {
    const tracked = work
      .catch((error: unknown) => {
        if (!ending.signal.aborted) log.warn(messageOf(error));
      })
      .finally(() => background.delete(tracked));
    background.add(tracked);
  };

  const setIntent = (user: string, server: string, intent: Intent | null): void => {
    if (intent === null) intents.delete(keyOf(user, server));
    else intents.set(keyOf(user, server), intent);
    changed(user, server);
  };

  const read = async (user: string, server: string): Promise<HubServer | null> => {
    const before = JSON.stringify(directory.server(user, server));
    const fresh = await directory.refreshUser(user);
    const now = fresh?.servers.find(candidate => candidate.name === server) ?? null;
    if (JSON.stringify(now) !== before) changed(user, server);
    return now;
  };

  /** Reads the hub until `done` says so; false when it took too long or the hub stays away. */
  const until = async (
    user: string,
    server: string,
    limitMs: number,
    done: (seen: HubServer | null) => boolean,
  ): Promise<boolean> => {
    const endMs = clock.monotonicMs() + limitMs;
    for (let pauseMs = FIRST_PAUSE_MS; clock.monotonicMs() < endMs;) {
      const seen = await read(user, server).catch(() => 'unknown' as const);
      if (seen !== 'unknown' && done(seen)) return true;
      await sleep(clock, pauseMs, ending.signal);
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
    return false;
  };

  const fail = (user: string, server: string, intent: Intent, message: string): void => {
    intents.delete(keyOf(user, server));
    const row = store.row(user, server);
    const failure = { code: `hub_${intent}_failed`, message };
    const phase = isOver(row.phase) && intent !== 'stop' ? 'failed' : row.phase;
    store.put({ ...row, phase, failure });
  };

  const startThroughHub = async (
    user: string,
    server: string,
    options: Readonly<Record<string, unknown>>,
    displayName?: string,
  ): Promise<void> => {
    // The hub takes no order while it still ends the former server.
    const seen = await read(user, server);
    if (seen?.pending === 'stop' || (seen?.pending === 'spawn' && !isUnderWay(user, server))) {
      await until(user, server, QUIET_MS, now => now === null || now.pending === null);
    }
    await hub.startServer(user, server, options, displayName);
  };

  const isUnderWay = (user: string, server: string): boolean => {
    const phase = store.row(user, server).phase;
    return isStarting(phase) || phase === 'running';
  };

  /**
   * A start that the hub accepted shows up here soon, or the hub has given up on it.
   * @param again - asks once more, where the hub may have taken a server that just died for running
   */
  const awaitArrival = async (
    user: string,
    server: string,
    again: (() => Promise<void>) | null = null,
  ): Promise<void> => {
    const key = keyOf(user, server);
    const waiting = () => intents.get(key) === 'start' || intents.get(key) === 'restart';
    const gaveUp = (seen: HubServer | null) => seen === null || seen.pending === null;
    const endMs = clock.monotonicMs() + ARRIVAL_MS;
    await sleep(clock, 2000, ending.signal);
    while (waiting()) {
      const seen = await read(user, server).catch(() => 'unknown' as const);
      if (seen !== 'unknown' && seen?.ready === true) {
        setIntent(user, server, null);
        return;
      }
      if (seen !== 'unknown' && gaveUp(seen) && again !== null && waiting()) {
        await again();
        await awaitArrival(user, server);
        return;
      }
      if ((seen !== 'unknown' && gaveUp(seen)) || clock.monotonicMs() > endMs) {
        if (waiting()) fail(user, server, 'start', strings.servers.failed.notTaken);
        return;
      }
      await sleep(clock, 1000, ending.signal);
    }
  };

  /** Answers as soon as it is clear that the hub does not refuse outright. */
  const promptly = async (
    user: string,
    server: string,
    intent: Intent,
    work: () => Promise<void>,
  ): Promise<void> => {
    const row = store.find(user, server);
    // What failed before is over with the next wish; a failed phase keeps its words until then.
    if (row !== null && row.failure !== null) {
      store.put({ ...row, failure: null, phase: row.phase === 'failed' ? 'stopped' : row.phase });
    }
    setIntent(user, server, intent);
    let answered = false;
    const running = work();
    inBackground(
      running.catch((error: unknown) => {
        if (ending.signal.aborted) return;
        if (answered) fail(user, server, intent, messageOf(error));
        else setIntent(user, server, null);
        log.warn(`${intent} of ${subjectOf(user, server)}: ${messageOf(error)}`);
      }),
    );
    const patience = new AbortController();
    try {
      await Promise.race([running, sleep(clock, PATIENCE_MS, patience.signal)]);
    } finally {
      answered = true;
      patience.abort(new AppError('internal', 'answered'));
    }
  };

  const agrees = (user: string, server: string, seen: HubServer | null): boolean => {
    const own = store.row(user, server).phase;
    if (isStarting(own) || own === 'stopping') return false;
    if (own === 'running') return seen?.ready === true && seen.pending === null;
    return seen === null || (!seen.ready && seen.pending === null);
  };

  const settle = (user: string, server: string): void => {
    const key = keyOf(user, server);
    if (settling.has(key) || ending.signal.aborted) return;
    settling.add(key);
    inBackground(
      // Asked at once the hub would say "not yet", with as much work as the true answer takes.
      sleep(clock, HUB_TURN_MS, ending.signal)
        .then(() => until(user, server, ROUTING_MS, seen => agrees(user, server, seen)))
        .then(() => changed(user, server))
        .finally(() => settling.delete(key)),
    );
  };

  return {
    intent: (user, server) => intents.get(keyOf(user, server)) ?? null,
    anyIntent: user => [...intents.keys()].some(key => key.startsWith(keyOf(user, ''))),
    arrived: (user, server) => {
      intents.delete(keyOf(user, server));
    },
    settle,
    start: (user, server, options, displayName) =>
      promptly(user, server, 'start', async () => {
        // One that runs is as it should be, unless it dies before the hub has noticed.
        const ran = store.row(user, server).phase === 'running';
        const ask = (): Promise<void> => startThroughHub(user, server, options, displayName);
        await ask();
        inBackground(
          awaitArrival(
            user,
            server,
            ran
              ? () => ask().catch((error: unknown) => fail(user, server, 'start', messageOf(error)))
              : null,
          ),
        );
      }),
    stop: (user, server) =>
      promptly(user, server, 'stop', async () => {
        await hub.stopServer(user, server);
        await until(user, server, QUIET_MS, seen => seen === null || !seen.ready);
        if (intents.get(keyOf(user, server)) === 'stop') setIntent(user, server, null);
      }),
    restart: (user, server) =>
      promptly(user, server, 'restart', async () => {
        await hub.stopServer(user, server);
        const quiet = (seen: HubServer | null) =>
          seen === null || (!seen.ready && seen.pending === null);
        if (!(await until(user, server, QUIET_MS, quiet))) {
          throw new AppError('hub_unavailable', strings.servers.stopTookTooLong);
        }
        await startThroughHub(user, server, {});
        inBackground(awaitArrival(user, server));
      }),
    close: async () => {
      ending.abort(new AppError('shutting_down', strings.common.restarting));
      await Promise.all(background);
    },
  };
};
