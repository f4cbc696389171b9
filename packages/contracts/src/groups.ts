import { z } from 'zod';
import { UserName } from './identity.js';
import { pageOf, PageQuery } from './time.js';
import type { RouteSpec } from './route.js';

/** The most that one lab can be given; larger numbers are slips of the pen. */
const MOST_CORES = 1024;
const MOST_BYTES = 2 ** 50;
const LEAST_BYTES = 64 * 2 ** 20;
const MOST_PIDS = 4_194_304;

/**
 * What a group says about the labs of its members: a limit, `none` for no limit at all, or null
 * for nothing, which leaves it to other groups and to the settings.
 */
export const GroupLimits = z
  .strictObject({
    cpuCores: z.union([z.number().min(0.05).max(MOST_CORES), z.literal('none')]).nullable(),
    memoryBytes: z
      .union([z.number().int().min(LEAST_BYTES).max(MOST_BYTES), z.literal('none')])
      .nullable(),
    pids: z
      .number()
      .int()
      .min(64)
      .max(MOST_PIDS)
      .nullable()
      .describe('Processes and threads; there is always a limit'),
  })
  .meta({ id: 'GroupLimits' });
export type GroupLimits = z.infer<typeof GroupLimits>;

/** One group as the caller may see it. */
export const GroupView = z
  .object({
    name: z.string(),
    members: z.number().int(),
    power: z
      .enum(['docker-socket', 'privileged'])
      .nullable()
      .describe('What a built-in group gives the labs of its members; null for all others'),
    limits: GroupLimits,
    problem: z
      .string()
      .nullable()
      .describe('What JupyterHub keeps for this group and we cannot read, in words'),
    outdated: z
      .number()
      .int()
      .describe('Members with a running server that was made under other rules than today'),
    can: z.object({
      fill: z.boolean().describe('Add and remove members'),
      limit: z.boolean().describe('Set limits'),
      delete: z.boolean(),
    }),
  })
  .meta({ id: 'Group' });
export type GroupView = z.infer<typeof GroupView>;

const search = z.string().trim().max(255).optional();

export const GroupsQuery = PageQuery.extend({ search });
export type GroupsQuery = z.input<typeof GroupsQuery>;
export const GroupsPage = pageOf(GroupView)
  .extend({
    defaults: z
      .object({
        cpuCores: z.number().nullable(),
        memoryBytes: z.number().nullable(),
        pids: z.number().nullable(),
      })
      .describe('What labs get where no group says anything; null is no limit'),
    mayCreate: z.boolean(),
  })
  .meta({ id: 'GroupsPage' });
export type GroupsPage = z.infer<typeof GroupsPage>;

/** Makes a group, or changes its limits. Without limits a group that exists stays as it is. */
export const PutGroupRequest = z
  .strictObject({ limits: GroupLimits.optional() })
  .meta({ id: 'PutGroup' });
export type PutGroupRequest = z.infer<typeof PutGroupRequest>;

export const DeleteGroupResult = z
  .object({ name: z.string(), members: z.number().int() })
  .meta({ id: 'DeleteGroupResult' });
export type DeleteGroupResult = z.infer<typeof DeleteGroupResult>;

/** A member, and which of their running servers were made under other rules than today. */
export const MemberView = z
  .object({
    user: z.string(),
    running: z.boolean(),
    outdated: z.array(z.string()).describe('Names of such servers; empty for the default one'),
    mayRecreate: z.boolean(),
  })
  .meta({ id: 'Member' });
export type MemberView = z.infer<typeof MemberView>;

export const MembersQuery = PageQuery.extend({
  search,
  outdated: z.stringbool().default(false).describe('Only those who must restart'),
});
export type MembersQuery = z.input<typeof MembersQuery>;
export const MembersPage = pageOf(MemberView).meta({ id: 'MembersPage' });
export type MembersPage = z.infer<typeof MembersPage>;

/** Users to add and users to remove; members and non-members that are so already stay so. */
export const PutMembersRequest = z
  .strictObject({
    add: z.array(UserName).max(5000).default([]),
    remove: z.array(UserName).max(5000).default([]),
  })
  .refine(({ add, remove }) => add.length + remove.length > 0, 'inputs.noChange')
  .refine(({ add, remove }) => {
    const leaving = new Set(remove);
    return !add.some(name => leaving.has(name));
  }, 'inputs.addedAndRemoved')
  .meta({ id: 'PutMembers' });
export type PutMembersRequest = z.infer<typeof PutMembersRequest>;

export const PutMembersResult = z
  .object({ added: z.array(z.string()), removed: z.array(z.string()), group: GroupView })
  .meta({ id: 'PutMembersResult' });
export type PutMembersResult = z.infer<typeof PutMembersResult>;

/** Users who could be added: they match, are not in the group, and the caller may add them. */
export const CandidatesQuery = z.object({
  search,
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const CandidatesView = z
  .object({ users: z.array(z.string()), total: z.number().int() })
  .meta({ id: 'Candidates' });
export type CandidatesView = z.infer<typeof CandidatesView>;

/** Groups of JupyterHub: their members and what they give. */
export const groupRoutes = {
  listGroups: {
    method: 'get',
    path: '/groups',
    summary: 'Groups, with how many are in them and what they give',
    tag: 'groups',
    access: { scopes: ['list:groups', 'read:groups'], over: 'groups' },
    status: 200,
    query: GroupsQuery,
    response: GroupsPage,
    errors: [],
  },
  getGroup: {
    method: 'get',
    path: '/groups/{group}',
    summary: 'One group',
    tag: 'groups',
    access: { scopes: ['list:groups', 'read:groups'], over: 'group' },
    status: 200,
    response: GroupView,
    errors: ['group_not_found'],
  },
  putGroup: {
    method: 'put',
    path: '/groups/{group}',
    summary: 'Make a group, or set the limits of its members; limits are for administrators',
    tag: 'groups',
    access: { scopes: ['admin:groups'], over: 'group' },
    status: 200,
    audit: ['group.create', 'group.limits'],
    body: PutGroupRequest,
    response: GroupView,
    errors: ['conflict'],
  },
  deleteGroup: {
    method: 'delete',
    path: '/groups/{group}',
    summary: 'Delete a group; its members stay, without what it gave them',
    tag: 'groups',
    access: { scopes: ['admin:groups'], over: 'group' },
    status: 200,
    audit: ['group.delete'],
    body: z.strictObject({}).optional(),
    response: DeleteGroupResult,
    errors: ['group_not_found', 'group_protected'],
  },
  listMembers: {
    method: 'get',
    path: '/groups/{group}/users',
    summary: 'Who is in a group, and who must restart for what it gives now',
    tag: 'groups',
    access: { scopes: ['list:groups', 'read:groups'], over: 'group' },
    status: 200,
    query: MembersQuery,
    response: MembersPage,
    errors: ['group_not_found'],
  },
  putMembers: {
    method: 'put',
    path: '/groups/{group}/users',
    summary: 'Add and remove members, all or nobody; it counts from their next start',
    tag: 'groups',
    access: { scopes: ['groups'], over: 'group' },
    status: 200,
    audit: ['group.add', 'group.remove'],
    body: PutMembersRequest,
    response: PutMembersResult,
    errors: ['group_not_found', 'user_not_found'],
  },
  listCandidates: {
    method: 'get',
    path: '/groups/{group}/candidates',
    summary: 'Users who could be added',
    tag: 'groups',
    access: { scopes: ['groups'], over: 'group' },
    status: 200,
    query: CandidatesQuery,
    response: CandidatesView,
    errors: ['group_not_found'],
  },
} as const satisfies Record<string, RouteSpec>;
