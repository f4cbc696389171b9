import type { Db } from '../../db/open.js';

/** Numeric ids of users, so that millions of samples stay small. Ids are never reused. */
export interface UserIdsRepo {
  /** The id of a user. Creates one if there is none. */
  idOf(user: string): number;
  /** The id of a user who was measured before, or null. */
  find(user: string): number | null;
  /** Idempotent. Samples of a former user of the new name become anonymous. */
  rename(from: string, to: string): void;
  /** Makes samples anonymous: they stay for totals, under a name that no user can have. */
  forget(user: string): void;
}

export const createUserIdsRepo = (db: Db): UserIdsRepo => {
  const insert = db
    .prepare<[string], number>('INSERT INTO people (user) VALUES (?) RETURNING id')
    .pluck();
  const known = new Map(
    db
      .prepare<[], { id: number; user: string }>('SELECT id, user FROM people')
      .all()
      .map(({ id, user }) => [user, id]),
  );
  const setName = db.prepare<[string, number]>('UPDATE people SET user = ? WHERE id = ?');
  const forget = (user: string): void => {
    const id = known.get(user);
    if (id === undefined) return;
    // No user name has a slash.
    setName.run(`${user}/${id}`, id);
    known.delete(user);
  };
  const rename = db.transaction((from: string, to: string): void => {
    const id = known.get(from);
    if (id === undefined) return;
    forget(to);
    setName.run(to, id);
  });

  return {
    forget,
    rename: (from, to) => {
      rename(from, to);
      const id = known.get(from);
      if (id === undefined) return;
      known.delete(from);
      known.set(to, id);
    },
    idOf: user => {
      const found = known.get(user);
      if (found !== undefined) return found;
      const id = insert.get(user);
      if (id === undefined) throw new Error('The user was not written.');
      known.set(user, id);
      return id;
    },
    find: user => known.get(user) ?? null,
  };
};
