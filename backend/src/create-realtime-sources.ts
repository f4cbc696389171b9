import type { Features } from './create-features.js';
import { includesUser, scopeFilter } from './auth/scopes.js';
import type { RealtimeSources } from './realtime/sources.js';

/** What the sockets show comes from the features' own services, as requests get it. */
export const createSources = (features: Features): RealtimeSources => {
  const { directory, users, servers, volumes, notifications, activity, preferences, announcement } =
    features;
  const { inbox } = notifications;
  return {
    server: ({ user, server }, rights) => servers.view(user, server, rights),
    namedServers: user =>
      servers.named.namesOf(user).map(name => servers.view(user, name, { canExtend: true })),
    volumes: user => volumes.list(user),
    notifications: user => inbox.list(user, 0),
    notification: (id, users) => inbox.find(id, users),
    unread: user => inbox.unread(user),
    acknowledge: (user, ack) => {
      // A thousand pages say this of one message in the same moment.
      if (ack.state === 'delivered') inbox.bufferDelivered(user, ack.id);
      else inbox.acknowledge(user, ack.id, ack.state);
    },
    preferences: user => preferences.of(user),
    announcement: () => announcement.current(),
    usage: key => activity.usageOf(key),
    allUsage: () => activity.allUsage(),
    userListSignature: who => users.listSignature(who),
    canSeeUser: (who, user) =>
      includesUser(
        scopeFilter(who, 'listUsers'),
        directory.get(user) ?? { name: user, groups: [] },
      ),
    pendingUsers: () => users.pending(),
    activityRow: key => activity.row(key),
    activitySummary: () => activity.summary(),
  };
};
