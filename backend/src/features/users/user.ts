import { assertNever } from '../../lib/errors.js';
import type { UserFilter, UserState } from '@perijove/contracts';
import type { HubAccount } from '../../jupyterhub/accounts-port.js';
import type { HubUser } from '../../jupyterhub/port.js';

/** Somebody as the hub knows them, with the account that they have or ask for. */
export interface Person {
  readonly name: string;
  readonly state: UserState;
  readonly user: HubUser | null;
  readonly account: HubAccount | null;
}

const stateOf = (user: HubUser | null, account: HubAccount | null): UserState => {
  const wasHere = user !== null && user.lastActivityMs !== null;
  if (account !== null && !account.authorized) return wasHere ? 'locked' : 'pending';
  return wasHere ? 'active' : 'invited';
};

/** Puts together what hub and accounts know of a name; null when neither does. */
export const personOf = (user: HubUser | null, account: HubAccount | null): Person | null => {
  const name = user?.name ?? account?.name;
  return name === undefined ? null : { name, state: stateOf(user, account), user, account };
};

/** Everybody: those whom the hub knows, and those who only have or want an account. */
export const everybody = (
  users: readonly HubUser[],
  accounts: readonly HubAccount[],
): readonly Person[] => {
  const accountOf = new Map(accounts.map(account => [account.name, account]));
  const people: Person[] = [];
  for (const user of users) {
    const account = accountOf.get(user.name) ?? null;
    accountOf.delete(user.name);
    people.push({ name: user.name, state: stateOf(user, account), user, account });
  }
  for (const account of accountOf.values()) {
    people.push({ name: account.name, state: stateOf(null, account), user: null, account });
  }
  return people;
};

/** Whether somebody belongs to a filter of the list. */
export const belongs = (person: Person, filter: UserFilter): boolean => {
  switch (filter) {
    case 'all':
      return true;
    case 'admins':
      return person.user?.admin === true;
    case 'pending':
      return person.state === 'pending';
    case 'active':
      return person.state === 'active';
    case 'never':
      return person.state === 'invited';
    case 'locked':
      return person.state === 'locked';
    default:
      return assertNever(filter);
  }
};
