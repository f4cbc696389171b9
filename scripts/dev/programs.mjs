// The programs of the dev mode, each in its own process group, so that they end in order.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../setup/root.mjs';
import { endProcess, processAlive } from '../setup/running.mjs';
import { dim, note } from '../setup/log.mjs';

const recordOf = data => join(data, 'run', 'dev-programs.json');

/** Ends the programs of a killed dev mode. */
export const endLeftPrograms = async data => {
  let pids;
  try {
    pids = JSON.parse(readFileSync(recordOf(data), 'utf8'));
  } catch {
    return; // There was none, or it ended in order.
  }
  for (const pid of pids) {
    if ((await processAlive(pid, 'n', data)) !== null) await endProcess(-pid, 10_000);
  }
  rmSync(recordOf(data), { force: true });
};

/** Starts programs and ends them all. */
export const createPrograms = (data, env) => {
  const running = new Map();
  let ending = false;

  const record = () => {
    mkdirSync(dirname(recordOf(data)), { recursive: true, mode: 0o700 });
    writeFileSync(recordOf(data), JSON.stringify([...running.values()].map(({ pid }) => pid)));
  };

  return {
    /**
     * Starts a program; `onLine` receives each line. Reports a program that exits by itself,
     * because nothing restarts it.
     */
    start: (name, command, args, { onLine, more = {}, cwd = root }) => {
      const child = spawn(command, args, {
        cwd,
        // The folder of data tells the programs of this dev mode from those of another.
        env: { ...env, PERIJOVE_DATA: data, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', onLine);
      }
      child.once('error', error => note(`${name} could not be run: ${error.message}`));
      child.once('exit', (code, signal) => {
        running.delete(name);
        if (ending) return;
        note(`${name} ended (${signal ?? `exit code ${code}`}). Start \`npm run dev\` again.`);
      });
      if (child.pid === undefined) return;
      running.set(name, { pid: child.pid });
      record();
    },
    endAll: async () => {
      ending = true;
      await Promise.all([...running.values()].map(({ pid }) => endProcess(-pid, 15_000)));
      rmSync(recordOf(data), { force: true });
    },
  };
};

/** Writes a line of a program to the terminal, with its name in front. */
export const tell = (name, text) => console.log(`${dim(`${name.padEnd(9)}│`)} ${text}`);
