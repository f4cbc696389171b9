import type { LabSample } from '../../src/engine/port.js';
import type { Reading, Traffic } from '../../src/features/activity/usage/rates.js';

/** A lab of which nobody knows what it moves. */
export const noTraffic: Traffic = {
  diskRead: null,
  diskWritten: null,
  networkReceived: null,
  networkSent: null,
};

/** A reading of CPU and memory, and of what else a test names. */
export const readingOf = (
  cpuPercent: number,
  memoryBytes: number,
  traffic: Partial<Traffic> = {},
): Reading => ({ cpuPercent, memoryBytes, ...noTraffic, ...traffic });

/** Counters that an engine cannot tell. */
export const uncounted: Pick<
  LabSample,
  'diskReadBytes' | 'diskWrittenBytes' | 'networkReceivedBytes' | 'networkSentBytes'
> = {
  diskReadBytes: null,
  diskWrittenBytes: null,
  networkReceivedBytes: null,
  networkSentBytes: null,
};
