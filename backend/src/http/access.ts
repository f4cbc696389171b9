import type { Access } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { AppError, assertNever } from '../platform/errors.js';
import { mayAccessServer, METRICS_SCOPE, NOTIFY_SCOPE, type Principal } from './principal.js';
import {
  coversGroup,
  coversPerson,
  looksAfterGroups,
  looksAfterPeople,
  mayFillGroup,
  mayManagePerson,
  mayOwnGroup,
  reachOf,
  visitReach,
  type Person,
  type Right,
} from './principal-reach.js';

/** The subject of a request, as its path names it. */
export interface Subject {
  readonly user?: string | undefined;
  readonly server?: string | undefined;
  readonly group?: string | undefined;
}

/** What is known of a person; null for somebody whom the hub does not know. */
export type PersonOf = (name: string) => Person | null;

/** Whether somebody may send notifications at all; to whom is decided with the audience. */
export const maySend = (who: Principal): boolean =>
  who.admin ||
  [...who.scopes].some(scope => scope === NOTIFY_SCOPE || scope.startsWith(`${NOTIFY_SCOPE}!`));

const allowed = (
  access: Exclude<Access, 'anyone'>,
  who: Principal,
  subject: Subject,
  personOf: PersonOf,
): boolean => {
  const user = subject.user ?? '';
  const group = subject.group ?? '';
  const self = (): boolean => who.admin || (who.kind === 'user' && who.name === subject.user);
  const person = (): Person => personOf(user) ?? { name: user, admin: false, groups: [] };
  const reaches = (right: Right): boolean => coversPerson(reachOf(who, right), person());
  switch (access) {
    case 'identified':
      return true;
    case 'self':
      return self();
    case 'person':
      return self() || reaches('seePeople');
    case 'server':
      return self() || mayAccessServer(who, user, subject.server ?? '') || reaches('seeServers');
    case 'operate':
      return self() || reaches('runServers');
    case 'visit':
      return (
        mayAccessServer(who, user, subject.server ?? '') || coversPerson(visitReach(who), person())
      );
    case 'account':
      return mayManagePerson(who, person());
    case 'people':
      return looksAfterPeople(who);
    case 'groups':
      return looksAfterGroups(who);
    case 'group':
      return coversGroup(reachOf(who, 'seeGroups'), group);
    case 'members':
      return mayFillGroup(who, group);
    case 'owner':
      return mayOwnGroup(who, group);
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
  if (!allowed(access, who, subject, personOf)) {
    throw new AppError('forbidden', strings.common.forbidden);
  }
};
