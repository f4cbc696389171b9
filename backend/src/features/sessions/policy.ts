import type { Principal } from '../../http/principal.js';

/** Whether this caller may move the deadline of that person's server. */
export const mayExtend = (caller: Principal, user: string): boolean =>
  caller.admin || (caller.kind === 'user' && caller.name === user);
