import type { Reading } from './rates.js';

// Hundredths of a percent and KiB: whole numbers take two or three bytes each.
const CPU_UNIT = 100;
const MEMORY_UNIT = 1024;

/** The columns of a reading, in the order of `cellsOf`. */
export const COLUMNS = 'cpu, memory, disk_read, disk_written, net_received, net_sent';

/** A reading as whole numbers. */
export const cellsOf = (reading: Reading): readonly (number | null)[] => [
  Math.round(reading.cpuPercent * CPU_UNIT),
  Math.round(reading.memoryBytes / MEMORY_UNIT),
  rounded(reading.diskRead),
  rounded(reading.diskWritten),
  rounded(reading.networkReceived),
  rounded(reading.networkSent),
];

const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value);

/** Means of rows with a `weight` each, as a reading. Rows without a value do not count. */
export const WEIGHTED_MEANS = `
  sum(cpu * weight) / ${CPU_UNIT}.0 / sum(weight) AS cpuPercent,
  sum(memory * weight) * ${MEMORY_UNIT}.0 / sum(weight) AS memoryBytes,
  ${(
    [
      ['disk_read', 'diskRead'],
      ['disk_written', 'diskWritten'],
      ['net_received', 'networkReceived'],
      ['net_sent', 'networkSent'],
    ] as const
  )
    .map(
      ([column, name]) =>
        `1.0 * sum(${column} * weight) / sum(CASE WHEN ${column} IS NULL THEN 0 ELSE weight END) AS ${name}`,
    )
    .join(',\n  ')}`;

/** Means of rows of equal weight, as whole numbers for the same columns. */
export const PLAIN_MEANS = COLUMNS.split(', ')
  .map(column => `round(avg(${column}))`)
  .join(', ');
