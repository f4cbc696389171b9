import type { Usage } from '@perijove/contracts';
import * as React from 'react';
import { sparkline } from './usage-history';
import { sizeText, type Trans } from './format';

const WIDTH = 96;
const HEIGHT = 20;

/** What the measurements need. */
export interface UsageRowsProps {
  /** Oldest first. */
  readonly frames: readonly Usage[];
  readonly trans: Trans;
  readonly locale: string | undefined;
}

interface RowProps {
  readonly name: string;
  readonly text: string;
  readonly values: readonly number[];
  /** The limit, if there is one. */
  readonly full: number | null;
  /** At least this much fits, so that a few per cent do not look like many. */
  readonly atLeast?: number;
}

const Row = ({ name, text, values, full, atLeast = 0 }: RowProps): React.JSX.Element => {
  const last = values.at(-1) ?? 0;
  const scale = full ?? (Math.max(...values) < atLeast ? atLeast : null);
  const tight = full !== null && last > full * 0.9;
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

/** CPU and memory now and lately, against their limits. */
export const UsageRows = ({ frames, trans, locale }: UsageRowsProps): React.JSX.Element | null => {
  const latest = frames.at(-1);
  if (latest === undefined) return null;
  const { memoryBytes, memoryLimitBytes, cpuPercent, cpuLimitCores } = latest;
  const memory = sizeText(memoryBytes, locale);
  const cpu = `${Math.round(cpuPercent)} %`;
  return (
    <div className="perijove-Session-part">
      <Row
        name={trans.__('Memory')}
        text={
          memoryLimitBytes === null
            ? memory
            : trans.__('%1 of %2', memory, sizeText(memoryLimitBytes, locale))
        }
        values={frames.map(frame => frame.memoryBytes)}
        full={memoryLimitBytes}
      />
      <Row
        name={trans.__('CPU')}
        text={
          cpuLimitCores === null
            ? cpu
            : trans._n('%2 of %1 core', '%2 of %1 cores', cpuLimitCores, cpu)
        }
        values={frames.map(frame => frame.cpuPercent)}
        full={cpuLimitCores === null ? null : cpuLimitCores * 100}
        atLeast={100}
      />
    </div>
  );
};
