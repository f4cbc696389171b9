import type { ActivitySummary } from '@perijove/contracts';

/** Something of the host that runs low. */
export interface Shortage {
  readonly of: 'disk' | 'memory';
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Below a tenth, a few more labs or one large download can fill the rest. */
const LOW_SHARE = 0.1;

/** What runs low on the host; nothing that was not measured. */
export const shortagesOf = (host: ActivitySummary['host']): readonly Shortage[] => {
  if (host === null) return [];
  const { disk, memoryAvailableBytes, memoryTotalBytes } = host;
  const all: readonly (Shortage | null)[] = [
    disk === null ? null : { of: 'disk', ...disk },
    { of: 'memory', freeBytes: memoryAvailableBytes, totalBytes: memoryTotalBytes },
  ];
  return all.flatMap(one =>
    one !== null && one.freeBytes < one.totalBytes * LOW_SHARE ? [one] : [],
  );
};
