import type { SessionView } from '@perijove/contracts';

const CHOICES = [1, 4, 12] as const;

/** Which extensions to offer: round numbers that fit, or all that is left when none does. */
export const extendChoices = (availableHours: number): readonly number[] => {
  if (availableHours <= 0) return [];
  const fitting = CHOICES.filter(hours => hours <= availableHours);
  return fitting.length > 0 ? fitting : [availableHours];
};

/** Milliseconds until the deadline by the server's clock; null when there is none. */
export const remainingMs = (session: SessionView, nowMs: number): number | null =>
  session.deadline === null ? null : Math.max(0, Date.parse(session.deadline) - nowMs);

/** The smallest warning, in minutes, whose time has come; null while none has. */
export const dueWarning = (session: SessionView, nowMs: number): number | null => {
  const left = remainingMs(session, nowMs);
  if (left === null) return null;
  const due = session.warnMinutes
    // One that is as long as the whole allowed silence would be due all the time.
    .filter(minutes => session.reason !== 'idle' || minutes * 60 < session.timeoutSeconds)
    .filter(minutes => left <= minutes * 60_000);
  return due.length === 0 ? null : Math.min(...due);
};
