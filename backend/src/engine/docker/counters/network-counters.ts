import { existsSync } from 'node:fs';
import { kernelText } from './kernel-files.js';

/** Bytes that a container received and sent over its network since it started. */
export interface NetworkCounters {
  readonly received: number;
  readonly sent: number;
}

/** Where a container sees the processes of its host, if it was mounted there. */
const HOST_PROC = '/host/proc';

/** The folder that tells of the host's processes. */
export const hostProc = (): string => (existsSync(`${HOST_PROC}/stat`) ? HOST_PROC : '/proc');

/**
 * Reads the network counters of containers from `/proc/<pid>/net/dev` of one of their processes.
 * A number can pass to a stranger, and means another process in another namespace: it counts only
 * when the kernel says that this process belongs to the container.
 *
 * @param processOf - a process of the container, where the cgroup tells; null elsewhere
 */
export class NetworkReader {
  /** Null for a container none of whose processes can be seen. */
  private readonly pids = new Map<string, number | null>();

  constructor(
    private readonly proc: string,
    private readonly processOf: (id: string) => number | null,
  ) {}

  /** Null when no process of the container is known or can be seen from here. */
  read(id: string): NetworkCounters | null {
    const pid = this.pidOf(id);
    // Never held open: that would keep the network of a container that has ended alive.
    const table = pid === null ? null : kernelText(`${this.proc}/${pid}/net/dev`);
    if (table !== null) return parseNetDev(table);
    if (pid !== null) this.pids.delete(id);
    return null;
  }

  /** Containers whose process is to be asked for elsewhere, and told by `learn`. */
  unknown(ids: readonly string[]): readonly string[] {
    return ids.filter(id => !this.pids.has(id));
  }

  learn(id: string, pid: number | null): void {
    // Between two runs it has none; the next look will tell.
    if (pid === null || pid <= 0) return;
    this.pids.set(id, this.belongs(id, pid) ? pid : null);
  }

  /** Forgets containers that are not among these, and processes that ended. */
  keep(ids: readonly string[]): void {
    const running = new Set(ids);
    for (const [id, pid] of this.pids) {
      if (!running.has(id) || (pid !== null && !this.belongs(id, pid))) this.pids.delete(id);
    }
  }

  private belongs(id: string, pid: number): boolean {
    return kernelText(`${this.proc}/${pid}/cgroup`)?.includes(id) === true;
  }

  private pidOf(id: string): number | null {
    const known = this.pids.get(id);
    if (known !== undefined) return known;
    const pid = this.processOf(id);
    if (pid === null || !this.belongs(id, pid)) return null;
    this.pids.set(id, pid);
    return pid;
  }
}

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
