import type { ActivityDays, EventView, HistoryView, VolumesView } from '@perijove/contracts';
import { useId, type ReactElement } from 'react';
import Button from 'react-bootstrap/Button';
import Offcanvas from 'react-bootstrap/Offcanvas';
import { formatAgo, formatDateTime } from '../../../format/instant';
import type { Loaded } from '../../../parts/loaded';
import { PageLoading, PageProblem } from '../../../parts/PageStates';
import { HeatStrip } from './HeatStrip';
import { Plots, type Limits } from './Plots';
import { strings, type Range } from './strings';
import { VolumeList } from './VolumeList';

/** Everything that the drawer about one person shows. */
export interface PersonDrawerViewProps {
  /** Whom it is about. */
  readonly title: string;
  readonly limits: Limits;
  readonly range: Range;
  readonly history: Loaded<HistoryView>;
  readonly days: Loaded<ActivityDays>;
  /** Null for those who may not see them. */
  readonly volumes: Loaded<VolumesView> | null;
  /** Null for those who may not read the audit trail. */
  readonly events: Loaded<readonly EventView[]> | null;
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
    <ul className="pj-person-list">
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
  const { title, range, now, onRange, onClose, volumes, events } = props;
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
          {title}
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
        <Body loaded={props.history}>
          {history => <Plots history={history} limits={props.limits} />}
        </Body>
        <h3>{strings.hours}</h3>
        <Body loaded={props.days}>{data => <Hours data={data} />}</Body>
        {volumes !== null && (
          <>
            <h3>{strings.volumes}</h3>
            <Body loaded={volumes}>{data => <VolumeList volumes={data.volumes} now={now} />}</Body>
          </>
        )}
        {events !== null && (
          <>
            <h3>{strings.events}</h3>
            <Body loaded={events}>{data => <Events data={data} now={now} />}</Body>
          </>
        )}
      </Offcanvas.Body>
    </Offcanvas>
  );
};
