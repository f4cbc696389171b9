import type { TrashPage, TrashQuery, TrashRef, TrashResult } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { z } from 'zod';
import type { Config } from '../../../config/config.js';
import type { Db } from '../../../db/open.js';
import { EngineError } from '../../../engine/port.js';
import type { Directory } from '../../../jupyterhub/directory.js';
import { iso, isoOrNull, type Clock } from '../../../lib/clock.js';
import { AppError } from '../../../lib/errors.js';
import { cutPage, positionAfter, sortedCursor } from '../../../lib/keyset-page.js';
import { createTrashRepo, type TrashFilter } from './trash-repo.js';
import type { VolumePurgeWorker } from './purge-worker.js';
import { isKept } from '../view.js';
import type { VolumeService } from '../service.js';

/** Volumes of resets and deleted accounts, for administrators. */
export interface Trash {
  /** Throws `invalid_input` for a cursor of another list. */
  list(query: z.output<typeof TrashQuery>): TrashPage;
  /** Restores volumes to the account of that name. Reports each failure separately. */
  restore(entries: readonly TrashRef[], actor: string): Promise<TrashResult>;
  /** Deletes volumes permanently. */
  purge(entries: readonly TrashRef[], actor: string): Promise<TrashResult>;
}

type Outcome = TrashResult['results'][number];

export const createTrash = (deps: {
  readonly clock: Clock;
  readonly db: Db;
  readonly config: Pick<Config, 'PERIJOVE_VOLUME_RETENTION_DAYS'>;
  readonly directory: Directory;
  readonly volumes: VolumeService;
  readonly purgeWorker: Pick<VolumePurgeWorker, 'purge'>;
}): Trash => {
  const { clock, config, directory, volumes, purgeWorker } = deps;
  const repo = createTrashRepo(deps.db);

  const each = async (
    entries: readonly TrashRef[],
    work: (entry: TrashRef) => void | Promise<void>,
  ): Promise<TrashResult> => {
    const results: Outcome[] = [];
    for (const entry of entries) {
      try {
        await work(entry);
        results.push({ ...entry, ok: true, code: null, message: null });
      } catch (error) {
        if (!(error instanceof AppError || error instanceof EngineError)) throw error;
        const code = error instanceof AppError ? error.code : 'engine_unavailable';
        results.push({ ...entry, ok: false, code, message: error.message });
      }
    }
    return { results };
  };

  return {
    list: query => {
      const { sort, order, limit } = query;
      const search = query.search?.normalize('NFC').toLowerCase() ?? '';
      const filter: TrashFilter = { sort, order, search, kind: query.kind ?? null };
      const rows = repo.page(filter, positionAfter(query), limit + 1);
      const { items, nextCursor } = cutPage(rows, limit, ({ place: value, engineName }) =>
        sortedCursor(query, { value, key: [engineName] }),
      );
      const { entries, bytes, unmeasured } = repo.summary();
      return {
        items: items.map(row => ({
          user: row.user,
          volume: row.name,
          generation: row.generation,
          kind: row.binned === 1 ? 'account' : 'reset',
          sizeBytes: row.sizeBytes,
          measuredAt: isoOrNull(row.measuredAtMs),
          retiredAt: iso(row.retiredAtMs ?? row.createdAtMs),
          expiresAt: iso(row.expiresAtMs ?? clock.now()),
          accountExists: directory.get(row.user) !== null,
        })),
        nextCursor,
        total: repo.count(filter),
        trash: {
          entries,
          sizeBytes: bytes,
          unmeasured,
          retentionDays: config.PERIJOVE_VOLUME_RETENTION_DAYS,
        },
      };
    },
    restore: (entries, actor) =>
      each(entries, async ({ user, volume, generation }) => {
        if ((await directory.refreshUser(user)) === null) {
          throw new AppError('user_not_found', strings.volumes.noAccount(user));
        }
        await volumes.restoreFromTrash(user, volume, generation, actor);
      }),
    purge: (entries, actor) =>
      each(entries, async ({ user, volume, generation }) => {
        const row = volumes.repo.get(user, volume, generation);
        if (row === null || !isKept(row, clock.now())) {
          throw new AppError('generation_not_found', strings.volumes.notInBin);
        }
        await purgeWorker.purge(row, actor);
      }),
  };
};
