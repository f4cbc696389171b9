import type { DeleteUserResult, RenameResult } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { normalName } from '@perijove/contracts/user-names';
import type { Config } from '../../../config/config.js';
import type { Db } from '../../../db/open.js';
import type { Directory } from '../../../jupyterhub/directory.js';
import type { Hub, HubUser } from '../../../jupyterhub/port.js';
import type { Principal } from '../../../auth/principal.js';
import { isPrivileged } from '../../../auth/scopes.js';
import { isoOrNull, sleep, type Clock } from '../../../lib/clock.js';
import { AppError, messageOf } from '../../../lib/errors.js';
import type { Logger } from '../../../lib/logger.js';
import { createLoop } from '../../../lib/loop.js';
import type { AuditLog, DomainBus } from '../../domain-events.js';
import type { UserRecords } from '../../user-records.js';
import type { AccountIdentities } from './account-identity.js';
import { createPendingChanges, type AccountChange } from './pending-changes.js';
import { refusalOfDeletion, serviceManagesAccounts } from './lifecycle-policy.js';
import { createReplacedAccountDetector } from './detect-replaced-account.js';
import { createMoveRecords, type HistoryRecords } from './move-records.js';
import type { UserService } from '../user-service.js';

/**
 * Accounts that get another name, or end. What is to happen is written down first; then the hub
 * changes its account, then our records follow in one transaction. Whatever moment a crash chooses,
 * the next start carries on from there.
 */
