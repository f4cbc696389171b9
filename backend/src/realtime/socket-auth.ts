import type { IncomingMessage } from 'node:http';
import type { Handshake, RefusalCode } from '@perijove/contracts';
import { z } from 'zod';
import type { ServerKey } from '../features/domain-events.js';
import type { Principal } from '../auth/principal.js';

/**
 * What the token may do with the server that the page shows.
 * - `own`: all of it: see its volumes and the user's other servers, too
 * - `use`: look at it and move its deadline, as the page of a lab does
 * - `look`: look at it
 */
export type ServerRights = 'own' | 'use' | 'look';

/** The server that a page shows, and what its token may do there. */
export interface ShownServer extends ServerKey {
  readonly rights: ServerRights;
}

/** A page that was let in: who looks, and at whose server. */
export interface SocketAuth {
  readonly principal: Principal;
  /** The server that the page shows; null where the token may see none. */
  readonly shown: ShownServer | null;
  /** A lab page, in which a user may be at work; a hub page only looks on. */
  readonly lab: boolean;
  /** Tells tokens apart without being one, such as a digest. */
  readonly credential: string;
}

/** The answer to a handshake. */
export type HandshakeResult =
  | { readonly ok: true; readonly auth: SocketAuth }
  | { readonly ok: false; readonly code: RefusalCode };

/** Resolves a handshake. Whatever it throws counts as `hub_unavailable`. */
export type AuthenticateSocket = (
  handshake: Handshake,
  request: IncomingMessage,
) => Promise<HandshakeResult>;

/**
 * Asks whether an socket auth still holds. `ended`: the token is gone or its rights changed;
 * `unknown`: nobody can tell now, for example because the hub is away.
 */
export type Revalidate = (auth: SocketAuth) => Promise<'valid' | 'ended' | 'unknown'>;

const HandshakeShape = z.union([
  z.strictObject({
    token: z.string().min(1).max(4096),
    server: z.strictObject({ user: z.string().max(255), name: z.string().max(255) }).optional(),
    quiet: z.boolean().optional(),
  }),
  z.strictObject({ ticket: z.string().min(1).max(200) }),
]);

/** What the page sent as `auth`, or null when it is not a handshake of ours. */
export const parseHandshake = (auth: unknown): Handshake | null => {
  const result = HandshakeShape.safeParse(auth);
  if (!result.success) return null;
  if ('ticket' in result.data) return result.data;
  const { token, server, quiet } = result.data;
  return {
    token,
    ...(server === undefined ? {} : { server }),
    ...(quiet === undefined ? {} : { quiet }),
  };
};

/**
 * Browsers say from where a page came. Tickets and tokens protect the socket already;
 * refusing other origins keeps a stolen one from being used out of a foreign page.
 */
export const isOriginAllowed = (
  origin: string | undefined,
  host: string | undefined,
  isAllowedOrigin: (origin: string) => boolean,
): boolean => {
  if (origin === undefined) return true;
  if (isAllowedOrigin(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
};
