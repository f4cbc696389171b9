import type { AccountRules } from '@perijove/contracts';
import type { HubAccount, HubAccounts } from '../../../jupyterhub/accounts-port.js';

const UNKNOWN: AccountRules = {
  kept: true,
  signUp: false,
  approval: true,
  minimumPasswordLength: 8,
  longestName: 64,
};

const same = (a: HubAccount | undefined, b: HubAccount): boolean =>
  a !== undefined &&
  a.authorized === b.authorized &&
  a.email === b.email &&
  a.mustChangePassword === b.mustChangePassword;

/**
 * Every account in the hub, kept here so that no request waits for the hub.
 *
 * `onChanged` is called after accounts came, went or changed.
 */
export class AccountCache {
  private currentRules = UNKNOWN;
  private known = new Map<string, HubAccount>();
  private reading: Promise<void> | null = null;
  /** Names changed while the hub was read: what was read of them may be older. */
  private readonly touched = new Set<string>();

  constructor(
    private readonly deps: {
      readonly accounts: HubAccounts;
      readonly onChanged: () => void;
    },
  ) {}

  rules(): AccountRules {
    return this.currentRules;
  }

  get(name: string): HubAccount | null {
    return this.known.get(name) ?? null;
  }

  all(): readonly HubAccount[] {
    return [...this.known.values()];
  }

  /** Reads all accounts. Concurrent callers share one request. */
  refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  /** What a change answered is newer than what was read. */
  put(name: string, account: HubAccount | null): void {
    this.touched.add(name);
    if (account === null) this.known.delete(name);
    else this.known.set(name, account);
    this.deps.onChanged();
  }

  private async read(): Promise<void> {
    this.touched.clear();
    const answer = await this.deps.accounts.all();
    this.currentRules = answer.rules;
    const fresh = new Map(answer.accounts.map(account => [account.name, account]));
    for (const name of this.touched) {
      const newer = this.known.get(name);
      if (newer === undefined) fresh.delete(name);
      else fresh.set(name, newer);
    }
    const changed =
      fresh.size !== this.known.size ||
      [...fresh.values()].some(account => !same(this.known.get(account.name), account));
    this.known = fresh;
    if (changed) this.deps.onChanged();
  }
}
