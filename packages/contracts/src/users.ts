import { z } from 'zod';
import { AllowedUsers, UserName } from './identity.js';
import { Instant, PageQuery, pageOf } from './time.js';
import { isPlainName } from './plain-text.js';
import { NoBody, type RouteSpec } from './route.js';

/**
 * The state of an account: `pending` asks for an account; `invited` may sign in and never did;
 * `active` has been here; `locked` was here and has had the approval taken back.
 */
export const UserState = z
  .enum(['pending', 'invited', 'active', 'locked'])
  .meta({ id: 'UserState' });
export type UserState = z.infer<typeof UserState>;

/** A user that the platform knows, or a sign-up request. */
export const UserView = z
  .object({
    name: z.string(),
    state: UserState,
    admin: z.boolean(),
    groups: z.array(z.string()).describe('Those that the caller may see'),
    email: z.string().nullable().describe('For administrators; null for other users'),
    hasPassword: z
      .boolean()
      .describe('Whether an account with a password is kept here; told to administrators only'),
    mustChangePassword: z.boolean().describe('Told to administrators only'),
    running: z.boolean().describe('A server of theirs runs, or is on its way'),
    lastActivity: Instant.nullable(),
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof UserView>;

/** Whose lines are shown. */
export const UserFilter = z.enum(['all', 'admins', 'pending', 'active', 'never', 'locked']);
export type UserFilter = z.infer<typeof UserFilter>;

export const UsersQuery = PageQuery.extend({
  sort: z.enum(['name', 'state', 'lastActivity']).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
  search: z.string().max(255).optional(),
  show: UserFilter.default('all'),
});
export type UsersQuery = z.input<typeof UsersQuery>;

/** How accounts are kept. With another authenticator there are none here, and no sign-ups. */
export const AccountRules = z
  .object({
    kept: z.boolean().describe('Whether accounts and passwords are kept here'),
    signUp: z.boolean().describe('Whether users can sign up themselves'),
    approval: z.boolean().describe('Whether an administrator has to approve new accounts'),
    minimumPasswordLength: z.number().int(),
    longestName: z.number().int(),
  })
  .meta({ id: 'AccountRules' });
export type AccountRules = z.infer<typeof AccountRules>;

export const UsersPage = pageOf(UserView)
  .extend({
    counts: z
      .record(UserFilter, z.number().int())
      .describe('Of all users that the caller can see, whatever the search'),
    accounts: AccountRules,
    volumesKeptDays: z
      .number()
      .describe(
        'For how many days volumes of a deleted account stay in the trash; 0 is not at all',
      ),
    can: z.object({
      manage: z.boolean().describe('Make and change accounts'),
      visit: AllowedUsers.describe('Open their lab: the hub grants `access:servers`'),
    }),
  })
  .meta({ id: 'UsersPage' });
export type UsersPage = z.infer<typeof UsersPage>;

/** So many at once, so that a page can show how far it is. */
export const MOST_NEW_USERS = 25;

export const CreateUsers = z
  .strictObject({
    usernames: z.array(z.string().max(1024)).min(1).max(MOST_NEW_USERS),
    admin: z.boolean().default(false),
    mustChangePassword: z.boolean().default(true),
  })
  .meta({ id: 'CreateUsers' });
export type CreateUsers = z.input<typeof CreateUsers>;

/** What came of one name. A password is told once, here, and is kept nowhere in clear. */
export const NewUser = z
  .discriminatedUnion('result', [
    z.object({
      result: z.literal('created'),
      name: z.string().describe('As it is kept: lower case'),
      password: z.string().nullable().describe('null where accounts are kept elsewhere'),
    }),
    z.object({
      result: z.literal('refused'),
      name: z.string(),
      reason: z.enum(['name_taken', 'bad_name', 'twice', 'refused', 'failed']),
      message: z.string(),
    }),
  ])
  .meta({ id: 'NewUser' });
export type NewUser = z.infer<typeof NewUser>;

/** One result per name, in the order that was asked for; one bad name never loses the others. */
export const CreatedUsers = z.object({ results: z.array(NewUser) }).meta({ id: 'CreatedUsers' });
export type CreatedUsers = z.infer<typeof CreatedUsers>;

/** Which of these names cannot be made, before anything is made. */
export const CheckUsers = z.strictObject({ usernames: z.array(z.string().max(1024)).max(1000) });
export const CheckedUsers = z
  .object({
    refused: z.array(
      z.object({
        given: z.string().describe('As it was asked about'),
        name: z.string().describe('As it would be kept'),
        reason: z.enum(['name_taken', 'bad_name']),
      }),
    ),
  })
  .meta({ id: 'CheckedUsers' });
export type CheckedUsers = z.infer<typeof CheckedUsers>;

/** A password of the administrator's choice, or, without one, a generated one. */
export const SetPassword = z
  .strictObject({
    password: z.string().min(1).max(1024).optional(),
    mustChange: z.boolean().default(true),
  })
  .meta({ id: 'SetPassword' });
export type SetPassword = z.input<typeof SetPassword>;

/** The generated password, told once; null when the administrator chose it. */
export const PasswordSet = z
  .object({ name: z.string(), password: z.string().nullable() })
  .meta({ id: 'PasswordSet' });
export type PasswordSet = z.infer<typeof PasswordSet>;

export const SetAdmin = z.strictObject({ admin: z.boolean() });

/** The name of a request that was discarded. */
export const Discarded = z.object({ name: UserName });

export const RenameRequest = z
  // The hub judges it, in the same words as at every other door.
  .strictObject({ name: z.string().max(1024).refine(isPlainName, 'inputs.hiddenInName') })
  .meta({ id: 'RenameRequest' });
export type RenameRequest = z.infer<typeof RenameRequest>;

/** Both names: JupyterHub may have spelled the new one its own way. */
export const RenameResult = z
  .object({
    former: z.string(),
    name: z.string().describe('The new name, as JupyterHub spells it'),
  })
  .meta({ id: 'RenameResult' });
export type RenameResult = z.infer<typeof RenameResult>;

/** What a deleted account left. */
export const DeleteUserResult = z
  .object({
    user: z.string(),
    volumes: z.number().int().describe('How many volumes went to the trash'),
    recoverableUntil: Instant.nullable().describe(
      'Until then an administrator can bring them back to an account of that name; null: there were none',
    ),
  })
  .meta({ id: 'DeleteUserResult' });
export type DeleteUserResult = z.infer<typeof DeleteUserResult>;

const admins = { tag: 'users', access: 'admin' } as const;
const decided = ['user_not_found', 'forbidden', 'conflict', 'accounts_elsewhere'] as const;

/** Users and their accounts. */
export const userRoutes = {
  listUsers: {
    method: 'get',
    path: '/users',
    ...admins,
    access: { scopes: ['list:users', 'read:users'], over: 'users' },
    summary: 'All users that the caller can see',
    status: 200,
    query: UsersQuery,
    response: UsersPage,
    errors: [],
  },
  createUsers: {
    method: 'post',
    path: '/users',
    ...admins,
    summary: 'Make accounts; generated passwords are told once',
    status: 201,
    audit: ['user.create'],
    body: CreateUsers,
    response: CreatedUsers,
    errors: ['forbidden'],
  },
  checkUsers: {
    method: 'post',
    path: '/users/check',
    ...admins,
    summary: 'Which names could not be made',
    status: 200,
    audit: [],
    body: CheckUsers,
    response: CheckedUsers,
    errors: [],
  },
  authorizeUser: {
    method: 'post',
    path: '/users/{user}/authorize',
    ...admins,
    summary: 'Approve a sign-up request, or enable a disabled account',
    status: 200,
    audit: ['user.authorize'],
    body: NoBody,
    response: UserView,
    errors: decided,
  },
  deauthorizeUser: {
    method: 'post',
    path: '/users/{user}/deauthorize',
    ...admins,
    summary: 'Disable an account: its servers stop, and its files stay',
    status: 200,
    audit: ['user.deauthorize'],
    body: NoBody,
    response: UserView,
    errors: decided,
  },
  discardUser: {
    method: 'post',
    path: '/users/{user}/discard',
    ...admins,
    summary: 'Discard a request; never an account in use',
    status: 200,
    audit: ['user.discard'],
    body: NoBody,
    response: Discarded,
    errors: decided,
  },
  setUserPassword: {
    method: 'post',
    path: '/users/{user}/password',
    ...admins,
    summary: 'Set a password, given or generated; what was signed in ends',
    status: 200,
    audit: ['user.password'],
    body: SetPassword,
    response: PasswordSet,
    errors: decided,
  },
  setUserAdmin: {
    method: 'post',
    path: '/users/{user}/admin',
    ...admins,
    summary: 'Make or unmake an administrator',
    status: 200,
    audit: ['user.admin'],
    body: SetAdmin,
    response: UserView,
    errors: decided,
  },
  renameUser: {
    method: 'post',
    path: '/users/{user}/rename',
    summary: 'A new name for an account; volumes, history, messages and groups stay with it',
    tag: 'users',
    access: 'admin',
    status: 200,
    audit: ['user.rename'],
    body: RenameRequest,
    response: RenameResult,
    errors: [
      'user_not_found',
      'name_invalid',
      'name_taken',
      'server_running',
      'account_changing',
      'account_protected',
    ],
  },
  deleteUser: {
    method: 'delete',
    path: '/users/{user}',
    summary: 'Delete an account: its servers stop, its volumes go to the trash',
    tag: 'users',
    access: 'admin',
    status: 200,
    audit: ['user.delete'],
    response: DeleteUserResult,
    errors: ['user_not_found', 'server_pending', 'account_changing', 'account_protected'],
  },
} as const satisfies Record<string, RouteSpec>;
