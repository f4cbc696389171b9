import type { CountedWork } from '@perijove/contracts';

const HOUR_MS = 3_600_000;

/** The rules of sessions, as the administrator set them. */
export interface SessionRules {
  readonly cullerEnabled: boolean;
  readonly timeoutMs: number;
  /** 0 is off. */
  readonly maxAgeMs: number;
  readonly maxExtensionHours: number;
  /** What counts as use besides input. */
  readonly work: CountedWork;
}

/** What is known of one running session. Times are epoch milliseconds. */
export interface SessionFacts {
  readonly startedAtMs: number;
  /** Null while the hub has not reported any. */
  readonly lastActivityMs: number | null;
  readonly extendedUntilMs: number | null;
  readonly usedHours: number;
}

/** When a session ends, and which rule says so. */
export interface Deadline {
  /** Null when nothing will stop the server. */
  readonly atMs: number | null;
  readonly maxAgeAtMs: number | null;
  readonly reason: 'idle' | 'extended' | 'max_age' | 'culler_disabled';
}

/** The latest sign of life: a server that was just started counts as used. */
export const activityOf = (facts: SessionFacts): number =>
  Math.max(facts.startedAtMs, facts.lastActivityMs ?? facts.startedAtMs);

/**
 * When a session ends: idle time, moved by extensions, capped by the greatest age.
 * The API, the pages, the warnings and the culler all ask here.
 */
export const deadlineOf = (rules: SessionRules, facts: SessionFacts): Deadline => {
  if (!rules.cullerEnabled) return { atMs: null, maxAgeAtMs: null, reason: 'culler_disabled' };
  const base = activityOf(facts) + rules.timeoutMs;
  const extended = facts.extendedUntilMs ?? 0;
  const wanted = Math.max(base, extended);
  const maxAgeAtMs = rules.maxAgeMs > 0 ? facts.startedAtMs + rules.maxAgeMs : null;
  if (maxAgeAtMs !== null && maxAgeAtMs < wanted) {
    return { atMs: maxAgeAtMs, maxAgeAtMs, reason: 'max_age' };
  }
  return { atMs: wanted, maxAgeAtMs, reason: extended > base ? 'extended' : 'idle' };
};

/** Hours that can still be granted; fractions below a second are spent. */
export const availableHours = (rules: SessionRules, facts: SessionFacts): number => {
  const left = rules.maxExtensionHours - facts.usedHours;
  return left * 3600 < 1 ? 0 : left;
};

/** The outcome of asking for more time. */
export type Extension =
  | {
      readonly ok: true;
      readonly grantedHours: number;
      readonly truncated: boolean;
      readonly extendedUntilMs: number;
      readonly usedHours: number;
    }
  | { readonly ok: false; readonly why: 'culler_disabled' | 'exhausted' | 'max_age' };

/**
 * Moves the deadline by up to `hours`. Grants what is left when more is asked, and never spends
 * allowance on time that the greatest age would take away again.
 *
 * @param beyond - a gift of an administrator: the allowance neither limits it nor pays for it
 */
export const extend = (
  rules: SessionRules,
  facts: SessionFacts,
  hours: number,
  beyond = false,
): Extension => {
  const deadline = deadlineOf(rules, facts);
  if (deadline.atMs === null) return { ok: false, why: 'culler_disabled' };
  const allowanceMs = beyond ? Infinity : Math.round(availableHours(rules, facts) * HOUR_MS);
  if (allowanceMs <= 0) return { ok: false, why: 'exhausted' };
  const roomMs = deadline.maxAgeAtMs === null ? Infinity : deadline.maxAgeAtMs - deadline.atMs;
  if (roomMs <= 0) return { ok: false, why: 'max_age' };
  const askedMs = Math.max(1, Math.round(hours * HOUR_MS));
  const grantedMs = Math.min(askedMs, allowanceMs, roomMs);
  const grantedHours = grantedMs / HOUR_MS;
  return {
    ok: true,
    grantedHours,
    truncated: grantedMs < askedMs,
    extendedUntilMs: deadline.atMs + grantedMs,
    usedHours: beyond
      ? facts.usedHours
      : Math.min(rules.maxExtensionHours, facts.usedHours + grantedHours),
  };
};

/** What the culler sees of a server at the moment of decision. */
export interface CullInput {
  readonly nowMs: number;
  /** The hub starts or stops it right now. */
  readonly pending: boolean;
  /** When the hub was asked last; null when it did not answer. */
  readonly hubReadAtMs: number | null;
  /** Whether a kernel or program works; null when that cannot be told, `unasked` before asking. */
  readonly busy: boolean | null | 'unasked';
}

/** `ask_hub`: read the hub again first; `ask_lab`: ask for kernels and programs at work first. */
export type CullDecision = 'keep' | 'ask_hub' | 'ask_lab' | 'stop';

/** Reports of the hub older than this are stale: nobody is stopped by them. */
const FRESH_MS = 60_000;

/**
 * Whether the culler stops a server. It never does so on stale or missing data, while the server
 * is starting or stopping, or while a kernel or program works. The greatest age needs no activity to be
 * known, and a busy kernel does not move it.
 */
export const decide = (
  rules: SessionRules,
  facts: SessionFacts,
  input: CullInput,
): CullDecision => {
  const deadline = deadlineOf(rules, facts);
  if (deadline.atMs === null || input.nowMs < deadline.atMs || input.pending) return 'keep';
  if (input.hubReadAtMs === null || input.nowMs - input.hubReadAtMs > FRESH_MS) return 'ask_hub';
  if (deadline.maxAgeAtMs !== null && input.nowMs >= deadline.maxAgeAtMs) return 'stop';
  if (rules.work === 'none') return 'stop';
  if (input.busy === 'unasked') return 'ask_lab';
  return input.busy === false ? 'stop' : 'keep';
};
