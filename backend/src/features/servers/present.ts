import type { ServerView, SessionView, Usage } from '@perijove/contracts';
import type { HubServer } from '../../jupyterhub/port.js';
import { isoOrNull } from '../../lib/clock.js';
import type { Unrendered } from '../../lib/text.js';
import type { Failure } from './start/failure.js';
import { isOver, mergePhase, type Intent } from './phase.js';
import type { ServerRow } from './repo.js';

/** What a server is called, where that says more than its name. */
const displayed = (name: string, displayName: string | null): Pick<ServerView, 'displayName'> =>
  name === '' || displayName === null || displayName === name ? {} : { displayName };

/** A server for the wire. */
export const presentServer = (known: {
  readonly row: ServerRow;
  readonly hub: HubServer | null;
  readonly intent: Intent | null;
  /** It restarts behind the hub's back, and the hub was not told yet. */
  readonly restarting: boolean;
  /** Why a running server cannot be reached; null when it can. */
  readonly trouble: Failure | null;
  readonly session: SessionView;
  readonly usage: Usage | null;
  /** Place among those who wait to start; null when it does not wait for one. */
  readonly queuePosition: number | null;
  readonly imageOutdated: boolean;
  readonly settingsOutdated: boolean;
  /** When one of its processes was last ended for want of memory. */
  readonly memoryFullAtMs: number | null;
  /** Path of a lab when the hub has not said it, such as `/user/alice/`. */
  readonly fallbackUrl: string;
  readonly nowMs: number;
}): Unrendered<ServerView> => {
  const { row, hub, intent, restarting, trouble, session, usage, fallbackUrl, nowMs } = known;
  const sinceReadyMs =
    row.phase === 'running' && row.startedAtMs !== null ? nowMs - row.startedAtMs : null;
  const merged = mergePhase({ own: row.phase, intent, restarting, hub, sinceReadyMs });
  const cutOff = merged === 'running' && trouble !== null;
  const phase = cutOff ? (intent === null ? 'failed' : 'queued') : merged;
  const running = phase === 'running';
  const base = hub === null || hub.url === '' ? fallbackUrl : hub.url;
  return {
    user: row.user,
    name: row.name,
    ...displayed(row.name, hub?.displayName ?? row.displayName),
    phase,
    progress: [...row.progress],
    url: running ? `${base.replace(/\/?$/, '/')}lab` : null,
    image: row.image,
    imageOutdated: running && known.imageOutdated,
    settingsOutdated: running && known.settingsOutdated,
    memoryFullAt: running ? isoOrNull(known.memoryFullAtMs) : null,
    startedAt: row.phase === 'running' ? isoOrNull(row.startedAtMs) : null,
    stoppedAt: isoOrNull(row.stoppedAtMs),
    stopReason: row.stopReason,
    failure: phase === 'failed' || running ? (cutOff ? trouble : row.failure) : null,
    ...(known.queuePosition === null ? {} : { queuePosition: known.queuePosition }),
    hasLog: row.logTail.length > 0 || !(isOver(row.phase) || row.phase === 'queued'),
    usage: running ? usage : null,
    session,
  };
};
