import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Files that determine the installed npm packages and their compilation. */
const WORKSPACES = [
  '.dockerignore',
  'package.json',
  'package-lock.json',
  '.npmrc',
  'lerna.json',
  'tsconfig.base.json',
];

/**
 * Every image that can be built.
 *
 * - `inputs` decide whether there is something to build; `context` is what the builder sees.
 * - `bases` names the stand-in of each base image where no registry can be reached
 *   (see images/local-base), by build argument.
 * - `args` are build arguments.
 * - `localFile` is another recipe for that case: the public one stands on an image that
 *   cannot be made from Debian packages.
 */
export const IMAGES = {
  tiny: {
    name: 'perijove/tiny',
    context: 'images/tiny',
    file: 'Dockerfile',
    inputs: ['images/tiny'],
    bases: { BASE_IMAGE: 'python' },
  },
  lab: {
    name: 'perijove/lab',
    context: 'images/lab',
    file: 'Dockerfile',
    localFile: 'Dockerfile.debian',
    inputs: ['images/lab'],
    bases: { BASE_IMAGE: 'python' },
  },
  'lab-4.2': {
    name: 'perijove/lab-4.2',
    context: 'images/lab',
    file: 'Dockerfile.debian',
    inputs: ['images/lab'],
    bases: { BASE_IMAGE: 'python' },
    args: { JUPYTERLAB_VERSION: '4.2.*' },
  },
  hub: {
    name: 'perijove/hub',
    context: '.',
    file: 'images/hub/Dockerfile',
    inputs: ['images/hub', 'hub', 'hub-templates', '.dockerignore'],
    bases: { BASE_IMAGE: 'python', NODE_IMAGE: 'node' },
  },
  backend: {
    name: 'perijove/backend',
    context: '.',
    file: 'images/backend/Dockerfile',
    inputs: [
      'images/backend',
      'hub-templates',
      'packages',
      'backend',
      'scripts/setup',
      ...WORKSPACES,
    ],
    bases: { BASE_IMAGE: 'node' },
  },
};
