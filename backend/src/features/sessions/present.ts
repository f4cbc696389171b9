import type { SessionView } from '@perijove/contracts';
import { iso, isoOrNull } from '../../lib/clock.js';
import {
  activityOf,
  availableHours,
  deadlineOf,
  type SessionFacts,
  type SessionRules,
} from './deadline.js';

/** Hours with at most four decimals. */
const tidy = (hours: number): number => Math.round(hours * 10_000) / 10_000;

/** A session for the wire. `facts` is null while the server does not run. */
export const presentSession = (options: {
  readonly rules: SessionRules;
  readonly facts: SessionFacts | null;
  readonly warnMinutes: readonly number[];
  readonly canExtend: boolean;
  readonly nowMs: number;
}): SessionView => {
  const { rules, facts, warnMinutes, canExtend, nowMs } = options;
  const deadline = facts === null ? null : deadlineOf(rules, facts);
  const atMs = deadline?.atMs ?? null;
  const stopped = rules.cullerEnabled ? 'not_running' : 'culler_disabled';
  return {
    deadline: isoOrNull(atMs),
    remainingSeconds: atMs === null ? null : Math.max(0, Math.floor((atMs - nowMs) / 1000)),
    timeoutSeconds: rules.timeoutMs / 1000,
    lastActivity: facts === null ? null : iso(activityOf(facts)),
    extension: {
      usedHours: tidy(facts?.usedHours ?? 0),
      availableHours: tidy(facts === null ? rules.maxExtensionHours : availableHours(rules, facts)),
      maxHours: rules.maxExtensionHours,
    },
    maxAgeDeadline: isoOrNull(deadline?.maxAgeAtMs ?? null),
    reason: deadline?.reason ?? stopped,
    warnMinutes: [...warnMinutes],
    work: rules.work,
    canExtend,
    serverTime: iso(nowMs),
  };
};
