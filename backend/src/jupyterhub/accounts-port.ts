import { TextError } from '../lib/errors.js';
import type { Message } from '../lib/text.js';
import type { AccountRules } from '@perijove/contracts';

/** An account with a password, as the hub's authenticator keeps it. */
export interface HubAccount {
  readonly name: string;
  /** False for a request that waits, and for a user whose account is disabled. */
  readonly authorized: boolean;
  readonly email: string | null;
  readonly mustChangePassword: boolean;
}

/** A name as the hub would spell it. */
export interface HubName {
  readonly name: string;
  readonly mayBe: boolean;
}

/** What the hub knows of a name after a change. */
export interface HubRecord {
  readonly name: string;
  readonly account: HubAccount | null;
  readonly user: { readonly name: string; readonly admin: boolean } | null;
}

/** What can be changed about an account at once. */
export interface AccountChange {
  readonly authorized?: boolean;
  readonly password?: string;
  readonly mustChangePassword?: boolean;
  readonly admin?: boolean;
}

/** Why the hub refused: its own code, and a message for users. Nothing was changed. */
export class AccountRefusal extends TextError {
  override readonly name = 'AccountRefusal';
  constructor(
    readonly code: string,
    text: Message,
  ) {
    super(text);
  }
}

/**
 * Accounts in the hub, through our own part of it. Throws `AccountRefusal`, or `AppError`
 * `hub_unavailable` when the hub is away: then nobody knows whether it was done.
 */
export interface HubAccounts {
  /** Every account and the rules for them. `kept: false`: another authenticator keeps users. */
  all(): Promise<{ readonly rules: AccountRules; readonly accounts: readonly HubAccount[] }>;
  /**
   * How the hub would spell these names, in their order, and whether an account can have them. The
   * authenticator decides, whichever it is; whether a name is taken is another question.
   */
  names(given: readonly string[]): Promise<readonly HubName[]>;
  /** One name, as the hub knows it now. */
  get(name: string): Promise<HubRecord>;
  /** Makes an account that may be used at once; `password` null where none are kept here. */
  create(account: {
    readonly name: string;
    readonly password: string | null;
    readonly admin: boolean;
    readonly mustChangePassword: boolean;
  }): Promise<HubRecord>;
  change(name: string, change: AccountChange): Promise<HubRecord>;
  /** Removes a request; never an account in use. */
  discard(name: string): Promise<void>;
}
