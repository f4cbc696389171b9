import type { SessionView } from '@perijove/contracts';

const HOUR_MS = 3_600_000;

/** What is offered first, as long as it is there. */
const USUAL_HOURS = [1, 4];

/** Why there is nothing to choose. */
export type Blocked = 'not_needed' | 'not_allowed' | 'longest_run' | 'not_offered' | 'used_up';

/** The hours that can be asked for, smallest first; `rest` is all that is left. */
export type ExtendChoices =
  | { readonly kind: 'open'; readonly hours: readonly number[]; readonly rest: number | null }
  | { readonly kind: 'blocked'; readonly why: Blocked };

const blocked = (why: Blocked): ExtendChoices => ({ kind: 'blocked', why });

/** What a person can sensibly ask for. More than the longest run allows would be no gain. */
export const extendChoices = (session: SessionView): ExtendChoices => {
  const { deadline, maxAgeDeadline, extension, mayExtend } = session;
  if (deadline === null) return blocked('not_needed');
  if (!mayExtend) return blocked('not_allowed');
  const room =
    maxAgeDeadline === null
      ? Infinity
      : (Date.parse(maxAgeDeadline) - Date.parse(deadline)) / HOUR_MS;
  if (room <= 0) return blocked('longest_run');
  if (extension.maxHours <= 0) return blocked('not_offered');
  // Rounded down, never to be refused for a hundredth of an hour.
  const most = Math.floor(Math.min(extension.availableHours, room) * 100) / 100;
  if (most <= 0) return blocked(extension.availableHours <= 0 ? 'used_up' : 'longest_run');
  const hours = USUAL_HOURS.filter(count => count <= most);
  return { kind: 'open', hours, rest: hours.includes(most) ? null : most };
};
