import type { AccountRules } from '@perijove/contracts';
import type { HubAccount, HubAccounts } from '../../../jupyterhub/accounts-port.js';

/** Every account in the hub, kept here so that no request waits for the hub. */
export interface AccountCache {
  rules(): AccountRules;
  get(name: string): HubAccount | null;
  all(): readonly HubAccount[];
  /** Reads all accounts. Concurrent callers share one request. */
  refresh(): Promise<void>;
  /** What a change answered is newer than what was read. */
  put(name: string, account: HubAccount | null): void;
}

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

/** `onChanged` is called after accounts came, went or changed. */
export const createAccountCache = (deps: {
  readonly accounts: HubAccounts;
  readonly onChanged: () => void;
}): AccountCache => {
  const { accounts, onChanged } = deps;
  let rules = UNKNOWN;
  let known = new Map<string, HubAccount>();
  let reading: Promise<void> | null = null;
  /** Names changed while the hub was read: what was read of them may be older. */
  const touched = new Set<string>();

  const read = async (): Promise<void> => {
    touched.clear();
    const answer = await accounts.all();
    rules = answer.rules;
    const fresh = new Map(answer.accounts.map(account => [account.name, account]));
    for (const name of touched) {
      const newer = known.get(name);
      if (newer === undefined) fresh.delete(name);
      else fresh.set(name, newer);
    }
    const changed =
      fresh.size !== known.size ||
      [...fresh.values()].some(account => !same(known.get(account.name), account));
    known = fresh;
    if (changed) onChanged();
  };

  return {
    rules: () => rules,
    get: name => known.get(name) ?? null,
    all: () => [...known.values()],
    refresh: () => {
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
    put: (name, account) => {
      touched.add(name);
      if (account === null) known.delete(name);
      else known.set(name, account);
      onChanged();
    },
  };
};
