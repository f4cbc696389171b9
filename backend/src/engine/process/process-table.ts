import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { parseStat, type ProcessIdentity } from './identity.js';

/** One line of the machine's process table. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  /** Its own time and that of children it has collected. */
  readonly cpuMicros: number;
  /** Since it was started. */
  readonly ageMs: number;
  /** It is in the foreground of a terminal. */
  readonly foreground: boolean;
}

/** Linux counts CPU time for user space in hundredths of a second, whatever the kernel's tick. */
const MICROS_PER_TICK = 10_000;

/** All processes of this machine. Synchronous: a few hundred reads take milliseconds. */
export const readProcessTable = (): readonly ProcessRow[] =>
  process.platform === 'linux' ? fromProc() : fromPs();

const fromProc = (): readonly ProcessRow[] => {
  const sinceBootMs = uptime() * 1000;
  return readdirSync('/proc').flatMap(entry => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const row = parseStat(readFileSync(`/proc/${entry}/stat`, 'utf8'));
      if (row === null) return [];
      const at = (number: number): number => Number(row.fields[number - 3] ?? 0);
      const ticks = at(14) + at(15) + at(16) + at(17);
      return [
        {
          pid: row.pid,
          parent: at(4),
          session: at(6),
          cpuMicros: ticks * MICROS_PER_TICK,
          ageMs: Math.max(0, sinceBootMs - (at(22) * MICROS_PER_TICK) / 1000),
          foreground: at(8) > 0 && at(8) === at(5),
        },
      ];
    } catch {
      return []; // It ended meanwhile.
    }
  });
};

const fromPs = (): readonly ProcessRow[] =>
  execFileSync('ps', ['-axo', 'pid=,ppid=,pgid=,tpgid=,etime=,time='], { encoding: 'utf8' })
    .split('\n')
    .flatMap(line => {
      const [pid, parent, group, foreground, age, time] = line.trim().split(/\s+/);
      if (pid === undefined || age === undefined || time === undefined) return [];
      // A detached lab leads its group as well as its session.
      return [
        {
          pid: Number(pid),
          parent: Number(parent),
          session: Number(group),
          cpuMicros: parseTime(time),
          ageMs: parseTime(age) / 1000,
          foreground: Number(foreground) > 0 && foreground === group,
        },
      ];
    });

/** `[[[days-]hours:]minutes:]seconds[.hundredths]` in microseconds. */
export const parseTime = (time: string): number => {
  const [rest = '', days = '0'] = time.split('-').reverse();
  const seconds = rest.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1e6);
};

/**
 * Every process of a lab: those of its session, and their descendants. Kernels and terminals
 * open sessions of their own, so the session alone would miss what matters most.
 */
export const membersOf = (
  leader: ProcessIdentity,
  table: readonly ProcessRow[],
): readonly ProcessRow[] => {
  const children = new Map<number, ProcessRow[]>();
  for (const row of table) children.set(row.parent, [...(children.get(row.parent) ?? []), row]);
  const found = new Map<number, ProcessRow>();
  const add = (row: ProcessRow): void => {
    if (found.has(row.pid)) return;
    found.set(row.pid, row);
    children.get(row.pid)?.forEach(add);
  };
  table.filter(row => row.session === leader.pid || row.pid === leader.pid).forEach(add);
  return [...found.values()];
};

/** Memory of a process that is its own, without files that the kernel could drop. */
export const memoryOf = (pid: number): number => {
  if (process.platform === 'linux') {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'latin1');
      return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
    } catch {
      return 0;
    }
  }
  try {
    return (
      Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024
    );
  } catch {
    return 0;
  }
};
