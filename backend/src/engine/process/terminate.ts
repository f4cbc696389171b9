import { sleep, type Clock } from '../../lib/clock.js';
import { isAlive, type ProcessIdentity } from './identity.js';
import { membersOf, readProcessTable, type ProcessRow } from './process-table.js';

const LOOK_MS = 50;

/** How long the kernel may take to clear away what was killed. */
const BURIAL_MS = 5_000;

/**
 * Ends a lab: politely, then within the grace time by force, and with it every process that
 * it began. Answers whether force was needed.
 */
export const terminate = async (
  leader: ProcessIdentity,
  graceMs: number,
  clock: Clock,
): Promise<boolean> => {
  // Kernels have sessions of their own: who they are shows only while the lab still lives.
  let members = survivorsOf(leader);
  if (graceMs > 0 && isAlive(leader)) {
    signalGroup(leader.pid, 'SIGTERM');
    const dueMs = clock.monotonicMs() + graceMs;
    while (isAlive(leader) && clock.monotonicMs() < dueMs) await sleep(clock, LOOK_MS);
  }
  const forced = isAlive(leader);
  if (forced) {
    members = survivorsOf(leader);
    signalGroup(leader.pid, 'SIGKILL');
  }
  killLeft(members, leader);
  const dueMs = clock.monotonicMs() + BURIAL_MS;
  while (isAlive(leader) && clock.monotonicMs() < dueMs) await sleep(clock, 10);
  return forced;
};

/** The lab's processes. Once its number has passed to a stranger, none can be told for sure. */
const survivorsOf = (leader: ProcessIdentity): readonly ProcessRow[] => {
  const table = readProcessTable();
  const stranger = !isAlive(leader) && table.some(row => row.pid === leader.pid);
  return stranger ? [] : membersOf(leader, table);
};

/** Kills those that outlived the lab, unless their number has passed to another process. */
const killLeft = (members: readonly ProcessRow[], leader: ProcessIdentity): void => {
  if (members.length === 0) return;
  const now = new Map(readProcessTable().map(row => [row.pid, row]));
  for (const member of members) {
    const left = now.get(member.pid);
    if (left === undefined || left.session !== member.session || left.pid === leader.pid) continue;
    signal(member.pid, 'SIGKILL');
  }
};

const signalGroup = (pid: number, name: NodeJS.Signals): void => signal(-pid, name);

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
};
