import { text } from '../../lib/text.js';
import type { Handlers } from '../handler.js';
import { AppError } from '../../lib/errors.js';
import type { CanActOnServer } from './policy.js';
import type { SessionService } from './service.js';

/** Throws `user_not_found` when JupyterHub does not know the user. */
export type EnsureUser = (user: string) => Promise<void>;

/** The session of the default server and of named ones. */
export const createSessionRoutes = (deps: {
  readonly sessions: SessionService;
  readonly ensureUser: EnsureUser;
  readonly canExtend: CanActOnServer;
}): Handlers<'getSession' | 'extendSession'> => {
  const { sessions, ensureUser, canExtend } = deps;
  return {
    getSession: async ({ params: { user, server }, caller }) => {
      await ensureUser(user);
      return sessions.view(user, server, { canExtend: canExtend(caller, user, server) });
    },
    extendSession: async ({ params: { user, server }, body, caller }) => {
      const beyond = body.beyondAllowance === true;
      if (beyond && !caller.admin) {
        throw new AppError('forbidden', text('sessions.adminsExtendBeyond'));
      }
      await ensureUser(user);
      return sessions.extend(user, server, body.hours, { actor: caller.name, beyond });
    },
  };
};
