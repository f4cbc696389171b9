import type { Stream } from '@perijove/contracts';
import type { ServerKey } from '../features/domain-events.js';
import { canSend } from '../auth/access.js';
import type { SocketAuth, ServerRights } from './socket-auth.js';
import { subscriberRoom } from './subscribers.js';

/** Names of rooms. User and server names hold no slash, so no two rooms share a name. */
export const meRoom = (user: string): string => `me/${user}`;
/** Reports of what that user sent. */
export const senderRoom = (user: string): string => `sender/${user}`;
export const serverRoom = ({ user, server }: ServerKey, rights: ServerRights): string =>
  `server/${rights}/${user}/${server}`;
export const usageRoom = ({ user, server }: ServerKey): string => `usage/${user}/${server}`;
export const ADMIN_ROOM = 'admin';
/** Administrators who look at the activity page now. */
export const ACTIVITY_ROOM = 'watch/activity';

/** The one room of each stream that a page hears, decided by what its token may do. */
export const streamRooms = ({
  principal,
  shown,
}: SocketAuth): Readonly<Partial<Record<Stream, string>>> => {
  const users = subscriberRoom(principal);
  return {
    ...(principal.kind === 'user' && { me: meRoom(principal.name) }),
    ...(principal.kind === 'user' && canSend(principal) && { sender: senderRoom(principal.name) }),
    ...(shown !== null && { server: serverRoom(shown, shown.rights) }),
    ...(principal.admin && { admin: ADMIN_ROOM }),
    ...(users !== null && { users }),
  };
};
