import type { Db } from '../../db/open.js';

/** One generation of one volume, as stored. Times are epoch milliseconds. */
export interface VolumeRow {
  readonly user: string;
  readonly name: string;
  readonly generation: number;
  readonly engineName: string;
  readonly mount: string | null;
  readonly state: 'current' | 'retired' | 'purging';
  readonly inTrash: 0 | 1;
  readonly createdAtMs: number;
  readonly retiredAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly sizeBytes: number | null;
  readonly measuredAtMs: number | null;
}

/** The columns that the totals of all users need. */
export type VolumeTotalsRow = Pick<
  VolumeRow,
  'user' | 'name' | 'state' | 'inTrash' | 'sizeBytes' | 'measuredAtMs'
>;

const COLUMNS = `user, name, generation, engine_name AS engineName, mount, state, in_trash AS inTrash,
  created_at AS createdAtMs, retired_at AS retiredAtMs, expires_at AS expiresAtMs,
  size_bytes AS sizeBytes, measured_at AS measuredAtMs`;
const KEY = 'user = @user AND name = @name AND generation = @generation';

/** Generations of volumes. */
export class VolumeRepo {
  private readonly selectOfUser = this.select('WHERE user = ? ORDER BY name, generation');
  private readonly selectCurrent = this.select("WHERE user = ? AND name = ? AND state = 'current'");
  private readonly selectOne = this.select('WHERE user = ? AND name = ? AND generation = ?');
  private readonly selectExpired = this.select(
    "WHERE state = 'retired' AND expires_at <= ? ORDER BY expires_at",
  );
  private readonly selectPurging = this.select("WHERE state = 'purging'");
  private readonly selectUnmeasured = this.select(
    "WHERE measured_at IS NULL AND state <> 'purging'",
  );
  private readonly takeNumber = this.db.prepare<[string, string], { last: number }>(
    `INSERT INTO volume_numbers (user, name, last) VALUES (?, ?, 1)
     ON CONFLICT (user, name) DO UPDATE SET last = last + 1 RETURNING last`,
  );
  private readonly selectNumber = this.db
    .prepare<[string, string], number>(
      'SELECT last FROM volume_numbers WHERE user = ? AND name = ?',
    )
    .pluck();
  // Numbers that the new name has given out before are never given out again.
  private readonly renumber = this.db.prepare<{ from: string; to: string }>(
    `UPDATE volumes SET user = @to, generation = generation + coalesce(
       (SELECT last FROM volume_numbers WHERE user = @to AND name = volumes.name), 0)
     WHERE user = @from AND in_trash = 0`,
  );
  private readonly moveNumbers = this.db.prepare<{ from: string; to: string }>(
    `INSERT INTO volume_numbers (user, name, last)
     SELECT @to, name, last FROM volume_numbers WHERE user = @from
     ON CONFLICT (user, name) DO UPDATE SET last = last + excluded.last`,
  );
  private readonly insertOne = this.db.prepare<VolumeRow>(
    `INSERT INTO volumes (user, name, generation, engine_name, mount, state, in_trash, created_at,
       retired_at, expires_at, size_bytes, measured_at, made)
     VALUES (@user, @name, @generation, @engineName, @mount, @state, @inTrash, @createdAtMs,
       @retiredAtMs, @expiresAtMs, @sizeBytes, @measuredAtMs, 0)`,
  );
  private readonly updateMount = this.update('mount = @newMount');
  private readonly updateRetired = this.update(
    `state = 'retired', retired_at = @atMs, expires_at = @untilMs, in_trash = @inTrash`,
  );
  private readonly updateCurrent = this.update(
    `state = 'current', retired_at = NULL, expires_at = NULL, in_trash = 0`,
  );
  private readonly updatePurging = this.update(`state = 'purging'`);
  // By the engine's name: a measurement takes time, and the user may be renamed meanwhile.
  private readonly updateSize = this.db.prepare<{
    engineName: string;
    bytes: number;
    atMs: number;
  }>('UPDATE volumes SET size_bytes = @bytes, measured_at = @atMs WHERE engine_name = @engineName');
  private readonly selectMade = this.db
    .prepare<[string], number>('SELECT made FROM volumes WHERE engine_name = ?')
    .pluck();
  private readonly updateMade = this.db.prepare<[string]>(
    'UPDATE volumes SET made = 1 WHERE engine_name = ?',
  );
  private readonly selectName = this.db
    .prepare<[string], number>('SELECT count(*) FROM volumes WHERE engine_name = ?')
    .pluck();
  private readonly forgetNumber = this.db.prepare<[string, string]>(
    'DELETE FROM volume_numbers WHERE user = ? AND name = ? AND last = 1',
  );
  private readonly deleteOne = this.db.prepare<[string]>(
    'DELETE FROM volumes WHERE engine_name = ?',
  );
  private readonly forSums = this.db.prepare<[], VolumeTotalsRow>(
    `SELECT user, name, state, in_trash AS inTrash, size_bytes AS sizeBytes, measured_at AS measuredAtMs
     FROM volumes WHERE user <> '' ORDER BY user, name`,
  );
  private changes = 0;

