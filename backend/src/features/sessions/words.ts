/** `24 h`, `1.5 h`, `45 min`: a span for people. */
export const span = (ms: number): string => {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 6) / 10;
  return `${hours >= 10 ? Math.round(hours) : hours} h`;
};

/** `02:10` on the clocks of that zone. */
export const clockTime = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(atMs);

/** Why the culler stopped a server, for the person who finds it stopped. */
export const stopWords = (stop: {
  readonly atMs: number;
  readonly timeZone: string;
  readonly reason: 'idle' | 'extended' | 'max_age' | 'culler_disabled';
  readonly idleMs: number;
  readonly ageMs: number;
}): string => {
  const time = clockTime(stop.atMs, stop.timeZone);
  const safe = 'Your files are safe.';
  return stop.reason === 'max_age'
    ? `Stopped at ${time} after ${span(stop.ageMs)}, the longest that a server may run. ${safe}`
    : `Stopped at ${time} after ${span(stop.idleMs)} without activity. ${safe}`;
};
