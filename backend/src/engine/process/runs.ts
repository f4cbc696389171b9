import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseIdentity, type ProcessIdentity } from './identity.js';

/**
 * One run of a lab. Its number is in the names of its files, so that two backends that
 * start the same lab at once reach for the same file and only one of them gets it.
 */
export interface Run {
  readonly number: number;
  readonly identity: ProcessIdentity;
  readonly port: number;
  readonly startedAtMs: number;
}

/** Made by the wrapper of the run: the port, then who it is. */
export const runFile = (directory: string, number: number): string =>
  join(directory, `run-${number}`);

/** Exit code; made by the wrapper when the lab ended by itself. */
export const exitFile = (directory: string, number: number): string =>
  join(directory, `run-${number}.exit`);

/** What the lab printed during the run. */
export const logFile = (directory: string, number: number): string =>
  join(directory, `run-${number}.log`);

/** The latest run of the lab; null when it never ran. */
export const latestRun = (directory: string): Run | null => {
  const number = Math.max(0, ...runNumbers(directory));
  if (number === 0) return null;
  try {
    const file = runFile(directory, number);
    const [, port = '', self = ''] = /^(\d+) (.*)/s.exec(readFileSync(file, 'utf8')) ?? [];
    const identity = parseIdentity(self);
    if (identity === null) return null;
    return {
      number,
      identity,
      port: Number(port),
      startedAtMs: Math.round(statSync(file).mtimeMs),
    };
  } catch {
    return null; // It was removed this very moment.
  }
};

/** Removes the files of runs before this one. */
export const forgetEarlierRuns = (directory: string, number: number): void => {
  for (const earlier of runNumbers(directory)) {
    if (earlier >= number) continue;
    rmSync(runFile(directory, earlier), { force: true });
    rmSync(exitFile(directory, earlier), { force: true });
    rmSync(logFile(directory, earlier), { force: true });
  }
};

const runNumbers = (directory: string): number[] => {
  try {
    return readdirSync(directory).flatMap(name => {
      const match = /^run-(\d+)$/.exec(name);
      return match === null ? [] : [Number(match[1])];
    });
  } catch {
    return [];
  }
};
