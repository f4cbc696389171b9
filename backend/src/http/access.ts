import type { Access } from '@perijove/contracts';
import { AppError, assertNever } from '../platform/errors.js';
import { mayAccessServer, METRICS_SCOPE, NOTIFY_SCOPE, type Principal } from './principal.js';

/** The subject of a request, as its path names it. */
export interface Subject {
  readonly user?: string | undefined;
  readonly server?: string | undefined;
}

/** Whether somebody may send notifications at all; to whom is decided with the audience. */
export const maySend = (who: Principal): boolean =>
  who.admin ||
  [...who.scopes].some(scope => scope === NOTIFY_SCOPE || scope.startsWith(`${NOTIFY_SCOPE}!`));

const allowed = (access: Exclude<Access, 'anyone'>, who: Principal, subject: Subject): boolean => {
  const self = who.kind === 'user' && who.name === subject.user;
  switch (access) {
    case 'identified':
      return true;
    case 'self':
      return self || who.admin;
    case 'server':
      return self || who.admin || mayAccessServer(who, subject.user ?? '', subject.server ?? '');
    case 'sender':
      return maySend(who);
    case 'metrics':
      return who.admin || who.scopes.has(METRICS_SCOPE);
    case 'admin':
      return who.admin;
    default:
      return assertNever(access);
  }
};

/** Enforces a route's access rule. Default is to deny. Throws `unauthenticated` or `forbidden`. */
export const checkAccess = (access: Access, who: Principal | null, subject: Subject): void => {
  if (access === 'anyone') return;
  if (who === null) throw new AppError('unauthenticated', 'Please sign in.');
  if (!allowed(access, who, subject)) {
    throw new AppError('forbidden', 'You may not do this.');
  }
};
