import type { ActivityStatus, ServerPhase } from '@perijove/contracts';
import type { HubServer } from '../../../jupyterhub/port.js';

/** What the servers feature knows of a server that the list shows. */
export interface ServerFacts {
  readonly phase: ServerPhase;
  readonly deadlineMs: number | null;
  readonly image: string | null;
  /** Whether a new container would get other rights or limits; missing if it was not compared. */
  readonly settingsOutdated?: boolean;
}

const running = (lastActivityMs: number | null, nowMs: number, inactiveAfterMs: number) =>
  lastActivityMs !== null && nowMs - lastActivityMs <= inactiveAfterMs ? 'active' : 'inactive';

const phaseOf = (hub: HubServer | null): ServerPhase => {
  if (hub === null) return 'stopped';
  if (hub.pending !== null) return hub.pending === 'spawn' ? 'starting' : 'stopping';
  return hub.ready ? 'running' : 'stopped';
};

/**
 * The word for a server's state. What our own servers feature says comes before what the
 * hub's list said some seconds ago.
 */
export const statusOf = (what: {
  readonly facts: ServerFacts | null;
  readonly hub: HubServer | null;
  readonly lastActivityMs: number | null;
  readonly nowMs: number;
  readonly inactiveAfterMs: number;
}): ActivityStatus => {
  const phase = what.facts?.phase ?? phaseOf(what.hub);
  switch (phase) {
    case 'running':
      return running(what.lastActivityMs, what.nowMs, what.inactiveAfterMs);
    case 'stopped':
      return 'offline';
    case 'failed':
    case 'stopping':
      return phase;
    case 'queued':
    case 'pulling':
    case 'creating':
    case 'starting':
    case 'waiting':
      return 'starting';
  }
};
