// Child processes: quiet when they succeed, whole output when they fail.
import { spawn } from 'node:child_process';
import { UserError } from './log.mjs';

/** Runs a command; with `show` its output goes to the terminal, otherwise it is kept for a failure. */
export const run = (command, args, { cwd, env, show = false, what = command } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    const chunks = [];
    child.stdout?.on('data', chunk => chunks.push(chunk));
    child.stderr?.on('data', chunk => chunks.push(chunk));
    child.on('error', error => reject(new UserError(`${what} could not be run: ${error.message}`)));
    child.on('close', (code, signal) => {
      const output = Buffer.concat(chunks).toString();
      if (code === 0) resolve(output);
      else
        reject(
          new UserError(
            `${what} failed (${signal ?? `exit code ${code}`}).\n${output.slice(-6000)}`,
          ),
        );
    });
  });

/** Runs a command for its standard output; null when it cannot be run or fails. */
export const ask = (command, args, env = process.env) =>
  new Promise(resolve => {
    const child = spawn(command, args, {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.on('error', () => resolve(null));
    child.on('close', code => resolve(code === 0 ? output.trim() : null));
  });
