import type { FullDisk } from '@perijove/contracts';
import { text } from '../lib/text.js';
import { iso, type Clock } from '../lib/clock.js';
import { AppError } from '../lib/errors.js';
import { canSend } from '../auth/access.js';
import type { Handlers } from '../features/handler.js';
import { canListGroups, canListUsers } from '../auth/scopes.js';
import type { Tickets } from '../auth/tickets.js';

/** The endpoints about the caller: who am I, and a ticket for the socket. */
export const createMeRoutes = (deps: {
  readonly clock: Clock;
  readonly tickets: Tickets;
  /** Whether the hub's authenticator is the one with passwords. */
  readonly keepsPasswords: () => boolean;
  readonly hubUrl: string;
  readonly version: string;
  readonly fullDisks: () => readonly FullDisk[];
}): Handlers<'getMe' | 'createTicket'> => ({
  getMe: ({ caller }) => ({
    name: caller.name,
    kind: caller.kind,
    admin: caller.admin,
    groups: [...caller.groups],
    can: {
      administer: caller.admin,
      notify: canSend(caller),
      users: canListUsers(caller),
      groups: canListGroups(caller),
    },
    passwords: deps.keepsPasswords(),
    hubUrl: deps.hubUrl,
    serverTime: iso(deps.clock.now()),
    version: deps.version,
    fullDisks: caller.admin ? [...deps.fullDisks()] : [],
  }),
  createTicket: ({ caller, token }) => {
    if (token === null) throw new AppError('unauthenticated', text('common.signIn'));
    const { ticket, expiresAtMs } = deps.tickets.mint({
      principal: { ...caller, via: 'ticket' },
      token,
    });
    return { ticket, expiresAt: iso(expiresAtMs) };
  },
});
