import type { Principal } from '../../auth/principal.js';

/**
 * Whether this caller may move the deadline of that server: the rule of the route that does it, for
 * the views that offer it.
 */
export type MayExtend = (caller: Principal, user: string, server: string) => boolean;

/** Whether this caller may start that server; whoever may only restart it needs one that runs. */
export type MayStart = MayExtend;
