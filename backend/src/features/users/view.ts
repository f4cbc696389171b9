import type { UserView } from '@perijove/contracts';
import { iso } from '../../lib/clock.js';
import type { User } from './user.js';

/** A user as the API shows it. */
export const toUserView = (
  { name, state, hubUser, account }: User,
  running: boolean,
): UserView => ({
  name,
  state,
  admin: hubUser?.admin ?? false,
  groups: [...(hubUser?.groups ?? [])],
  email: account?.email ?? null,
  hasPassword: account !== null,
  mustChangePassword: account?.mustChangePassword ?? false,
  running,
  lastActivity:
    hubUser === null || hubUser.lastActivityMs === null ? null : iso(hubUser.lastActivityMs),
});
