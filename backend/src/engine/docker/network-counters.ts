import { existsSync } from 'node:fs';
import { kernelText } from './kernel-files.js';

/** Bytes that a container received and sent over its network since it started. */
export interface NetworkCounters {
  readonly received: number;
  readonly sent: number;
}

/**
 * Reads the network counters of containers from `/proc/<pid>/net/dev` of one of their processes.
 * A number can pass to a stranger, and means somebody else in another namespace: it counts only
 * when the kernel says that this process belongs to the container.
 */
export interface NetworkReader {
  /** Null when no process of the container is known or can be seen from here. */
  read(id: string): NetworkCounters | null;
  /** Containers whose process is to be asked for elsewhere, and told by `learn`. */
  unknown(ids: readonly string[]): readonly string[];
  learn(id: string, pid: number | null): void;
  /** Forgets containers that are not among these, and processes that ended. */
  keep(ids: readonly string[]): void;
}

/** Where a container sees the processes of its host, if it was mounted there. */
const HOST_PROC = '/host/proc';

/** The folder that tells of the host's processes. */
export const hostProc = (): string => (existsSync(`${HOST_PROC}/stat`) ? HOST_PROC : '/proc');

/**
 * @param processOf - a process of the container, where the cgroup tells; null elsewhere
 */
export const createNetworkReader = (
  proc: string,
  processOf: (id: string) => number | null,
): NetworkReader => {
  /** Null for a container none of whose processes can be seen. */
  const pids = new Map<string, number | null>();

  const belongs = (id: string, pid: number): boolean =>
    kernelText(`${proc}/${pid}/cgroup`)?.includes(id) === true;

  const pidOf = (id: string): number | null => {
    const known = pids.get(id);
    if (known !== undefined) return known;
    const pid = processOf(id);
    if (pid === null || !belongs(id, pid)) return null;
    pids.set(id, pid);
    return pid;
  };

  return {
    read: id => {
      const pid = pidOf(id);
      // Never held open: that would keep the network of a container that has ended alive.
      const table = pid === null ? null : kernelText(`${proc}/${pid}/net/dev`);
      if (table !== null) return parseNetDev(table);
      if (pid !== null) pids.delete(id);
      return null;
    },
    unknown: ids => ids.filter(id => !pids.has(id)),
    learn: (id, pid) => {
      // Between two runs it has none; the next look will tell.
      if (pid === null || pid <= 0) return;
      pids.set(id, belongs(id, pid) ? pid : null);
    },
    keep: ids => {
      const running = new Set(ids);
      for (const [id, pid] of pids) {
        if (!running.has(id) || (pid !== null && !belongs(id, pid))) pids.delete(id);
      }
    },
  };
};

/** Columns of the bytes received and sent behind an interface's name. */
const RECEIVED = 0;
const SENT = 8;
const SPACE = 32;
const ZERO = 48;

/** Two lines of headings, then `eth0: received … sent …`; the loopback leaves no container. */
export const parseNetDev = (table: string): NetworkCounters => {
  let received = 0;
  let sent = 0;
  for (let colon = table.indexOf(':'); colon >= 0; colon = table.indexOf(':', colon + 1)) {
    const loopback = table.startsWith('lo', colon - 2) && !isName(table.charCodeAt(colon - 3));
    if (loopback) continue;
    let at = colon + 1;
    for (let column = RECEIVED; column <= SENT; column += 1) {
      while (table.charCodeAt(at) === SPACE) at += 1;
      let value = 0;
      for (let code = table.charCodeAt(at); code >= ZERO && code < ZERO + 10;) {
        value = value * 10 + code - ZERO;
        at += 1;
        code = table.charCodeAt(at);
      }
      if (column === RECEIVED) received += value;
      else if (column === SENT) sent += value;
    }
  }
  return { received, sent };
};

/** Whether a character belongs to the name of an interface; NaN before the first one does not. */
const isName = (code: number): boolean => code > SPACE;
