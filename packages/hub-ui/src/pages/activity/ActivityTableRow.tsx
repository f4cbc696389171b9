import type { ActivityRow, ActivityStatus } from '@perijove/contracts';
import { memo } from 'react';
import { formatBytes } from '../../format/bytes';
import { formatCountdown } from '../../format/duration';
import { formatAgo, formatDateTime } from '../../format/instant';
import { formatCpu } from '../../format/number';
import { fullness, Meter } from '../../parts/Meter';
import { evenly } from '../../parts/plot';
import { Sparkline } from '../../parts/Sparkline';
import { StatusMark, type Tone } from '../../parts/StatusMark';
import { RowActions, type RowCommands } from './RowActions';
import { strings } from './strings';

const tones: Readonly<Record<ActivityStatus, Tone>> = {
  active: 'ok',
  inactive: 'quiet',
  offline: 'off',
  starting: 'busy',
  stopping: 'busy',
  failed: 'bad',
};

interface Props {
  readonly row: ActivityRow;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly hubUrl: string;
  readonly commands: RowCommands;
  /** Opens the details. */
  readonly onPerson: (row: ActivityRow) => void;
}

const None = () => <span className="pj-none">{strings.noServer}</span>;

const Memory = ({ row }: { readonly row: ActivityRow }) => {
  const { usage } = row;
  if (usage === null) return <None />;
  const limit = usage.memoryLimitBytes;
  const used = formatBytes(usage.memoryBytes);
  const text = limit === null ? used : strings.of(used, formatBytes(limit));
  return (
    <div className="pj-cell-plot" title={text}>
      <span>{used}</span>
      <Sparkline points={evenly(row.memoryHistory)} limit={limit} />
      {limit !== null && (
        <Meter
          value={usage.memoryBytes}
          max={limit}
          label={strings.columns.memory}
          text={text}
          tone={fullness(usage.memoryBytes, limit)}
        />
      )}
    </div>
  );
};

const TimeLeft = ({ row, now }: Pick<Props, 'row' | 'now'>) => {
  if (row.deadline === null) return <None />;
  const left = Date.parse(row.deadline) - now;
  return (
    <span title={strings.stopsAt(formatDateTime(row.deadline))}>
      {left <= 0 ? strings.due : formatCountdown(left)}
    </span>
  );
};

const Who = ({ row, onPerson }: Pick<Props, 'row' | 'onPerson'>) => (
  <>
    <button
      type="button"
      className="pj-open-person pj-truncate"
      title={row.user}
      aria-haspopup="dialog"
      onClick={() => {
        onPerson(row);
      }}
    >
      {row.user}
    </button>
    {(row.server !== '' || row.image !== null) && (
      <span className="pj-note pj-truncate" title={row.image ?? row.server}>
        {row.server === '' ? row.image : strings.server(row.server)}
      </span>
    )}
  </>
);

/** One person's line. Drawn again only when it changed: there may be 200. */
export const ActivityTableRow = memo(({ row, now, hubUrl, commands, onPerson }: Props) => (
  <tr>
    <th scope="row" className="pj-col-user">
      <Who row={row} onPerson={onPerson} />
    </th>
    <td>
      <StatusMark tone={tones[row.status]} label={strings.status[row.status]} />
    </td>
    <td className="pj-number">
      {row.usage === null ? (
        <None />
      ) : (
        <div className="pj-cell-plot">
          <span>{formatCpu(row.usage.cpuPercent)}</span>
          <Sparkline points={evenly(row.cpuHistory)} />
        </div>
      )}
    </td>
    <td className="pj-number">
      <Memory row={row} />
    </td>
    <td className="pj-number">
      {row.volumesBytes === null ? (
        <None />
      ) : (
        <span
          title={
            row.volumesMeasuredAt === null
              ? undefined
              : strings.measured(formatAgo(row.volumesMeasuredAt, now))
          }
        >
          {formatBytes(row.volumesBytes)}
          {row.largeVolumes.length > 0 && (
            <span className="pj-note pj-large" title={strings.largeVolumes(row.largeVolumes)}>
              {strings.large}
            </span>
          )}
        </span>
      )}
    </td>
    <td className="pj-number">
      <TimeLeft row={row} now={now} />
    </td>
    <td className="pj-number">
      {row.lastActivity === null ? (
        <None />
      ) : (
        <span title={formatDateTime(row.lastActivity)}>{formatAgo(row.lastActivity, now)}</span>
      )}
    </td>
    <td className="pj-number">
      {row.score === null ? (
        <span className="pj-none" title={strings.noScore}>
          {strings.noServer}
        </span>
      ) : (
        <span title={strings.score(row.score)}>{Math.round(row.score)}</span>
      )}
    </td>
    <td className="pj-col-actions">
      <RowActions
        user={row.user}
        server={row.server}
        status={row.status}
        limited={row.deadline !== null}
        hubUrl={hubUrl}
        commands={commands}
      />
    </td>
  </tr>
));
ActivityTableRow.displayName = 'ActivityTableRow';
