import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  canAddMember,
  canManageMembers,
  canLimitGroup,
  canManageUser,
  canManageGroup,
  type KnownUser,
} from './scopes.js';
import { ADMIN_SCOPE, type Principal } from './principal.js';

interface Case {
  readonly case: string;
  readonly actor: {
    readonly name: string;
    readonly kind: Principal['kind'];
    readonly hubAdmin: boolean;
    readonly scopes: readonly string[];
  };
  readonly group: string;
  readonly user: KnownUser;
  readonly fill: boolean;
  readonly add: boolean;
  readonly own: boolean;
  readonly limit: boolean;
  readonly manage: boolean;
}

/** JupyterHub's own interface is held to the same answers, by `hub/tests/test_group_rules.py`. */
const file = fileURLToPath(new URL('../../../hub/tests/group_rules.json', import.meta.url));
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Case[];

it.each(cases.map(one => [one.case, one] as const))('%s', (_, one) => {
  const { hubAdmin, scopes } = one.actor;
  const who: Principal = {
    ...one.actor,
    admin: hubAdmin || scopes.includes(ADMIN_SCOPE),
    groups: [],
    scopes: new Set(scopes),
    tokenId: null,
    via: 'session',
  };
  expect({
    fill: canManageMembers(who, one.group),
    add: canAddMember(who, one.group, one.user),
    own: canManageGroup(who, one.group),
    limit: canLimitGroup(who),
    manage: canManageUser(who, one.user),
  }).toEqual({
    fill: one.fill,
    add: one.add,
    own: one.own,
    limit: one.limit,
    manage: one.manage,
  });
});
