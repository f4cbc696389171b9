import type { Among } from '@perijove/contracts';

/** Whether a right reaches that person. */
export const isAmong = (among: Among, user: string): boolean =>
  among === 'all' || among.includes(user);
