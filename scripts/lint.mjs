// `npm run lint`: every check that reads the sources without running them.
import { existsSync } from 'node:fs';
import { lintChecks } from './lint-checks.mjs';
import { main, step, UserError } from './setup/log.mjs';
import { venv } from './setup/python.mjs';
import { at } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await main(async () => {
  if (!existsSync(at('.venv/bin/ruff')))
    throw new UserError(`Python's checkers are missing in ${venv}: run npm test once.`);
  for (const { name, command, args, cwd } of lintChecks()) {
    step(name);
    await run(command, args, { cwd, what: name });
  }
});
