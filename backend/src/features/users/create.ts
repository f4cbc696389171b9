import type { NewUser } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { AccountRefusal, type HubAccounts, type HubName } from '../../jupyterhub/accounts-port.js';
import { messageOf } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import { createSemaphore } from '../../lib/semaphore.js';
import type { Audit } from '../domain-events.js';
import { generatePassword, type PasswordShape } from './generate-password.js';
import { nameRefusal } from './name-refusal.js';
import type { Roster } from './account-cache.js';

/** As many at once as the hub has threads to hash with; more would only wait there. */
const AT_ONCE = 4;

/** What the accounts are to be. */
export interface NewAccounts {
  readonly usernames: readonly string[];
  readonly admin: boolean;
  readonly mustChangePassword: boolean;
}

const reasonOf = (code: string): Extract<NewUser, { result: 'refused' }>['reason'] =>
  code === 'name_taken' || code === 'bad_name' ? code : 'refused';

/** Makes accounts one by one: each is made wholly or not at all, and none depends on another. */
export const createMaker = (deps: {
  readonly accounts: HubAccounts;
  readonly roster: Roster;
  readonly shape: PasswordShape;
  readonly audit: Audit;
  readonly log: Logger;
  /** Whether a rename or deletion is under way that concerns this name. */
  readonly isChanging: (name: string) => boolean;
  /** The person is in the hub now. */
  readonly onMade: (name: string) => Promise<void>;
}): ((wanted: NewAccounts, actor: string) => Promise<NewUser[]>) => {
  const { accounts, roster, shape, audit, log, isChanging, onMade } = deps;
  const places = createSemaphore(AT_ONCE);

  const makeOne = async (
    { name, mayBe }: HubName,
    wanted: NewAccounts,
    actor: string,
  ): Promise<NewUser> => {
    const { admin, mustChangePassword } = wanted;
    const password = roster.rules().kept ? generatePassword(shape) : null;
    const leave = await places.acquire();
    try {
      if (!mayBe) throw new AccountRefusal('bad_name', nameRefusal(name, roster.rules()));
      if (isChanging(name)) throw new AccountRefusal('account_changing', strings.users.busy);
      const made = await accounts.create({ name, password, admin, mustChangePassword });
      if (made.account !== null) roster.put(made.name, made.account);
      await onMade(made.name);
      audit({
        actor,
        action: 'user.create',
        subject: made.name,
        result: 'ok',
        details: { admin, mustChangePassword },
      });
      return { result: 'created', name: made.name, password };
    } catch (error) {
      const refusal = error instanceof AccountRefusal ? error : null;
      if (refusal === null) log.warn(`the account ${name} was not made: ${messageOf(error)}`);
      audit({
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
        message: refusal?.message ?? strings.users.unknownOutcome,
      };
    } finally {
      leave();
    }
  };

  return async (wanted, actor) => {
    // As the hub spells them: two that it takes for one are one here.
    const names = await accounts.names(wanted.usernames);
    const seen = new Set<string>();
    return Promise.all(
      names.map(async (one): Promise<NewUser> => {
        const { name } = one;
        if (seen.has(name)) {
          const message = strings.users.twice;
          return { result: 'refused', name, reason: 'twice', message };
        }
        seen.add(name);
        return makeOne(one, wanted, actor);
      }),
    );
  };
};
