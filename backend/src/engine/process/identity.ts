import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of its operating system. */
  readonly startedAt: string;
}

/**
 * Reads a line of /proc/PID/stat, or the like made from `ps`: number, name in brackets, state
 * and so on. Field 22 of the former is the start time in ticks since boot.
 * See proc(5).
 */
export const parseStat = (line: string): { fields: readonly string[]; pid: number } | null => {
  // The name may itself hold brackets and blanks: only the last bracket ends it.
  const open = line.indexOf('(');
  const close = line.lastIndexOf(')');
  const pid = Number.parseInt(line.slice(0, open), 10);
  if (open < 0 || close < open || !Number.isSafeInteger(pid)) return null;
  // fields[0] is the state, number 3 of the manual.
  return {
    pid,
    fields: line
      .slice(close + 1)
      .trim()
      .split(/\s+/),
  };
};

/** Number 22 of the manual, counted from the state. */
const START_TIME = 19;

/** Identity from what the wrapper wrote of itself. */
export const parseIdentity = (text: string): ProcessIdentity | null => {
  const psLine = /^(\d+) ps (.+)$/.exec(text.trim());
  if (psLine !== null) return { pid: Number(psLine[1]), startedAt: (psLine[2] ?? '').trim() };
  const stat = parseStat(text);
  const startedAt = stat?.fields[START_TIME];
  return stat === null || startedAt === undefined ? null : { pid: stat.pid, startedAt };
};

/** Whether this very process lives. One that has ended but was not yet collected does not. */
export const isAlive = (identity: ProcessIdentity): boolean => {
  if (process.platform === 'linux') {
    try {
      const stat = parseStat(readFileSync(`/proc/${identity.pid}/stat`, 'utf8'));
      return (
        stat?.fields[START_TIME] === identity.startedAt &&
        !['Z', 'X'].includes(stat.fields[0] ?? 'Z')
      );
    } catch {
      return false;
    }
  }
  try {
    const answer = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(identity.pid)], {
      encoding: 'utf8',
    }).trim();
    const [state = 'Z', ...started] = answer.split(/\s+/);
    return !state.startsWith('Z') && started.join(' ') === identity.startedAt.replace(/\s+/g, ' ');
  } catch {
    return false;
  }
};
