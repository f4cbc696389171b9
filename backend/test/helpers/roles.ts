import type { EndpointName, TextName } from '@perijove/contracts';

/**
 * All kinds of callers and tokens. The subject is ada, her servers and volumes, and her group
 * `class-b`; bob is in `class-a`, and root administers the hub. A column is one token, not one user:
 * what it may do comes from its scopes.
 */
export const callers = [
  /** No proof of anything. */
  'nobody',
  /** Locked out, or never approved: the hub knows no token of theirs. */
  'locked',
  /** A token that the hub has forgotten. */
  'expired',
  /** A token that may do much at the hub, and not enter Perijove. */
  'outsider',
  /** The token in the environment of ada's lab, and of the administrator's. */
  'adaEnvironment',
  'rootEnvironment',
  /** Our own service token, which belongs to the backend alone. */
  'backend',

  /** A signed-in page of ours; the token goes along sealed in its cookie. */
  'adaPage',
  /** Made on the page _Token_: all that she may, or looking at her servers alone. */
  'adaOwn',
  'adaNarrow',
  /** The token that JupyterHub gives to her own lab's page. */
  'adaLab',

  'bobPage',
  'bobOwn',

  /** The administrator's token in the page of ada's lab, which ada's lab can read. */
  'rootInAdasLab',
  /** The same in the administrator's own lab. */
  'rootLab',

  /** Looks after ada's group: her page, and a token that she made. */
  'tutorPage',
  'tutorOwn',
  /** Looks after the group of others. */
  'otherTutor',

  /** May write to the other group. */
  'notifier',
  /** A service that reads metrics. */
  'monitor',

  'rootPage',
  'rootOwn',
  /** A service that administers Perijove. */
  'service',
] as const;
export type Caller = (typeof callers)[number];

/** Who comes with a cookie and not with a token. */
export const pages: readonly Caller[] = ['adaPage', 'bobPage', 'tutorPage', 'rootPage'];

/** `+` is let in, `-` is refused with 403, `!` is asked to sign in with 401. */
export type Marks = string;

/**
 * Who may call what. One mark for each caller, in the order of `callers`:
 *
 *     nobody locked expired | outsider adaEnvironment rootEnvironment backend
 *     adaPage adaOwn adaNarrow adaLab | bobPage bobOwn | rootInAdasLab rootLab
 *     tutorPage tutorOwn otherTutor | notifier monitor | rootPage rootOwn service
 */
const anyone = '+!! ---- ++++ ++ ++ +++ ++ +++';
const token = '!!! ---- ++++ ++ ++ +++ ++ +++';
const inbox = '!!! ---- ++++ ++ ++ +++ +- ++-';
const page = '!!! ---- +--- +- -- +-- -- +--';
const view = '!!! ---- ++++ -- +- ++- -- +++';
const viewNamed = '!!! ---- +++- -- -- ++- -- +++';
const run = '!!! ---- ++-- -- -- ++- -- +++';
/** What a lab's page offers for its own server. */
const fromItsLab = '!!! ---- ++-+ -- +- ++- -- +++';
const hers = '!!! ---- ++-- -- -- --- -- +++';
// Whom JupyterHub lets open her labs: administering Perijove alone does not.
const visit = '!!! ---- ++-- -- -- --- -- ++-';
const preferences = '!!! ---- ++-- ++ -- +++ +- +++';
const herGroup = '!!! ---- ---- -- -- ++- -- +++';
const lists = '!!! ---- ---- -- -- +++ -- +++';
const sender = '!!! ---- ---- -- -- ++- +- +++';
const metrics = '!!! ---- ---- -- -- --- -+ +++';
const admin = '!!! ---- ---- -- -- --- -- +++';
/** Power over the host, and over accounts: no scope of ours alone gives it. */
const hubAdmin = '!!! ---- ---- -- -- --- -- ++-';

/** Operations on named servers, whose endpoints have a line of their own for the default server. */
type NamedOperation =
  | 'getNamedServer'
  | 'startNamedServer'
  | 'stopNamedServer'
  | 'restartNamedServer'
  | 'recreateNamedServer'
  | 'visitNamedServer'
  | 'getNamedServerLogs'
  | 'getNamedSession'
  | 'extendNamedSession';

