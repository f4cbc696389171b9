import { nameProblem, normalName } from '@perijove/contracts/user-names';
import { KEPT_ELSEWHERE } from '../../src/jupyterhub/accounts-client.js';
import {
  AccountRefusal,
  type HubAccount,
  type HubAccounts,
} from '../../src/jupyterhub/accounts-port.js';
import type { FakeHub } from './hub.js';

/** Accounts in memory beside a fake hub, for tests. */
export interface FakeAccounts extends HubAccounts {
  /** A user asks for an account, as on the sign-up page. */
  signUp(name: string): void;
  /** As if another authenticator were configured. */
  keepElsewhere(): void;
  passwordOf(name: string): string | null;
  /** The next call of `create` for that name fails as if the hub broke. */
  breakFor(name: string): void;
  /** As if `username_pattern` were configured. */
  allowOnly(pattern: RegExp): void;
}

export const createFakeAccounts = (hub: FakeHub): FakeAccounts => {
  const accounts = new Map<string, HubAccount>();
  const passwords = new Map<string, string>();
  const broken = new Set<string>();
  let kept = true;
  let allowed = /^/;
  const mayBe = (name: string): boolean =>
    allowed.test(name) && (kept ? nameProblem(name, 64) === null : !/^$|[/]/.test(name));

  const recordOf = async (name: string) => {
    const user = await hub.user(name);
    return {
      name,
      account: accounts.get(name) ?? null,
      user: user === null ? null : { name, admin: user.admin },
    };
  };
  const put = (name: string, change: Partial<HubAccount>): void => {
    const old = accounts.get(name);
    accounts.set(name, {
      name,
      authorized: true,
      email: null,
      mustChangePassword: false,
      ...old,
      ...change,
    });
  };

  return {
    signUp: name => put(name, { authorized: false }),
    keepElsewhere: () => {
      kept = false;
    },
    passwordOf: name => passwords.get(name) ?? null,
    breakFor: name => void broken.add(name),
    allowOnly: pattern => {
      allowed = pattern;
    },
    all: async () => {
      await hub.ping();
      if (!kept) return { rules: KEPT_ELSEWHERE, accounts: [] };
      const rules = {
        kept,
        signUp: true,
        approval: true,
        minimumPasswordLength: 8,
        longestName: 64,
      };
      return { rules, accounts: [...accounts.values()] };
    },
    get: recordOf,
    names: async given => {
      await hub.ping();
      return given.map(normalName).map(name => ({ name, mayBe: mayBe(name) }));
    },
    create: async ({ name: given, password, admin, mustChangePassword }) => {
      const name = normalName(given);
      if (broken.delete(name)) throw new Error('the hub broke');
      if (!mayBe(name)) throw new AccountRefusal('bad_name', 'Not a name.');
      const taken = kept ? accounts.has(name) : (await hub.user(name)) !== null;
      if (taken) throw new AccountRefusal('name_taken', 'There is an account of this name.');
      if (kept) put(name, { mustChangePassword });
      if (password !== null) passwords.set(name, password);
      if ((await hub.user(name)) === null) hub.addUser(name, { admin });
      return recordOf(name);
    },
    change: async (name, change) => {
      if (!kept && (change.authorized ?? change.password) !== undefined) {
        throw new AccountRefusal('accounts_elsewhere', 'Accounts are not kept here.');
      }
      if (change.authorized !== undefined) {
        if (!accounts.has(name)) throw new AccountRefusal('no_account', 'No such account.');
        put(name, { authorized: change.authorized });
        if (change.authorized && (await hub.user(name)) === null) hub.addUser(name);
      }
      if (change.password !== undefined) {
        if (change.password.length < 8) throw new AccountRefusal('weak_password', 'Too easy.');
        put(name, { mustChangePassword: change.mustChangePassword ?? false });
        passwords.set(name, change.password);
      }
      if (change.admin !== undefined) {
        const user = await hub.user(name);
        if (user === null) throw new AccountRefusal('no_user', 'Never here.');
        hub.addUser(name, { admin: change.admin, groups: user.groups });
      }
      return recordOf(name);
    },
    discard: async name => {
      await hub.ping();
      if (!accounts.delete(name)) throw new AccountRefusal('no_account', 'No such account.');
    },
  };
};
