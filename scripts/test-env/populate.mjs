// Users in a hub's database, before the hub starts.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { python } from '../setup/python.mjs';
import { at } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';

/** A name for each number, in the order of the numbers. */
export const userName = number => `user-${String(number).padStart(5, '0')}`;

/** So many names of users. */
export const userNames = (first, count) =>
  Array.from({ length: count }, (_, index) => userName(first + index));

/** Writes users of these names into the database of a platform in `data`. */
export const addUsers = async (data, names) => {
  const folder = join(data, 'hub');
  mkdirSync(folder, { recursive: true });
  const database = `sqlite:///${join(folder, 'jupyterhub.sqlite')}`;
  const program = at('scripts/test-env/populate.py');
  await run(python, [program, database, ...names], { what: 'populate.py' });
};