/** Every route of the interface. A route without a line here fails the tests. */
export const routeTable: Readonly<Record<EndpointName | TextName | NamedOperation, Marks>> = {
  getHealth: anyone,
  getMe: token,
  createTicket: page,
  listLoginSessions: page,
  endLoginSession: page,
  signOutEverywhere: page,
  getBranding: anyone,
  listServices: page,

  getServer: view,
  startServer: run,
  stopServer: run,
  restartServer: fromItsLab,
  recreateServer: run,
  visitServer: visit,
  getServerLogs: hers,
  getSession: view,
  extendSession: fromItsLab,
  // The page of ada's default lab is that of no other server of hers.
  getNamedServer: viewNamed,
  startNamedServer: run,
  stopNamedServer: run,
  restartNamedServer: run,
  recreateNamedServer: run,
  visitNamedServer: visit,
  getNamedServerLogs: hers,
  getNamedSession: viewNamed,
  extendNamedSession: run,

  listServers: viewNamed,
  removeNamedServer: run,

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
  listVolumes: hers,
  resetVolumes: hers,
  restoreVolume: hers,
  listVolumeOwners: admin,
  listTrash: admin,
  restoreFromTrash: admin,
  purgeTrash: admin,

  listNotifications: inbox,
  // A service is refused as well, once what it sent can be read.
  ackNotification: token,
  sendNotification: sender,
  notifyOptions: sender,
  findRecipients: sender,
  listSent: sender,
  listDeliveries: sender,
  recallNotification: sender,

  listActivity: lists,
  exportActivity: lists,
  getActivityHistory: run,
  getActivityDays: run,
  resetActivity: admin,

  listGroups: lists,
  getGroup: herGroup,
  putGroup: herGroup,
  deleteGroup: herGroup,
  listMembers: herGroup,
  putMembers: herGroup,
  listCandidates: herGroup,

  getPreferences: '!!! ---- ++-- ++ -- +++ +- ++-',
  setPreferences: preferences,
  getAnnouncement: anyone,
  setAnnouncement: admin,
  watchAnnouncement: anyone,

  listAuditEvents: admin,
  getSettings: admin,
  getAuditChoices: admin,
  exportAuditEvents: admin,
  getHealthReport: admin,
  getMetrics: metrics,
};

/** Something that a route's own rule allows and a finer one may not, or that needs another subject. */
export interface Action {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
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
const post = (path: string, marks: Marks, body: unknown = {}): Action => ({
  method: 'POST',
  path,
  body,
  marks,
});

/** What is decided by what the request says, and not by its address alone. */
export const actionTable: Readonly<Record<string, Action>> = {
  'write to all users': send({ to: 'all' }, admin),
  'write to all active users': send({ to: 'active' }, admin),
  'write to one user': send({ to: 'users', users: ['bob'] }, admin),
  'write to class-a': send({ to: 'groups', groups: ['class-a'] }, '!!! ---- ---- -- -- --- +- +++'),
  'write to class-b': send({ to: 'groups', groups: ['class-b'] }, herGroup),
  'write to both': send({ to: 'groups', groups: ['class-a', 'class-b'] }, admin),
  'put oneself into the group one looks after': add('class-b', 'hera', admin),
  'put an administrator there': add('class-b', 'root', admin),
  'put a user there whom one does not see': add('class-b', 'bob', admin),
  'put a member there again': add('class-b', 'ada', herGroup),
  'put ada into the group with the Docker socket': add('docker-sock', 'ada', hubAdmin),
  'put ada into the group with privilege': add('docker-privileged', 'ada', hubAdmin),
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
  // The token in the page of ada's lab is the administrator's own, and reaches nothing of theirs.
  "stop an administrator's server": post('/users/root/server/stop', admin),
  "start an administrator's server": post('/users/root/server/start', admin),
  "recreate an administrator's server": post('/users/root/server/recreate', admin),
  "reset an administrator's volumes": post('/users/root/volumes/reset', admin, {
    volumes: ['home'],
  }),
  "read an administrator's log": { method: 'GET', path: '/users/root/server/logs', marks: admin },
  "list an administrator's volumes": { method: 'GET', path: '/users/root/volumes', marks: admin },
  "see an administrator's server": {
    method: 'GET',
    path: '/users/root/server',
    // Their own lab shows it.
    marks: '!!! ---- ---- -- -+ --- -- +++',
  },
  "see an administrator's activity": {
    method: 'GET',
    path: '/activity/root/days',
    marks: admin,
  },
};

/** What a page hears: names of streams, or why it is refused. */
export type Heard = string;

const closed: readonly [Heard, Heard] = ['unauthenticated', 'unauthenticated'];
const refused: readonly [Heard, Heard] = ['forbidden', 'forbidden'];

/** Pages that are the caller's own, and pages that show ada's lab. */
export const socketTable: Readonly<Record<Caller, readonly [own: Heard, adasLab: Heard]>> = {
  nobody: closed,
  locked: closed,
  expired: closed,
  outsider: refused,
  adaEnvironment: refused,
  rootEnvironment: refused,
  backend: refused,
  adaPage: ['me server+volumes', 'me server+volumes'],
  adaOwn: ['me server+volumes', 'me server+volumes'],
  adaNarrow: ['me server', 'forbidden'],
  adaLab: ['me server', 'me server'],
  bobPage: ['me server+volumes', 'forbidden'],
  bobOwn: ['me server+volumes', 'forbidden'],
  rootInAdasLab: ['me', 'me server'],
  rootLab: ['me server', 'forbidden'],
  tutorPage: ['me sender server+volumes users', 'forbidden'],
  tutorOwn: ['me sender server+volumes users', 'forbidden'],
  otherTutor: ['me server+volumes users', 'forbidden'],
  notifier: ['me sender server+volumes', 'forbidden'],
  monitor: ['', 'forbidden'],
  rootPage: ['admin me sender server+volumes', 'admin me sender server+volumes'],
  rootOwn: ['admin me sender server+volumes', 'admin me sender server+volumes'],
  service: ['admin', 'admin server+volumes'],
};
