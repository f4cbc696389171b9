import type { ErrorCode } from '@perijove/contracts';
import { text, type Message } from '../../lib/text.js';
import { isPrivileged } from '../../auth/scopes.js';
import type { User } from './user.js';

/** What an administrator may want to do to an account. */
export type AccountAction =
  | { readonly kind: 'authorize' }
  | { readonly kind: 'deauthorize' }
  | { readonly kind: 'discard' }
  | { readonly kind: 'password' }
  | { readonly kind: 'admin'; readonly admin: boolean };

/**
 * Who acts: `hubAdmin` is an administrator of the hub itself, not only of Perijove, by a token that
 * carries it.
 */
export interface Actor {
  readonly name: string;
  readonly kind: 'user' | 'service';
  readonly hubAdmin: boolean;
}

/** Why not, in a code and in words. */
export interface Refused {
  readonly code: ErrorCode;
  readonly message: Message;
}

/**
 * Whether the caller can create an account. Administrators of Perijove by a scope alone cannot create
 * an administrator: that would be a way to raise themselves.
 */
export const refusalOfCreate = (actor: Actor, admin: boolean): Refused | null =>
  admin && !actor.hubAdmin
    ? { code: 'forbidden', message: text('users.refused.hubAdminsMakeAdmins') }
    : null;

/** Why an action on an account is refused; null when it may go on. The hub checks again. */
export const refusalOf = (action: AccountAction, actor: Actor, target: User): Refused | null => {
  const self = actor.kind === 'user' && actor.name === target.name;
  const raises = action.kind === 'admin' && action.admin;
  const above = target.hubUser !== null && isPrivileged(target.hubUser);
  if ((above || raises) && !actor.hubAdmin) {
    return { code: 'forbidden', message: text('users.refused.hubAdminsOnly') };
  }
  switch (action.kind) {
    case 'admin':
      if (self) return no(text('users.refused.ownRights'));
      return target.state === 'pending' && raises
        ? no(text('users.refused.notApproved', { user: target.name }))
        : null;
    case 'deauthorize':
      if (self) return no(text('users.refused.ownLock'));
      return target.state === 'pending'
        ? no(text('users.refused.cannotSignInYet', { user: target.name }))
        : null;
    case 'discard':
      return target.state === 'pending' ? null : no(text('users.refused.inUse'));
    case 'password':
      if (self) return no(text('users.refused.ownPassword'));
      return target.state === 'pending'
        ? no(text('users.refused.choseAlready', { user: target.name }))
        : null;
    case 'authorize':
      // A user with a disabled account must not enable it with an earlier session.
      return self ? no(text('users.refused.ownApproval')) : null;
  }
};

const no = (message: Message): Refused => ({ code: 'conflict', message });
