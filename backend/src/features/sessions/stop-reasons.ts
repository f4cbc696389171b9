import { text, type Text } from '../../lib/text.js';

/** Why the culler stopped a server, for the user who finds it stopped. */
export const stopWords = (stop: {
  readonly atMs: number;
  readonly timeZone: string;
  readonly reason: 'idle' | 'extended' | 'max_age' | 'culler_disabled';
  readonly idleMs: number;
  readonly ageMs: number;
}): Text => {
  const time = { atMs: stop.atMs, timeZone: stop.timeZone };
  return stop.reason === 'max_age'
    ? text('sessions.stoppedOld', { time, after: { spanMs: stop.ageMs } })
    : text('sessions.stoppedIdle', { time, after: { spanMs: stop.idleMs } });
};
