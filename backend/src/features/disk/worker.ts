import type { FullDisk } from '@perijove/contracts';
import { statfsSync, statSync } from 'node:fs';
import { Loop } from '../../lib/loop.js';
import type { Deps } from '../deps.js';

const INTERVAL_MS = 5_000;

/** With less than this free, and less than two percent, a disk counts as full. */
const LEAST_BYTES = 100 * 1024 * 1024;
const LEAST_PART = 0.02;

/** What a disk is needed for, and a folder on it. */
export interface Place {
  readonly of: FullDisk['of'];
  readonly folder: string;
}

/** A disk as it is now; `device` tells whether two folders are on the same. */
export interface DiskReading {
  readonly device: number;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Null where there is no such folder here, or it is not ours to look at. */
export const readDisk = (folder: string): DiskReading | null => {
  try {
    const { bsize, blocks, bavail } = statfsSync(folder);
    const { dev: device } = statSync(folder);
    return { device, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
};

/** A disk, and whether it counts as full. */
export type Disk = FullDisk & { readonly full: boolean };

/** The disks of these places, each once. Pure but for `read`. */
export const disksOf = (
  places: readonly Place[],
  read: (folder: string) => DiskReading | null,
): readonly Disk[] => {
  const seen = new Set<number>();
  return places.flatMap(({ of, folder }) => {
    const disk = read(folder);
    if (disk === null || seen.has(disk.device)) return [];
    seen.add(disk.device);
    const { freeBytes, totalBytes } = disk;
    const full = freeBytes < Math.min(LEAST_BYTES, totalBytes * LEAST_PART);
    return [{ of, freeBytes, totalBytes, full }];
  });
};

/** Those that are full. */
export const fullDisks = (
  places: readonly Place[],
  read: (folder: string) => DiskReading | null,
): readonly FullDisk[] =>
  disksOf(places, read).flatMap(({ full, ...disk }) => (full ? [disk] : []));

/** Notices a disk that is full, and one that is not any more. */
export class DiskWorker {
  private readonly read = this.deps.read ?? readDisk;
  private last: readonly FullDisk[] = [];
  private readonly loop = new Loop({
    ...this.deps,
    name: 'disk worker',
    intervalMs: INTERVAL_MS,
    pass: () => this.pass(),
  });

  constructor(
    private readonly deps: Deps<'clock' | 'log' | 'bus'> & {
      readonly places: readonly Place[];
      readonly read?: (folder: string) => DiskReading | null;
      /** Takes room for what still has to be written on a full disk, while there is some. */
      readonly keepReserve: () => void;
    },
  ) {}

  /** Which are full now. */
  current(): readonly FullDisk[] {
    return this.last;
  }

  /** All that can be looked at, as they are now. */
  all(): readonly Disk[] {
    return disksOf(this.deps.places, this.read);
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private pass(): void {
    const now = fullDisks(this.deps.places, this.read);
    const changed = now.map(({ of }) => of).join() !== this.last.map(({ of }) => of).join();
    this.last = now;
    if (!now.some(({ of }) => of === 'data')) this.deps.keepReserve();
    if (!changed) return;
    if (now.length > 0) this.deps.log.error({ disks: now }, 'a disk is full');
    else this.deps.log.info('there is room on the disk again');
    this.deps.bus.emit('disks.changed', { fullDisks: now });
  }
}
