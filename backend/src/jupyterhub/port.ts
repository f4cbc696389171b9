/** A user as JupyterHub knows them. Times are epoch milliseconds. */
export interface HubUser {
  readonly name: string;
  readonly admin: boolean;
  readonly groups: readonly string[];
  readonly lastActivityMs: number | null;
  readonly servers: readonly HubServer[];
  /** When the account was made, as the hub writes it: tells it from a later one of that name. */
  readonly created: string | null;
}

/** A server as JupyterHub knows it; the default server's name is empty. */
export interface HubServer {
  readonly name: string;
  /** What its owner calls it; null where JupyterHub keeps no such name. */
  readonly displayName: string | null;
  readonly ready: boolean;
  readonly pending: 'spawn' | 'stop' | null;
  readonly startedMs: number | null;
  readonly lastActivityMs: number | null;
  readonly url: string;
}

/** What JupyterHub allows of servers beside the default one. */
export interface NamedServerRules {
  readonly allowed: boolean;
  /** Per user; null when there is none, or when JupyterHub decides it case by case. */
  readonly limit: number | null;
  /** Whether the hub's configuration has a form with which a user's start begins. */
  readonly optionsForm: boolean;
  /** New ones have slugs for names, and display names beside: JupyterHub 6 and later. */
  readonly slugs: boolean;
}

/** Another service of the hub. */
export interface HubService {
  readonly name: string;
  /** Where it opens below the hub's origin; null when it has no page. */
  readonly path: string | null;
  /** Whether the operator wants it in menus. */
  readonly display: boolean;
}

/** A group as JupyterHub knows it. */
export interface HubGroup {
  readonly name: string;
  readonly users: readonly string[];
  /** Our part of its properties, below the key `perijove`; unchecked. Undefined when there is none. */
  readonly settings: unknown;
}

/** Whose token it is, as JupyterHub says. */
export interface TokenOwner {
  readonly name: string;
  readonly kind: 'user' | 'service';
  readonly scopes: readonly string[];
  /** The hub's name for the token; null for one that it does not name. */
  readonly tokenId: string | null;
}

/** For whom a group is changed: the owner of the token of that name. */
export interface OnBehalf {
  readonly tokenId: string | null;
}

/** Whose access changed in the hub: tokens that ended, rights, groups, accounts. */
export interface AccessChanges {
  /** Another one after each start of the hub: then `number` of before means nothing. */
  readonly epoch: string;
  /** Of the last change; ask for what came after it. */
  readonly number: number;
  /** Users and services; null when it may be anybody. */
  readonly names: readonly string[] | null;
}

/** What a lab says of its kernels and terminals. */
export interface LabActivity {
  /** A kernel computes right now. */
  readonly busy: boolean;
  /** The last message of a kernel or output of a terminal; null when there is none of either. */
  readonly lastActivityMs: number | null;
  /**
   * The last request that its server counts as activity: of apps behind it, of programs that use
   * its interface, of pages that do not ask it to leave theirs out. Null when it does not say.
   */
  readonly requestedAtMs: number | null;
}

/**
 * JupyterHub's REST interface, as much of it as we use, called with our service token.
 * Failures are `AppError`: `hub_unavailable` when it is away, `user_not_found`, and so on.
 */
export interface Hub {
  ping(): Promise<{ readonly version: string }>;
  /** Asks the hub whose token this is; null when it knows no such token. Never cached here. */
  ownerOf(token: string): Promise<TokenOwner | null>;
  user(name: string): Promise<HubUser | null>;
  /**
   * Whose access changed since an earlier answer; with null, since for ever. Null when the hub keeps
   * no such list, as one that an earlier version configured.
   */
  accessChanges(
    since: Pick<AccessChanges, 'epoch' | 'number'> | null,
  ): Promise<AccessChanges | null>;
  /** All users: follows the pages to the end. */
  users(): Promise<readonly HubUser[]>;
  /** All groups: follows the pages to the end. */
  groups(): Promise<readonly HubGroup[]>;
  /** Null when there is no such group. */
  group(name: string): Promise<HubGroup | null>;
  /**
   * Throws `conflict` when there is one of that name. Changes of groups are made for a user: the
   * hub holds them to the same rules as if they had called it themselves, and without one lets us
   * do no more than keep ordinary groups. Throws `forbidden` when it refuses.
   */
  createGroup(name: string, by?: OnBehalf): Promise<void>;
  /** Throws `group_not_found`, as all changes of a group do. */
  deleteGroup(name: string, by?: OnBehalf): Promise<void>;
  /** All of them or none. Throws `user_not_found`; who is in already stays so. */
  addToGroup(name: string, users: readonly string[], by?: OnBehalf): Promise<void>;
  removeFromGroup(name: string, users: readonly string[], by?: OnBehalf): Promise<void>;
  /** Replaces our part of the group's properties; those of others stay. */
  setGroupSettings(name: string, settings: unknown, by?: OnBehalf): Promise<void>;
  /**
   * Asks the hub to start a server; fine when it is starting or running already. A display name is
   * for hubs that keep one: others would take it for an option.
   */
  startServer(
    user: string,
    server: string,
    options: Readonly<Record<string, unknown>>,
    displayName?: string,
  ): Promise<void>;
  /** Asks the hub to stop a server; fine when it is stopped already. */
  stopServer(user: string, server: string): Promise<void>;
  /** Removes a named server, stopping it first; fine when there is none. */
  removeServer(user: string, server: string): Promise<void>;
  /** Every service; none when the hub does not let us list them. */
  services(): Promise<readonly HubService[]>;
  namedServerRules(): Promise<NamedServerRules>;
  /**
   * Gives an account another name, with its password and its groups. Answers the name as the hub
   * spells it. Throws `name_invalid`, `name_taken`, `server_running`, `account_protected`.
   */
  renameUser(user: string, name: string): Promise<string>;
  /** Deletes an account; fine when there is none. Throws `server_pending` while a server is there. */
  deleteUser(user: string): Promise<void>;
  /**
   * What the lab's kernels and terminals did, asked without counting as activity.
   * null when the lab does not answer.
   */
  labActivity(user: string, server: string): Promise<LabActivity | null>;
}
