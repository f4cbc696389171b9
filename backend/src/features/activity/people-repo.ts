import type { Db } from '../../db/open.js';

/** Small numbers for people, so that millions of samples stay small. Never used twice. */
export interface PeopleRepo {
  /** The number of a person, made when there is none yet. */
  idOf(user: string): number;
  /** The number of a person who was measured before, or null. */
  find(user: string): number | null;
}

export const createPeopleRepo = (db: Db): PeopleRepo => {
  const insert = db
    .prepare<[string], number>('INSERT INTO people (user) VALUES (?) RETURNING id')
    .pluck();
  const known = new Map(
    db
      .prepare<[], { id: number; user: string }>('SELECT id, user FROM people')
      .all()
      .map(({ id, user }) => [user, id]),
  );
  return {
    idOf: user => {
      const found = known.get(user);
      if (found !== undefined) return found;
      const id = insert.get(user);
      if (id === undefined) throw new Error('The person was not written.');
      known.set(user, id);
      return id;
    },
    find: user => known.get(user) ?? null,
  };
};
