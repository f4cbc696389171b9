import type { EndpointName, TextName } from '@perijove/contracts';

/**
 * Everybody who may knock. The subject is ada, her servers and volumes, and her group `class-b`;
 * bob is in `class-a`.
 */
export const roles = [
  /** No proof of anything. */
  'nobody',
  /** Signed up and waits for approval: the hub gives them no token, and they make one up. */
  'pending',
  /** A token that the hub has forgotten. */
  'expired',
  /** A token without the right to use Perijove. */
  'outsider',
  'ada',
  /** The token that JupyterHub gives to ada's own lab page. */
  'adaLab',
  'bob',
  /** An administrator's token in the page of ada's lab, which ada could read. */
  'visitor',
  /** Looks after ada's group. */
  'groupAdmin',
  /** Looks after the group of others. */
  'otherGroupAdmin',
  /** May write to the other group. */
  'notifier',
  /** May read metrics. */
  'monitor',
  'admin',
  /** A service that administers. */
  'service',
] as const;
export type Role = (typeof roles)[number];

/** `+` is let in, `-` is refused with 403, `!` is asked to sign in with 401. */
export type Marks = string;

/**
 * Who may call what. One mark for each role, in the order of `roles`; the first four are strangers:
 *
 *     nobody pending expired outsider | ada adaLab bob visitor | groupAdmin otherGroupAdmin
 *     notifier monitor | admin service
 */
const anyone = '+!!- ++++ ++++ ++';
const signedIn = '!!!- ++++ ++++ ++';
const person = '!!!- ++++ +++- +-';
// Whom JupyterHub lets open ada's lab: no administrator by that alone.
const visit = '!!!- -+-+ ---- --';
const namedVisit = '!!!- ---- ---- --';
const self = '!!!- ++-- ---- ++';
const read = '!!!- ++-- +--- ++';
const server = '!!!- ++-+ +--- ++';
const herGroup = '!!!- ---- +--- ++';
const lists = '!!!- ---- ++-- ++';
const sender = '!!!- ---- --+- ++';
const metrics = '!!!- ---- ---+ ++';
const admin = '!!!- ---- ---- ++';
/** Power over the host, and over accounts: no scope of ours alone gives it. */
const hubAdmin = '!!!- ---- ---- +-';

/** Every route of the interface. A route without a line here fails the tests. */
export const routeTable: Readonly<Record<EndpointName | TextName, Marks>> = {
  getHealth: anyone,
  getMe: signedIn,
  createTicket: signedIn,
  // What a page may do with its cookie, and no token.
  listSignIns: '!!!- ---- ---- --',
  endSignIn: signedIn,
  signOutEverywhere: signedIn,
  getBranding: anyone,
  listServices: signedIn,

  getServer: server,
  startServer: read,
  stopServer: read,
  restartServer: read,
  recreateServer: read,
  visitServer: visit,
  getServerLogs: self,
  getSession: server,
  extendSession: read,
  // The visitor may open ada's default server, and no other of hers.
  getNamedServer: read,
  startNamedServer: read,
  stopNamedServer: read,
  restartNamedServer: read,
  recreateNamedServer: read,
  visitNamedServer: namedVisit,
  getNamedServerLogs: self,
  getNamedSession: read,
  extendNamedSession: read,

  listServers: self,
  removeNamedServer: self,

  listUsers: lists,
  createUsers: admin,
  checkUsers: admin,
  authorizeUser: admin,
  deauthorizeUser: admin,
  discardUser: admin,
  setUserPassword: admin,
  setUserAdmin: admin,
  renameUser: admin,
  // A service needs a right over accounts besides.
  deleteUser: hubAdmin,
  listVolumes: self,
  resetVolumes: self,
  restoreVolume: self,
  listVolumeOwners: admin,
  listBin: admin,
  restoreFromBin: admin,
  purgeBin: admin,

  listNotifications: person,
  // A service is refused as well, once what it sent can be read.
  ackNotification: signedIn,
  sendNotification: sender,
  notifyOptions: sender,
  findRecipients: sender,
  listSent: sender,
  listDeliveries: sender,
  retractNotification: sender,

  listActivity: lists,
  exportActivity: lists,
  getActivityHistory: read,
  getActivityDays: read,
  resetActivity: admin,

  listGroups: lists,
  getGroup: herGroup,
  putGroup: herGroup,
  deleteGroup: herGroup,
  listMembers: herGroup,
  putMembers: herGroup,
  listCandidates: herGroup,

  getPreferences: person,
  setPreferences: signedIn,
  getAnnouncement: anyone,
  setAnnouncement: admin,
  watchAnnouncement: anyone,

  listEvents: admin,
  getSettings: admin,
  getEventChoices: admin,
  exportEvents: admin,
  getMetrics: metrics,
};

