import type { Directory } from '../../jupyterhub/directory.js';
import type { HubUser } from '../../jupyterhub/port.js';
import type { SessionService } from './service.js';

/** What activity reads of the directory. */
export type ActiveUsers = Pick<
  Directory,
  'all' | 'get' | 'refresh' | 'refreshUser' | 'refreshedAtMs'
>;

/**
 * The directory with real use in place of the proxy's count of bytes, to show and score activity. Users
 * without a server stay as they are.
 */
export const withSessionActivity = (
  directory: Directory,
  sessions: Pick<SessionService, 'lastActivityMs'>,
): ActiveUsers => {
  const seen = (user: HubUser): HubUser => {
    if (user.servers.length === 0) return user;
    const servers = user.servers.map(server => ({
      ...server,
      lastActivityMs: sessions.lastActivityMs(user.name, server.name),
    }));
    const times = servers.flatMap(({ lastActivityMs }) => lastActivityMs ?? []);
    return {
      ...user,
      servers,
      lastActivityMs: times.length === 0 ? user.lastActivityMs : Math.max(...times),
    };
  };
  return {
    refresh: () => directory.refresh(),
    refreshUser: user => directory.refreshUser(user),
    refreshedAtMs: () => directory.refreshedAtMs(),
    all: () => directory.all().map(seen),
    get: name => {
      const user = directory.get(name);
      return user === null ? null : seen(user);
    },
  };
};
