import type { Access, Needs, NeededScope } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { AppError, assertNever } from '../lib/errors.js';
import { NOTIFY_SCOPE, type Principal } from './principal.js';
import {
  coversGroup,
  coversPerson,
  mayFillGroup,
  mayOwnGroup,
  scopeReach,
  type Person,
} from './scopes.js';

/** The subject of a request, as its path names it. */
export interface Subject {
  readonly user?: string | undefined;
  /** Undefined is the default server. */
  readonly server?: string | undefined;
  readonly group?: string | undefined;
}

/** What is known of a person; null for somebody whom the hub does not know. */
export type PersonOf = (name: string) => Person | null;

/** Whether that one scope of the token's covers the subject. The token's owner plays no part. */
const covers = (
  scope: NeededScope,
  over: Needs['over'],
  who: Principal,
  subject: Subject,
  personOf: PersonOf,
): boolean => {
  const { user, server = '', group } = subject;
  const here = `${user ?? ''}/${server}`;
  if (scope === 'access:servers!server') return who.scopes.has(`access:servers!server=${here}`);
  const reach = scopeReach(who.scopes, [scope]);
  const coversUser = (name: string | undefined): boolean =>
    name !== undefined && coversPerson(reach, personOf(name) ?? { name, groups: [] });
  switch (over) {
    case 'server':
      return coversUser(user) || reach.servers.has(here);
    case 'user':
      return coversUser(user);
    case 'caller':
      return reach.all || (who.kind === 'user' && coversUser(who.name));
    case 'group':
      return group !== undefined && coversGroup(reach, group);
    case 'users': {
      // Everybody may read themselves; that alone makes no list.
      const self = who.kind === 'user' ? who.name : null;
      return reach.all || reach.groups.size > 0 || [...reach.users].some(name => name !== self);
    }
    case 'groups':
      return reach.all || reach.groups.size > 0;
    case 'all':
      return reach.all;
    default:
      return assertNever(over);
  }
};

/** What a scope over a group is not enough for: groups with power over the host. */
const guarded: Partial<Record<NeededScope, (who: Principal, group: string) => boolean>> = {
  groups: mayFillGroup,
  'admin:groups': mayOwnGroup,
};

/**
 * Whether a token may do what needs this: the one place that decides, for requests, for the socket
 * and for what views offer. Whatever is not granted here is denied.
 * @param personOf - groups of the user whom the subject names, for scopes filtered by group
 */
export const isAllowed = (
  access: Access,
  who: Principal,
  subject: Subject,
  personOf: PersonOf,
): boolean => {
  if (access === 'anyone' || access === 'token') return true;
  if (access === 'page') return who.via === 'session' && who.kind === 'user';
  if (access === 'admin') return who.admin;
  return access.scopes.some(scope => {
    const guard = access.over === 'group' ? guarded[scope] : undefined;
    if (guard !== undefined) return guard(who, subject.group ?? '');
    if (who.admin && access.hubOnly !== true) return true;
    return covers(scope, access.over, who, subject, personOf);
  });
};

const SENDS: Needs = { scopes: [NOTIFY_SCOPE], over: 'groups' };

/** Whether somebody may send notifications at all; to whom is decided with the audience. */
export const maySend = (who: Principal): boolean => isAllowed(SENDS, who, {}, () => null);

/**
 * Enforces a route's access rule. Default is to deny. Throws `unauthenticated` or `forbidden`.
 * @param personOf - groups of the person whom the address names, for scopes filtered by group
 */
export const checkAccess = (
  access: Access,
  who: Principal | null,
  subject: Subject,
  personOf: PersonOf,
): void => {
  if (access === 'anyone') return;
  if (who === null) throw new AppError('unauthenticated', strings.common.signIn);
  if (isAllowed(access, who, subject, personOf)) return;
  throw new AppError(
    'forbidden',
    access === 'page' ? strings.platform.signIn.pageOnly : strings.common.forbidden,
  );
};
