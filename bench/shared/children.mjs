import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** Starts a program in its own process group, its output in a file; it ends with the benchmark. */
export const startChild = ({ command, args, env, cwd, logFile, cleanup }) => {
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  child.once('error', error => log.write(`${error.message}\n`));
  cleanup.add(() => endChild(child));
  return child;
};

/** Terminates the program and its children, and kills them after 15 s. */
export const endChild = async child => {
  if (child.exitCode !== null || child.signalCode !== null) return signalGroup(child.pid);
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => signalGroup(child.pid), 15_000);
  await ended;
  clearTimeout(late);
  signalGroup(child.pid);
};

const signalGroup = pid => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has gone already.
  }
};
