import type { ActivitySummary } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { formatDuration } from '../../format/duration';
import { formatAgo } from '../../format/instant';
import { t } from '../../i18n';
import { formatDays } from '../../format/duration';

interface Props {
  readonly summary: ActivitySummary;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
}

/** How fresh and how complete the figures are, and what they take on disk. */
export const SamplingNote = ({ summary, now }: Props) => {
  const { sampling, sampledAt, sampleIntervalSeconds } = summary;
  return (
    <p className="pj-note pj-sampling">
      <span>
        {sampledAt === null
          ? t('activity:sampling.notRead')
          : t('activity:sampling.read', {
              every: formatDuration(sampleIntervalSeconds * 1000),
              ago: formatAgo(sampledAt, now),
            })}
      </span>
      <span>
        {sampling.lastAt === null
          ? t('activity:sampling.none', { every: formatDuration(sampling.everySeconds * 1000) })
          : t('activity:sampling.samples', {
              samples: t('activity:sampling.sampleCount', { count: sampling.samples }),
              days: formatDays(sampling.keepDays),
              ago: formatAgo(sampling.lastAt, now),
            })}
      </span>
      <span>
        {t('activity:sampling.disk', {
          size: formatBytes(summary.historyBytes),
          most: formatBytes(summary.historyMaxBytes),
        })}
      </span>
    </p>
  );
};
