import type { DeleteUserResult, RenameResult } from '@perijove/contracts';
import { text } from '../../../lib/text.js';
import { normalName } from '@perijove/contracts/user-names';
import type { Config } from '../../../config/config.js';
import type { HubUser } from '../../../jupyterhub/port.js';
import type { Principal } from '../../../auth/principal.js';
import { isPrivileged } from '../../../auth/scopes.js';
import { isoOrNull, sleep } from '../../../lib/clock.js';
import { AppError, messageOf } from '../../../lib/errors.js';
import { Loop } from '../../../lib/loop.js';
import type { UserRecords } from '../../user-records.js';
import type { AccountIdentities } from './account-identity.js';
import { PendingChanges, type AccountChange } from './pending-changes.js';
import { refusalOfDeletion, serviceManagesAccounts } from './lifecycle-policy.js';
import { ReplacedAccountDetector } from './detect-replaced-account.js';
import { MoveRecords, type HistoryRecords } from './move-records.js';
import type { UserService } from '../user-service.js';
import type { Deps } from '../../deps.js';

const RETRY_MS = 10_000;
const STOP_LIMIT_MS = 120_000;
const STOP_LOOK_MS = 500;

/** How the hub spells most names, and which other name to guard therefore. */
const spellings = (name: string): readonly string[] => [...new Set([name, normalName(name)])];

/**
 * Accounts that get another name, or end. What is to happen is written down first; then the hub
 * changes its account, then our records follow in one transaction. Whatever moment a crash chooses,
 * the next start carries on from there.
 */
export class AccountLifecycle {
  private readonly pendingChanges = new PendingChanges(this.deps.db);
  private readonly move = new MoveRecords({
    db: this.deps.db,
    pendingChanges: this.pendingChanges,
    records: [...this.deps.records, this.deps.identities.records],
  });
  private readonly ending = new AbortController();
  /** Names that are part of a change, and those of them that a user works on right now. */
  private readonly guarded = new Map<string, readonly string[]>();
  private readonly atWork = new Set<string>();
  private readonly loop = new Loop({
    ...this.deps,
    name: 'accounts',
    intervalMs: RETRY_MS,
    pass: () => this.finishPending(),
  });
  private readonly replacedAccounts = new ReplacedAccountDetector({
    ...this.deps,
    isChanging: user => this.isChanging(user),
    forgetFormer: (user, created) => this.leave(user, created),
  });
  private readonly unsubscribe = [
    this.deps.bus.on('account.deleted', event => this.forgetDeleted(event)),
    this.deps.bus.on('users.refreshed', () => this.replacedAccounts.checkAll()),
  ];

  constructor(
    private readonly deps: Deps<'clock' | 'log' | 'db' | 'hub' | 'directory' | 'bus' | 'audit'> & {
      readonly config: Pick<Config, 'JUPYTERHUB_ADMIN'>;
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
    },
  ) {
    this.pendingChanges.all().forEach(change => this.guard(change));
  }

  /**
   * Throws `user_not_found`, `name_invalid`, `name_taken`, `server_running`, `account_changing`,
   * `account_protected`, `hub_unavailable` (it is finished by itself when the hub is back).
   */
  async rename(user: string, given: string, caller: Principal): Promise<RenameResult> {
    await this.mustManage(caller, user);
    const hubUser = await this.known(user);
    const { name, refusal } = await this.deps.normalizeName(given);
    if (refusal !== null) {
      this.record({ user, kind: 'rename', actor: caller.name }, 'refused', {
        code: 'name_invalid',
      });
      throw new AppError('name_invalid', refusal);
    }
    if (name === user) return { former: user, name };
    if ((await this.deps.directory.refreshUser(name)) !== null) {
      throw new AppError('name_taken', text('users.nameTaken', { name }));
    }
    if (this.deps.isBusy(user)) {
      throw new AppError('server_running', text('users.serverRuns', { user }));
    }
    const { created } = hubUser;
    const row = this.begin({ user, kind: 'rename', newName: name, created, actor: caller.name });
    const final = await this.carry(row, () => this.carryRename(row));
    await this.tell(user, final);
    return { former: user, name: final };
  }

