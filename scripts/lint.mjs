// `npm run lint`: every check that reads the sources without running them.
import { existsSync } from 'node:fs';
import { at, bin, root } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { main, step } from './setup/log.mjs';
import { venv } from './setup/python.mjs';

const checks = [
  ['ESLint', bin('eslint'), ['.', '--max-warnings', '0']],
  ['Prettier', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['stylelint', bin('stylelint'), ['packages/*/{src,style}/**/*.css', '--allow-empty-input']],
  [
    'Dependency direction',
    bin('depcruise'),
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'backend/src', 'packages'],
  ],
  ['OpenAPI', process.execPath, [at('packages/contracts/scripts/write-openapi.mjs'), '--check']],
  ['Lockfile', process.execPath, [at('scripts/lockfile.mjs'), '--check']],
  ['Settings page', process.execPath, [at('scripts/docs/settings.mjs'), '--check']],
  [
    'Texts of the lab',
    process.execPath,
    [at('packages/lab-hub/scripts/translations.mjs'), '--check'],
  ],
  ['Links', process.execPath, [at('scripts/docs/links.mjs')]],
  ['Words that do not belong', process.execPath, [at('scripts/setup/check-leaks.mjs')]],
];
const python = [
  ['ruff', at('.venv/bin/ruff'), ['check', '.']],
  ['ruff format', at('.venv/bin/ruff'), ['format', '--check', '.']],
  ['mypy', at('.venv/bin/mypy'), []],
  ['Import direction of Python', at('.venv/bin/lint-imports'), []],
];

await main(async () => {
  for (const [name, command, args] of checks) {
    step(name);
    await run(command, args, { cwd: root, what: name });
  }
  if (!existsSync(at('.venv/bin/ruff'))) {
    throw new Error(`Python's checkers are missing in ${venv}: run npm test once.`);
  }
  for (const [name, command, args] of python) {
    step(name);
    await run(command, args, { cwd: at('hub'), what: name });
  }
});
