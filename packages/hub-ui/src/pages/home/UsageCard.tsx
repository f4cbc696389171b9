import type { Usage } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { formatBytes } from '../../format/bytes';
import { formatAgo, formatDateTime } from '../../format/instant';
import { coresOf, formatCores, formatCpu } from '../../format/number';
import type { PlotPoint } from '../../realtime/frames';
import { Icon } from '../../components/Icon';
import { fullness, Meter } from '../../components/Meter';
import { Sparkline } from '../../components/Sparkline';
import { t } from '../../i18n';

/** The plots of the usage card. */
export interface UsagePlots {
  readonly cpu: readonly PlotPoint[];
  readonly memory: readonly PlotPoint[];
}

interface Props {
  readonly usage: Usage | null;
  readonly running: boolean;
  readonly plots: UsagePlots;
  /** When a process was last ended for want of memory; null when none was. */
  readonly memoryFullAt: string | null;
  readonly now: number;
  /** Opens what was used over a longer time. */
  readonly onDetails: () => void;
}

interface GaugeProps {
  readonly name: string;
  readonly figure: string;
  readonly detail: string;
  readonly value: number;
  readonly limit: number | null;
  readonly points: readonly PlotPoint[];
}

const Gauge = ({ name, figure, detail, value, limit, points }: GaugeProps) => (
  <div className="pj-gauge">
    <div className="pj-gauge-head">
      <h3>{name}</h3>
      <span className="pj-figure pj-number">{figure}</span>
      <span className="pj-note pj-number">{detail}</span>
    </div>
    <Sparkline
      points={points}
      limit={limit}
      label={t('home:usage.plot', { what: name, now: figure })}
    />
    {limit !== null && (
      <Meter value={value} max={limit} label={name} text={detail} tone={fullness(value, limit)} />
    )}
  </div>
);

/** CPU and memory now, against the limits, and how they came to be. */
export const UsageCard = ({ usage, running, plots, memoryFullAt, now, onDetails }: Props) => (
  <section className="pj-card">
    <h2>
      <Icon name="pulse" /> {t('home:usage.title')}
    </h2>
    {usage === null ? (
      <p className="pj-note">{running ? t('home:usage.waiting') : t('home:usage.off')}</p>
    ) : (
      <div className="pj-gauges">
        <Gauge
          name={t('home:usage.cpu')}
          figure={formatCpu(usage.cpuPercent)}
          detail={
            usage.cpuLimitCores === null
              ? t('home:usage.cores', {
                  cores: formatCores(usage.cpuPercent),
                  count: coresOf(usage.cpuPercent),
                })
              : t('home:usage.ofCores', {
                  cores: formatCores(usage.cpuPercent),
                  count: usage.cpuLimitCores,
                })
          }
          value={usage.cpuPercent}
          limit={usage.cpuLimitCores === null ? null : usage.cpuLimitCores * 100}
          points={plots.cpu}
        />
        <Gauge
          name={t('home:usage.memory')}
          figure={formatBytes(usage.memoryBytes)}
          detail={
            usage.memoryLimitBytes === null
              ? ''
              : t('home:usage.of', {
                  value: formatBytes(usage.memoryBytes),
                  limit: formatBytes(usage.memoryLimitBytes),
                })
          }
          value={usage.memoryBytes}
          limit={usage.memoryLimitBytes}
          points={plots.memory}
        />
      </div>
    )}
    {memoryFullAt !== null && (
      <p className="pj-note pj-usage-full" role="status" title={formatDateTime(memoryFullAt)}>
        {usage === null || usage.memoryLimitBytes === null
          ? t('home:usage.memoryFull', { ago: formatAgo(memoryFullAt, now) })
          : t('home:usage.memoryFullOf', {
              ago: formatAgo(memoryFullAt, now),
              limit: formatBytes(usage.memoryLimitBytes),
            })}
      </p>
    )}
    <Button size="sm" variant="outline-secondary" className="pj-usage-more" onClick={onDetails}>
      {t('home:usage.details')}
    </Button>
  </section>
);
