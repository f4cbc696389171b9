import type { HealthReport } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n';

/** The parts, in the order in which they are shown. */
export const parts = ['db', 'engine', 'hub', 'disk'] as const;

/** How many parts need attention. */
export const troubles = ({ health }: HealthReport): number =>
  parts.filter(part => !health.checks[part].ok).length;

/** The report as text, to be sent with a question. */
export const reportText = (report: HealthReport): string => {
  const { health, disks, fills, readings, engine, hubVersion, checkedAt } = report;
  const line = (name: string, text: string): string => t('health:reportLine', { name, text });
  return [
    line(t('health:title'), checkedAt),
    line(
      t('health:perijove'),
      t('health:running', {
        version: health.version,
        time: formatDuration(health.uptimeSeconds * 1000),
      }),
    ),
    line(t('health:part.hub'), hubVersion ?? t('health:unknown')),
    line(t('health:part.engine'), engine ?? t('health:unknown')),
    ...parts.map(part => {
      const { ok, message } = health.checks[part];
      return line(
        t(`health:part.${part}`),
        ok ? t('health:works') : (message ?? t('health:fails')),
      );
    }),
    ...disks.map(({ of, freeBytes, totalBytes }) =>
      line(
        t(`health:disk.${of}`),
        t('health:free', { free: formatBytes(freeBytes), total: formatBytes(totalBytes) }),
      ),
    ),
    line(t('health:volumes'), formatBytes(fills.volumesBytes)),
    line(t('health:trash'), formatBytes(fills.trashBytes)),
    line(t('health:history'), formatBytes(fills.historyBytes)),
    ...fills.largest.map(({ user, bytes }) => line(user, formatBytes(bytes))),
    line(t('health:users'), readings.users ?? t('health:never')),
    line(t('health:usage'), readings.usage ?? t('health:never')),
    line(t('health:sizes'), readings.volumes ?? t('health:never')),
    '',
  ].join('\n');
};
