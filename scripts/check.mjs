// `npm run check`: lint, types and the fast unit tests, side by side, before a commit. It needs no
// Docker, no browser and no hub. `npm test` is the whole.
import { existsSync, readdirSync } from 'node:fs';
import { lintChecks } from './lint-checks.mjs';
import { main, UserError } from './setup/log.mjs';
import { at, bin, cacheFile, root } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { sideBySide } from './setup/side-by-side.mjs';

/** Tests that start a whole backend, a process or a container, and others of many seconds. */
const SLOW = [
  'integration\\.test',
  'backend/test/(app|crash)/',
  'backend/src/engine/process',
  'backend/src/features/servers/engine-faults',
  'contracts/src/plain-text',
];

const tsc = (...args) => run(bin('tsc'), args, { cwd: root, what: 'TypeScript' });

const packages = () => readdirSync(at('packages')).map(name => `packages/${name}`);
const withConfig = (folders, config) => folders.filter(folder => existsSync(at(folder, config)));

/** As `npm run typecheck`, in one process after another, each with what it knew the last time. */
const checkTypes = async () => {
  const folders = ['backend', ...packages()];
  const built = withConfig(folders, 'tsconfig.lint.json');
  await tsc('-b', ...built);
  const alone = ['packages/hub-ui', 'ui-tests'].map(folder => `${folder}/tsconfig.json`);
  for (const project of [...built.map(folder => `${folder}/tsconfig.lint.json`), ...alone]) {
    const info = `${cacheFile('types')}-${project.replaceAll('/', '-')}.tsbuildinfo`;
    await tsc('-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', info);
  }
};

const testUnits = () =>
  run(
    bin('jest'),
    ['--ci', '--maxWorkers=1', '--testPathIgnorePatterns', '/node_modules/', ...SLOW],
    {
      cwd: root,
      what: 'Jest',
    },
  );

const tasks = () => [
  { name: 'unit tests', work: testUnits },
  { name: 'types', work: checkTypes },
  ...lintChecks({ remember: true }).map(({ name, command, args, cwd }) => ({
    name,
    work: () => run(command, args, { cwd, what: name }),
  })),
];

await main(async () => {
  if (!existsSync(at('.venv/bin/ruff')))
    throw new UserError("Python's checkers are missing: run `npm test -- --only lint` once.");
  // What others read as it was compiled.
  await tsc('-b', 'packages/contracts', 'backend');
  await sideBySide(tasks());
});
