import { z } from 'zod';
import type { LabSample } from '../../port.js';

/** What this code reads of Docker's answer to `stats`. */
const Stats = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
  memory_stats: z.object({
    usage: z.number().nullish(),
    limit: z.number().nullish(),
    stats: z.record(z.string(), z.number()).nullish(),
  }),
  blkio_stats: z
    .object({
      io_service_bytes_recursive: z
        .array(z.object({ op: z.string(), value: z.number() }))
        .nullish(),
    })
    .nullish(),
  networks: z
    .record(z.string(), z.object({ rx_bytes: z.number(), tx_bytes: z.number() }))
    .nullish(),
});

/** The counters in Docker's answer; null when the container has just stopped. */
export const countersFromStats = (
  answer: unknown,
): Omit<LabSample, 'id' | 'name' | 'monotonicMs'> | null => {
  const { cpu_stats, memory_stats, blkio_stats, networks } = Stats.parse(answer);
  const { usage, limit, stats } = memory_stats;
  // A container that does not run any more answers with zeros.
  if (!usage) return null;
  const cache = stats?.inactive_file ?? stats?.total_inactive_file ?? 0;
  const operations = blkio_stats?.io_service_bytes_recursive ?? null;
  // "Read" under cgroup v1, "read" under v2.
  const moved = (op: string): number | null =>
    operations === null
      ? null
      : sum(operations.filter(one => one.op.toLowerCase() === op).map(one => one.value));
  const cards = networks === undefined || networks === null ? null : Object.values(networks);
  return {
    cpuMicros: Math.round(cpu_stats.cpu_usage.total_usage / 1000),
    memoryBytes: Math.max(0, usage - cache),
    memoryLimitBytes: limit ?? null,
    diskReadBytes: moved('read'),
    diskWrittenBytes: moved('write'),
    networkReceivedBytes: cards === null ? null : sum(cards.map(card => card.rx_bytes)),
    networkSentBytes: cards === null ? null : sum(cards.map(card => card.tx_bytes)),
  };
};

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
