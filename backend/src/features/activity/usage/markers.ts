import type { HistoryView } from '@perijove/contracts';
import { iso } from '../../../lib/clock.js';
import type { UserIdsRepo } from '../user-ids-repo.js';
import type { Deps } from '../../deps.js';

type Mark = HistoryView['marks'][number];

const kinds = ['start', 'stop', 'cull'] as const satisfies readonly Mark['kind'][];
const numberOf = (kind: Mark['kind']): number => kinds.indexOf(kind) + 1;

/** A little longer than the longest plot. */
const KEEP_SECONDS = 32 * 86_400;
/** The culler says that it stopped a server shortly before or after the server says that it ended. */
const SAME_END_SECONDS = 120;

/** When servers began and ended, to be marked in plots. */
export class Markers {
  private readonly insert = this.deps.db.prepare<[number, number, number]>(
    'INSERT OR IGNORE INTO server_markers (user_id, at, kind) VALUES (?, ?, ?)',
  );
  private readonly purge = this.deps.db.prepare<[number, number]>(
    'DELETE FROM server_markers WHERE user_id = ? AND at < ?',
  );
  private readonly removeSince = this.deps.db.prepare<[number, number, number]>(
    'DELETE FROM server_markers WHERE user_id = ? AND kind = ? AND at >= ?',
  );
  private readonly anySince = this.deps.db
    .prepare<[number, number, number], number>(
      'SELECT 1 FROM server_markers WHERE user_id = ? AND kind = ? AND at >= ? LIMIT 1',
    )
    .pluck();
  private readonly since = this.deps.db.prepare<[number, number], { at: number; kind: number }>(
    'SELECT at, kind FROM server_markers WHERE user_id = ? AND at >= ? ORDER BY at, kind',
  );
  private readonly first = this.deps.db
    .prepare<[number], number>('SELECT min(at) FROM server_markers WHERE user_id = ?')
    .pluck();
  private readonly put = this.deps.db.transaction(
    (user: string, atMs: number, kind: Mark['kind']) => {
      const userId = this.deps.userIds.idOf(user);
      const at = Math.floor(atMs / 1000);
      if (kind === 'cull') this.removeSince.run(userId, numberOf('stop'), at - SAME_END_SECONDS);
      const culled =
        kind === 'stop' && this.anySince.get(userId, numberOf('cull'), at - SAME_END_SECONDS) === 1;
      if (!culled) this.insert.run(userId, at, numberOf(kind));
      this.purge.run(userId, at - KEEP_SECONDS);
    },
  );
  private unsubscribe: readonly (() => void)[] = [];

  constructor(
    private readonly deps: Deps<'db' | 'bus' | 'clock'> & {
      readonly userIds: UserIdsRepo;
    },
  ) {}

  /** Oldest first, of all servers of that user. */
  of(user: string, fromMs: number): readonly Mark[] {
    const userId = this.deps.userIds.find(user);
    if (userId === null) return [];
    return this.since.all(userId, Math.floor(fromMs / 1000)).flatMap(({ at, kind }) => {
      const word = kinds[kind - 1];
      return word === undefined ? [] : [{ at: iso(at * 1000), kind: word }];
    });
  }

  /** The first that is kept; null when there is none. */
  firstMs(user: string): number | null {
    const userId = this.deps.userIds.find(user);
    const at = userId === null ? null : this.first.get(userId);
    return typeof at === 'number' ? at * 1000 : null;
  }

  start(): void {
    if (this.unsubscribe.length > 0) return;
    this.unsubscribe = [
      this.deps.bus.on('server.started', ({ user, atMs }) => {
        this.put(user, atMs, 'start');
      }),
      this.deps.bus.on('server.stopped', ({ user, atMs }) => {
        this.put(user, atMs, 'stop');
      }),
      this.deps.bus.on('server.culled', ({ user }) => {
        this.put(user, this.deps.clock.now(), 'cull');
      }),
    ];
  }

  stop(): void {
    for (const end of this.unsubscribe) end();
    this.unsubscribe = [];
  }
}
