import { strings } from '@perijove/contracts/strings';

/** Why the culler stopped a server, for the user who finds it stopped. */
export const stopWords = (stop: {
  readonly atMs: number;
  readonly timeZone: string;
  readonly reason: 'idle' | 'extended' | 'max_age' | 'culler_disabled';
  readonly idleMs: number;
  readonly ageMs: number;
}): string => {
  const words = strings.sessions;
  const time = words.clockTime(stop.atMs, stop.timeZone);
  return stop.reason === 'max_age'
    ? words.stoppedOld(time, words.span(stop.ageMs))
    : words.stoppedIdle(time, words.span(stop.idleMs));
};
