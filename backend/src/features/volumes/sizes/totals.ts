import type { VolumeTotalsRow } from '../repo.js';

/** Totals of the volumes of one user. */
export interface VolumeTotal {
  /** Volumes in use, measured or not. */
  readonly volumes: number;
  /** Of those in use that were measured; null when none was. */
  readonly bytes: number | null;
  /** The oldest of the measurements that went into the sum. */
  readonly measuredAtMs: number | null;
  /** Names of volumes that reached the size from which users are warned. */
  readonly large: readonly string[];
  /** Earlier contents that their owner can still bring back. */
  readonly earlier: number;
}

type Growing = { -readonly [K in keyof VolumeTotal]: VolumeTotal[K] } & { large: string[] };

/** Totals per user. Pure. `limitOf` is the size to warn of; null is none. */
export const totalsOf = (
  rows: Iterable<VolumeTotalsRow>,
  limitOf: (volume: string) => number | null,
): ReadonlyMap<string, VolumeTotal> => {
  const users = new Map<string, Growing>();
  for (const { user, name, state, inTrash, sizeBytes, measuredAtMs } of rows) {
    if (inTrash === 1 || state === 'purging') continue;
    const total = users.get(user) ?? {
      volumes: 0,
      bytes: null,
      measuredAtMs: null,
      large: [],
      earlier: 0,
    };
    users.set(user, total);
    if (state === 'retired') {
      total.earlier += 1;
      continue;
    }
    total.volumes += 1;
    if (sizeBytes === null || measuredAtMs === null) continue;
    total.bytes = (total.bytes ?? 0) + sizeBytes;
    total.measuredAtMs = Math.min(total.measuredAtMs ?? Infinity, measuredAtMs);
    const limit = limitOf(name);
    if (limit !== null && sizeBytes >= limit) total.large.push(name);
  }
  return users;
};
