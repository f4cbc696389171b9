import type { ErrorCode } from '@perijove/contracts';
import type { Person } from './person.js';

/** What an administrator may want to do to an account. */
export type AccountAction =
  | { readonly kind: 'authorize' }
  | { readonly kind: 'deauthorize' }
  | { readonly kind: 'discard' }
  | { readonly kind: 'password' }
  | { readonly kind: 'admin'; readonly admin: boolean };

/** Who acts: `hubAdmin` is an administrator of the hub itself, not only of Perijove. */
export interface Actor {
  readonly name: string;
  readonly kind: 'user' | 'service';
  readonly hubAdmin: boolean;
}

/** Why not, in a code and in words. */
export interface Refused {
  readonly code: ErrorCode;
  readonly message: string;
}

const ADMINS_ONLY: Refused = {
  code: 'forbidden',
  message: 'Only an administrator of the hub itself can do this to an administrator.',
};

/**
 * Whether somebody may make an account. Whoever administers Perijove by a scope alone cannot make
 * an administrator: that would be a way to raise themselves.
 */
export const refusalOfCreate = (actor: Actor, admin: boolean): Refused | null =>
  admin && !actor.hubAdmin
    ? { ...ADMINS_ONLY, message: 'Only an administrator of the hub itself can make another.' }
    : null;

/** Why an action on an account is refused; null when it may go on. The hub checks again. */
export const refusalOf = (action: AccountAction, actor: Actor, target: Person): Refused | null => {
  const self = actor.kind === 'user' && actor.name === target.name;
  const raises = action.kind === 'admin' && action.admin;
  if ((target.user?.admin === true || raises) && !actor.hubAdmin) return ADMINS_ONLY;
  switch (action.kind) {
    case 'admin':
      if (self) return no('Nobody changes their own rights. Another administrator can.');
      return target.state === 'pending' && raises
        ? no(`${target.name} still asks for an account. Approve the request first.`)
        : null;
    case 'deauthorize':
      if (self) return no('You cannot lock yourself out.');
      return target.state === 'pending'
        ? no(`${target.name} only asks for an account, and cannot sign in yet.`)
        : null;
    case 'discard':
      return target.state === 'pending'
        ? null
        : no('This account is in use. Only a request can be discarded.');
    case 'password':
      if (self) return no('Change your own password in the menu with your name.');
      return target.state === 'pending'
        ? no(`${target.name} chose a password already, and still waits for approval.`)
        : null;
    case 'authorize':
      return null;
  }
};

const no = (message: string): Refused => ({ code: 'conflict', message });
