import type { ServersView, ServerView } from '@perijove/contracts';
import type { Call, Handlers } from '../handler.js';
import type { Principal } from '../../auth/principal.js';
import { AppError } from '../../lib/errors.js';
import type { CanActOnServer } from '../sessions/policy.js';
import { text, type Unrendered } from '../../lib/text.js';
import type { ServerService } from './service.js';

type Names =
  | 'listServers'
  | 'removeNamedServer'
  | 'getServer'
  | 'startServer'
  | 'stopServer'
  | 'restartServer'
  | 'recreateServer'
  | 'getServerLogs';

/** The default server, whose name is empty, and named ones. */
export const createServerRoutes = (deps: {
  readonly servers: ServerService;
  readonly canExtend: CanActOnServer;
  readonly canStart: CanActOnServer;
}): Handlers<Names> => {
  const { servers, canExtend, canStart } = deps;

  const view = (caller: Principal, user: string, server: string): Unrendered<ServerView> =>
    servers.view(user, server, { canExtend: canExtend(caller, user, server) });

  const list = async ({
    params: { user },
    caller,
  }: Call<'listServers'>): Promise<Unrendered<ServersView>> => {
    await servers.ensureUser(user);
    const named = servers.named.namesOf(user).map(name => view(caller, user, name));
    return { ...(await servers.named.rules()), servers: named };
  };

  return {
    listServers: list,
    removeNamedServer: async call => {
      const { params, caller } = call;
      await servers.ensureUser(params.user);
      await servers.remove(params.user, params.server, caller.name);
      return list(call);
    },
    getServer: async ({ params: { user, server }, caller }) => {
      await servers.ensureUser(user);
      return view(caller, user, server);
    },
    startServer: async ({ params: { user, server }, body, caller }) => {
      await servers.ensureUser(user);
      await servers.start(user, server, body?.options ?? {}, caller.name, body?.displayName);
      return view(caller, user, server);
    },
    stopServer: async ({ params: { user, server }, caller }) => {
      await servers.ensureUser(user);
      await servers.stop(user, server, caller.name);
      return view(caller, user, server);
    },
    restartServer: async ({ params: { user, server }, caller }) => {
      await servers.ensureUser(user);
      // A restart of what has stopped is a start, and the page of a lab may not start it.
      if (!canStart(caller, user, server) && view(caller, user, server).phase !== 'running') {
        throw new AppError('server_not_running', text('sessions.notRunning'));
      }
      await servers.restart(user, server, caller.name);
      return view(caller, user, server);
    },
    recreateServer: async ({ params: { user, server }, caller }) => {
      await servers.ensureUser(user);
      await servers.recreate(user, server, caller.name);
      return view(caller, user, server);
    },
    getServerLogs: async ({ params: { user, server }, query }) => {
      await servers.ensureUser(user);
      return { lines: [...(await servers.logs(user, server, query.tail))] };
    },
  };
};
