import type { ServersView, ServerView } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { Call, Handlers } from '../handler.js';
import { AppError } from '../../lib/errors.js';
import type { MayExtend, MayStart } from '../sessions/policy.js';
import type { ServerService } from './service.js';

type Names =
  'getServer' | 'startServer' | 'stopServer' | 'restartServer' | 'recreateServer' | 'getServerLogs';
type NamedNames =
  | 'listServers'
  | 'removeNamedServer'
  | 'getNamedServer'
  | 'startNamedServer'
  | 'stopNamedServer'
  | 'restartNamedServer'
  | 'recreateNamedServer'
  | 'getNamedServerLogs';

/** The default server and named ones: the same handlers, with and without a name. */
export const createServerRoutes = (deps: {
  readonly servers: ServerService;
  readonly mayExtend: MayExtend;
  readonly mayStart: MayStart;
}): Handlers<Names | NamedNames> => {
  const { servers, mayExtend, mayStart } = deps;

  const view = (call: Call<'getServer'>, server: string): ServerView =>
    servers.view(call.params.user, server, {
      mayExtend: mayExtend(call.caller, call.params.user, server),
    });

  const get = async (call: Call<'getServer'>, server: string) => {
    await servers.ensureUser(call.params.user);
    return view(call, server);
  };
  const start = async (call: Call<'startServer'>, server: string) => {
    const { params, body, caller } = call;
    await servers.ensureUser(params.user);
    await servers.start(params.user, server, body?.options ?? {}, caller.name, body?.displayName);
    return view({ ...call, body: undefined }, server);
  };
  const stop = async (call: Call<'stopServer'>, server: string) => {
    const { params, caller } = call;
    await servers.ensureUser(params.user);
    await servers.stop(params.user, server, caller.name);
    return view({ ...call, body: undefined }, server);
  };
  const restart = async (call: Call<'restartServer'>, server: string) => {
    const { params, caller } = call;
    await servers.ensureUser(params.user);
    // A restart of what has stopped is a start, and the page of a lab may not start it.
    if (
      !mayStart(caller, params.user, server) &&
      view({ ...call, body: undefined }, server).phase !== 'running'
    ) {
      throw new AppError('server_not_running', strings.sessions.notRunning);
    }
    await servers.restart(params.user, server, caller.name);
    return view({ ...call, body: undefined }, server);
  };
  const recreate = async (call: Call<'recreateServer'>, server: string) => {
    const { params, caller } = call;
    await servers.ensureUser(params.user);
    await servers.recreate(params.user, server, caller.name);
    return view({ ...call, body: undefined }, server);
  };
  const logs = async (call: Call<'getServerLogs'>, server: string) => {
    await servers.ensureUser(call.params.user);
    return { lines: [...(await servers.logs(call.params.user, server, call.query.tail))] };
  };

  const list = async (call: Call<'listServers'>): Promise<ServersView> => {
    const { user } = call.params;
    await servers.ensureUser(user);
    return { ...(await servers.named.rules()), servers: named(call) };
  };

  const named = (call: Call<'listServers'>): ServerView[] => {
    const { user } = call.params;
    return servers.named
      .namesOf(user)
      .map(name => servers.view(user, name, { mayExtend: mayExtend(call.caller, user, name) }));
  };

  return {
    listServers: list,
    removeNamedServer: async call => {
      const { params, caller } = call;
      await servers.ensureUser(params.user);
      await servers.remove(params.user, params.server, caller.name);
      return list(call);
    },
    getServer: call => get(call, ''),
    startServer: call => start(call, ''),
    stopServer: call => stop(call, ''),
    restartServer: call => restart(call, ''),
    recreateServer: call => recreate(call, ''),
    getServerLogs: call => logs(call, ''),
    getNamedServer: call => get(call, call.params.server),
    startNamedServer: call => start(call, call.params.server),
    stopNamedServer: call => stop(call, call.params.server),
    restartNamedServer: call => restart(call, call.params.server),
    recreateNamedServer: call => recreate(call, call.params.server),
    getNamedServerLogs: call => logs(call, call.params.server),
  };
};
