import type {
  AccountRules,
  CheckedUsers,
  CreatedUsers,
  PasswordSet,
  SetPassword,
  UsersPage,
  UsersQuery,
  UserView,
} from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { z } from 'zod';
import {
  AccountRefusal,
  type AccountChange,
  type HubAccounts,
  type HubRecord,
} from '../../jupyterhub/accounts-port.js';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Principal } from '../../auth/principal.js';
import { allowedUsers, accessFilter } from '../../auth/scopes.js';
import { AppError, messageOf } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import type { AuditLog, DomainBus } from '../domain-events.js';
import { createAccountCreator, type NewAccounts } from './accounts/create-accounts.js';
import { generatePassword, type PasswordShape } from './passwords/generate-password.js';
import { listUsers } from './list/list.js';
import { nameRefusal } from './accounts/name-refusal.js';
import { matchesFilter, mergeUsers, toUser, type User } from './user.js';
import { refusalOf, refusalOfCreate, type AccountAction, type Actor } from './policy.js';
import { toUserView } from './view.js';
import { visibleTo } from './list/visible-users.js';
import { listSignature, watchListChanges } from './list/list-changes.js';
import { createAccountCache } from './accounts/account-cache.js';

/** Who administers, as a request shows it. */
export type Caller = Pick<Principal, 'name' | 'kind' | 'hubAdmin'>;

/** Users and their accounts, for administrators. */
export interface UserService {
  /** Those within the caller's reach; what concerns their accounts is for administrators. */
  list(query: z.output<typeof UsersQuery>, caller: Principal): UsersPage;
  /** The content of the user list of this caller as one text, to detect changes. */
  listSignature(who: Pick<Principal, 'admin' | 'scopes'>): string;
  /** Whether accounts and passwords are kept by the hub's own authenticator. */
  managesPasswords(): boolean;
  accountRules(): AccountRules;
  /** Number of pending sign-up requests. */
  pending(): number;
  create(wanted: NewAccounts, caller: Caller): Promise<CreatedUsers>;
  check(usernames: readonly string[]): Promise<CheckedUsers>;
  /** A name as the hub would keep it, and why it cannot be used, in words. */
  normalizeName(name: string): Promise<{ readonly name: string; readonly refusal: string | null }>;
  authorize(name: string, caller: Caller): Promise<UserView>;
  deauthorize(name: string, caller: Caller): Promise<UserView>;
  discard(name: string, caller: Caller): Promise<{ name: string }>;
  setPassword(
    name: string,
    wish: z.output<typeof SetPassword>,
    caller: Caller,
  ): Promise<PasswordSet>;
  setAdmin(name: string, admin: boolean, caller: Caller): Promise<UserView>;
  /** Reads one account again after the hub reported a change. Never throws. */
  refreshAccount(name: string): Promise<void>;
  /** Reads all accounts again after the hub reported a change. */
  refresh(): Promise<void>;
  close(): void;
}

const codeOf = (code: string): AppError['code'] => {
  if (code === 'no_account' || code === 'no_user') return 'user_not_found';
  if (code === 'weak_password') return 'invalid_input';
  return code === 'accounts_elsewhere' || code === 'forbidden' ? code : 'conflict';
};

