import type { HistoryView } from '@perijove/contracts';
import type { Db } from '../../../db/open.js';
import { iso, type Clock } from '../../../lib/clock.js';
import type { DomainBus } from '../../domain-events.js';
import type { UserIdsRepo } from '../user-ids-repo.js';

type Mark = HistoryView['marks'][number];

const kinds = ['start', 'stop', 'cull'] as const satisfies readonly Mark['kind'][];
const numberOf = (kind: Mark['kind']): number => kinds.indexOf(kind) + 1;

/** A little longer than the longest plot. */
const KEEP_SECONDS = 32 * 86_400;
/** The culler says that it stopped a server shortly before or after the server says that it ended. */
const SAME_END_SECONDS = 120;

/** When servers began and ended, to be marked in plots. */
export interface Markers {
  /** Oldest first, of all servers of that user. */
  of(user: string, fromMs: number): readonly Mark[];
  /** The first that is kept; null when there is none. */
  firstMs(user: string): number | null;
  start(): void;
  stop(): void;
}

export const createMarkers = (deps: {
  readonly db: Db;
  readonly userIds: UserIdsRepo;
  readonly bus: DomainBus;
  readonly clock: Clock;
}): Markers => {
  const { db, userIds, bus, clock } = deps;
  const insert = db.prepare<[number, number, number]>(
    'INSERT OR IGNORE INTO server_marks (person, at, kind) VALUES (?, ?, ?)',
  );
  const purge = db.prepare<[number, number]>(
    'DELETE FROM server_marks WHERE person = ? AND at < ?',
  );
  const removeSince = db.prepare<[number, number, number]>(
    'DELETE FROM server_marks WHERE person = ? AND kind = ? AND at >= ?',
  );
  const anySince = db
    .prepare<[number, number, number], number>(
      'SELECT 1 FROM server_marks WHERE person = ? AND kind = ? AND at >= ? LIMIT 1',
    )
    .pluck();
  const since = db.prepare<[number, number], { at: number; kind: number }>(
    'SELECT at, kind FROM server_marks WHERE person = ? AND at >= ? ORDER BY at, kind',
  );

  const first = db
    .prepare<[number], number>('SELECT min(at) FROM server_marks WHERE person = ?')
    .pluck();

  const put = db.transaction((user: string, atMs: number, kind: Mark['kind']) => {
    const userId = userIds.idOf(user);
    const at = Math.floor(atMs / 1000);
    if (kind === 'cull') removeSince.run(userId, numberOf('stop'), at - SAME_END_SECONDS);
    const culled =
      kind === 'stop' && anySince.get(userId, numberOf('cull'), at - SAME_END_SECONDS) === 1;
    if (!culled) insert.run(userId, at, numberOf(kind));
    purge.run(userId, at - KEEP_SECONDS);
  });

  let unsubscribe: readonly (() => void)[] = [];
  return {
    of: (user, fromMs) => {
      const userId = userIds.find(user);
      if (userId === null) return [];
      return since.all(userId, Math.floor(fromMs / 1000)).flatMap(({ at, kind }) => {
        const word = kinds[kind - 1];
        return word === undefined ? [] : [{ at: iso(at * 1000), kind: word }];
      });
    },
    firstMs: user => {
      const userId = userIds.find(user);
      const at = userId === null ? null : first.get(userId);
      return typeof at === 'number' ? at * 1000 : null;
    },
    start: () => {
      if (unsubscribe.length > 0) return;
      unsubscribe = [
        bus.on('server.started', ({ user, atMs }) => {
          put(user, atMs, 'start');
        }),
        bus.on('server.stopped', ({ user, atMs }) => {
          put(user, atMs, 'stop');
        }),
        bus.on('server.culled', ({ user }) => {
          put(user, clock.now(), 'cull');
        }),
      ];
    },
    stop: () => {
      for (const end of unsubscribe) end();
      unsubscribe = [];
    },
  };
};
