import { strings } from '@perijove/contracts/strings';
import type { Call, Handlers } from '../handler.js';
import { AppError } from '../../lib/errors.js';
import type { MayExtend } from './policy.js';
import type { SessionService } from './service.js';

/** Says whether JupyterHub knows this person; throws `user_not_found`. */
export type EnsureUser = (user: string) => Promise<void>;

/** The session of the default server and of named ones. */
export const createSessionRoutes = (deps: {
  readonly sessions: SessionService;
  readonly ensureUser: EnsureUser;
  readonly mayExtend: MayExtend;
}): Handlers<'getSession' | 'extendSession' | 'getNamedSession' | 'extendNamedSession'> => {
  const { sessions, ensureUser, mayExtend } = deps;

  const get = async (call: Call<'getSession'>, server: string) => {
    await ensureUser(call.params.user);
    return sessions.view(call.params.user, server, {
      mayExtend: mayExtend(call.caller, call.params.user, server),
    });
  };
  const extend = async (call: Call<'extendSession'>, server: string) => {
    const { caller, params, body } = call;
    const beyond = body.beyondAllowance === true;
    if (beyond && !caller.admin) {
      throw new AppError('forbidden', strings.sessions.adminsExtendBeyond);
    }
    await ensureUser(params.user);
    return sessions.extend(params.user, server, body.hours, { actor: caller.name, beyond });
  };

  return {
    getSession: call => get(call, ''),
    extendSession: call => extend(call, ''),
    getNamedSession: call => get(call, call.params.server),
    extendNamedSession: call => extend(call, call.params.server),
  };
};