export interface AccountLifecycle {
  /**
   * Throws `user_not_found`, `name_invalid`, `name_taken`, `server_running`, `account_changing`,
   * `account_protected`, `hub_unavailable` (it is finished by itself when the hub is back).
   */
  rename(user: string, name: string, caller: Principal): Promise<RenameResult>;
  /** Throws `user_not_found`, `account_protected`, `account_changing`, `server_pending`. */
  remove(user: string, caller: Principal): Promise<DeleteUserResult>;
  /** Whether this name is part of a change, so that nothing of it may begin. */
  isChanging(user: string): boolean;
  /**
   * This account begins to use the name. When it is not the one whose things are kept here, that one
   * was deleted while nobody heard of it: what it left goes to the trash, as with any deletion.
   * @param created - when the hub made it; null when the hub does not tell
   */
  checkIdentity(user: string, created: string | null): void;
  /** Finishes what needs nobody else; before anything reads the history. */
  recover(): void;
  /** One attempt at everything that a crash or an absent hub left unfinished. */
  finishPending(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const RETRY_MS = 10_000;
const STOP_LIMIT_MS = 120_000;
const STOP_LOOK_MS = 500;

/** How the hub spells most names, and which other name to guard therefore. */
const spellings = (name: string): readonly string[] => [...new Set([name, normalName(name)])];

export const createAccountLifecycle = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Db;
  readonly hub: Hub;
  readonly directory: Directory;
  readonly bus: DomainBus;
  readonly config: Pick<Config, 'JUPYTERHUB_ADMIN'>;
  readonly audit: AuditLog;
  readonly records: readonly UserRecords[];
  readonly identities: AccountIdentities;
  readonly history: HistoryRecords;
  /** How the hub would spell a name, and why it cannot be used. */
  readonly normalizeName: UserService['normalizeName'];
  /** Whether a server of this user runs, starts, stops, or is still to be removed. */
  readonly isBusy: (user: string) => boolean;
  readonly trashOf: (user: string) => {
    readonly volumes: number;
    readonly untilMs: number | null;
  };
}): AccountLifecycle => {
  const { clock, log, hub, directory, bus, config, audit, identities, history, isBusy, trashOf } =
    deps;
  const pendingChanges = createPendingChanges(deps.db);
  const move = createMoveRecords({
    db: deps.db,
    pendingChanges,
    records: [...deps.records, identities.records],
  });
  const ending = new AbortController();
  /** Names that are part of a change, and those of them that a user works on right now. */
  const guarded = new Map<string, readonly string[]>();
  const atWork = new Set<string>();

  const guard = ({ user, newName }: AccountChange): void => {
    guarded.set(user, [user, ...(newName === null ? [] : spellings(newName))]);
  };
  pendingChanges.all().forEach(guard);
  const isChanging = (user: string): boolean =>
    [...guarded.values()].some(names => names.includes(user));

  const begin = (change: Omit<AccountChange, 'beganAtMs' | 'moved'>): AccountChange => {
    const names = change.newName === null ? [] : spellings(change.newName);
    if ([change.user, ...names].some(isChanging)) {
      throw new AppError('account_changing', strings.users.changing);
    }
    const row: AccountChange = { ...change, beganAtMs: clock.now(), moved: 0 };
    pendingChanges.begin(row);
    guard(row);
    return row;
  };

  const release = (user: string): void => {
    pendingChanges.remove(user);
    guarded.delete(user);
  };

  const record = (
    row: Pick<AccountChange, 'user' | 'kind' | 'actor'>,
    result: 'ok' | 'failed' | 'refused',
    details: Record<string, unknown>,
    subject = row.user,
  ): void =>
    audit.record({ actor: row.actor, action: `user.${row.kind}`, subject, result, details });

  const tell = async (...users: readonly string[]): Promise<void> => {
    for (const user of users) {
      bus.emit('volumes.changed', { user });
      bus.emit('server.changed', { user, server: '' });
      await directory.refreshUser(user).catch(() => null);
    }
  };

  /** From here on it happens without the hub, and without a pause. */
  const finishRename = (row: AccountChange, name: string): void => {
    history.rename(row.user, name);
    release(row.user);
    record(row, 'ok', { to: name });
    record(row, 'ok', { from: row.user }, name);
    bus.emit('account.renamed', { from: row.user, to: name });
  };
  const finishDeletion = (row: AccountChange): void => {
    history.forget(row.user);
    release(row.user);
    record(row, 'ok', { volumes: trashOf(row.user).volumes });
    bus.emit('account.removed', { user: row.user });
  };

  /** The account as it is now, if it still has the name under which the change began. */
  const stillThere = async (row: AccountChange): Promise<HubUser | null> => {
    const user = await hub.user(row.user);
    return user !== null && user.created === row.created ? user : null;
  };

  const nameNow = async (row: AccountChange): Promise<string | null> => {
    const same = (user: HubUser | null) => user?.created === row.created;
    const wanted = row.newName ?? row.user;
    if (same(await hub.user(wanted))) return wanted;
    return (await hub.users()).find(same)?.name ?? null;
  };

  const carryRename = async (row: AccountChange): Promise<string> => {
    const wanted = row.newName ?? row.user;
    if (row.moved === 1) {
      finishRename(row, wanted);
      return wanted;
    }
    const there = await stillThere(row);
    const name = there === null ? await nameNow(row) : await hub.renameUser(row.user, wanted);
    if (name === null) {
      // Renamed, and deleted outside of Perijove before we heard of it.
      move.forget(row.user);
      finishDeletion({ ...row, kind: 'delete' });
      throw new AppError('user_not_found', strings.users.gone(row.user));
    }
    move.rename(row.user, name);
    finishRename(row, name);
    return name;
  };

  const stopServers = async (row: AccountChange, hubUser: HubUser): Promise<void> => {
    const endMs = clock.monotonicMs() + STOP_LIMIT_MS;
    const active = (user: HubUser | null) =>
      (user?.servers ?? []).filter(server => server.ready || server.pending !== null);
    for (let left = active(hubUser); left.length > 0; left = active(await stillThere(row))) {
      if (clock.monotonicMs() > endMs) {
        throw new AppError('server_pending', strings.users.serverDidNotStop);
      }
      for (const server of left) {
        if (server.pending !== 'stop') await hub.stopServer(row.user, server.name);
      }
      await sleep(clock, STOP_LOOK_MS, ending.signal);
    }
  };

  const carryDeletion = async (row: AccountChange): Promise<void> => {
    if (row.moved === 1) {
      finishDeletion(row);
      return;
    }
    const user = await stillThere(row);
    if (user !== null) {
      await stopServers(row, user);
      await hub.deleteUser(row.user);
    }
    move.forget(row.user);
    finishDeletion(row);
  };

  /** A definite no ends the change; a silent hub leaves it to be carried on. */
  const carry = async <T>(row: AccountChange, work: () => Promise<T>): Promise<T> => {
    atWork.add(row.user);
    try {
      return await work();
    } catch (error) {
      const known = error instanceof AppError ? error.code : 'internal';
      const open = known === 'hub_unavailable' || known === 'internal' || ending.signal.aborted;
      if (!open && guarded.has(row.user)) {
        release(row.user);
        record(row, 'refused', { code: known });
      }
      throw known === 'hub_unavailable' ? laterOn(error) : error;
    } finally {
      atWork.delete(row.user);
    }
  };

  const known = async (user: string): Promise<HubUser> => {
    const hubUser = await directory.refreshUser(user);
    if (hubUser === null) throw new AppError('user_not_found', strings.common.noUser(user));
    return hubUser;
  };

  const mustManage = async (caller: Principal, user: string): Promise<void> => {
    const may =
      caller.kind === 'service'
        ? serviceManagesAccounts(caller) && !isPrivileged(await known(user))
        : caller.hubAdmin && (await directory.refreshUser(caller.name))?.admin === true;
    if (!may) throw new AppError('forbidden', strings.common.forbidden);
  };

  const settle = async (): Promise<void> => {
    for (const row of pendingChanges.all()) {
      if (atWork.has(row.user) || ending.signal.aborted) continue;
      try {
        if (row.kind === 'delete') await carry(row, () => carryDeletion(row));
        else await carry(row, () => carryRename(row));
        log.warn(`finished the interrupted ${row.kind} of ${row.user}`);
        await tell(row.user, ...(row.newName === null ? [] : [row.newName]));
      } catch (error) {
        log.warn(`could not finish the ${row.kind} of ${row.user}: ${messageOf(error)}`);
      }
    }
  };

  const loop = createLoop({ name: 'accounts', clock, log, intervalMs: RETRY_MS, pass: settle });
  // A user deleted the account in JupyterHub itself: the spawner is the first to hear of it.
  const forgetDeleted = ({ user }: { readonly user: string }): void => {
    if (guarded.has(user)) return;
    move.forget(user);
    history.forget(user);
    bus.emit('account.removed', { user });
  };

  const leave = (user: string, created: string): void => {
    const row = begin({ user, kind: 'delete', newName: null, created, actor: 'jupyterhub' });
    move.forget(user);
    finishDeletion(row);
  };
  const replacedAccounts = createReplacedAccountDetector({
    identities,
    directory,
    log,
    isChanging,
    isBusy,
    forgetFormer: leave,
  });
  const unsubscribe = [
    bus.on('account.deleted', forgetDeleted),
    bus.on('users.refreshed', replacedAccounts.checkAll),
  ];

  return {
    isChanging,
    checkIdentity: replacedAccounts.check,
    finishPending: settle,
    rename: async (user, given, caller) => {
      await mustManage(caller, user);
      const hubUser = await known(user);
      const { name, refusal } = await deps.normalizeName(given);
      if (refusal !== null) {
        record({ user, kind: 'rename', actor: caller.name }, 'refused', { code: 'name_invalid' });
        throw new AppError('name_invalid', refusal);
      }
      if (name === user) return { former: user, name };
      if ((await directory.refreshUser(name)) !== null) {
        throw new AppError('name_taken', strings.users.nameTaken(name));
      }
      if (isBusy(user)) {
        throw new AppError('server_running', strings.users.serverRuns(user));
      }
      const { created } = hubUser;
      const row = begin({ user, kind: 'rename', newName: name, created, actor: caller.name });
      const final = await carry(row, () => carryRename(row));
      await tell(user, final);
      return { former: user, name: final };
    },
    remove: async (user, caller) => {
      await mustManage(caller, user);
      const { admin, created } = await known(user);
      const refusal = refusalOfDeletion({
        user,
        caller: caller.kind === 'user' ? caller.name : '',
        isAdmin: admin,
        administrators: directory.all().filter(user => user.admin).length,
        configuredAdmin: config.JUPYTERHUB_ADMIN,
      });
      if (refusal !== null) {
        record({ user, kind: 'delete', actor: caller.name }, 'refused', {
          code: 'account_protected',
        });
        throw new AppError('account_protected', refusal);
      }
      const row = begin({ user, kind: 'delete', newName: null, created, actor: caller.name });
      await carry(row, () => carryDeletion(row));
      await tell(user);
      const { volumes, untilMs } = trashOf(user);
      return { user, volumes, recoverableUntil: isoOrNull(untilMs) };
    },
    recover: () => {
      for (const row of pendingChanges.all()) {
        if (row.moved === 0) continue;
        if (row.newName === null) finishDeletion(row);
        else finishRename(row, row.newName);
      }
    },
    start: () => loop.start(),
    stop: async () => {
      unsubscribe.forEach(end => end());
      ending.abort(new AppError('shutting_down', strings.common.restarting));
      await loop.stop();
    },
  };
};

const laterOn = (cause: unknown): AppError =>
  new AppError('hub_unavailable', strings.users.finishedLater, { retryAfterSeconds: 10, cause });
