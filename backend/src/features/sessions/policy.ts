import type { Principal } from '../../auth/principal.js';

/** Whether a caller can do something to a server: the access rule of a route, for views that offer it. */
export type CanActOnServer = (caller: Principal, user: string, server: string) => boolean;
