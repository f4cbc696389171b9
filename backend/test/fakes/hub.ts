import { AppError } from '../../src/lib/errors.js';
import type {
  Hub,
  HubGroup,
  HubServer,
  HubService,
  LabActivity,
  HubUser,
  NamedServerRules,
  TokenOwner,
} from '../../src/jupyterhub/port.js';
import { expanded } from './scopes.js';

/** JupyterHub in memory, for tests: users, groups, tokens and servers that a test sets up. */
export interface FakeHub extends Hub {
  addUser(
    name: string,
    options?: { readonly admin?: boolean; readonly groups?: readonly string[] },
  ): void;
  removeUser(name: string): void;
  userOf(name: string): HubUser | null;
  /** Groups that users are added with need no call of their own. */
  addGroup(name: string, settings?: unknown): void;
  removeGroup(name: string): void;
  /** Its scopes may be the ones that were asked for: they are told expanded, as the hub does. */
  addToken(token: string, owner: Omit<TokenOwner, 'tokenId'>): void;
  removeToken(token: string): void;
  /** Puts a name on the list of those whose access changed; null stands for all users. */
  changeAccess(name: string | null): void;
  /** Whether the hub keeps that list, and from which start of it. */
  setAccessList(epoch: string | null): void;
  /** Sets or, with null, removes what the hub says of a server. */
  setServer(user: string, server: string, state: Partial<HubServer> | null): void;
  /** Sets what the lab says; null makes it silent. A lab that was never set is idle. */
  setLab(user: string, server: string, lab: LabActivity | null): void;
  setServices(services: readonly HubService[]): void;
  setNamedServerRules(rules: NamedServerRules): void;
  /** While away every call fails as when nobody listens. */
  setAway(away: boolean): void;
  /** Called by `startServer` and `stopServer`, as JupyterHub would call its spawner. */
  onStart: (user: string, server: string) => void;
  onStop: (user: string, server: string) => void;
  /** Called before and after an account is renamed or deleted; may throw, as a lost line does. */
  beforeChange: (user: string) => Promise<void>;
  afterChange: (user: string) => Promise<void>;
  readonly calls: readonly string[];
}

