import type { Db } from '../../db/open.js';

/** One generation of one volume, as stored. Times are epoch milliseconds. */
export interface VolumeRow {
  readonly user: string;
  readonly name: string;
  readonly generation: number;
  readonly engineName: string;
  readonly mount: string | null;
  readonly state: 'current' | 'retired' | 'purging';
  readonly binned: 0 | 1;
  readonly createdAtMs: number;
  readonly retiredAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly sizeBytes: number | null;
  readonly measuredAtMs: number | null;
}

/** The columns that the totals of all users need. */
export type VolumeTotalsRow = Pick<
  VolumeRow,
  'user' | 'name' | 'state' | 'binned' | 'sizeBytes' | 'measuredAtMs'
>;

/** Generations of volumes. */
export interface VolumeRepo {
  /** Another number after every change: what was read at the same number still holds. */
  version(): number;
  transaction<T>(work: () => T): T;
  ofUser(user: string): readonly VolumeRow[];
  current(user: string, name: string): VolumeRow | null;
  get(user: string, name: string, generation: number): VolumeRow | null;
  /** The highest number handed out; 0 when there was none yet. */
  lastNumber(user: string, name: string): number;
  /** Hands out the next generation's number; a number is never handed out twice. */
  nextNumber(user: string, name: string): number;
  insert(row: VolumeRow): void;
  setMount(row: VolumeRow, mount: string): void;
  retire(row: VolumeRow, atMs: number, expiresAtMs: number, binned: boolean): void;
  makeCurrent(row: VolumeRow): void;
  expired(atMs: number): readonly VolumeRow[];
  purging(): readonly VolumeRow[];
  markPurging(row: VolumeRow): void;
  /** Whether the engine's volume of this name is anybody's. */
  has(engineName: string): boolean;
  /** Forgets a first generation that the engine refused to make, and its number. */
  discard(row: VolumeRow): void;
  remove(row: VolumeRow): void;
  /** Whether the engine is known to have made it, and its user can write to it. */
  isMade(row: VolumeRow): boolean;
  setMade(row: VolumeRow): void;
  setSize(row: VolumeRow, bytes: number, atMs: number): void;
  /** Generations that were never measured. */
  unmeasured(): readonly VolumeRow[];
  /** Gives everything but the trash to another name, which keeps what is in its own trash. */
  rename(from: string, to: string): void;
  /** All users', but not the shared one. */
  totalsRows(): Iterable<VolumeTotalsRow>;
}

const COLUMNS = `user, name, generation, engine_name AS engineName, mount, state, binned,
  created_at AS createdAtMs, retired_at AS retiredAtMs, expires_at AS expiresAtMs,
  size_bytes AS sizeBytes, measured_at AS measuredAtMs`;
const KEY = 'user = @user AND name = @name AND generation = @generation';