/** Something that a route's own rule allows and a finer one may not. */
export interface Action {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly marks: Marks;
}

const send = (audience: unknown, marks: Marks): Action => ({
  method: 'POST',
  path: '/notifications',
  body: { message: 'hello', audience },
  marks,
});
const add = (group: string, user: string, marks: Marks): Action => ({
  method: 'PUT',
  path: `/groups/${group}/users`,
  body: { add: [user] },
  marks,
});

/** What is decided by what the request says, and not by its address alone. */
export const actionTable: Readonly<Record<string, Action>> = {
  'write to everybody': send({ to: 'all' }, admin),
  'write to everybody at work': send({ to: 'active' }, admin),
  'write to one person': send({ to: 'users', users: ['bob'] }, admin),
  'write to class-a': send({ to: 'groups', groups: ['class-a'] }, sender),
  'write to class-b': send({ to: 'groups', groups: ['class-b'] }, admin),
  'write to both': send({ to: 'groups', groups: ['class-a', 'class-b'] }, admin),
  'put oneself into the group one looks after': add('class-b', 'hera', admin),
  'put an administrator there': add('class-b', 'root', admin),
  'put somebody there whom one does not see': add('class-b', 'bob', admin),
  'put somebody there who is there': add('class-b', 'ada', herGroup),
  'put ada into the group with the Docker socket': add('docker-sock', 'ada', hubAdmin),
  'put ada into the group with privilege': add('docker-privileged', 'ada', hubAdmin),
  'sign a browser out with a token': {
    method: 'POST',
    path: '/me/sign-ins/aa11/end',
    body: {},
    marks: '!!!- ---- ---- --',
  },
  'sign out everywhere with a token': {
    method: 'POST',
    path: '/me/sign-out-everywhere',
    body: {},
    marks: '!!!- ---- ---- --',
  },
  'make a group of another name': { method: 'PUT', path: '/groups/new', body: {}, marks: admin },
  'set the limits of a group': {
    method: 'PUT',
    path: '/groups/class-b',
    body: { limits: { cpuCores: 8, memoryBytes: null, pids: null } },
    marks: admin,
  },
  'delete the group with the Docker socket': {
    method: 'DELETE',
    path: '/groups/docker-sock',
    body: {},
    marks: hubAdmin,
  },
  "stop an administrator's server": {
    method: 'POST',
    path: '/users/root/server/stop',
    // The visitor's token is the administrator's own.
    body: {},
    marks: '!!!- ---+ ---- ++',
  },
};

/** What a page hears: names of streams, or why it is refused. */
export type Heard = string;

/** Pages of everybody's own, and pages that show ada's lab. */
export const socketTable: Readonly<Record<Role, readonly [own: Heard, adasLab: Heard]>> = {
  nobody: ['unauthenticated', 'unauthenticated'],
  pending: ['unauthenticated', 'unauthenticated'],
  expired: ['unauthenticated', 'unauthenticated'],
  outsider: ['forbidden', 'forbidden'],
  ada: ['me server', 'me server'],
  adaLab: ['me server', 'me server'],
  bob: ['me server', 'forbidden'],
  visitor: ['me server', 'me server'],
  groupAdmin: ['me people server', 'forbidden'],
  otherGroupAdmin: ['me people server', 'forbidden'],
  notifier: ['me server', 'forbidden'],
  monitor: ['', 'forbidden'],
  admin: ['admin me server', 'admin me server'],
  service: ['admin', 'admin server'],
};
