import type { ServerPhase } from '@perijove/contracts';
import type { HubServer } from '../../jupyterhub/port.js';

/** Phases of a start under way. */
export const isStarting = (phase: ServerPhase): boolean =>
  phase === 'queued' ||
  phase === 'pulling' ||
  phase === 'creating' ||
  phase === 'starting' ||
  phase === 'waiting';

/** Phases in which nothing of the server is left but its files. */
export const isOver = (phase: ServerPhase): boolean => phase === 'stopped' || phase === 'failed';

/** A request to the hub that has not arrived here yet. */
export type Intent = 'start' | 'stop' | 'restart';

/** How long after a start the hub may take to route requests to the lab. */
export const ROUTING_MS = 120_000;

/**
 * The phase that users see. Ours describes the lab, the hub's whether its proxy has a route there;
 * a recent request shows at once.
 */
export const mergePhase = (known: {
  readonly own: ServerPhase;
  readonly intent: Intent | null;
  /** It restarts behind the hub's back, and the hub was not told yet where the lab is now. */
  readonly restarting?: boolean;
  /** Null when the hub has no such server, or was not read yet. */
  readonly hub: HubServer | null;
  /** Milliseconds since the lab answered; null when it does not run. */
  readonly sinceReadyMs: number | null;
}): ServerPhase => {
  const { own, intent, restarting = false, hub, sinceReadyMs } = known;
  if (isStarting(own)) return intent === 'stop' ? 'stopping' : own;
  if (isOver(own)) {
    if (intent === 'start' || intent === 'restart') return 'queued';
    // A failure is news even while the hub still tidies up after it.
    return own === 'stopped' && hub?.pending === 'spawn' ? 'queued' : own;
  }
  if (own === 'stopping') return own;
  if (intent === 'stop' || intent === 'restart' || hub?.pending === 'stop') return 'stopping';
  if (restarting) return 'waiting';
  const fresh = sinceReadyMs !== null && sinceReadyMs < ROUTING_MS;
  if (hub?.ready !== true && (hub?.pending === 'spawn' || fresh)) return 'waiting';
  return own;
};
