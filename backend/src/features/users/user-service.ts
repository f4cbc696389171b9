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
  type HubPerson,
} from '../../jupyterhub/accounts-port.js';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Principal } from '../../auth/principal.js';
import { among, visitReach } from '../../auth/scopes.js';
import { AppError, messageOf } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import type { Audit, DomainBus } from '../domain-events.js';
import { createMaker, type NewAccounts } from './create.js';
import { generatePassword, type PasswordShape } from './generate-password.js';
import { listPeople } from './list.js';
import { nameRefusal } from './name-refusal.js';
import { belongs, everybody, personOf, type Person } from './user.js';
import { refusalOf, refusalOfCreate, type AccountAction, type Actor } from './policy.js';
import { presentPerson } from './present.js';
import { seenBy } from './visible-users.js';
import { signatureOf, watchShown } from './list-changes.js';
import { createRoster } from './account-cache.js';

/** Who administers, as a request shows it. */
export type Caller = Pick<Principal, 'name' | 'kind' | 'hubAdmin'>;

/** People and their accounts, for administrators. */
export interface PeopleService {
  /** Those within the caller's reach; what concerns their accounts is for administrators. */
  list(query: z.output<typeof UsersQuery>, caller: Principal): UsersPage;
  /** All that this person's list shows, as one text, so that one can tell when it changes. */
  shownTo(who: Pick<Principal, 'admin' | 'scopes'>): string;
  /** Whether accounts and passwords are kept by the hub's own authenticator. */
  keepsPasswords(): boolean;
  accountRules(): AccountRules;
  /** How many ask for an account. */
  pending(): number;
  create(wanted: NewAccounts, caller: Caller): Promise<CreatedUsers>;
  check(usernames: readonly string[]): Promise<CheckedUsers>;
  /** A name as the hub would keep it, and why it cannot be used, in words. */
  spell(name: string): Promise<{ readonly name: string; readonly refusal: string | null }>;
  authorize(name: string, caller: Caller): Promise<UserView>;
  deauthorize(name: string, caller: Caller): Promise<UserView>;
  discard(name: string, caller: Caller): Promise<{ name: string }>;
  setPassword(
    name: string,
    wish: z.output<typeof SetPassword>,
    caller: Caller,
  ): Promise<PasswordSet>;
  setAdmin(name: string, admin: boolean, caller: Caller): Promise<UserView>;
  /** Looks at one account anew, because the hub says that it changed. Never throws. */
  look(name: string): Promise<void>;
  /** Reads accounts anew, because the hub says that something happened. */
  refresh(): Promise<void>;
  close(): void;
}

const codeOf = (code: string): AppError['code'] => {
  if (code === 'no_account' || code === 'no_user') return 'user_not_found';
  if (code === 'weak_password') return 'invalid_input';
  return code === 'accounts_elsewhere' || code === 'forbidden' ? code : 'conflict';
};

