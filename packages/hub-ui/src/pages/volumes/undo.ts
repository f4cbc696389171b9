import type { GenerationView, VolumeView } from '@perijove/contracts';

const DAY_MS = 86_400_000;

/** The contents that undoing the latest reset brings back; null when nothing can be. */
export const undoTarget = (volume: VolumeView): GenerationView | null =>
  volume.recoverable.reduce<GenerationView | null>(
    (newest, generation) =>
      newest === null || generation.retiredAt > newest.retiredAt ? generation : newest,
    null,
  );

/**
 * For how many days a reset can be undone, as far as earlier resets tell; null when none does.
 * The wire has no field for it.
 */
export const retentionDays = (volumes: readonly VolumeView[]): number | null => {
  const generation = volumes.flatMap(volume => volume.recoverable).at(0);
  if (generation === undefined) return null;
  const ms = Date.parse(generation.expiresAt) - Date.parse(generation.retiredAt);
  return Math.max(1, Math.round(ms / DAY_MS));
};
