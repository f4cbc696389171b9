import type { SessionView } from '@perijove/contracts';

const HOUR_MS = 3_600_000;

/** Offered as long as so much is available. */
const DEFAULT_HOURS = [1, 4];

/** Why the session cannot be extended. */
export type BlockedReason = 'not_needed' | 'not_allowed' | 'max_age' | 'not_offered' | 'used_up';

/** The hours to choose from, smallest first; `rest` is everything that remains. */
export type ExtendChoices =
  | { readonly kind: 'open'; readonly hours: readonly number[]; readonly rest: number | null }
  | { readonly kind: 'blocked'; readonly why: BlockedReason };

const blocked = (why: BlockedReason): ExtendChoices => ({ kind: 'blocked', why });

/** The extensions to offer for a session; never more than its maximum run time allows. */
export const extendChoices = (session: SessionView): ExtendChoices => {
  const { deadline, maxAgeDeadline, extension, canExtend } = session;
  if (deadline === null) return blocked('not_needed');
  if (!canExtend) return blocked('not_allowed');
  const room =
    maxAgeDeadline === null
      ? Infinity
      : (Date.parse(maxAgeDeadline) - Date.parse(deadline)) / HOUR_MS;
  if (room <= 0) return blocked('max_age');
  if (extension.maxHours <= 0) return blocked('not_offered');
  // Rounded down, so that a request is never too long by a hundredth of an hour.
  const available = Math.floor(Math.min(extension.availableHours, room) * 100) / 100;
  if (available <= 0) return blocked(extension.availableHours <= 0 ? 'used_up' : 'max_age');
  const hours = DEFAULT_HOURS.filter(count => count <= available);
  return { kind: 'open', hours, rest: hours.includes(available) ? null : available };
};