  constructor(private readonly db: Db) {}

  /** Another number after every change: what was read at the same number still holds. */
  version(): number {
    return this.changes;
  }

  transaction<T>(work: () => T): T {
    return this.db.transaction(work)();
  }

  ofUser(user: string): readonly VolumeRow[] {
    return this.selectOfUser.all(user);
  }

  current(user: string, name: string): VolumeRow | null {
    return this.selectCurrent.get(user, name) ?? null;
  }

  get(user: string, name: string, generation: number): VolumeRow | null {
    return this.selectOne.get(user, name, generation) ?? null;
  }

  /** The highest number handed out; 0 when there was none yet. */
  lastNumber(user: string, name: string): number {
    return this.selectNumber.get(user, name) ?? 0;
  }

  /** Hands out the next generation's number; a number is never handed out twice. */
  nextNumber(user: string, name: string): number {
    return this.takeNumber.get(user, name)?.last ?? 1;
  }

  insert(row: VolumeRow): void {
    this.write(this.insertOne, row);
  }

  setMount(row: VolumeRow, mount: string): void {
    this.write(this.updateMount, { ...this.key(row), newMount: mount });
  }

  retire(row: VolumeRow, atMs: number, untilMs: number, inTrash: boolean): void {
    this.write(this.updateRetired, { ...this.key(row), atMs, untilMs, inTrash: inTrash ? 1 : 0 });
  }

  makeCurrent(row: VolumeRow): void {
    this.write(this.updateCurrent, this.key(row));
  }

  expired(atMs: number): readonly VolumeRow[] {
    return this.selectExpired.all(atMs);
  }

  purging(): readonly VolumeRow[] {
    return this.selectPurging.all();
  }

  markPurging(row: VolumeRow): void {
    this.write(this.updatePurging, this.key(row));
  }

  /** Whether the engine's volume of this name is anybody's. */
  has(engineName: string): boolean {
    return this.selectName.get(engineName) === 1;
  }

  /** Forgets a first generation that the engine refused to make, and its number. */
  discard(row: VolumeRow): void {
    this.db.transaction(() => {
      this.write(this.deleteOne, row.engineName);
      this.write(this.forgetNumber, row.user, row.name);
    })();
  }

  remove(row: VolumeRow): void {
    this.write(this.deleteOne, row.engineName);
  }

  /** Whether the engine is known to have made it, and its user can write to it. */
  isMade(row: VolumeRow): boolean {
    return this.selectMade.get(row.engineName) === 1;
  }

  setMade(row: VolumeRow): void {
    this.write(this.updateMade, row.engineName);
  }

  setSize({ engineName }: VolumeRow, bytes: number, atMs: number): void {
    this.write(this.updateSize, { engineName, bytes, atMs });
  }

  /** Generations that were never measured. */
  unmeasured(): readonly VolumeRow[] {
    return this.selectUnmeasured.all();
  }

  /** Gives everything but the trash to another name, which keeps what is in its own trash. */
  rename(from: string, to: string): void {
    this.renumber.run({ from, to });
    this.moveNumbers.run({ from, to });
    this.changed();
  }

  /** All users', but not the shared one. */
  totalsRows(): Iterable<VolumeTotalsRow> {
    return this.forSums.iterate();
  }

  private select(rest: string) {
    return this.db.prepare<unknown[], VolumeRow>(`SELECT ${COLUMNS} FROM volumes ${rest}`);
  }

  private update(assignments: string) {
    return this.db.prepare<Record<string, unknown>>(
      `UPDATE volumes SET ${assignments} WHERE ${KEY}`,
    );
  }

  private key(row: VolumeRow) {
    return {
      user: row.user,
      name: row.name,
      generation: row.generation,
    };
  }

  private changed(): void {
    this.changes += 1;
  }

  private write<P extends unknown[]>(
    statement: { readonly run: (...values: P) => unknown },
    ...values: P
  ): void {
    statement.run(...values);
    this.changed();
  }
}
