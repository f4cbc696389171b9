import { text } from '../../../lib/text.js';
import type { Failure } from '../start/failure.js';
import { keyOf } from '../key.js';
import { ROUTING_MS } from '../phase.js';
import type { ServerRow } from '../repo.js';
import type { ServerDeps } from '../deps.js';

/** A hub that has just started still looks for its servers; a lab is lost only after this time. */
const LOST_MS = 60_000;

const unreachable: Failure = { code: 'unreachable', message: text('servers.cutOff') };
const lost: Failure = { code: 'lost', message: text('servers.lost') };

/** Finds labs that run but that nobody can open: they must not be shown as running. */
export class UnreachableServers {
  /** Since when the hub does not route to a lab that runs. */
  private readonly since = new Map<string, number>();
  private readonly unsubscribe = this.deps.bus.on('users.refreshed', () => this.compare());
  readonly close = this.unsubscribe;

  constructor(private readonly deps: Pick<ServerDeps, 'directory' | 'clock' | 'bus' | 'repo'>) {}

  /** Why this running lab cannot be opened; null when it can, or when it does not run. */
  failure(row: ServerRow): Failure | null {
    if (row.phase !== 'running') return null;
    if (row.url === null) return unreachable;
    // What was just read of this user alone is newer than the last comparison.
    return this.isLost(row) && !this.isRouted(row) ? lost : null;
  }

  private isLost(row: ServerRow): boolean {
    return (
      this.deps.clock.now() - (this.since.get(keyOf(row.user, row.name)) ?? Infinity) >= LOST_MS
    );
  }

  private isRouted(row: ServerRow): boolean {
    const server = this.deps.directory.server(row.user, row.name);
    return server !== null && (server.ready || server.pending !== null);
  }

  private compare(): void {
    for (const row of this.deps.repo.all()) {
      const key = keyOf(row.user, row.name);
      const settled =
        row.phase === 'running' &&
        this.deps.clock.now() - (row.startedAtMs ?? this.deps.clock.now()) >= ROUTING_MS;
      if (!settled || this.isRouted(row)) {
        if (this.since.delete(key))
          this.deps.bus.emit('server.changed', { user: row.user, server: row.name });
      } else {
        if (!this.since.has(key)) this.since.set(key, this.deps.clock.now());
        else if (this.isLost(row))
          this.deps.bus.emit('server.changed', { user: row.user, server: row.name });
      }
    }
  }
}
