import type { GenerationView, VolumeView } from '@perijove/contracts';

/** The contents that undoing the latest reset brings back; null when nothing can be. */
export const undoTarget = (volume: VolumeView): GenerationView | null =>
  volume.recoverable.reduce<GenerationView | null>(
    (newest, generation) =>
      newest === null || generation.retiredAt > newest.retiredAt ? generation : newest,
    null,
  );

/** For how many days a reset of all of these can be undone. */
export const retentionDays = (volumes: readonly VolumeView[]): number =>
  Math.min(...volumes.map(volume => volume.retentionDays));
