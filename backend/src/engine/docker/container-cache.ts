import type { Clock } from '../../lib/clock.js';
import type { LabState } from '../port.js';
import { statusFrom, type ListedContainer } from './state.js';

/** What was read of a container counts this long, should every hint of a change be lost. */
const TRUST_MS = 5 * 60_000;

/**
 * Remembers inspected labs, so that a list of hundreds costs one call. A lab is read anew
 * when the list shows another state or address, when a hint names it, or after some minutes.
 */
export interface Roster {
  recall(listed: ListedContainer): LabState | null;
  learn(lab: LabState): void;
  forget(name: string | null): void;
  /** Drops all labs but these. */
  keepOnly(ids: ReadonlySet<string>): void;
}

export const createRoster = (clock: Clock, networkName: string): Roster => {
  const known = new Map<string, { print: string; readAtMs: number; lab: LabState }>();
  /** Everything of a list's line that changes when the lab does; "Up 3 minutes" always changes. */
  const fingerprint = (listed: ListedContainer): string => {
    const status = statusFrom(listed.State);
    const address = listed.NetworkSettings?.Networks?.[networkName]?.IPAddress;
    const code = /\((\d+)\)/.exec(listed.Status ?? '')?.[1];
    return print(status, status === 'running' ? address : null, status === 'exited' ? code : null);
  };

  return {
    recall: listed => {
      const entry = known.get(listed.Id);
      if (entry === undefined || entry.print !== fingerprint(listed)) return null;
      return clock.monotonicMs() - entry.readAtMs < TRUST_MS ? entry.lab : null;
    },
    learn: lab => {
      const address = lab.url === null ? null : new URL(lab.url).hostname;
      const code = lab.exit === null ? null : String(lab.exit.code);
      const entry = { print: print(lab.status, address, code), readAtMs: clock.monotonicMs(), lab };
      known.set(lab.id, entry);
    },
    forget: name => {
      if (name === null) known.clear();
      for (const [id, entry] of known) if (entry.lab.name === name) known.delete(id);
    },
    keepOnly: ids => {
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
    },
  };
};

const print = (
  status: LabState['status'],
  address: string | null | undefined,
  exitCode: string | null | undefined,
): string => [status, address ?? '', exitCode ?? ''].join('|');
