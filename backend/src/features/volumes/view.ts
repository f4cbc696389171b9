import type { VolumeView } from '@perijove/contracts';
import { text, type Unrendered } from '../../lib/text.js';
import { iso, isoOrNull } from '../../lib/clock.js';
import { SHARED, type VolumeDefinition } from './definitions/volume.js';
import type { VolumeRow } from './repo.js';

/** What holds for every volume alike. */
export type VolumeRules = Pick<VolumeView, 'retentionDays' | 'warnBytes'>;

/** One logical volume for the wire: its definition, its current and its earlier generations. */
export const toVolumeView = (
  definition: VolumeDefinition,
  rows: readonly VolumeRow[],
  nowMs: number,
  rules: VolumeRules,
): Unrendered<VolumeView> => {
  const current = rows.find(row => row.state === 'current') ?? null;
  return {
    name: definition.name,
    description: definition.description,
    mount: current?.mount ?? definition.mount,
    generation: current?.generation ?? 1,
    sizeBytes: current?.sizeBytes ?? null,
    measuredAt: isoOrNull(current?.measuredAtMs ?? null),
    resettable: definition.resettable,
    ...rules,
    recoverable: rows
      .filter(row => isRecoverable(row, nowMs))
      .sort((a, b) => b.generation - a.generation)
      .map(row => ({
        generation: row.generation,
        retiredAt: iso(row.retiredAtMs ?? row.createdAtMs),
        expiresAt: iso(row.expiresAtMs ?? nowMs),
        sizeBytes: row.sizeBytes,
      })),
  };
};

/** The shared volume. */
export const toSharedVolumeView = (
  row: VolumeRow | null,
  rules: VolumeRules,
): Unrendered<VolumeView> => ({
  name: SHARED.name,
  description: text('volumes.about.shared'),
  mount: SHARED.mount,
  generation: 1,
  sizeBytes: row?.sizeBytes ?? null,
  measuredAt: isoOrNull(row?.measuredAtMs ?? null),
  resettable: false,
  ...rules,
  // Users cannot delete the files of others.
  warnBytes: null,
  recoverable: [],
});

/** Whether an earlier content is still there for a user to bring back. */
export const isKept = (row: VolumeRow, nowMs: number): boolean =>
  row.state === 'retired' && (row.expiresAtMs ?? 0) > nowMs;

/** Whether its owner can: what a deleted account left is not theirs, whatever their name. */
export const isRecoverable = (row: VolumeRow, nowMs: number): boolean =>
  row.inTrash === 0 && isKept(row, nowMs);
