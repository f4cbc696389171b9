import { z } from 'zod';
import type { RouteSpec } from './route.js';
import {
  CheckUsers,
  CheckedUsers,
  CreateUsers,
  CreatedUsers,
  Discarded,
  PasswordSet,
  SetAdmin,
  SetPassword,
  UserView,
  UsersPage,
  UsersQuery,
} from './users.js';

const NoBody = z.strictObject({}).optional();
const common = { tag: 'users', access: 'admin' } as const;
const decided = ['user_not_found', 'forbidden', 'conflict', 'accounts_elsewhere'] as const;

/** Routes about people and their accounts. */
export const userRoutes = {
  listUsers: {
    ...common,
    access: { scopes: ['list:users', 'read:users'], over: 'users' },
    summary: 'Everybody whom the caller may see: who asks, who never came, who administers',
    status: 200,
    query: UsersQuery,
    response: UsersPage,
    errors: [],
  },
  createUsers: {
    ...common,
    summary: 'Make accounts; generated passwords are told once',
    status: 201,
    body: CreateUsers,
    response: CreatedUsers,
    errors: ['forbidden'],
  },
  checkUsers: {
    ...common,
    summary: 'Which names could not be made',
    status: 200,
    body: CheckUsers,
    response: CheckedUsers,
    errors: [],
  },
  authorizeUser: {
    ...common,
    summary: 'Approve a request, or let somebody in again',
    status: 200,
    body: NoBody,
    response: UserView,
    errors: decided,
  },
  deauthorizeUser: {
    ...common,
    summary: 'Keep somebody from signing in; nothing of theirs is touched',
    status: 200,
    body: NoBody,
    response: UserView,
    errors: decided,
  },
  discardUser: {
    ...common,
    summary: 'Discard a request; never an account in use',
    status: 200,
    body: NoBody,
    response: Discarded,
    errors: decided,
  },
  setUserPassword: {
    ...common,
    summary: 'Set a password, given or generated; what was signed in ends',
    status: 200,
    body: SetPassword,
    response: PasswordSet,
    errors: decided,
  },
  setUserAdmin: {
    ...common,
    summary: 'Make or unmake an administrator',
    status: 200,
    body: SetAdmin,
    response: UserView,
    errors: decided,
  },
} as const satisfies Record<string, RouteSpec>;
