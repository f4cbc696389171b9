import type { ActivitySummary } from '@perijove/contracts';

/** Something of the host that runs low. */
export interface LowResource {
  readonly of: 'disk' | 'memory';
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** What runs low on the host, as the service sees it, with its figures. */
export const lowResourcesOf = (host: ActivitySummary['host']): readonly LowResource[] =>
  (host?.low ?? []).flatMap((of): readonly LowResource[] => {
    if (host === null) return [];
    if (of === 'disk') return host.disk === null ? [] : [{ of, ...host.disk }];
    const { memoryAvailableBytes: freeBytes, memoryTotalBytes: totalBytes } = host;
    return [{ of, freeBytes, totalBytes }];
  });
