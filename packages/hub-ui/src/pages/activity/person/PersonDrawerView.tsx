import type { ActivityDays, ActivityRow, EventView, HistoryView } from '@perijove/contracts';
import { useId, type ReactElement } from 'react';
import Button from 'react-bootstrap/Button';
import Offcanvas from 'react-bootstrap/Offcanvas';
import { formatBytes } from '../../../format/bytes';
import { formatAgo, formatDateTime } from '../../../format/instant';
import { formatCpu } from '../../../format/number';
import type { Loaded } from '../../../parts/loaded';
import { PageLoading, PageProblem } from '../../../parts/PageStates';
import { HeatStrip } from './HeatStrip';
import { markersOf } from './markers';
import { Plot } from './Plot';
import { strings, type Range } from './strings';

/** Everything that the drawer about one person shows. */
export interface PersonDrawerViewProps {
  readonly row: ActivityRow;
  readonly range: Range;
  readonly history: Loaded<HistoryView>;
  readonly days: Loaded<ActivityDays>;
  readonly events: Loaded<readonly EventView[]>;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly onRange: (range: Range) => void;
  readonly onClose: () => void;
}

const ranges = Object.keys(strings.range) as Range[];

const Body = <T,>({
  loaded,
  children,
}: {
  readonly loaded: Loaded<T>;
  readonly children: (data: T) => ReactElement;
}) => {
  if (loaded.kind === 'loading') return <PageLoading rows={2} />;
  if (loaded.kind === 'problem')
    return <PageProblem problem={loaded.problem} retry={loaded.retry} />;
  return children(loaded.data);
};

const Plots = (props: PersonDrawerViewProps & { readonly data: HistoryView }) => {
  const { row, range, data, events } = props;
  const startMs = Date.parse(data.start);
  const pointsOf = (values: readonly (number | null)[]) =>
    values.map((value, index) => ({ atMs: startMs + index * data.stepSeconds * 1000, value }));
  const endMs = startMs + (data.cpuPercent.length - 1) * data.stepSeconds * 1000;
  const common = {
    range: strings.range[range],
    markers: events.kind === 'ready' ? markersOf(events.data, startMs, endMs) : [],
  };
  const cores = row.usage?.cpuLimitCores ?? null;
  return (
    <>
      <Plot
        {...common}
        name={strings.cpu}
        points={pointsOf(data.cpuPercent)}
        limit={cores === null ? null : cores * 100}
        format={formatCpu}
      />
      <Plot
        {...common}
        name={strings.memory}
        points={pointsOf(data.memoryBytes)}
        limit={row.usage?.memoryLimitBytes ?? null}
        format={formatBytes}
      />
    </>
  );
};

const Hours = ({ data }: { readonly data: ActivityDays }) => (
  <>
    {data.score === null ? (
      <p className="pj-note">{strings.noScore}</p>
    ) : (
      <p>
        <strong className="pj-number">{strings.scoreFigure(data.score)}.</strong>{' '}
        {strings.score(Math.round(data.activeHours), data.days.length)}
      </p>
    )}
    <HeatStrip days={data.days} targetHours={data.targetHours} />
  </>
);

const Events = ({ data, now }: { readonly data: readonly EventView[]; readonly now: number }) =>
  data.length === 0 ? (
    <p className="pj-note mb-0">{strings.noEvents}</p>
  ) : (
    <ul className="pj-person-events">
      {data.slice(0, 8).map(({ id, at, action, actor, result }) => (
        <li key={id}>
          <span>
            {strings.by(
              strings.action[action] ?? action,
              actor === 'culler' ? strings.culler : actor,
            )}
            {result !== 'ok' && ` (${strings[result]})`}
          </span>
          <time className="pj-note pj-number" dateTime={at} title={formatDateTime(at)}>
            {formatAgo(at, now)}
          </time>
        </li>
      ))}
    </ul>
  );

/** The drawer: how a person used their server over time. Escape closes it. */
export const PersonDrawerView = (props: PersonDrawerViewProps) => {
  const { row, range, now, onRange, onClose } = props;
  const titleId = useId();
  return (
    <Offcanvas
      show
      placement="end"
      className="pj-person"
      onHide={onClose}
      aria-labelledby={titleId}
    >
      <Offcanvas.Header closeButton closeLabel={strings.close}>
        <Offcanvas.Title id={titleId} as="h2" className="h5 mb-0 text-break">
          {row.server === '' ? row.user : `${row.user} / ${row.server}`}
        </Offcanvas.Title>
      </Offcanvas.Header>
      <Offcanvas.Body>
        <div className="btn-group" role="group" aria-label={strings.ranges}>
          {ranges.map(choice => (
            <Button
              key={choice}
              size="sm"
              variant="outline-secondary"
              active={choice === range}
              aria-pressed={choice === range}
              onClick={() => {
                onRange(choice);
              }}
            >
              {strings.range[choice]}
            </Button>
          ))}
        </div>
        <Body loaded={props.history}>{data => <Plots {...props} data={data} />}</Body>
        <h3>{strings.hours}</h3>
        <Body loaded={props.days}>{data => <Hours data={data} />}</Body>
        <h3>{strings.events}</h3>
        <Body loaded={props.events}>{data => <Events data={data} now={now} />}</Body>
      </Offcanvas.Body>
    </Offcanvas>
  );
};
