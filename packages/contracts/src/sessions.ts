import { z } from 'zod';
import { Instant } from './time.js';
import { fromItsLab, ofServer, type RouteSpec } from './route.js';

/** Why a session has the deadline it has. */
export const SessionReason = z.enum([
  'idle',
  'extended',
  'max_age',
  'culler_disabled',
  'not_running',
]);

/**
 * What counts as use of a server besides what users do with it: nothing, kernels at work, or
 * programs at work as well.
 */
export const CountedWork = z.enum(['none', 'kernels', 'programs']);
export type CountedWork = z.infer<typeof CountedWork>;

/**
 * A server's session: when it will be stopped and what can be done about it.
 * Times are absolute; a client corrects its own clock by `serverTime`.
 */
export const SessionView = z
  .object({
    deadline: Instant.nullable().describe('When the server stops; null when nothing will stop it'),
    remainingSeconds: z.number().nullable(),
    timeoutSeconds: z.number(),
    lastActivity: Instant.nullable(),
    extension: z.object({
      usedHours: z.number(),
      availableHours: z.number(),
      maxHours: z.number(),
    }),
    maxAgeDeadline: Instant.nullable(),
    reason: SessionReason,
    warnMinutes: z.array(z.number()),
    work: CountedWork.optional().describe('What counts as use besides what users do'),
    canExtend: z.boolean().describe('Whether the one who asks may extend'),
    serverTime: Instant,
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

/** Ask for more time, in hours. Fractions are allowed; over-asking grants what is left. */
export const ExtendRequest = z
  .object({
    hours: z.number().positive().max(8760),
    beyondAllowance: z
      .boolean()
      .optional()
      .describe("For administrators: grants all of it and leaves the user's allowance alone"),
  })
  .meta({ id: 'ExtendRequest' });
export type ExtendRequest = z.infer<typeof ExtendRequest>;

/** What was granted, which can be less than asked, and the session after it. */
export const ExtendResult = z
  .object({ grantedHours: z.number(), truncated: z.boolean(), session: SessionView })
  .meta({ id: 'ExtendResult' });
export type ExtendResult = z.infer<typeof ExtendResult>;

/** Sessions of servers. */
export const sessionRoutes = {
  getSession: {
    method: 'get',
    ...ofServer('/session'),
    summary: 'The session: deadline and allowance',
    tag: 'sessions',
    access: { scopes: ['read:servers', 'access:servers'], over: 'server' },
    status: 200,
    response: SessionView,
    errors: ['user_not_found'],
  },
  extendSession: {
    method: 'post',
    ...ofServer('/session/extend'),
    summary: 'Move the deadline by some hours',
    tag: 'sessions',
    access: fromItsLab,
    status: 200,
    audit: ['session.extend'],
    body: ExtendRequest,
    response: ExtendResult,
    errors: ['user_not_found', 'extension_exhausted', 'culler_disabled', 'server_not_running'],
  },
} as const satisfies Record<string, RouteSpec>;
