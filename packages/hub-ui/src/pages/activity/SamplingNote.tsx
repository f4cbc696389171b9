import type { ActivitySummary } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { formatDuration } from '../../format/duration';
import { formatAgo } from '../../format/instant';
import { strings } from './strings';

interface Props {
  readonly summary: ActivitySummary;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
}

const t = strings.sampling;

/** How fresh and how complete the figures are, and what they take on disk. */
export const SamplingNote = ({ summary, now }: Props) => {
  const { sampling, sampledAt, sampleIntervalSeconds } = summary;
  return (
    <p className="pj-note pj-sampling">
      <span>
        {sampledAt === null
          ? t.notRead
          : t.read(formatDuration(sampleIntervalSeconds * 1000), formatAgo(sampledAt, now))}
      </span>
      <span>
        {sampling.lastAt === null
          ? t.none(formatDuration(sampling.everySeconds * 1000))
          : t.samples(sampling.samples, sampling.keepDays, formatAgo(sampling.lastAt, now))}
      </span>
      <span>{t.disk(formatBytes(summary.historyBytes), formatBytes(summary.historyMaxBytes))}</span>
    </p>
  );
};
