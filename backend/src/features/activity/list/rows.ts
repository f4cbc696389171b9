import type { ActivityStatus, Usage } from '@perijove/contracts';
import type { HubUser } from '../../../jupyterhub/port.js';
import type { ServerKey } from '../../domain-events.js';
import { statusOf, type ServerFacts } from './status.js';
import type { ActiveUsers } from '../../sessions/active-users.js';
import type { Deps } from '../../deps.js';

/** Bytes of all volumes of a user, and when the oldest of the sizes was measured. */
export interface VolumesTotal {
  readonly bytes: number;
  readonly measuredAtMs: number;
  /** Names of volumes that reached the size from which users are warned. */
  readonly large: readonly string[];
}

/** What other features know; asked once and then again when they say that it changed. */
export interface ActivitySources {
  /** Null when that server was never started. */
  serverRow(user: string, server: string): ServerFacts | null;
  /** Null when nothing was measured yet. */
  volumesBytes(user: string): VolumesTotal | null;
}

/** Everything that the list can be sorted by, of one server. */
export interface ListRow extends ServerKey {
  readonly status: ActivityStatus;
  readonly usage: Usage | null;
  readonly volumes: VolumesTotal | null;
  readonly deadlineMs: number | null;
  readonly lastActivityMs: number | null;
  readonly score: number | null;
  readonly activeHours: number | null;
  readonly image: string | null;
  /** Whether only a fresh container would follow today's rules. */
  readonly settingsOutdated: boolean;
}

/** All rows of the activity list: one per server, and one for each user without a server. */
export class ListRows {
  private readonly facts = new Map<string, ServerFacts | null>();
  private readonly totals = new Map<string, VolumesTotal | null>();
  // Of ten thousand users a few hundred are active. The rows of the others change seldom, and
  // creating them for every request would take most of its time.
  private readonly offline = new Map<string, ListRow>();
  private offlineVersion = -1;

  constructor(
    private readonly deps: Deps<'clock' | 'bus'> & {
      readonly directory: ActiveUsers;
      readonly sources: ActivitySources;
      readonly usageOf: (key: ServerKey) => Usage | null;
      readonly scoreOf: (user: string) => number | null;
      readonly activeHoursOf: (user: string) => number | null;
      /** Changes whenever scores may have changed. */
      readonly scoreVersion: () => number;
      readonly inactiveAfterMs: number;
    },
  ) {
    // These listeners live as long as the process, as the caches do.
    this.deps.bus.on('server.changed', key => this.forgetServer(key));
    this.deps.bus.on('server.started', key => this.forgetServer(key));
    this.deps.bus.on('server.stopped', key => this.forgetServer(key));
    this.deps.bus.on('volumes.changed', ({ user }) => {
      this.totals.delete(user);
      this.offline.delete(user);
    });
  }

  all(): readonly ListRow[] {
    const nowMs = this.deps.clock.now();
    if (this.offlineVersion !== this.deps.scoreVersion()) this.offline.clear();
    this.offlineVersion = this.deps.scoreVersion();
    const rows: ListRow[] = [];
    for (const user of this.deps.directory.all()) {
      if (user.servers.length === 0) rows.push(this.withoutServer(user, nowMs));
      else for (const { name } of user.servers) rows.push(this.lineOf(user, name, nowMs));
    }
    return rows;
  }

  one(key: ServerKey): ListRow | null {
    const user = this.deps.directory.get(key.user);
    if (user === null) return null;
    // A user who only used named servers has no row for the default server.
    const unused = key.server === '' && this.factsOf(key) === null;
    if (unused && !user.servers.every(({ name }) => name === '')) return null;
    return this.lineOf(user, key.server, this.deps.clock.now());
  }

  private idOf(key: ServerKey): string {
    return `${key.user}/${key.server}`;
  }

  private forgetServer(key: ServerKey): void {
    this.facts.delete(this.idOf(key));
    this.offline.delete(key.user);
  }

  private factsOf(key: ServerKey): ServerFacts | null {
    const id = this.idOf(key);
    const known = this.facts.get(id);
    if (known !== undefined) return known;
    const asked = this.deps.sources.serverRow(key.user, key.server);
    this.facts.set(id, asked);
    return asked;
  }

  private totalOf(user: string): VolumesTotal | null {
    const known = this.totals.get(user);
    if (known !== undefined) return known;
    const asked = this.deps.sources.volumesBytes(user);
    this.totals.set(user, asked);
    return asked;
  }

  private lineOf(user: HubUser, server: string, nowMs: number): ListRow {
    const key = { user: user.name, server };
    const hub = user.servers.find(candidate => candidate.name === server) ?? null;
    const known = this.factsOf(key);
    const lastActivityMs = hub?.lastActivityMs ?? user.lastActivityMs;
    const status = statusOf({
      facts: known,
      hub,
      lastActivityMs,
      nowMs,
      inactiveAfterMs: this.deps.inactiveAfterMs,
    });
    const here = status === 'active' || status === 'inactive';
    return {
      ...key,
      status,
      usage: here ? this.deps.usageOf(key) : null,
      volumes: this.totalOf(user.name),
      deadlineMs: here ? (known?.deadlineMs ?? null) : null,
      lastActivityMs,
      score: this.deps.scoreOf(user.name),
      activeHours: this.deps.activeHoursOf(user.name),
      image: known?.image ?? null,
      settingsOutdated: here && known?.settingsOutdated === true,
    };
  }

  private withoutServer(user: HubUser, nowMs: number): ListRow {
    const known = this.offline.get(user.name);
    if (known?.lastActivityMs === user.lastActivityMs) return known;
    const row = this.lineOf(user, '', nowMs);
    if (row.status === 'offline') this.offline.set(user.name, row);
    return row;
  }
}
