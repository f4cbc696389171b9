import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Path of a program on PATH (and in /usr/sbin, where Debian keeps dockerd and debootstrap),
 * or undefined.
 */
export function which(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders
    .filter(Boolean)
    .map(folder => join(folder, program))
    .find(path => existsSync(path));
}

/** Why packages cannot be installed here, or undefined when they can. */
export function whyNoApt({ mayInstall }) {
  if (!mayInstall) return 'installing packages was not allowed';
  if (process.platform !== 'linux' || !which('apt-get')) return 'this is not Debian or Ubuntu';
  if (process.getuid?.() !== 0) return 'installing packages needs root';
  return undefined;
}

/**
 * Installs Debian packages. The package lists are fetched only when the first attempt fails:
 * on most machines they are already there.
 *
 * @returns {Promise<string | undefined>} why it failed, or undefined
 */
export async function aptInstall(packages, { log }) {
  const install = () => aptGet(['install', '-y', '--no-install-recommends', ...packages]);
  log(`Installing ${packages.join(' ')} from Debian packages.`);
  if ((await install()).code === 0) return undefined;
  await aptGet(['update', '-q']);
  const second = await install();
  return second.code === 0 ? undefined : `apt-get could not install it: ${lastLine(second.output)}`;
}

/** Whether apt knows a package of that name; package names differ between Debian releases. */
export async function aptKnows(name) {
  return (await run('apt-cache', ['show', '--quiet=0', name])).code === 0;
}

/** The last line that says something; programs put the reason there. */
export function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}

function aptGet(args) {
  return run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    ...process.env,
    DEBIAN_FRONTEND: 'noninteractive',
  });
}

/** Runs a program to its end and keeps what it wrote. A missing program is code 127. */
export function run(program, args, env = process.env) {
  return new Promise(resolve => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', error => resolve({ code: 127, output: error.message }));
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}
