import type { AllowedUsers } from '@perijove/contracts';

/** Whether a right reaches that user. */
export const includesUser = (among: AllowedUsers, user: string): boolean =>
  among === 'all' || among.includes(user);
