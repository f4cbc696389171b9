// A Python environment with JupyterHub and JupyterLab beside the sources.
import { existsSync } from 'node:fs';
import { at, root, stampOf } from './root.mjs';
import { ask, run } from './run.mjs';
import { step, Stop } from './say.mjs';
import { hashOf, onceFor } from './stamp.mjs';

export const venv = at('.venv');
export const python = at('.venv', 'bin', 'python');
const FLOOR = [3, 10];

const candidates = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

const findPython = async () => {
  for (const name of candidates) {
    const version = await ask(name, ['-c', 'import sys; print(*sys.version_info[:2])']);
    const [major, minor] = (version ?? '').split(' ').map(Number);
    if (major === FLOOR[0] && minor >= FLOOR[1]) return name;
  }
  throw new Stop(
    `Perijove needs Python ${FLOOR.join('.')} or newer, and found none.\n` +
      'Install Python 3 (on Debian and Ubuntu: apt install python3 python3-venv), then run the command again.',
  );
};

/** `uv` makes environments in seconds; it comes from PyPI into the environment itself. */
const makeVenv = async () => {
  if (existsSync(python)) return;
  const name = await findPython();
  await run(name, ['-m', 'venv', venv], { what: 'python -m venv' }).catch(() => {
    throw new Stop(
      'Python cannot make a virtual environment here.\n' +
        'On Debian and Ubuntu: apt install python3-venv, then run the command again.',
    );
  });
};

/**
 * Makes or updates the environment; `test` adds the tools of the tests.
 * The versions stand in hub/requirements.txt.
 */
export const installPython = async ({ test = false } = {}) => {
  const pins = at('hub', 'requirements.txt');
  const hash = hashOf([at('hub', 'pyproject.toml'), pins]);
  const stamp = `${stampOf('python')}${test ? '-test' : ''}`;
  await onceFor(stamp, existsSync(python) ? hash : `${hash}-missing`, async () => {
    step('Making the Python environment with JupyterHub and JupyterLab');
    await makeVenv();
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'uv'], {
      what: 'pip',
    });
    const hub = `${at('hub')}${test ? '[test]' : ''}`;
    await run(python, ['-m', 'uv', 'pip', 'install', '--python', python, '-r', pins, '-e', hub], {
      cwd: root,
      what: 'uv pip install',
    });
  });
};