  /** Throws `user_not_found`, `account_protected`, `account_changing`, `server_pending`. */
  async remove(user: string, caller: Principal): Promise<DeleteUserResult> {
    await this.mustManage(caller, user);
    const { admin, created } = await this.known(user);
    const refusal = refusalOfDeletion({
      user,
      caller: caller.kind === 'user' ? caller.name : '',
      isAdmin: admin,
      administrators: this.deps.directory.all().filter(user => user.admin).length,
      configuredAdmin: this.deps.config.JUPYTERHUB_ADMIN,
    });
    if (refusal !== null) {
      this.record({ user, kind: 'delete', actor: caller.name }, 'refused', {
        code: 'account_protected',
      });
      throw new AppError('account_protected', refusal);
    }
    const row = this.begin({ user, kind: 'delete', newName: null, created, actor: caller.name });
    await this.carry(row, () => this.carryDeletion(row));
    await this.tell(user);
    const { volumes, untilMs } = this.deps.trashOf(user);
    return { user, volumes, recoverableUntil: isoOrNull(untilMs) };
  }

  /** Whether this name is part of a change, so that nothing of it may begin. */
  isChanging(user: string): boolean {
    return [...this.guarded.values()].some(names => names.includes(user));
  }

  /**
   * This account begins to use the name. When it is not the one whose things are kept here, that one
   * was deleted while nobody heard of it: what it left goes to the trash, as with any deletion.
   * @param created - when the hub made it; null when the hub does not tell
   */
  checkIdentity(user: string, created: string | null): void {
    this.replacedAccounts.check(user, created);
  }

  /** Finishes what needs nobody else; before anything reads the history. */
  recover(): void {
    for (const row of this.pendingChanges.all()) {
      if (row.moved === 0) continue;
      if (row.newName === null) this.finishDeletion(row);
      else this.finishRename(row, row.newName);
    }
  }

  /** One attempt at everything that a crash or an absent hub left unfinished. */
  async finishPending(): Promise<void> {
    for (const row of this.pendingChanges.all()) {
      if (this.atWork.has(row.user) || this.ending.signal.aborted) continue;
      try {
        if (row.kind === 'delete') await this.carry(row, () => this.carryDeletion(row));
        else await this.carry(row, () => this.carryRename(row));
        this.deps.log.warn(`finished the interrupted ${row.kind} of ${row.user}`);
        await this.tell(row.user, ...(row.newName === null ? [] : [row.newName]));
      } catch (error) {
        this.deps.log.warn(`could not finish the ${row.kind} of ${row.user}: ${messageOf(error)}`);
      }
    }
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe.forEach(end => end());
    this.ending.abort(new AppError('shutting_down', text('common.restarting')));
    await this.loop.stop();
  }

  private guard({ user, newName }: AccountChange): void {
    this.guarded.set(user, [user, ...(newName === null ? [] : spellings(newName))]);
  }

  private begin(change: Omit<AccountChange, 'beganAtMs' | 'moved'>): AccountChange {
    const names = change.newName === null ? [] : spellings(change.newName);
    if ([change.user, ...names].some(user => this.isChanging(user))) {
      throw new AppError('account_changing', text('users.changing'));
    }
    const row: AccountChange = { ...change, beganAtMs: this.deps.clock.now(), moved: 0 };
    this.pendingChanges.begin(row);
    this.guard(row);
    return row;
  }

  private release(user: string): void {
    this.pendingChanges.remove(user);
    this.guarded.delete(user);
  }

  private record(
    row: Pick<AccountChange, 'user' | 'kind' | 'actor'>,
    result: 'ok' | 'failed' | 'refused',
    details: Record<string, unknown>,
    subject = row.user,
  ): void {
    this.deps.audit.record({
      actor: row.actor,
      action: `user.${row.kind}`,
      subject,
      result,
      details,
    });
  }

  private async tell(...users: readonly string[]): Promise<void> {
    for (const user of users) {
      this.deps.bus.emit('volumes.changed', { user });
      this.deps.bus.emit('server.changed', { user, server: '' });
      await this.deps.directory.refreshUser(user).catch(() => null);
    }
  }

  /** From here on it happens without the hub, and without a pause. */
  private finishRename(row: AccountChange, name: string): void {
    this.deps.history.rename(row.user, name);
    this.release(row.user);
    this.record(row, 'ok', { to: name });
    this.record(row, 'ok', { from: row.user }, name);
    this.deps.bus.emit('account.renamed', { from: row.user, to: name });
  }

  private finishDeletion(row: AccountChange): void {
    this.deps.history.forget(row.user);
    this.release(row.user);
    this.record(row, 'ok', { volumes: this.deps.trashOf(row.user).volumes });
    this.deps.bus.emit('account.removed', { user: row.user });
  }

