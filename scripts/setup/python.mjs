// A Python environment with JupyterHub and JupyterLab in the repository.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { at, root, cacheFile } from './root.mjs';
import { ask, run } from './run.mjs';
import { step, UserError } from './log.mjs';
import { hashOf, runOnce } from './build-cache.mjs';

const ours = at('.venv');
/** The environment of the tests with the previous JupyterHub. */
export const formerVenv = join(ours, 'former-jupyterhub');
/** The environment to use; tests choose another one. */
export const venv = process.env.PERIJOVE_TEST_VENV ?? ours;
export const pythonOf = folder => join(folder, 'bin', 'python');
export const python = pythonOf(venv);
const FLOOR = [3, 10];

const candidates = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

const findPython = async () => {
  for (const name of candidates) {
    const version = await ask(name, ['-c', 'import sys; print(*sys.version_info[:2])']);
    const [major, minor] = (version ?? '').split(' ').map(Number);
    if (major === FLOOR[0] && minor >= FLOOR[1]) return name;
  }
  throw new UserError(
    `Perijove needs Python ${FLOOR.join('.')} or newer, and found none.\n` +
      'Install Python 3 (on Debian and Ubuntu: apt install python3 python3-venv), then run the command again.',
  );
};

/** `uv` creates environments in seconds; it is installed from PyPI into the environment. */
const makeVenv = async folder => {
  if (existsSync(pythonOf(folder))) return;
  const name = await findPython();
  await run(name, ['-m', 'venv', folder], { what: 'python -m venv' }).catch(() => {
    throw new UserError(
      'Python cannot make a virtual environment here.\n' +
        'On Debian and Ubuntu: apt install python3-venv, then run the command again.',
    );
  });
};

/**
 * Creates or updates the environment; `test` adds the test tools.
 * hub/requirements.txt has the versions; `former` selects the other environment, where
 * hub/former-jupyterhub.txt overrides them.
 */
export const installPython = async ({ test = false, former = false } = {}) => {
  const folder = former ? formerVenv : venv;
  const python = pythonOf(folder);
  const pins = at('hub', 'requirements.txt');
  const others = former ? [at('hub', 'former-jupyterhub.txt')] : [];
  const hash = hashOf([at('hub', 'pyproject.toml'), pins, ...others]);
  const stamp = `${cacheFile('python')}${test ? '-test' : ''}${former ? '-former' : ''}`;
  await runOnce(stamp, existsSync(python) ? hash : `${hash}-missing`, async () => {
    step(
      former
        ? 'Making another Python environment, with the JupyterHub before ours'
        : 'Making the Python environment with JupyterHub and JupyterLab',
    );
    await makeVenv(folder);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'uv'], {
      what: 'pip',
    });
    const hub = `${at('hub')}${test ? '[test]' : ''}`;
    const instead = others.flatMap(file => ['--override', file]);
    const wanted = ['--python', python, '-r', pins, ...instead, '-e', hub];
    await run(python, ['-m', 'uv', 'pip', 'install', ...wanted], {
      cwd: root,
      what: 'uv pip install',
    });
  });
};
