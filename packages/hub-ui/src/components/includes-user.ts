import type { Among } from '@perijove/contracts';

/** Whether a right reaches that user. */
export const includesUser = (among: Among, user: string): boolean =>
  among === 'all' || among.includes(user);
