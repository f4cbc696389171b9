import type { VolumeView } from '@perijove/contracts';

/** Whether a volume has grown to the size from which its owner is warned. */
export const isLarge = ({ sizeBytes, warnBytes }: VolumeView): boolean =>
  sizeBytes !== null && warnBytes !== null && sizeBytes >= warnBytes;
