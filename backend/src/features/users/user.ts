import { assertNever } from '../../lib/errors.js';
import type { UserFilter, UserState } from '@perijove/contracts';
import type { HubAccount } from '../../jupyterhub/accounts-port.js';
import type { HubUser } from '../../jupyterhub/port.js';

/** A user of the hub with their account, or a sign-up request. */
export interface User {
  readonly name: string;
  readonly state: UserState;
  readonly hubUser: HubUser | null;
  readonly account: HubAccount | null;
}

const stateOf = (user: HubUser | null, account: HubAccount | null): UserState => {
  const wasHere = user !== null && user.lastActivityMs !== null;
  if (account !== null && !account.authorized) return wasHere ? 'locked' : 'pending';
  return wasHere ? 'active' : 'invited';
};

/** Puts together what hub and accounts know of a name; null when neither does. */
export const toUser = (user: HubUser | null, account: HubAccount | null): User | null => {
  const name = user?.name ?? account?.name;
  return name === undefined
    ? null
    : { name, state: stateOf(user, account), hubUser: user, account };
};

/** All users: those whom the hub knows, and those who only have or requested an account. */
export const mergeUsers = (
  users: readonly HubUser[],
  accounts: readonly HubAccount[],
): readonly User[] => {
  const accountOf = new Map(accounts.map(account => [account.name, account]));
  const allUsers: User[] = [];
  for (const user of users) {
    const account = accountOf.get(user.name) ?? null;
    accountOf.delete(user.name);
    allUsers.push({ name: user.name, state: stateOf(user, account), hubUser: user, account });
  }
  for (const account of accountOf.values()) {
    allUsers.push({ name: account.name, state: stateOf(null, account), hubUser: null, account });
  }
  return allUsers;
};

/** Whether a user matches a filter of the list. */
export const matchesFilter = (user: User, filter: UserFilter): boolean => {
  switch (filter) {
    case 'all':
      return true;
    case 'admins':
      return user.hubUser?.admin === true;
    case 'pending':
      return user.state === 'pending';
    case 'active':
      return user.state === 'active';
    case 'never':
      return user.state === 'invited';
    case 'locked':
      return user.state === 'locked';
    default:
      return assertNever(filter);
  }
};
