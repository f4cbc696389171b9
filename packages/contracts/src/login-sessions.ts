import { z } from 'zod';
import { Instant } from './time.js';
import { NoBody, type RouteSpec } from './route.js';

/** What a browser has open with a sign-in. */
export const SignInUse = z.object({
  kind: z
    .enum(['pages', 'lab', 'shared', 'service'])
    .describe("The hub's pages, a lab of one's own, a lab of somebody else, another service"),
  name: z.string().describe('Empty for the pages and for the default server'),
});
export type SignInUse = z.infer<typeof SignInUse>;

/** One browser in which somebody is signed in. */
export const SignInView = z
  .object({
    id: z.string(),
    current: z.boolean().describe('The browser that asks'),
    since: Instant.nullable(),
    lastUsed: Instant.nullable(),
    uses: z.array(SignInUse),
  })
  .meta({ id: 'SignIn' });
export type SignInView = z.infer<typeof SignInView>;

/** Every browser in which the caller is signed in, the last used first. */
export const SignInsView = z.object({ items: z.array(SignInView) }).meta({ id: 'SignIns' });
export type SignInsView = z.infer<typeof SignInsView>;

const Done = z.object({});

/** The caller's own login sessions. Only a page can call them: tokens cannot sign out. */
export const loginSessionRoutes = {
  listSignIns: {
    method: 'get',
    path: '/me/sign-ins',
    summary: 'The browsers in which I am signed in',
    tag: 'platform',
    access: 'page',
    status: 200,
    response: SignInsView,
    errors: ['forbidden', 'hub_unavailable'],
  },
  endSignIn: {
    method: 'post',
    path: '/me/sign-ins/{id}/end',
    summary: 'Sign one browser out; labs go on running',
    tag: 'platform',
    access: 'page',
    status: 200,
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
    body: NoBody,
    response: Done,
    errors: ['forbidden', 'hub_unavailable'],
  },
} as const satisfies Record<string, RouteSpec>;
