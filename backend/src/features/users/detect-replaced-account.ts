import type { Directory } from '../../jupyterhub/directory.js';
import type { Logger } from '../../lib/logger.js';
import type { AccountBirths } from './account-identity.js';

/**
 * Compares accounts with those whose things are kept under their names. A deletion that the hub made
 * while we were away leaves everything here, and a new account of that name must not inherit it.
 */
export interface Meet {
  /** @param created - when the hub made this account; null when the hub does not tell */
  one(user: string, created: string | null): void;
  /** Everybody in the directory. */
  all(): void;
}

/** @param leave - puts away what the former account of this name left */
export const createMeet = (deps: {
  readonly births: AccountBirths;
  readonly directory: Pick<Directory, 'all'>;
  readonly log: Logger;
  readonly isChanging: (user: string) => boolean;
  readonly isBusy: (user: string) => boolean;
  readonly leave: (user: string, formerCreated: string) => void;
}): Meet => {
  const { births, directory, log, isChanging, isBusy, leave } = deps;

  const one: Meet['one'] = (user, created) => {
    const former = births.of(user);
    if (created === null || created === former || isChanging(user)) return;
    if (former !== null) {
      log.warn(`${user} is another account than before: what the former left goes to the bin`);
      leave(user, former);
    }
    births.note([{ user, created }]);
  };

  return {
    one,
    all: () => {
      const fresh: { user: string; created: string }[] = [];
      for (const { name: user, created } of directory.all()) {
        if (created === null || created === births.of(user) || isChanging(user)) continue;
        if (births.of(user) === null) fresh.push({ user, created });
        // What a lab of the former still uses is put away once it ended, or at the next start.
        else if (!isBusy(user)) one(user, created);
      }
      births.note(fresh);
    },
  };
};
