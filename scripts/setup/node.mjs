// Node dependencies and the build of all packages.
import { existsSync } from 'node:fs';
import { at, bin, root, cacheFile } from './root.mjs';
import { run } from './run.mjs';
import { note, step, UserError } from './log.mjs';
import { hashOf, runOnce } from './build-cache.mjs';

const FLOOR = [20, 19];

export const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < FLOOR[0] || (major === FLOOR[0] && minor < FLOOR[1])) {
    throw new UserError(
      `Perijove needs Node ${FLOOR.join('.')} or newer; this is ${process.versions.node}.\n` +
        'Install a current Node, then run the command again.',
    );
  }
};

/** Installs the packages of package-lock.json. */
export const installNode = () =>
  runOnce(cacheFile('npm'), hashOf([at('package-lock.json')]), async () => {
    step('Installing the Node packages (a few minutes the first time)');
    const fresh = !existsSync(at('node_modules', '.package-lock.json'));
    await run('npm', [fresh ? 'ci' : 'install', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
      what: 'npm',
    });
  });

const sources = [
  'package-lock.json',
  'tsconfig.base.json',
  'packages',
  'backend',
  'hub-templates',
  'scripts/setup/collect-labextensions.mjs',
];

/** Whether every package was built at some time. */
export const isBuilt = () =>
  ['backend/lib/main.js', 'packages/hub-ui/dist/index.html', 'backend/lib/share'].every(path =>
    existsSync(at(path)),
  );

/** Builds every package whose sources changed. */
export const build = async () => {
  const stamp = cacheFile('build');
  const hash = `${hashOf(sources.map(path => at(path)))}${isBuilt() ? '' : '-incomplete'}`;
  await runOnce(stamp, hash, async () => {
    step('Building the backend, the pages and the lab extensions');
    await run(bin('lerna'), ['run', 'build', '--concurrency', '2'], {
      cwd: root,
      what: 'The build',
    });
    await run(process.execPath, [at('scripts', 'setup', 'collect-labextensions.mjs')], {
      cwd: root,
    });
  });
  note('Built.');
};
