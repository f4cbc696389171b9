import type { Directory } from '../../jupyterhub/directory.js';
import type { HubUser } from '../../jupyterhub/port.js';
import type { SessionService } from './service.js';

/**
 * The directory with real use in place of the proxy's count of bytes, for whoever shows or scores
 * activity. People without a server stay as they are.
 */
export const peopleAtWork = (
  directory: Directory,
  sessions: Pick<SessionService, 'lastActivityMs'>,
): Directory => {
  const seen = (person: HubUser): HubUser => {
    if (person.servers.length === 0) return person;
    const servers = person.servers.map(server => ({
      ...server,
      lastActivityMs: sessions.lastActivityMs(person.name, server.name),
    }));
    const times = servers.flatMap(({ lastActivityMs }) => lastActivityMs ?? []);
    return {
      ...person,
      servers,
      lastActivityMs: times.length === 0 ? person.lastActivityMs : Math.max(...times),
    };
  };
  return {
    ...directory,
    all: () => directory.all().map(seen),
    get: user => {
      const person = directory.get(user);
      return person === null ? null : seen(person);
    },
  };
};
