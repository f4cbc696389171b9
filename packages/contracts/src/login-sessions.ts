import { z } from 'zod';
import { Instant } from './time.js';
import { NoBody, type RouteSpec } from './route.js';

/** What a browser has open with a sign-in. */
export const LoginSessionUse = z.object({
  kind: z
    .enum(['pages', 'lab', 'shared', 'service'])
    .describe("The hub's pages, a lab of one's own, a lab of another user, another service"),
  name: z.string().describe('Empty for the pages and for the default server'),
});
export type LoginSessionUse = z.infer<typeof LoginSessionUse>;

/** One browser in which a user is signed in. */
export const LoginSession = z
  .object({
    id: z.string(),
    current: z.boolean().describe('The browser that asks'),
    since: Instant.nullable(),
    lastUsed: Instant.nullable(),
    uses: z.array(LoginSessionUse),
  })
  .meta({ id: 'SignIn' });
export type LoginSession = z.infer<typeof LoginSession>;

/** Every browser in which the caller is signed in, the last used first. */
export const LoginSessionsView = z.object({ items: z.array(LoginSession) }).meta({ id: 'SignIns' });
export type LoginSessionsView = z.infer<typeof LoginSessionsView>;

const Done = z.object({});

/** The caller's own login sessions. Only a page can call them: tokens cannot sign out. */
export const loginSessionRoutes = {
  listLoginSessions: {
    method: 'get',
    path: '/me/login-sessions',
    summary: 'The browsers in which I am signed in',
    tag: 'platform',
    access: 'page',
    status: 200,
    response: LoginSessionsView,
    errors: ['forbidden', 'hub_unavailable'],
  },
  endLoginSession: {
    method: 'post',
    path: '/me/login-sessions/{id}/end',
    summary: 'Sign one browser out; labs go on running',
    tag: 'platform',
    access: 'page',
    status: 200,
    audit: ['user.sign_out'],
    body: NoBody,
    response: Done,
    errors: ['forbidden', 'not_found', 'hub_unavailable'],
  },
  signOutEverywhere: {
    method: 'post',
    path: '/me/sign-out-everywhere',
    summary: 'Sign out in every browser, this one as well; labs go on running',
    tag: 'platform',
    access: 'page',
    status: 200,
    audit: ['user.sign_out'],
    body: NoBody,
    response: Done,
    errors: ['forbidden', 'hub_unavailable'],
  },
} as const satisfies Record<string, RouteSpec>;