  /** The account as it is now, if it still has the name under which the change began. */
  private async stillThere(row: AccountChange): Promise<HubUser | null> {
    const user = await this.deps.hub.user(row.user);
    return user !== null && user.created === row.created ? user : null;
  }

  private async nameNow(row: AccountChange): Promise<string | null> {
    const same = (user: HubUser | null) => user?.created === row.created;
    const wanted = row.newName ?? row.user;
    if (same(await this.deps.hub.user(wanted))) return wanted;
    return (await this.deps.hub.users()).find(same)?.name ?? null;
  }

  private async carryRename(row: AccountChange): Promise<string> {
    const wanted = row.newName ?? row.user;
    if (row.moved === 1) {
      this.finishRename(row, wanted);
      return wanted;
    }
    const there = await this.stillThere(row);
    const name =
      there === null ? await this.nameNow(row) : await this.deps.hub.renameUser(row.user, wanted);
    if (name === null) {
      // Renamed, and deleted outside of Perijove before we heard of it.
      this.move.forget(row.user);
      this.finishDeletion({ ...row, kind: 'delete' });
      throw new AppError('user_not_found', text('users.gone', { user: row.user }));
    }
    this.move.rename(row.user, name);
    this.finishRename(row, name);
    return name;
  }

  private async stopServers(row: AccountChange, hubUser: HubUser): Promise<void> {
    const endMs = this.deps.clock.monotonicMs() + STOP_LIMIT_MS;
    const active = (user: HubUser | null) =>
      (user?.servers ?? []).filter(server => server.ready || server.pending !== null);
    for (let left = active(hubUser); left.length > 0; left = active(await this.stillThere(row))) {
      if (this.deps.clock.monotonicMs() > endMs) {
        throw new AppError('server_pending', text('users.serverDidNotStop'));
      }
      for (const server of left) {
        if (server.pending !== 'stop') await this.deps.hub.stopServer(row.user, server.name);
      }
      await sleep(this.deps.clock, STOP_LOOK_MS, this.ending.signal);
    }
  }

  private async carryDeletion(row: AccountChange): Promise<void> {
    if (row.moved === 1) {
      this.finishDeletion(row);
      return;
    }
    const user = await this.stillThere(row);
    if (user !== null) {
      await this.stopServers(row, user);
      await this.deps.hub.deleteUser(row.user);
    }
    this.move.forget(row.user);
    this.finishDeletion(row);
  }

  /** A definite no ends the change; a silent hub leaves it to be carried on. */
  private async carry<T>(row: AccountChange, work: () => Promise<T>): Promise<T> {
    this.atWork.add(row.user);
    try {
      return await work();
    } catch (error) {
      const known = error instanceof AppError ? error.code : 'internal';
      const open =
        known === 'hub_unavailable' || known === 'internal' || this.ending.signal.aborted;
      if (!open && this.guarded.has(row.user)) {
        this.release(row.user);
        this.record(row, 'refused', { code: known });
      }
      throw known === 'hub_unavailable' ? laterOn(error) : error;
    } finally {
      this.atWork.delete(row.user);
    }
  }

  private async known(user: string): Promise<HubUser> {
    const hubUser = await this.deps.directory.refreshUser(user);
    if (hubUser === null) throw new AppError('user_not_found', text('common.noUser', { user }));
    return hubUser;
  }

  private async mustManage(caller: Principal, user: string): Promise<void> {
    const may =
      caller.kind === 'service'
        ? serviceManagesAccounts(caller) && !isPrivileged(await this.known(user))
        : caller.hubAdmin && (await this.deps.directory.refreshUser(caller.name))?.admin === true;
    if (!may) throw new AppError('forbidden', text('common.forbidden'));
  }

  // A user deleted the account in JupyterHub itself: the spawner is the first to hear of it.
  private forgetDeleted({ user }: { readonly user: string }): void {
    if (this.guarded.has(user)) return;
    this.move.forget(user);
    this.deps.history.forget(user);
    this.deps.bus.emit('account.removed', { user });
  }

  private leave(user: string, created: string): void {
    const row = this.begin({ user, kind: 'delete', newName: null, created, actor: 'jupyterhub' });
    this.move.forget(user);
    this.finishDeletion(row);
  }
}

const laterOn = (cause: unknown): AppError =>
  new AppError('hub_unavailable', text('users.finishedLater'), { retryAfterSeconds: 10, cause });
