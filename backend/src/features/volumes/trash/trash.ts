import type { TrashPage, TrashQuery, TrashRef, TrashResult } from '@perijove/contracts';
import { text } from '../../../lib/text.js';
import type { z } from 'zod';
import type { Config } from '../../../config/config.js';
import { EngineError } from '../../../engine/port.js';
import { iso, isoOrNull } from '../../../lib/clock.js';
import { AppError } from '../../../lib/errors.js';
import { cutPage, positionAfter, sortedCursor } from '../../../lib/keyset-page.js';
import { TrashRepo, type TrashFilter } from './trash-repo.js';
import type { VolumePurgeWorker } from './purge-worker.js';
import { isKept } from '../view.js';
import type { VolumeService } from '../service.js';
import type { Deps } from '../../deps.js';

type Outcome = TrashResult['results'][number];

/** Volumes of resets and deleted accounts, for administrators. */
export class Trash {
  private readonly repo = new TrashRepo(this.deps.db);

  constructor(
    private readonly deps: Deps<'clock' | 'db' | 'directory'> & {
      readonly config: Pick<Config, 'PERIJOVE_VOLUME_RETENTION_DAYS'>;
      readonly volumes: VolumeService;
      readonly purgeWorker: Pick<VolumePurgeWorker, 'purge'>;
    },
  ) {}

  /** Throws `invalid_input` for a cursor of another list. */
  list(query: z.output<typeof TrashQuery>): TrashPage {
    const { sort, order, limit } = query;
    const search = query.search?.normalize('NFC').toLowerCase() ?? '';
    const filter: TrashFilter = { sort, order, search, kind: query.kind ?? null };
    const rows = this.repo.page(filter, positionAfter(query), limit + 1);
    const { items, nextCursor } = cutPage(rows, limit, ({ place: value, engineName }) =>
      sortedCursor(query, { value, key: [engineName] }),
    );
    const { entries, bytes, unmeasured } = this.repo.summary();
    return {
      items: items.map(row => ({
        user: row.user,
        volume: row.name,
        generation: row.generation,
        kind: row.inTrash === 1 ? 'account' : 'reset',
        sizeBytes: row.sizeBytes,
        measuredAt: isoOrNull(row.measuredAtMs),
        retiredAt: iso(row.retiredAtMs ?? row.createdAtMs),
        expiresAt: iso(row.expiresAtMs ?? this.deps.clock.now()),
        accountExists: this.deps.directory.get(row.user) !== null,
      })),
      nextCursor,
      total: this.repo.count(filter),
      trash: {
        entries,
        sizeBytes: bytes,
        unmeasured,
        retentionDays: this.deps.config.PERIJOVE_VOLUME_RETENTION_DAYS,
      },
    };
  }

  /** Restores volumes to the account of that name. Reports each failure separately. */
  restore(entries: readonly TrashRef[], actor: string): Promise<TrashResult> {
    return this.each(entries, async ({ user, volume, generation }) => {
      if ((await this.deps.directory.refreshUser(user)) === null) {
        throw new AppError('user_not_found', text('volumes.noAccount', { user }));
      }
      await this.deps.volumes.restoreFromTrash(user, volume, generation, actor);
    });
  }

  /** Deletes volumes permanently. */
  purge(entries: readonly TrashRef[], actor: string): Promise<TrashResult> {
    return this.each(entries, async ({ user, volume, generation }) => {
      const row = this.deps.volumes.repo.get(user, volume, generation);
      if (row === null || !isKept(row, this.deps.clock.now())) {
        throw new AppError('generation_not_found', text('volumes.notInTrash'));
      }
      await this.deps.purgeWorker.purge(row, actor);
    });
  }

  private async each(
    entries: readonly TrashRef[],
    work: (entry: TrashRef) => void | Promise<void>,
  ): Promise<TrashResult> {
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
  }
}
