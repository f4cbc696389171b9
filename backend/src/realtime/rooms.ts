import type { Stream } from '@perijove/contracts';
import type { ServerKey } from '../features/domain-events.js';
import { isOwner, type Admission } from './admission.js';
import { reachRoom } from './reach-rooms.js';

/** Names of rooms. User and server names hold no slash, so no two rooms share a name. */
export const meRoom = (user: string): string => `me/${user}`;
export const serverRoom = ({ user, server }: ServerKey, rights: 'own' | 'visit'): string =>
  `server/${rights}/${user}/${server}`;
export const usageRoom = ({ user, server }: ServerKey): string => `usage/${user}/${server}`;
export const ADMIN_ROOM = 'admin';
/** Administrators who look at the activity page now. */
export const ACTIVITY_ROOM = 'watch/activity';

/** The one room of each stream that a page hears, decided by identity alone. */
export const streamRooms = (admission: Admission): Readonly<Partial<Record<Stream, string>>> => {
  const { principal, shown } = admission;
  const people = reachRoom(principal);
  return {
    ...(principal.kind === 'user' && { me: meRoom(principal.name) }),
    ...(shown !== null && {
      server: serverRoom(shown, isOwner(admission) ? 'own' : 'visit'),
    }),
    ...(principal.admin && { admin: ADMIN_ROOM }),
    ...(people !== null && { people }),
  };
};