export const createPeopleService = (deps: {
  readonly accounts: HubAccounts;
  readonly directory: Directory;
  readonly bus: DomainBus;
  readonly audit: Audit;
  readonly log: Logger;
  readonly shape: PasswordShape;
  /** For how long the bin keeps the volumes of a deleted account. */
  readonly volumesKeptDays: number;
  readonly isRunning: (user: string) => boolean;
  /** Whether a rename or deletion is under way that concerns this name. */
  readonly isChanging: (user: string) => boolean;
}): PeopleService => {
  const { accounts, directory, bus, audit, log, shape, isRunning } = deps;
  const onChanged = (): void => bus.emit('accounts.changed', {});
  const roster = createRoster({ accounts, onChanged });
  const make = createMaker({
    accounts,
    roster,
    shape,
    audit,
    log,
    isChanging: deps.isChanging,
    onMade: async name => void (await directory.refreshUser(name)),
  });

  const refresh = (): Promise<void> =>
    roster
      .refresh()
      .catch((error: unknown) => log.warn(`accounts were not read: ${messageOf(error)}`));
  const people = (): readonly Person[] => everybody(directory.all(), roster.all());

  const leave = [
    ...(['people.refreshed', 'account.renamed', 'account.left'] as const).map(event =>
      bus.on(event, () => void refresh()),
    ),
    watchShown({ bus, people, isRunning, onChanged }),
  ];

  const known = async (name: string): Promise<Person> => {
    const find = (): Person | null => personOf(directory.get(name), roster.get(name));
    const person = find() ?? (await readAnew(name, find));
    if (person === null) throw new AppError('user_not_found', strings.common.noUser(name));
    return person;
  };
  const readAnew = async (name: string, find: () => Person | null): Promise<Person | null> => {
    await Promise.all([roster.refresh(), directory.refreshUser(name)]);
    return find();
  };

  /** The hub says who its administrators are, now; a scope of ours alone does not make one. */
  const actorOf = async ({ name, kind, hubAdmin }: Caller): Promise<Actor> => {
    const user = hubAdmin ? await directory.refreshUser(name) : null;
    return { name, kind, hubAdmin: user?.admin ?? false };
  };

  const view = (name: string): UserView => {
    const person = personOf(directory.get(name), roster.get(name));
    if (person === null) throw new AppError('user_not_found', strings.common.noUser(name));
    return presentPerson(person, isRunning(name));
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
      audit({
        actor: caller.name,
        action: `user.${action.kind}`,
        subject: name,
        result,
        details: { ...details, ...more },
      });
    const [actor, person] = [await actorOf(caller), await known(name)];
    const refused = refusalOf(action, actor, person);
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

  const change = async (name: string, wanted: AccountChange): Promise<HubPerson> => {
    const answer = await accounts.change(name, wanted);
    if (roster.rules().kept) roster.put(name, answer.account);
    await directory.refreshUser(name);
    bus.emit('accounts.changed', {});
    return answer;
  };

  return {
    list: (query, caller) => {
      const { people: page, ...rest } = listPeople(seenBy(caller, people()), query);
      const known = page.map(({ name }) => directory.get(name) ?? { name, groups: [] });
      const items = page.map(person => presentPerson(person, isRunning(person.name)));
      return {
        items,
        ...rest,
        accounts: roster.rules(),
        volumesKeptDays: deps.volumesKeptDays,
        may: { manage: caller.admin, visit: among(visitReach(caller), known) },
      };
    },
    shownTo: who => {
      const seen = seenBy(who, people());
      const running = seen.filter(({ name }) => isRunning(name)).map(({ name }) => name);
      return `${signatureOf(seen)}\n\n${running.join('\n')}`;
    },
    keepsPasswords: () => roster.rules().kept,
    accountRules: () => roster.rules(),
    pending: () => people().filter(person => belongs(person, 'pending')).length,
    create: async (wanted, caller) => {
      const refused = refusalOfCreate(await actorOf(caller), wanted.admin);
      if (refused !== null) {
        audit({
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
      const kept = roster.rules().kept;
      const refused: CheckedUsers['refused'] = [];
      // The hub spells and judges, as it does when it makes them: here the two cannot differ.
      const names = await accounts.names(usernames);
      names.forEach(({ name, mayBe }, index) => {
        const given = usernames[index] ?? name;
        const taken = kept ? roster.get(name) !== null : directory.get(name) !== null;
        if (taken) refused.push({ given, name, reason: 'name_taken' });
        else if (!mayBe) refused.push({ given, name, reason: 'bad_name' });
      });
      return { refused };
    },
    spell: async given => {
      const [one] = await accounts.names([given]);
      const { name, mayBe } = one ?? { name: given, mayBe: false };
      return { name, refusal: mayBe ? null : nameRefusal(name, roster.rules()) };
    },
    authorize: (name, caller) =>
      act(name, caller, { kind: 'authorize' }, {}, async () => {
        await change(name, { authorized: true });
        return view(name);
      }),
    deauthorize: (name, caller) =>
      act(name, caller, { kind: 'deauthorize' }, {}, async () => {
        await change(name, { authorized: false });
        bus.emit('rights.changed', { user: name });
        return view(name);
      }),
    discard: (name, caller) =>
      act(name, caller, { kind: 'discard' }, {}, async () => {
        await accounts.discard(name);
        roster.put(name, null);
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
        bus.emit('rights.changed', { user: name });
        return { name, password: generated };
      });
    },
    setAdmin: (name, admin, caller) =>
      act(name, caller, { kind: 'admin', admin }, { admin }, async () => {
        await change(name, { admin });
        bus.emit('rights.changed', { user: name });
        return view(name);
      }),
    look: async name => {
      try {
        const person = await accounts.get(name);
        if (roster.rules().kept) roster.put(name, person.account);
        await directory.refreshUser(name);
        bus.emit('accounts.changed', {});
      } catch (error) {
        log.warn(`the account ${name} was not read: ${messageOf(error)}`);
      }
    },
    refresh,
    close: () => {
      leave.forEach(end => end());
    },
  };
};