export const createFakeHub = (): FakeHub => {
  const users = new Map<string, HubUser>();
  const tokens = new Map<string, TokenOwner>();
  const labs = new Map<string, LabActivity | null>();
  const idle: LabActivity = { busy: false, lastActivityMs: null, requestedAtMs: null };
  const calls: string[] = [];
  const changed: (string | null)[] = [];
  let epoch: string | null = 'first';
  let away = false;
  let accounts = 0;
  let services: readonly HubService[] = [];
  let rules: NamedServerRules = { allowed: false, limit: null, optionsForm: false, slugs: false };

  const enter = (call: string): void => {
    calls.push(call);
    if (away) {
      throw new AppError('hub_unavailable', 'JupyterHub does not answer.', {
        retryAfterSeconds: 5,
      });
    }
  };
  const known = (name: string): HubUser => {
    const user = users.get(name);
    if (user === undefined) throw new AppError('user_not_found', `There is no user ${name}.`);
    return user;
  };
  const groupSettings = new Map<string, unknown>();
  const groups = (): HubGroup[] =>
    [
      ...new Set([...groupSettings.keys(), ...[...users.values()].flatMap(user => user.groups)]),
    ].map(name => ({
      name,
      users: [...users.values()].filter(user => user.groups.includes(name)).map(user => user.name),
      settings: groupSettings.get(name),
    }));
  const knownGroup = (name: string): void => {
    if (!groups().some(group => group.name === name)) {
      throw new AppError('group_not_found', `There is no group ${name}.`);
    }
  };
  const regroup = (
    names: readonly string[],
    change: (groups: readonly string[]) => readonly string[],
  ): void => {
    for (const user of names.map(known)) {
      users.set(user.name, { ...user, groups: change(user.groups) });
    }
  };

  const hub: FakeHub = {
    calls,
    onStart: () => undefined,
    onStop: () => undefined,
    beforeChange: () => Promise.resolve(),
    afterChange: () => Promise.resolve(),
    addUser: (name, options = {}) => {
      users.set(name, {
        name,
        admin: options.admin ?? false,
        groups: options.groups ?? [],
        lastActivityMs: null,
        servers: [],
        created: new Date(2026, 0, 1, 0, 0, 0, (accounts += 1)).toISOString(),
      });
    },
    removeUser: name => void users.delete(name),
    userOf: name => users.get(name) ?? null,
    addGroup: (name, settings) => void groupSettings.set(name, settings),
    removeGroup: name => {
      groupSettings.delete(name);
      regroup([...users.keys()], all => all.filter(group => group !== name));
    },
    addToken: (token, owner) =>
      void tokens.set(token, {
        ...owner,
        scopes: expanded(owner.scopes),
        tokenId: `a${tokens.size + 1}`,
      }),
    removeToken: token => void tokens.delete(token),
    changeAccess: name => void changed.push(name),
    setAccessList: value => {
      epoch = value;
    },
    setServer: (user, server, state) => {
      const record = known(user);
      const others = record.servers.filter(candidate => candidate.name !== server);
      const before = record.servers.find(candidate => candidate.name === server);
      const next: HubServer[] =
        state === null
          ? []
          : [
              {
                name: server,
                displayName: null,
                ready: true,
                pending: null,
                startedMs: null,
                lastActivityMs: null,
                url: `/user/${encodeURIComponent(user)}/${server === '' ? '' : `${server}/`}`,
                ...before,
                ...state,
              },
            ];
      users.set(user, { ...record, servers: [...others, ...next] });
    },
    setLab: (user, server, lab) => void labs.set(`${user}/${server}`, lab),
    setServices: value => {
      services = value;
    },
    setNamedServerRules: value => {
      rules = value;
    },
    setAway: value => {
      away = value;
    },
    ping: async () => {
      enter('ping');
      return Promise.resolve({ version: '6.1.1' });
    },
    ownerOf: async token => {
      enter('ownerOf');
      return Promise.resolve(tokens.get(token) ?? null);
    },
    user: async name => {
      enter(`user ${name}`);
      return Promise.resolve(users.get(name) ?? null);
    },
    accessChanges: async since => {
      enter('accessChanges');
      if (epoch === null) return Promise.resolve(null);
      const names = since?.epoch === epoch ? changed.slice(since.number) : [null];
      const known = names.filter(name => name !== null);
      return Promise.resolve({
        epoch,
        number: changed.length,
        names: known.length === names.length ? known : null,
      });
    },
    users: async () => {
      enter('users');
      return Promise.resolve([...users.values()]);
    },
    groups: async () => {
      enter('groups');
      return Promise.resolve(groups());
    },
    group: async name => {
      enter(`group ${name}`);
      return Promise.resolve(groups().find(group => group.name === name) ?? null);
    },
    createGroup: async name => {
      enter(`create group ${name}`);
      if (groups().some(group => group.name === name)) {
        throw new AppError('conflict', `The group ${name} already exists.`);
      }
      groupSettings.set(name, undefined);
      return Promise.resolve();
    },
    deleteGroup: async name => {
      enter(`delete group ${name}`);
      knownGroup(name);
      hub.removeGroup(name);
      return Promise.resolve();
    },
    addToGroup: async (name, names) => {
      enter(`add to ${name}`);
      knownGroup(name);
      groupSettings.set(name, groupSettings.get(name));
      regroup(names, all => (all.includes(name) ? all : [...all, name]));
      return Promise.resolve();
    },
    removeFromGroup: async (name, names) => {
      enter(`remove from ${name}`);
      knownGroup(name);
      groupSettings.set(name, groupSettings.get(name));
      regroup(names, all => all.filter(group => group !== name));
      return Promise.resolve();
    },
    setGroupSettings: async (name, settings) => {
      enter(`settings of ${name}`);
      knownGroup(name);
      groupSettings.set(name, settings);
      return Promise.resolve();
    },
    startServer: async (user, server, _options, displayName) => {
      enter(`start ${user}/${server}${displayName === undefined ? '' : ` (${displayName})`}`);
      known(user);
      hub.onStart(user, server);
      return Promise.resolve();
    },
    stopServer: async (user, server) => {
      enter(`stop ${user}/${server}`);
      known(user);
      hub.onStop(user, server);
      return Promise.resolve();
    },
    renameUser: async (user, name) => {
      enter(`rename ${user} ${name}`);
      await hub.beforeChange(user);
      const record = known(user);
      if (users.has(name)) throw new AppError('name_taken', `The name ${name} is already in use.`);
      if (record.servers.some(server => server.ready || server.pending !== null)) {
        throw new AppError('server_running', 'A server runs.');
      }
      users.delete(user);
      users.set(name, { ...record, name, servers: [] });
      for (const [token, owner] of tokens) {
        if (owner.kind !== 'user' || owner.name !== user) continue;
        // What is granted over oneself follows the name.
        const own = `!user=${user}`;
        const scopes = owner.scopes.map(scope =>
          scope.endsWith(own) ? scope.replace(own, `!user=${name}`) : scope,
        );
        tokens.set(token, { ...owner, name, scopes });
      }
      await hub.afterChange(user);
      return name;
    },
    deleteUser: async user => {
      enter(`delete ${user}`);
      await hub.beforeChange(user);
      const record = users.get(user);
      if (record?.servers.some(server => server.ready || server.pending !== null) === true) {
        throw new AppError('server_pending', 'A server is there.');
      }
      users.delete(user);
      for (const [token, owner] of tokens) {
        if (owner.kind === 'user' && owner.name === user) tokens.delete(token);
      }
      await hub.afterChange(user);
    },
    removeServer: async (user, server) => {
      enter(`remove ${user}/${server}`);
      hub.setServer(user, server, null);
      return Promise.resolve();
    },
    services: async () => {
      enter('services');
      return Promise.resolve(services);
    },
    namedServerRules: async () => {
      enter('namedServerRules');
      return Promise.resolve(rules);
    },
    labActivity: async (user, server) => {
      enter(`busy ${user}/${server}`);
      const key = `${user}/${server}`;
      return Promise.resolve(labs.has(key) ? (labs.get(key) ?? null) : idle);
    },
  };
  return hub;
};
