import type { HealthReport } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { formatDuration } from '../../format/duration';
import { strings } from './strings';

/** The parts, in the order in which they are shown. */
export const parts = ['db', 'engine', 'hub', 'disk'] as const;

/** How many parts need attention. */
export const troubles = ({ health }: HealthReport): number =>
  parts.filter(part => !health.checks[part].ok).length;

/** The report as text, to be sent to somebody who helps. */
export const reportText = (report: HealthReport): string => {
  const { health, disks, fills, readings, engine, hubVersion, checkedAt } = report;
  const line = strings.reportLine;
  return [
    line(strings.title, checkedAt),
    line(
      strings.perijove,
      strings.running(health.version, formatDuration(health.uptimeSeconds * 1000)),
    ),
    line(strings.part.hub, hubVersion ?? strings.unknown),
    line(strings.part.engine, engine ?? strings.unknown),
    ...parts.map(part => {
      const { ok, message } = health.checks[part];
      return line(strings.part[part], ok ? strings.works : (message ?? strings.fails));
    }),
    ...disks.map(({ of, freeBytes, totalBytes }) =>
      line(strings.disk[of], strings.free(formatBytes(freeBytes), formatBytes(totalBytes))),
    ),
    line(strings.volumes, formatBytes(fills.volumesBytes)),
    line(strings.trash, formatBytes(fills.trashBytes)),
    line(strings.history, formatBytes(fills.historyBytes)),
    ...fills.largest.map(({ user, bytes }) => line(user, formatBytes(bytes))),
    line(strings.users, readings.users ?? strings.never),
    line(strings.usage, readings.usage ?? strings.never),
    line(strings.sizes, readings.volumes ?? strings.never),
    '',
  ].join('\n');
};
