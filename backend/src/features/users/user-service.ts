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
import { text, type Message, type Unrendered } from '../../lib/text.js';
import type { z } from 'zod';
import {
  AccountRefusal,
  type AccountChange,
  type HubAccounts,
  type HubRecord,
} from '../../jupyterhub/accounts-port.js';
import type { Principal } from '../../auth/principal.js';
import { accessFilter, allowedUsers } from '../../auth/scopes.js';
import { AppError, messageOf } from '../../lib/errors.js';
import { createAccountCreator, type NewAccounts } from './accounts/create-accounts.js';
import { generatePassword, type PasswordShape } from './passwords/generate-password.js';
import { listUsers } from './list/list.js';
import { nameRefusal } from './accounts/name-refusal.js';
import { matchesFilter, mergeUsers, toUser, type User } from './user.js';
import { refusalOf, refusalOfCreate, type AccountAction, type Actor } from './policy.js';
import { toUserView } from './view.js';
import { visibleTo } from './list/visible-users.js';
import { listSignature, watchListChanges } from './list/list-changes.js';
import { AccountCache } from './accounts/account-cache.js';
import type { Deps } from '../deps.js';

/** Who administers, as a request shows it. */
export type Caller = Pick<Principal, 'name' | 'kind' | 'hubAdmin'>;

const codeOf = (code: string): AppError['code'] => {
  if (code === 'no_account' || code === 'no_user') return 'user_not_found';
  if (code === 'weak_password') return 'invalid_input';
  return code === 'accounts_elsewhere' || code === 'forbidden' ? code : 'conflict';
};

/** Users and their accounts, for administrators. */
export class UserService {
  private readonly cache = new AccountCache({
    accounts: this.deps.accounts,
    onChanged: () => this.onChanged(),
  });
  private readonly make = createAccountCreator({
    ...this.deps,
    cache: this.cache,
    passwordShape: this.deps.shape,
    isChanging: this.deps.isChanging,
    onCreated: async name => void (await this.deps.directory.refreshUser(name)),
  });
  private readonly unsubscribe = [
    ...(['users.refreshed', 'account.renamed', 'account.removed'] as const).map(event =>
      this.deps.bus.on(event, () => void this.refresh()),
    ),
    watchListChanges({
      ...this.deps,
      users: () => this.users(),
      onChanged: () => this.onChanged(),
    }),
  ];

  constructor(
    private readonly deps: Deps<'directory' | 'bus' | 'audit' | 'log'> & {
      readonly accounts: HubAccounts;
      readonly shape: PasswordShape;
      /** How long the trash keeps the volumes of a deleted account. */
      readonly volumesKeptDays: number;
      readonly isRunning: (user: string) => boolean;
      /** Whether a rename or deletion is under way that concerns this name. */
      readonly isChanging: (user: string) => boolean;
    },
  ) {}

  /** Those within the caller's reach; what concerns their accounts is for administrators. */
  list(query: z.output<typeof UsersQuery>, caller: Principal): UsersPage {
    const { users: page, ...rest } = listUsers(visibleTo(caller, this.users()), query);
    const known = page.map(({ name }) => this.deps.directory.get(name) ?? { name, groups: [] });
    const items = page.map(user => toUserView(user, this.deps.isRunning(user.name)));
    return {
      items,
      ...rest,
      accounts: this.cache.rules(),
      volumesKeptDays: this.deps.volumesKeptDays,
      can: { manage: caller.admin, visit: allowedUsers(accessFilter(caller), known) },
    };
  }

  /** The content of the user list of this caller as one text, to detect changes. */
  listSignature(who: Pick<Principal, 'admin' | 'scopes'>): string {
    const seen = visibleTo(who, this.users());
    const running = seen.filter(({ name }) => this.deps.isRunning(name)).map(({ name }) => name);
    return `${listSignature(seen)}\n\n${running.join('\n')}`;
  }

  /** Whether accounts and passwords are kept by the hub's own authenticator. */
  managesPasswords(): boolean {
    return this.cache.rules().kept;
  }

  accountRules(): AccountRules {
    return this.cache.rules();
  }

  /** Number of pending sign-up requests. */
  pending(): number {
    return this.users().filter(user => matchesFilter(user, 'pending')).length;
  }

  async create(wanted: NewAccounts, caller: Caller): Promise<Unrendered<CreatedUsers>> {
    const refused = refusalOfCreate(await this.actorOf(caller), wanted.admin);
    if (refused !== null) {
      this.deps.audit.record({
        actor: caller.name,
        action: 'user.create',
        subject: wanted.usernames.join(' ').slice(0, 255),
        result: 'refused',
        details: { admin: true },
      });
      throw new AppError(refused.code, refused.message);
    }
    return { results: await this.make(wanted, caller.name) };
  }

  async check(usernames: readonly string[]): Promise<CheckedUsers> {
    const kept = this.cache.rules().kept;
    const refused: CheckedUsers['refused'] = [];
    // The hub spells and judges, as it does when it makes them: here the two cannot differ.
    const names = await this.deps.accounts.names(usernames);
    names.forEach(({ name, mayBe }, index) => {
      const given = usernames[index] ?? name;
      const taken = kept ? this.cache.get(name) !== null : this.deps.directory.get(name) !== null;
      if (taken) refused.push({ given, name, reason: 'name_taken' });
      else if (!mayBe) refused.push({ given, name, reason: 'bad_name' });
    });
    return { refused };
  }

