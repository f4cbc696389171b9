// People in a hub's database, before the hub starts.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { python } from '../setup/python.mjs';
import { at } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';

/** Writes so many users, person-00000 and so on, into the database of a platform in `data`. */
export const populate = async (data, count) => {
  const folder = join(data, 'hub');
  mkdirSync(folder, { recursive: true });
  const database = `sqlite:///${join(folder, 'jupyterhub.sqlite')}`;
  const program = at('scripts/testbed/populate.py');
  await run(python, [program, database, String(count)], { what: 'populate.py' });
};
