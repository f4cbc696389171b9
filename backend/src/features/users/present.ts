import type { UserView } from '@perijove/contracts';
import { iso } from '../../lib/clock.js';
import type { Person } from './user.js';

/** Somebody for the wire. */
export const presentPerson = (
  { name, state, user, account }: Person,
  running: boolean,
): UserView => ({
  name,
  state,
  admin: user?.admin ?? false,
  groups: [...(user?.groups ?? [])],
  email: account?.email ?? null,
  hasPassword: account !== null,
  mustChangePassword: account?.mustChangePassword ?? false,
  running,
  lastActivity: user === null || user.lastActivityMs === null ? null : iso(user.lastActivityMs),
});