  /** A name as the hub would keep it, and why it cannot be used, in words. */
  async normalizeName(
    given: string,
  ): Promise<{ readonly name: string; readonly refusal: Message | null }> {
    const [one] = await this.deps.accounts.names([given]);
    const { name, mayBe } = one ?? { name: given, mayBe: false };
    return { name, refusal: mayBe ? null : nameRefusal(name, this.cache.rules()) };
  }

  authorize(name: string, caller: Caller): Promise<UserView> {
    return this.act(name, caller, { kind: 'authorize' }, {}, async () => {
      await this.change(name, { authorized: true });
      return this.view(name);
    });
  }

  deauthorize(name: string, caller: Caller): Promise<UserView> {
    return this.act(name, caller, { kind: 'deauthorize' }, {}, async () => {
      await this.change(name, { authorized: false });
      this.deps.bus.emit('access.changed', { user: name });
      return this.view(name);
    });
  }

  discard(name: string, caller: Caller): Promise<{ name: string }> {
    return this.act(name, caller, { kind: 'discard' }, {}, async () => {
      await this.deps.accounts.discard(name);
      this.cache.put(name, null);
      return { name };
    });
  }

  setPassword(
    name: string,
    { password, mustChange }: z.output<typeof SetPassword>,
    caller: Caller,
  ): Promise<PasswordSet> {
    const details = { generated: password === undefined, mustChange };
    return this.act(name, caller, { kind: 'password' }, details, async () => {
      const generated = password === undefined ? generatePassword(this.deps.shape) : null;
      await this.change(name, {
        password: password ?? generated ?? '',
        mustChangePassword: mustChange,
      });
      this.deps.bus.emit('access.changed', { user: name });
      return { name, password: generated };
    });
  }

  setAdmin(name: string, admin: boolean, caller: Caller): Promise<UserView> {
    return this.act(name, caller, { kind: 'admin', admin }, { admin }, async () => {
      await this.change(name, { admin });
      this.deps.bus.emit('access.changed', { user: name });
      return this.view(name);
    });
  }

  /** Reads one account again after the hub reported a change. Never throws. */
  async refreshAccount(name: string): Promise<void> {
    try {
      const user = await this.deps.accounts.get(name);
      if (this.cache.rules().kept) this.cache.put(name, user.account);
      await this.deps.directory.refreshUser(name);
      this.deps.bus.emit('accounts.changed', {});
    } catch (error) {
      this.deps.log.warn(`could not read the account ${name}: ${messageOf(error)}`);
    }
  }

  /** Reads all accounts again after the hub reported a change. */
  refresh(): Promise<void> {
    return this.cache
      .refresh()
      .catch((error: unknown) =>
        this.deps.log.warn(`could not read accounts: ${messageOf(error)}`),
      );
  }

  close(): void {
    this.unsubscribe.forEach(end => end());
  }

  private onChanged(): void {
    this.deps.bus.emit('accounts.changed', {});
  }

  private users(): readonly User[] {
    return mergeUsers(this.deps.directory.all(), this.cache.all());
  }

  private async known(name: string): Promise<User> {
    const find = (): User | null => toUser(this.deps.directory.get(name), this.cache.get(name));
    const user = find() ?? (await this.readAgain(name, find));
    if (user === null) throw new AppError('user_not_found', text('common.noUser', { user: name }));
    return user;
  }

  private async readAgain(name: string, find: () => User | null): Promise<User | null> {
    await Promise.all([this.cache.refresh(), this.deps.directory.refreshUser(name)]);
    return find();
  }

  /** The hub says who its administrators are, now; a scope of ours alone does not make one. */
  private async actorOf({ name, kind, hubAdmin }: Caller): Promise<Actor> {
    const user = hubAdmin ? await this.deps.directory.refreshUser(name) : null;
    return { name, kind, hubAdmin: user?.admin ?? false };
  }

  private view(name: string): UserView {
    const user = toUser(this.deps.directory.get(name), this.cache.get(name));
    if (user === null) throw new AppError('user_not_found', text('common.noUser', { user: name }));
    return toUserView(user, this.deps.isRunning(name));
  }

  /** Asks the policy, acts in the hub, and writes down how it ended. */
  private async act<T>(
    name: string,
    caller: Caller,
    action: AccountAction,
    details: Readonly<Record<string, unknown>>,
    effect: () => Promise<T>,
  ): Promise<T> {
    const note = (result: 'ok' | 'refused' | 'failed', more: object = {}): void =>
      this.deps.audit.record({
        actor: caller.name,
        action: `user.${action.kind}`,
        subject: name,
        result,
        details: { ...details, ...more },
      });
    const [actor, user] = [await this.actorOf(caller), await this.known(name)];
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
  }

  private async change(name: string, wanted: AccountChange): Promise<HubRecord> {
    const answer = await this.deps.accounts.change(name, wanted);
    if (this.cache.rules().kept) this.cache.put(name, answer.account);
    await this.deps.directory.refreshUser(name);
    this.deps.bus.emit('accounts.changed', {});
    return answer;
  }
}
