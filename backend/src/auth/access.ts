import type { Access, Needs, NeededScope } from '@perijove/contracts';
import { text } from '../lib/text.js';
import { AppError, assertNever } from '../lib/errors.js';
import { NOTIFY_SCOPE, type Principal } from './principal.js';
import {
  includesGroup,
  includesUser,
  canManageMembers,
  canManageGroup,
  parseFilter,
  type KnownUser,
} from './scopes.js';

/** The subject of a request, as its path names it. */
export interface Subject {
  readonly user?: string | undefined;
  /** Undefined is the default server. */
  readonly server?: string | undefined;
  readonly group?: string | undefined;
}

/** What is known of a user; null when the hub does not know the name. */
export type FindUser = (name: string) => KnownUser | null;

/** Whether this one scope of the token includes the subject. The token's owner plays no part. */
const includesSubject = (
  scope: NeededScope,
  over: Needs['over'],
  who: Principal,
  subject: Subject,
  findUser: FindUser,
): boolean => {
  const { user, server = '', group } = subject;
  const here = `${user ?? ''}/${server}`;
  if (scope === 'access:servers!server') return who.scopes.has(`access:servers!server=${here}`);
  const filter = parseFilter(who.scopes, [scope]);
  const includes = (name: string | undefined): boolean =>
    name !== undefined && includesUser(filter, findUser(name) ?? { name, groups: [] });
  switch (over) {
    case 'server':
      return includes(user) || filter.servers.has(here);
    case 'user':
      return includes(user);
    case 'caller':
      return filter.all || (who.kind === 'user' && includes(who.name));
    case 'group':
      return group !== undefined && includesGroup(filter, group);
    case 'users': {
      // All users can read themselves, which alone makes no list.
      const self = who.kind === 'user' ? who.name : null;
      return filter.all || filter.groups.size > 0 || [...filter.users].some(name => name !== self);
    }
    case 'groups':
      return filter.all || filter.groups.size > 0;
    case 'all':
      return filter.all;
    default:
      return assertNever(over);
  }
};

/** Groups with power over the host need more than a scope over the group. */
const guarded: Partial<Record<NeededScope, (who: Principal, group: string) => boolean>> = {
  groups: canManageMembers,
  'admin:groups': canManageGroup,
};

/**
 * Whether a token can do what needs this access: the one place that decides, for requests, for the
 * socket and for what views offer. What is not granted here is denied.
 * @param findUser - groups of the user whom the subject names, for scopes filtered by group
 */
export const isAllowed = (
  access: Access,
  who: Principal,
  subject: Subject,
  findUser: FindUser,
): boolean => {
  if (access === 'anyone' || access === 'token') return true;
  if (access === 'page') return who.via === 'session' && who.kind === 'user';
  if (access === 'admin') return who.admin;
  return access.scopes.some(scope => {
    const guard = access.over === 'group' ? guarded[scope] : undefined;
    if (guard !== undefined) return guard(who, subject.group ?? '');
    if (who.admin && access.hubOnly !== true) return true;
    return includesSubject(scope, access.over, who, subject, findUser);
  });
};

const SENDS: Needs = { scopes: [NOTIFY_SCOPE], over: 'groups' };

/** Whether the caller can send notifications at all; the audience is checked when they do. */
export const canSend = (who: Principal): boolean => isAllowed(SENDS, who, {}, () => null);

/**
 * Enforces a route's access rule. Default is to deny. Throws `unauthenticated` or `forbidden`.
 * @param findUser - groups of the user whom the address names, for scopes filtered by group
 */
export const checkAccess = (
  access: Access,
  who: Principal | null,
  subject: Subject,
  findUser: FindUser,
): void => {
  if (access === 'anyone') return;
  if (who === null) throw new AppError('unauthenticated', text('common.signIn'));
  if (isAllowed(access, who, subject, findUser)) return;
  throw new AppError(
    'forbidden',
    access === 'page' ? text('platform.signIn.pageOnly') : text('common.forbidden'),
  );
};
