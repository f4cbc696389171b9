import type { Usage } from '@perijove/contracts';
import * as React from 'react';
import { sparkline } from './usage-history';
import { formatSize, type Trans } from './format';

const WIDTH = 96;
const HEIGHT = 20;

/** Props of the usage rows. */
export interface UsageRowsProps {
  /** Oldest first. */
  readonly samples: readonly Usage[];
  readonly trans: Trans;
  readonly locale: string | undefined;
}

interface RowProps {
  readonly name: string;
  readonly text: string;
  readonly values: readonly number[];
  /** Null when there is no limit. */
  readonly limit: number | null;
  /** Lowest upper edge, so that a few per cent do not fill the sparkline. */
  readonly minScale?: number;
}

const Row = ({ name, text, values, limit, minScale = 0 }: RowProps): React.JSX.Element => {
  const last = values.at(-1) ?? 0;
  const scale = limit ?? (Math.max(...values) < minScale ? minScale : null);
  const tight = limit !== null && last > limit * 0.9;
  return (
    <div className="perijove-Session-usage" data-tight={tight || undefined}>
      <span>{name}</span>
      <span className="perijove-Session-number">{text}</span>
      <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
        <polyline points={sparkline(values, scale, WIDTH, HEIGHT)} />
      </svg>
    </div>
  );
};

/** Current and recent CPU and memory, compared with their limits. */
export const UsageRows = ({ samples, trans, locale }: UsageRowsProps): React.JSX.Element | null => {
  const latest = samples.at(-1);
  if (latest === undefined) return null;
  const { memoryBytes, memoryLimitBytes, cpuPercent, cpuLimitCores } = latest;
  const memory = formatSize(memoryBytes, locale, trans);
  const cpu = `${Math.round(cpuPercent)} %`;
  return (
    <div className="perijove-Session-part perijove-Session-rows">
      <Row
        name={trans.__('Memory')}
        text={
          memoryLimitBytes === null
            ? memory
            : trans.__('%1 of %2', memory, formatSize(memoryLimitBytes, locale, trans))
        }
        values={samples.map(sample => sample.memoryBytes)}
        limit={memoryLimitBytes}
      />
      <Row
        name={trans.__('CPU')}
        text={
          cpuLimitCores === null
            ? cpu
            : trans._n('%2 of %1 core', '%2 of %1 cores', cpuLimitCores, cpu)
        }
        values={samples.map(sample => sample.cpuPercent)}
        limit={cpuLimitCores === null ? null : cpuLimitCores * 100}
        minScale={100}
      />
    </div>
  );
};
