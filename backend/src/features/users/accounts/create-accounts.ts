import type { NewUser } from '@perijove/contracts';
import { text, type Unrendered } from '../../../lib/text.js';
import {
  AccountRefusal,
  type HubAccounts,
  type HubName,
} from '../../../jupyterhub/accounts-port.js';
import { messageOf } from '../../../lib/errors.js';
import { Semaphore } from '../../../lib/semaphore.js';
import { generatePassword, type PasswordShape } from '../passwords/generate-password.js';
import { nameRefusal } from './name-refusal.js';
import type { AccountCache } from './account-cache.js';
import type { Deps } from '../../deps.js';

/** As many at once as the hub has threads to hash with; more would only wait there. */
const MAX_CONCURRENT = 4;

/** What the accounts are to be. */
export interface NewAccounts {
  readonly usernames: readonly string[];
  readonly admin: boolean;
  readonly mustChangePassword: boolean;
}

const reasonOf = (code: string): Extract<NewUser, { result: 'refused' }>['reason'] =>
  code === 'name_taken' || code === 'bad_name' ? code : 'refused';

/** Creates accounts independently: each completely or not at all. */
export const createAccountCreator = (
  deps: Deps<'audit' | 'log'> & {
    readonly accounts: HubAccounts;
    readonly cache: AccountCache;
    readonly passwordShape: PasswordShape;
    /** Whether a rename or deletion is under way that concerns this name. */
    readonly isChanging: (name: string) => boolean;
    /** Called when the user exists in the hub. */
    readonly onCreated: (name: string) => Promise<void>;
  },
): ((wanted: NewAccounts, actor: string) => Promise<Unrendered<NewUser>[]>) => {
  const { accounts, cache, passwordShape, audit, log, isChanging, onCreated } = deps;
  const places = new Semaphore(MAX_CONCURRENT);

  const makeOne = async (
    { name, mayBe }: HubName,
    wanted: NewAccounts,
    actor: string,
  ): Promise<Unrendered<NewUser>> => {
    const { admin, mustChangePassword } = wanted;
    const password = cache.rules().kept ? generatePassword(passwordShape) : null;
    const unsubscribe = await places.acquire();
    try {
      if (!mayBe) throw new AccountRefusal('bad_name', nameRefusal(name, cache.rules()));
      if (isChanging(name)) throw new AccountRefusal('account_changing', text('users.busy'));
      const made = await accounts.create({ name, password, admin, mustChangePassword });
      if (made.account !== null) cache.put(made.name, made.account);
      await onCreated(made.name);
      audit.record({
        actor,
        action: 'user.create',
        subject: made.name,
        result: 'ok',
        details: { admin, mustChangePassword },
      });
      return { result: 'created', name: made.name, password };
    } catch (error) {
      const refusal = error instanceof AccountRefusal ? error : null;
      if (refusal === null) log.warn(`could not create the account ${name}: ${messageOf(error)}`);
      audit.record({
        actor,
        action: 'user.create',
        subject: name,
        result: refusal === null ? 'failed' : 'refused',
        details: { reason: refusal?.code ?? 'failed' },
      });
      return {
        result: 'refused',
        name,
        reason: refusal === null ? 'failed' : reasonOf(refusal.code),
        message: refusal?.text ?? text('users.unknownOutcome'),
      };
    } finally {
      unsubscribe();
    }
  };

  return async (wanted, actor) => {
    // As the hub spells them: two that it takes for one are one here.
    const names = await accounts.names(wanted.usernames);
    const seen = new Set<string>();
    return Promise.all(
      names.map(async (one): Promise<Unrendered<NewUser>> => {
        const { name } = one;
        if (seen.has(name)) {
          const message = text('users.twice');
          return { result: 'refused', name, reason: 'twice', message };
        }
        seen.add(name);
        return makeOne(one, wanted, actor);
      }),
    );
  };
};
