import type { Features } from './assemble-features.js';
import type { RealtimeSources } from './realtime/sources.js';

/** What the sockets show comes from the features' own services, as requests get it. */
export const createSources = (features: Features): RealtimeSources => {
  const { people, servers, volumes, notifications, activity } = features;
  const { inbox } = notifications;
  return {
    server: ({ user, server }, rights) => servers.view(user, server, rights),
    namedServers: user =>
      servers.named.namesOf(user).map(name => servers.view(user, name, { mayExtend: true })),
    volumes: user => volumes.list(user),
    notifications: user => inbox.list(user, 0),
    notification: (id, user) => inbox.find(id, user),
    unread: user => inbox.unread(user),
    acknowledge: (user, ack) => void inbox.acknowledge(user, ack.id, ack.state),
    usage: activity.usageOf,
    allUsage: activity.allUsage,
    pendingUsers: people.pending,
    activityRow: activity.row,
    activitySummary: activity.summary,
  };
};
