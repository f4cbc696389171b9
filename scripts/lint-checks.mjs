// All static checks: `npm run lint` runs them without caches,
// `npm run check` with the caches of the tools.
import { at, bin, cacheFile, root } from './setup/root.mjs';

const script = (name, path, ...args) => ({
  name,
  command: process.execPath,
  args: [at(path), ...args],
});
const python = (name, program, ...args) => ({
  name,
  command: at('.venv/bin', program),
  args,
  cwd: at('hub'),
});

/**
 * @param remember - use the caches of the tools. ESLint's type rules depend on other files than
 *   the one they check, so a run without cache (`npm run lint`, CI) is authoritative.
 */
export const lintChecks = ({ remember = false } = {}) => {
  const cache = (...args) => (remember ? args : []);
  const byContent = name =>
    cache('--cache', '--cache-strategy', 'content', '--cache-location', cacheFile(name));
  return [
    {
      name: 'ESLint',
      command: bin('eslint'),
      args: ['.', '--max-warnings', '0', ...byContent('eslint')],
    },
    {
      name: 'Prettier',
      command: bin('prettier'),
      args: ['--check', '--log-level', 'warn', '.', ...byContent('prettier')],
    },
    {
      name: 'stylelint',
      command: bin('stylelint'),
      args: [
        'packages/*/{src,style}/**/*.css',
        'hub-templates/static/*.css',
        '--allow-empty-input',
        ...byContent('stylelint'),
      ],
    },
    {
      name: 'Dependency direction',
      command: bin('depcruise'),
      args: [
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'err',
        'backend/src',
        'packages',
      ],
    },
    script('OpenAPI', 'packages/contracts/scripts/write-openapi.mjs', '--check'),
    script('Lockfile', 'scripts/lockfile.mjs', '--check'),
    script('Settings page', 'scripts/docs/settings.mjs', '--check'),
    script('Catalogs', 'scripts/locales.mjs'),
    script('Texts of the lab', 'packages/lab-hub/scripts/translations.mjs', '--check'),
    script('Links', 'scripts/docs/links.mjs'),
    script('Leaks', 'scripts/setup/check-leaks.mjs'),
    script('Retired words', 'scripts/words/check.mjs'),
    python('ruff', 'ruff', 'check', '.'),
    python('ruff format', 'ruff', 'format', '--check', '.'),
    python('mypy', 'mypy'),
    python('Import direction of Python', 'lint-imports'),
  ].map(check => ({ cwd: root, ...check }));
};
