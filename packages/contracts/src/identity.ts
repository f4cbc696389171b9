import { z } from 'zod';
import { Instant } from './time.js';
import { isPlainText } from './plain-text.js';
import { NoBody, type RouteSpec } from './route.js';

/** A text that a user writes for others: no markup, and no character that cannot be seen. */
export const PlainText = z.string().refine(isPlainText, 'inputs.hiddenInText');

/** A JupyterHub user name. Unicode is allowed; separators and control characters are not. */
export const UserName = z
  .string()
  .min(1)
  .max(255)
  .refine(
    name => !/[\p{Cc}/\\]/u.test(name) && name !== '.' && name !== '..' && name.trim() === name,
    'inputs.userName',
  )
  .meta({ id: 'UserName' });

/** As a part of an address these would lead to another one. */
const isDots = (name: string): boolean => name === '.' || name === '..';

/** The name of a named server; the default server's name is the empty string. */
export const ServerName = z
  .string()
  .max(255)
  .refine(name => !/[\p{Cc}/\\]/u.test(name) && !isDots(name), 'inputs.serverName')
  .meta({ id: 'ServerName' });

/** A hub group's name. */
export const GroupName = z
  .string()
  .min(1)
  .max(255)
  .refine(
    name => !/[\p{Cc}/\\]/u.test(name) && !isDots(name) && name.trim() === name,
    'inputs.groupName',
  )
  .meta({ id: 'GroupName' });

/** A disk on which there is no room any more, and what it is needed for. */
export const FullDisk = z
  .object({
    of: z.enum(['data', 'engine']).describe("The platform's own data, or servers and volumes"),
    freeBytes: z.number(),
    totalBytes: z.number(),
  })
  .meta({ id: 'FullDisk' });
export type FullDisk = z.infer<typeof FullDisk>;

/** Who is asking, and what they may do. The pages show or hide by `can`, the server decides anyway. */
export const Me = z
  .object({
    name: z.string(),
    kind: z.enum(['user', 'service']),
    admin: z.boolean(),
    groups: z.array(z.string()),
    can: z.object({
      administer: z.boolean(),
      notify: z.boolean(),
      users: z.boolean().describe('See other users: all, or those that the scopes name'),
      groups: z.boolean().describe('See groups: all, or those that the scopes name'),
    }),
    passwords: z.boolean().describe('Whether passwords are kept and changed here'),
    hubUrl: z.string().describe('Path of JupyterHub, such as /hub/'),
    serverTime: Instant,
    version: z.string(),
    fullDisks: z.array(FullDisk).describe('For administrators; empty for other users'),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** Which users on a page a scope includes. */
export const AllowedUsers = z
  .union([z.literal('all'), z.array(z.string())])
  .meta({ id: 'AllowedUsers' });
export type AllowedUsers = z.infer<typeof AllowedUsers>;

/** A single-use ticket that opens a socket from the hub pages; valid for 30 s. */
export const Ticket = z.object({ ticket: z.string(), expiresAt: Instant }).meta({ id: 'Ticket' });
export type Ticket = z.infer<typeof Ticket>;

/** The caller. */
export const identityRoutes = {
  getMe: {
    method: 'get',
    path: '/me',
    summary: 'Who I am and what I may do',
    tag: 'platform',
    access: 'token',
    status: 200,
    response: Me,
    errors: [],
  },
  createTicket: {
    method: 'post',
    path: '/tickets',
    summary: 'A single-use ticket that opens a socket',
    tag: 'platform',
    access: 'page',
    status: 201,
    audit: [],
    body: NoBody,
    response: Ticket,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;