export const createUserService = (deps: {
  readonly accounts: HubAccounts;
  readonly directory: Directory;
  readonly bus: DomainBus;
  readonly audit: AuditLog;
  readonly log: Logger;
  readonly shape: PasswordShape;
  /** How long the trash keeps the volumes of a deleted account. */
  readonly volumesKeptDays: number;
  readonly isRunning: (user: string) => boolean;
  /** Whether a rename or deletion is under way that concerns this name. */
  readonly isChanging: (user: string) => boolean;
}): UserService => {
  const { accounts, directory, bus, audit, log, shape, isRunning } = deps;
  const onChanged = (): void => bus.emit('accounts.changed', {});
  const cache = createAccountCache({ accounts, onChanged });
  const make = createAccountCreator({
    accounts,
    cache,
    passwordShape: shape,
    audit,
    log,
    isChanging: deps.isChanging,
    onCreated: async name => void (await directory.refreshUser(name)),
  });

  const refresh = (): Promise<void> =>
    cache
      .refresh()
      .catch((error: unknown) => log.warn(`could not read accounts: ${messageOf(error)}`));
  const users = (): readonly User[] => mergeUsers(directory.all(), cache.all());

  const unsubscribe = [
    ...(['users.refreshed', 'account.renamed', 'account.removed'] as const).map(event =>
      bus.on(event, () => void refresh()),
    ),
    watchListChanges({ bus, users, isRunning, onChanged }),
  ];

  const known = async (name: string): Promise<User> => {
    const find = (): User | null => toUser(directory.get(name), cache.get(name));
    const user = find() ?? (await readAnew(name, find));
    if (user === null) throw new AppError('user_not_found', strings.common.noUser(name));
    return user;
  };
  const readAnew = async (name: string, find: () => User | null): Promise<User | null> => {
    await Promise.all([cache.refresh(), directory.refreshUser(name)]);
    return find();
  };

  /** The hub says who its administrators are, now; a scope of ours alone does not make one. */
  const actorOf = async ({ name, kind, hubAdmin }: Caller): Promise<Actor> => {
    const user = hubAdmin ? await directory.refreshUser(name) : null;
    return { name, kind, hubAdmin: user?.admin ?? false };
  };

  const view = (name: string): UserView => {
    const user = toUser(directory.get(name), cache.get(name));
    if (user === null) throw new AppError('user_not_found', strings.common.noUser(name));
    return toUserView(user, isRunning(name));
  };

  /** Asks the policy, acts in the hub, and writes down how it ended. */
  const act = async <T>(
    name: string,
    caller: Caller,
    action: AccountAction,
    details: Readonly<Record<string, unknown>>,
    effect: () => Promise<T>,
  ): Promise<T> => {
    const note = (result: 'ok' | 'refused' | 'failed', more: object = {}): void =>
      audit.record({
        actor: caller.name,
        action: `user.${action.kind}`,
        subject: name,
        result,
        details: { ...details, ...more },
      });
    const [actor, user] = [await actorOf(caller), await known(name)];
    const refused = refusalOf(action, actor, user);
    if (refused !== null) {
      note('refused', { reason: refused.code });
      throw new AppError(refused.code, refused.message);
    }
    try {
      const done = await effect();
      note('ok');
      return done;
    } catch (error) {
      if (!(error instanceof AccountRefusal)) {
        note('failed');
        throw error;
      }
      note('refused', { reason: error.code });
      throw new AppError(codeOf(error.code), error.message);
    }
  };

  const change = async (name: string, wanted: AccountChange): Promise<HubRecord> => {
    const answer = await accounts.change(name, wanted);
    if (cache.rules().kept) cache.put(name, answer.account);
    await directory.refreshUser(name);
    bus.emit('accounts.changed', {});
    return answer;
  };

  return {
    list: (query, caller) => {
      const { users: page, ...rest } = listUsers(visibleTo(caller, users()), query);
      const known = page.map(({ name }) => directory.get(name) ?? { name, groups: [] });
      const items = page.map(user => toUserView(user, isRunning(user.name)));
      return {
        items,
        ...rest,
        accounts: cache.rules(),
        volumesKeptDays: deps.volumesKeptDays,
        can: { manage: caller.admin, visit: allowedUsers(accessFilter(caller), known) },
      };
    },
    listSignature: who => {
      const seen = visibleTo(who, users());
      const running = seen.filter(({ name }) => isRunning(name)).map(({ name }) => name);
      return `${listSignature(seen)}\n\n${running.join('\n')}`;
    },
    managesPasswords: () => cache.rules().kept,
    accountRules: () => cache.rules(),
    pending: () => users().filter(user => matchesFilter(user, 'pending')).length,
    create: async (wanted, caller) => {
      const refused = refusalOfCreate(await actorOf(caller), wanted.admin);
      if (refused !== null) {
        audit.record({
          actor: caller.name,
          action: 'user.create',
          subject: wanted.usernames.join(' ').slice(0, 255),
          result: 'refused',
          details: { admin: true },
        });
        throw new AppError(refused.code, refused.message);
      }
      return { results: await make(wanted, caller.name) };
    },
    check: async usernames => {
      const kept = cache.rules().kept;
      const refused: CheckedUsers['refused'] = [];
      // The hub spells and judges, as it does when it makes them: here the two cannot differ.
      const names = await accounts.names(usernames);
      names.forEach(({ name, mayBe }, index) => {
        const given = usernames[index] ?? name;
        const taken = kept ? cache.get(name) !== null : directory.get(name) !== null;
        if (taken) refused.push({ given, name, reason: 'name_taken' });
        else if (!mayBe) refused.push({ given, name, reason: 'bad_name' });
      });
      return { refused };
    },
    normalizeName: async given => {
      const [one] = await accounts.names([given]);
      const { name, mayBe } = one ?? { name: given, mayBe: false };
      return { name, refusal: mayBe ? null : nameRefusal(name, cache.rules()) };
    },
    authorize: (name, caller) =>
      act(name, caller, { kind: 'authorize' }, {}, async () => {
        await change(name, { authorized: true });
        return view(name);
      }),
    deauthorize: (name, caller) =>
      act(name, caller, { kind: 'deauthorize' }, {}, async () => {
        await change(name, { authorized: false });
        bus.emit('access.changed', { user: name });
        return view(name);
      }),
    discard: (name, caller) =>
      act(name, caller, { kind: 'discard' }, {}, async () => {
        await accounts.discard(name);
        cache.put(name, null);
        return { name };
      }),
    setPassword: (name, { password, mustChange }, caller) => {
      const details = { generated: password === undefined, mustChange };
      return act(name, caller, { kind: 'password' }, details, async () => {
        const generated = password === undefined ? generatePassword(shape) : null;
        await change(name, {
          password: password ?? generated ?? '',
          mustChangePassword: mustChange,
        });
        bus.emit('access.changed', { user: name });
        return { name, password: generated };
      });
    },
    setAdmin: (name, admin, caller) =>
      act(name, caller, { kind: 'admin', admin }, { admin }, async () => {
        await change(name, { admin });
        bus.emit('access.changed', { user: name });
        return view(name);
      }),
    refreshAccount: async name => {
      try {
        const user = await accounts.get(name);
        if (cache.rules().kept) cache.put(name, user.account);
        await directory.refreshUser(name);
        bus.emit('accounts.changed', {});
      } catch (error) {
        log.warn(`could not read the account ${name}: ${messageOf(error)}`);
      }
    },
    refresh,
    close: () => {
      unsubscribe.forEach(end => end());
    },
  };
};
