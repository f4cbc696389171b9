import type { ActivityRow, ActivityStatus } from '@perijove/contracts';
import type { ReactNode } from 'react';
import { formatBytes } from '../../format/bytes';
import { formatActive, formatCountdown } from '../../format/duration';
import { formatAgo, formatDateTime } from '../../format/instant';
import { formatCpu } from '../../format/number';
import { fullness, Meter } from '../../components/Meter';
import { evenly } from '../../components/plot';
import { Sparkline } from '../../components/Sparkline';
import { StatusMark, type Tone } from '../../components/StatusMark';
import { OutdatedBadge } from './OutdatedBadge';
import type { SortColumn } from './columns';
import { VolumesCell } from './VolumesCell';
import { t } from '../../i18n';

const tones: Readonly<Record<ActivityStatus, Tone>> = {
  active: 'ok',
  inactive: 'quiet',
  offline: 'off',
  starting: 'busy',
  stopping: 'busy',
  failed: 'bad',
};

/** What a cell shows and needs. */
export interface CellProps {
  readonly row: ActivityRow;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  /** Days that samples of the score are kept. */
  readonly keepDays: number;
  /** The volumes of a user one by one, for those who want to know. */
  readonly renderVolumes: (user: string) => ReactNode;
}

const None = () => <span className="pj-none">{t('activity:noServer')}</span>;

interface UsedProps {
  readonly name: string;
  readonly value: number;
  readonly limit: number | null;
  readonly format: (value: number) => string;
  readonly history: readonly (number | null)[];
}

/** A figure, how it came to be, and how near it is to its limit. */
const Used = ({ name, value, limit, format, history }: UsedProps) => {
  const text =
    limit === null
      ? format(value)
      : t('activity:of', { value: format(value), limit: format(limit) });
  return (
    <div className="pj-cell-plot" title={text}>
      <span>{format(value)}</span>
      <Sparkline points={evenly(history)} limit={limit} />
      {limit !== null && (
        <Meter value={value} max={limit} label={name} text={text} tone={fullness(value, limit)} />
      )}
    </div>
  );
};

const Score = ({ row, keepDays }: CellProps) => {
  if (row.score === null) {
    return (
      <span className="pj-none" title={t('activity:noScore')}>
        {t('activity:noServer')}
      </span>
    );
  }
  const text = t('activity:score', { time: formatActive(row.activeHours ?? 0), count: keepDays });
  return (
    <span title={text}>
      {Math.round(row.score)}
      <span className="visually-hidden">. {text}</span>
    </span>
  );
};

/** The cells by column; the user's is the heading of its row and stands there. */
export const cells: Readonly<Record<Exclude<SortColumn, 'user'>, (props: CellProps) => ReactNode>> =
  {
    status: ({ row }) => (
      <>
        <StatusMark tone={tones[row.status]} label={t(`activity:status.${row.status}`)} />
        {row.settingsOutdated === true && <OutdatedBadge />}
      </>
    ),
    cpu: ({ row: { usage, cpuHistory } }) =>
      usage === null ? (
        <None />
      ) : (
        <Used
          name={t('activity:columns.cpu')}
          value={usage.cpuPercent}
          limit={usage.cpuLimitCores === null ? null : usage.cpuLimitCores * 100}
          format={formatCpu}
          history={cpuHistory}
        />
      ),
    memory: ({ row: { usage, memoryHistory } }) =>
      usage === null ? (
        <None />
      ) : (
        <Used
          name={t('activity:columns.memory')}
          value={usage.memoryBytes}
          limit={usage.memoryLimitBytes}
          format={formatBytes}
          history={memoryHistory}
        />
      ),
    volumes: ({ row, now, renderVolumes }) =>
      row.volumesBytes === null ? (
        <None />
      ) : (
        <VolumesCell
          user={row.user}
          bytes={row.volumesBytes}
          large={row.largeVolumes}
          measured={
            row.volumesMeasuredAt === null
              ? null
              : t('activity:measured', { ago: formatAgo(row.volumesMeasuredAt, now) })
          }
          renderVolumes={renderVolumes}
        />
      ),
    timeLeft: ({ row: { deadline }, now }) => {
      if (deadline === null) return <None />;
      const left = Date.parse(deadline) - now;
      return (
        <span title={t('activity:stopsAt', { when: formatDateTime(deadline) })}>
          {left <= 0 ? t('activity:due') : formatCountdown(left)}
        </span>
      );
    },
    lastActivity: ({ row: { lastActivity }, now }) =>
      lastActivity === null ? (
        <None />
      ) : (
        <span title={formatDateTime(lastActivity)}>{formatAgo(lastActivity, now)}</span>
      ),
    score: props => <Score {...props} />,
    image: ({ row: { image } }) =>
      image === null ? (
        <None />
      ) : (
        <span className="pj-image" title={image}>
          {image.slice(image.lastIndexOf('/') + 1)}
        </span>
      ),
  };
