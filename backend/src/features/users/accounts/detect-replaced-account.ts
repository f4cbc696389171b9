import type { Directory } from '../../../jupyterhub/directory.js';
import type { AccountIdentities } from './account-identity.js';
import type { Deps } from '../../deps.js';

/**
 * Compares accounts with those whose things are kept under their names. A deletion that the hub made
 * while we were away leaves everything here, and a new account of that name must not inherit it.
 *
 * @param leave - puts away what the former account of this name left
 */
export class ReplacedAccountDetector {
  constructor(
    private readonly deps: Deps<'log'> & {
      readonly identities: AccountIdentities;
      readonly directory: Pick<Directory, 'all'>;
      readonly isChanging: (user: string) => boolean;
      readonly isBusy: (user: string) => boolean;
      readonly forgetFormer: (user: string, formerCreated: string) => void;
    },
  ) {}

  /** @param created - when the hub made this account; null when the hub does not tell */
  check(user: string, created: string | null): void {
    const former = this.deps.identities.of(user);
    if (created === null || created === former || this.deps.isChanging(user)) return;
    if (former !== null) {
      this.deps.log.warn(
        `${user} is a new account of a former name: the volumes of the former account go to the trash`,
      );
      this.deps.forgetFormer(user, former);
    }
    this.deps.identities.add([{ user, created }]);
  }

  /** All users in the directory. */
  checkAll(): void {
    const fresh: { user: string; created: string }[] = [];
    for (const { name: user, created } of this.deps.directory.all()) {
      if (
        created === null ||
        created === this.deps.identities.of(user) ||
        this.deps.isChanging(user)
      )
        continue;
      if (this.deps.identities.of(user) === null) fresh.push({ user, created });
      // What a lab of the former still uses is put away once it ended, or at the next start.
      else if (!this.deps.isBusy(user)) this.check(user, created);
    }
    this.deps.identities.add(fresh);
  }
}
