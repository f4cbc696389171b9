import type { Directory } from '../../../jupyterhub/directory.js';
import type { Logger } from '../../../lib/logger.js';
import type { AccountIdentities } from './account-identity.js';

/**
 * Compares accounts with those whose things are kept under their names. A deletion that the hub made
 * while we were away leaves everything here, and a new account of that name must not inherit it.
 */
export interface ReplacedAccountDetector {
  /** @param created - when the hub made this account; null when the hub does not tell */
  check(user: string, created: string | null): void;
  /** All users in the directory. */
  checkAll(): void;
}

/** @param leave - puts away what the former account of this name left */
export const createReplacedAccountDetector = (deps: {
  readonly identities: AccountIdentities;
  readonly directory: Pick<Directory, 'all'>;
  readonly log: Logger;
  readonly isChanging: (user: string) => boolean;
  readonly isBusy: (user: string) => boolean;
  readonly forgetFormer: (user: string, formerCreated: string) => void;
}): ReplacedAccountDetector => {
  const { identities, directory, log, isChanging, isBusy, forgetFormer } = deps;

  const one: ReplacedAccountDetector['check'] = (user, created) => {
    const former = identities.of(user);
    if (created === null || created === former || isChanging(user)) return;
    if (former !== null) {
      log.warn(
        `${user} is a new account of a former name: the volumes of the former account go to the trash`,
      );
      forgetFormer(user, former);
    }
    identities.add([{ user, created }]);
  };

  return {
    check: one,
    checkAll: () => {
      const fresh: { user: string; created: string }[] = [];
      for (const { name: user, created } of directory.all()) {
        if (created === null || created === identities.of(user) || isChanging(user)) continue;
        if (identities.of(user) === null) fresh.push({ user, created });
        // What a lab of the former still uses is put away once it ended, or at the next start.
        else if (!isBusy(user)) one(user, created);
      }
      identities.add(fresh);
    },
  };
};
