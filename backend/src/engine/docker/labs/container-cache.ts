import type { Clock } from '../../../lib/clock.js';
import type { LabState } from '../../port.js';
import { statusFrom, type ListedContainer } from './state.js';

/** What was read of a container counts this long, should every hint of a change be lost. */
const TRUST_MS = 5 * 60_000;

/**
 * Remembers inspected labs, so that a list of hundreds costs one call. A lab is read again
 * when the list shows another state or address, when a hint names it, or after some minutes.
 */
export class ContainerCache {
  private readonly known = new Map<string, { print: string; readAtMs: number; lab: LabState }>();

  constructor(
    private readonly clock: Clock,
    private readonly networkName: string,
  ) {}

  recall(listed: ListedContainer): LabState | null {
    const entry = this.known.get(listed.Id);
    if (entry === undefined || entry.print !== this.fingerprint(listed)) return null;
    return this.clock.monotonicMs() - entry.readAtMs < TRUST_MS ? entry.lab : null;
  }

  learn(lab: LabState): void {
    const address = lab.url === null ? null : new URL(lab.url).hostname;
    const code = lab.exit === null ? null : String(lab.exit.code);
    const entry = {
      print: print(lab.status, address, code),
      readAtMs: this.clock.monotonicMs(),
      lab,
    };
    this.known.set(lab.id, entry);
  }

  forget(name: string | null): void {
    if (name === null) this.known.clear();
    for (const [id, entry] of this.known) if (entry.lab.name === name) this.known.delete(id);
  }

  /** Drops all labs but these. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.known.keys()) if (!ids.has(id)) this.known.delete(id);
  }

  /** Everything of a list's line that changes when the lab does; "Up 3 minutes" always changes. */
  private fingerprint(listed: ListedContainer): string {
    const status = statusFrom(listed.State);
    const address = listed.NetworkSettings?.Networks?.[this.networkName]?.IPAddress;
    const code = /\((\d+)\)/.exec(listed.Status ?? '')?.[1];
    return print(status, status === 'running' ? address : null, status === 'exited' ? code : null);
  }
}

const print = (
  status: LabState['status'],
  address: string | null | undefined,
  exitCode: string | null | undefined,
): string => [status, address ?? '', exitCode ?? ''].join('|');
