// `npm run lint`: all static checks, in parallel.
import { existsSync } from 'node:fs';
import { lintChecks } from './lint-checks.mjs';
import { main, UserError } from './setup/log.mjs';
import { venv } from './setup/python.mjs';
import { at } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { sideBySide } from './setup/side-by-side.mjs';

await main(async () => {
  if (!existsSync(at('.venv/bin/ruff')))
    throw new UserError(`Python's checkers are missing in ${venv}: run npm test once.`);
  await sideBySide(
    lintChecks().map(({ name, command, args, cwd }) => ({
      name,
      work: () => run(command, args, { cwd, what: name }),
    })),
  );
});
