/** Prefix of the public REST interface below the service prefix. */
export const API_PREFIX = 'api/v1';

/**
 * Method and path of every endpoint, without schemas, so that small bundles (the lab
 * extensions) can call the interface without carrying a validator.
 * `{user}` and the like are path parameters.
 */
export const endpoints = {
  getHealth: { method: 'get', path: '/health' },
  getMe: { method: 'get', path: '/me' },
  listSignIns: { method: 'get', path: '/me/sign-ins' },
  endSignIn: { method: 'post', path: '/me/sign-ins/{id}/end' },
  signOutEverywhere: { method: 'post', path: '/me/sign-out-everywhere' },
  createTicket: { method: 'post', path: '/tickets' },
  getSettings: { method: 'get', path: '/settings' },
  getPreferences: { method: 'get', path: '/preferences' },
  setPreferences: { method: 'put', path: '/preferences' },
  getAnnouncement: { method: 'get', path: '/announcement' },
  setAnnouncement: { method: 'put', path: '/announcement' },
  listServices: { method: 'get', path: '/services' },
  getBranding: { method: 'get', path: '/branding' },

  listUsers: { method: 'get', path: '/users' },
  createUsers: { method: 'post', path: '/users' },
  checkUsers: { method: 'post', path: '/users/check' },
  authorizeUser: { method: 'post', path: '/users/{user}/authorize' },
  deauthorizeUser: { method: 'post', path: '/users/{user}/deauthorize' },
  discardUser: { method: 'post', path: '/users/{user}/discard' },
  setUserPassword: { method: 'post', path: '/users/{user}/password' },
  setUserAdmin: { method: 'post', path: '/users/{user}/admin' },

  getServer: { method: 'get', path: '/users/{user}/server' },
  startServer: { method: 'post', path: '/users/{user}/server/start' },
  stopServer: { method: 'post', path: '/users/{user}/server/stop' },
  restartServer: { method: 'post', path: '/users/{user}/server/restart' },
  recreateServer: { method: 'post', path: '/users/{user}/server/recreate' },
  visitServer: { method: 'post', path: '/users/{user}/server/visit' },
  getServerLogs: { method: 'get', path: '/users/{user}/server/logs' },
  getSession: { method: 'get', path: '/users/{user}/server/session' },
  extendSession: { method: 'post', path: '/users/{user}/server/session/extend' },

  listServers: { method: 'get', path: '/users/{user}/servers' },
  removeNamedServer: { method: 'delete', path: '/users/{user}/servers/{server}' },
  getNamedServer: { method: 'get', path: '/users/{user}/servers/{server}' },
  startNamedServer: { method: 'post', path: '/users/{user}/servers/{server}/start' },
  stopNamedServer: { method: 'post', path: '/users/{user}/servers/{server}/stop' },
  restartNamedServer: { method: 'post', path: '/users/{user}/servers/{server}/restart' },
  recreateNamedServer: { method: 'post', path: '/users/{user}/servers/{server}/recreate' },
  visitNamedServer: { method: 'post', path: '/users/{user}/servers/{server}/visit' },
  getNamedServerLogs: { method: 'get', path: '/users/{user}/servers/{server}/logs' },
  getNamedSession: { method: 'get', path: '/users/{user}/servers/{server}/session' },
  extendNamedSession: { method: 'post', path: '/users/{user}/servers/{server}/session/extend' },

  renameUser: { method: 'post', path: '/users/{user}/rename' },
  deleteUser: { method: 'delete', path: '/users/{user}' },

  listVolumes: { method: 'get', path: '/users/{user}/volumes' },
  resetVolumes: { method: 'post', path: '/users/{user}/volumes/reset' },
  restoreVolume: { method: 'post', path: '/users/{user}/volumes/{volume}/restore' },

  listVolumeOwners: { method: 'get', path: '/volumes' },
  listBin: { method: 'get', path: '/volumes/bin' },
  restoreFromBin: { method: 'post', path: '/volumes/bin/restore' },
  purgeBin: { method: 'post', path: '/volumes/bin/purge' },

  listNotifications: { method: 'get', path: '/notifications' },
  ackNotification: { method: 'post', path: '/notifications/{id}/ack' },
  sendNotification: { method: 'post', path: '/notifications' },
  notifyOptions: { method: 'get', path: '/notifications/options' },
  findRecipients: { method: 'get', path: '/notifications/recipients' },
  listSent: { method: 'get', path: '/notifications/sent' },
  listDeliveries: { method: 'get', path: '/notifications/{id}/deliveries' },
  retractNotification: { method: 'post', path: '/notifications/{id}/retract' },

  listActivity: { method: 'get', path: '/activity' },
  getActivityHistory: { method: 'get', path: '/activity/{user}/history' },
  getActivityDays: { method: 'get', path: '/activity/{user}/days' },
  resetActivity: { method: 'post', path: '/activity/reset' },

  listGroups: { method: 'get', path: '/groups' },
  getGroup: { method: 'get', path: '/groups/{group}' },
  putGroup: { method: 'put', path: '/groups/{group}' },
  deleteGroup: { method: 'delete', path: '/groups/{group}' },
  listMembers: { method: 'get', path: '/groups/{group}/users' },
  putMembers: { method: 'put', path: '/groups/{group}/users' },
  listCandidates: { method: 'get', path: '/groups/{group}/candidates' },

  listEvents: { method: 'get', path: '/events' },
  getEventChoices: { method: 'get', path: '/events/choices' },
} as const;

/** The name of an endpoint; the same key names its schemas in `routes`. */
export type EndpointName = keyof typeof endpoints;

type ParamsIn<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsIn<Rest>
  : never;

/** The path parameters of an endpoint, read off its path. */
export type PathParams<N extends EndpointName> = {
  [K in ParamsIn<(typeof endpoints)[N]['path']>]: string;
};
