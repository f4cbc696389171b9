import type { Db } from '../../db/open.js';

/** Numeric ids of users, so that millions of samples stay small. Ids are never reused. */
export class UserIdsRepo {
  private readonly insert = this.db
    .prepare<[string], number>('INSERT INTO users (user) VALUES (?) RETURNING id')
    .pluck();
  private readonly known = new Map(
    this.db
      .prepare<[], { id: number; user: string }>('SELECT id, user FROM users')
      .all()
      .map(({ id, user }) => [user, id]),
  );
  private readonly setName = this.db.prepare<[string, number]>(
    'UPDATE users SET user = ? WHERE id = ?',
  );
  private readonly updateName = this.db.transaction((from: string, to: string): void => {
    const id = this.known.get(from);
    if (id === undefined) return;
    this.forget(to);
    this.setName.run(to, id);
  });

  constructor(private readonly db: Db) {}

  /** The id of a user. Creates one if there is none. */
  idOf(user: string): number {
    const found = this.known.get(user);
    if (found !== undefined) return found;
    const id = this.insert.get(user);
    if (id === undefined) throw new Error('The user was not written.');
    this.known.set(user, id);
    return id;
  }

  /** The id of a user who was measured before, or null. */
  find(user: string): number | null {
    return this.known.get(user) ?? null;
  }

  /** Idempotent. Samples of a former user of the new name become anonymous. */
  rename(from: string, to: string): void {
    this.updateName(from, to);
    const id = this.known.get(from);
    if (id === undefined) return;
    this.known.delete(from);
    this.known.set(to, id);
  }

  /** Makes samples anonymous: they stay for totals, under a name that no user can have. */
  forget(user: string): void {
    const id = this.known.get(user);
    if (id === undefined) return;
    // No user name has a slash.
    this.setName.run(`${user}/${id}`, id);
    this.known.delete(user);
  }
}