export const createVolumeRepo = (db: Db): VolumeRepo => {
  const select = (rest: string) =>
    db.prepare<unknown[], VolumeRow>(`SELECT ${COLUMNS} FROM volumes ${rest}`);
  const ofUser = select('WHERE user = ? ORDER BY name, generation');
  const current = select("WHERE user = ? AND name = ? AND state = 'current'");
  const get = select('WHERE user = ? AND name = ? AND generation = ?');
  const expired = select("WHERE state = 'retired' AND expires_at <= ? ORDER BY expires_at");
  const purging = select("WHERE state = 'purging'");
  const unmeasured = select("WHERE measured_at IS NULL AND state <> 'purging'");
  const nextNumber = db.prepare<[string, string], { last: number }>(
    `INSERT INTO volume_numbers (user, name, last) VALUES (?, ?, 1)
     ON CONFLICT (user, name) DO UPDATE SET last = last + 1 RETURNING last`,
  );
  const lastNumber = db
    .prepare<[string, string], number>(
      'SELECT last FROM volume_numbers WHERE user = ? AND name = ?',
    )
    .pluck();
  // Numbers that the new name has given out before are never given out again.
  const renumber = db.prepare<{ from: string; to: string }>(
    `UPDATE volumes SET user = @to, generation = generation + coalesce(
       (SELECT last FROM volume_numbers WHERE user = @to AND name = volumes.name), 0)
     WHERE user = @from AND binned = 0`,
  );
  const moveNumbers = db.prepare<{ from: string; to: string }>(
    `INSERT INTO volume_numbers (user, name, last)
     SELECT @to, name, last FROM volume_numbers WHERE user = @from
     ON CONFLICT (user, name) DO UPDATE SET last = last + excluded.last`,
  );
  const insert = db.prepare<VolumeRow>(
    `INSERT INTO volumes (user, name, generation, engine_name, mount, state, binned, created_at,
       retired_at, expires_at, size_bytes, measured_at, made)
     VALUES (@user, @name, @generation, @engineName, @mount, @state, @binned, @createdAtMs,
       @retiredAtMs, @expiresAtMs, @sizeBytes, @measuredAtMs, 0)`,
  );
  const update = (assignments: string) =>
    db.prepare<Record<string, unknown>>(`UPDATE volumes SET ${assignments} WHERE ${KEY}`);
  const setMount = update('mount = @newMount');
  const retire = update(
    `state = 'retired', retired_at = @atMs, expires_at = @untilMs, binned = @bin`,
  );
  const makeCurrent = update(`state = 'current', retired_at = NULL, expires_at = NULL, binned = 0`);
  const markPurging = update(`state = 'purging'`);
  // By the engine's name: a measurement takes time, and the user may be renamed meanwhile.
  const setSize = db.prepare<{ engineName: string; bytes: number; atMs: number }>(
    'UPDATE volumes SET size_bytes = @bytes, measured_at = @atMs WHERE engine_name = @engineName',
  );
  const isMade = db
    .prepare<[string], number>('SELECT made FROM volumes WHERE engine_name = ?')
    .pluck();
  const setMade = db.prepare<[string]>('UPDATE volumes SET made = 1 WHERE engine_name = ?');
  const has = db
    .prepare<[string], number>('SELECT count(*) FROM volumes WHERE engine_name = ?')
    .pluck();
  const forgetNumber = db.prepare<[string, string]>(
    'DELETE FROM volume_numbers WHERE user = ? AND name = ? AND last = 1',
  );
  const remove = db.prepare<[string]>('DELETE FROM volumes WHERE engine_name = ?');
  const forSums = db.prepare<[], VolumeTotalsRow>(
    `SELECT user, name, state, binned, size_bytes AS sizeBytes, measured_at AS measuredAtMs
     FROM volumes WHERE user <> '' ORDER BY user, name`,
  );
  const key = (row: VolumeRow) => ({
    user: row.user,
    name: row.name,
    generation: row.generation,
  });

  let version = 0;
  const changed = (): void => {
    version += 1;
  };
  const write = <P extends unknown[]>(
    statement: { readonly run: (...values: P) => unknown },
    ...values: P
  ): void => {
    statement.run(...values);
    changed();
  };

  return {
    version: () => version,
    transaction: work => db.transaction(work)(),
    ofUser: user => ofUser.all(user),
    current: (user, name) => current.get(user, name) ?? null,
    get: (user, name, generation) => get.get(user, name, generation) ?? null,
    nextNumber: (user, name) => nextNumber.get(user, name)?.last ?? 1,
    lastNumber: (user, name) => lastNumber.get(user, name) ?? 0,
    insert: row => write(insert, row),
    setMount: (row, mount) => write(setMount, { ...key(row), newMount: mount }),
    retire: (row, atMs, untilMs, binned) =>
      write(retire, { ...key(row), atMs, untilMs, bin: binned ? 1 : 0 }),
    makeCurrent: row => write(makeCurrent, key(row)),
    expired: atMs => expired.all(atMs),
    purging: () => purging.all(),
    markPurging: row => write(markPurging, key(row)),
    has: engineName => has.get(engineName) === 1,
    discard: row => {
      db.transaction(() => {
        write(remove, row.engineName);
        write(forgetNumber, row.user, row.name);
      })();
    },
    remove: row => write(remove, row.engineName),
    isMade: row => isMade.get(row.engineName) === 1,
    setMade: row => write(setMade, row.engineName),
    setSize: ({ engineName }, bytes, atMs) => write(setSize, { engineName, bytes, atMs }),
    rename: (from, to) => {
      renumber.run({ from, to });
      moveNumbers.run({ from, to });
      changed();
    },
    unmeasured: () => unmeasured.all(),
    totalsRows: () => forSums.iterate(),
  };
};
