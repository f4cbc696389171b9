import type { LabProgram } from '../../engine/port.js';
import type { ServerDeps } from './deps.js';
import type { HubRequests } from './hub-requests.js';
import { isOver, isStarting } from './phase.js';
import type { OutdatedServers } from './reconcile/outdated.js';
import type { ServerRow } from './repo.js';

/** What other features ask about servers. */
export class ServerQueries {
  constructor(
    private readonly deps: Pick<ServerDeps, 'engine' | 'repo' | 'store' | 'lifecycle'> & {
      readonly requests: HubRequests;
      readonly outdatedServers: OutdatedServers;
    },
  ) {}

  /** Our own row, from memory; null when the server was never started. */
  row(user: string, server: string): ServerRow | null {
    return this.deps.store.find(user, server);
  }

  /** Every server that runs now. */
  running(): readonly ServerRow[] {
    return this.deps.repo.all().filter(row => row.phase === 'running');
  }

  /** The server that runs in the lab of this name. */
  runningLab(lab: string): ServerRow | null {
    const row = this.deps.repo.ofLab(lab);
    return row?.phase === 'running' ? row : null;
  }

  /** Whether any lab is starting. */
  anyStarting(): boolean {
    return this.deps.repo.all().some(row => isStarting(row.phase));
  }

  /** Whether a server of this user runs, starts or stops, or was asked to. */
  isBusy(user: string): boolean {
    const { requests, repo, lifecycle } = this.deps;
    return (
      requests.hasIntent(user) ||
      repo.ofUser(user).some(row => !isOver(row.phase) || lifecycle.isBusy(user, row.name))
    );
  }

  /** Whether a lab of this user is still to be removed, because the engine was away. */
  hasRemovalPending(user: string): boolean {
    return this.deps.repo.ofUser(user).some(row => row.removalPending);
  }

  /** Whether a fresh container would have other permissions or limits than this server. */
  isOutdated(row: ServerRow): boolean {
    return this.deps.outdatedServers.isOutdated(row);
  }

  /** The outdated servers of this user. */
  outdated(user: string): readonly ServerRow[] {
    return this.deps.repo.ofUser(user).filter(row => this.isOutdated(row));
  }

  /**
   * Where a lab answers, as the engine says at this moment: an address that a lab has left may be
   * another's. Null unless it runs. Throws `EngineError`.
   */
  async labUrl(user: string, server: string): Promise<string | null> {
    const row = this.row(user, server);
    if (row?.phase !== 'running') return null;
    const lab = await this.deps.engine.inspect(row.lab);
    return lab?.status === 'running' ? lab.url : null;
  }

  /**
   * What runs in the foreground of a lab's terminals; null when its engine cannot tell. Throws
   * `EngineError`.
   */
  async programs(user: string, server: string): Promise<readonly LabProgram[] | null> {
    const row = this.row(user, server);
    return row?.phase === 'running' ? this.deps.engine.programs(row.lab) : [];
  }
}
