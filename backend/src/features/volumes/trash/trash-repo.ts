import type { Db } from '../../../db/open.js';
import type { Position } from '../../../lib/keyset-page.js';
import type { VolumeRow } from '../repo.js';

/** Sort columns of the trash. */
export type TrashSort = 'user' | 'size' | 'retiredAt' | 'expiresAt';

/** Which entries, in which order, and behind which one. */
export interface TrashFilter {
  readonly sort: TrashSort;
  readonly order: 'asc' | 'desc';
  /** Lower case; part of the user's or the volume's name. */
  readonly search: string;
  readonly kind: 'reset' | 'account' | null;
}

const values: Readonly<Record<TrashSort, string>> = {
  user: 'user',
  size: 'coalesce(size_bytes, -1)',
  retiredAt: 'coalesce(retired_at, 0)',
  expiresAt: 'coalesce(expires_at, 0)',
};

const MATCHING = `state = 'retired'
  AND (@search = '' OR instr(lower(user), @search) > 0 OR instr(name, @search) > 0)
  AND (@kind IS NULL OR in_trash = (@kind = 'account'))`;

/** Generations that nobody uses and that are not purged yet. */
export class TrashRepo {
  private readonly selectCount = this.db
    .prepare<unknown[], number>(`SELECT count(*) FROM volumes WHERE ${MATCHING}`)
    .pluck();
  private readonly totals = this.db.prepare<
    [],
    { entries: number; bytes: number; unmeasured: number }
  >(
    `SELECT count(*) AS entries, coalesce(sum(size_bytes), 0) AS bytes,
       count(*) - count(size_bytes) AS unmeasured FROM volumes WHERE state = 'retired'`,
  );

  constructor(private readonly db: Db) {}

  page(
    { sort, order, search, kind }: TrashFilter,
    after: Position | null,
    limit: number,
  ): readonly (VolumeRow & { readonly place: string | number })[] {
    return this.pageOf(sort, order, after !== null).all({
      search,
      kind,
      limit,
      value: after?.value ?? null,
      engineName: after?.key[0] ?? '',
    });
  }

  count({ search, kind }: TrashFilter): number {
    return this.selectCount.get({ search, kind }) ?? 0;
  }

  summary(): { readonly entries: number; readonly bytes: number; readonly unmeasured: number } {
    return this.totals.get() ?? { entries: 0, bytes: 0, unmeasured: 0 };
  }

  private pageOf(sort: TrashSort, order: 'asc' | 'desc', behind: boolean) {
    const value = values[sort];
    const [above, texts] = order === 'asc' ? ['>', 'ASC'] : ['<', 'DESC'];
    const rest = behind
      ? `AND (${value} ${above} @value OR (${value} = @value AND engine_name > @engineName))`
      : '';
    return this.db.prepare<unknown[], VolumeRow & { place: string | number }>(
      `SELECT user, name, generation, engine_name AS engineName, mount, state, in_trash AS inTrash,
         created_at AS createdAtMs, retired_at AS retiredAtMs, expires_at AS expiresAtMs,
         size_bytes AS sizeBytes, measured_at AS measuredAtMs, ${value} AS place
       FROM volumes WHERE ${MATCHING} ${rest}
       ORDER BY ${value} ${texts}, engine_name LIMIT @limit`,
    );
  }
}
