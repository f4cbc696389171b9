import type { ActivityDays, AuditEvent, HistoryView, VolumesView } from '@perijove/contracts';
import { useId, type ReactElement } from 'react';
import Button from 'react-bootstrap/Button';
import Offcanvas from 'react-bootstrap/Offcanvas';
import { formatActive } from '../../../format/duration';
import { formatAgo, formatDateTime } from '../../../format/instant';
import type { Loaded } from '../../../components/loaded';
import { PageLoading, PageProblem } from '../../../components/PageStates';
import { ActiveHoursChart } from './ActiveHoursChart';
import { Plots, type Limits } from './Plots';
import type { Range } from './plot-range';
import { VolumeList } from './VolumeList';
import { t, textOr } from '../../../i18n';

/** Everything that the drawer about one user shows. */
export interface UserDrawerViewProps {
  /** Whom it is about. */
  readonly title: string;
  readonly limits: Limits;
  /** Only a fresh container would follow the rules that hold now. */
  readonly settingsOutdated: boolean;
  readonly range: Range;
  readonly history: Loaded<HistoryView>;
  readonly days: Loaded<ActivityDays>;
  /** Null for those who may not see them. */
  readonly volumes: Loaded<VolumesView> | null;
  /** Null for those who may not read the audit log. */
  readonly events: Loaded<readonly AuditEvent[]> | null;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly onRange: (range: Range) => void;
  /** Asks first: whatever runs in the server ends. Null for those who may not. */
  readonly onRecreate: (() => void) | null;
  readonly onClose: () => void;
}

const ranges = ['1h', '24h', '7d', '30d'] as const satisfies readonly Range[];

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
      <p className="pj-note">{t('activity:drawer.noScore')}</p>
    ) : (
      <p>
        <strong className="pj-number">
          {t('activity:drawer.scoreFigure', { score: Math.round(data.score) })}.
        </strong>{' '}
        {t('activity:drawer.score', {
          time: formatActive(data.activeHours),
          count: data.days.length,
        })}
      </p>
    )}
    <ActiveHoursChart days={data.days} targetHours={data.targetHours} />
  </>
);

const eventText = (event: Pick<AuditEvent, 'action' | 'actor' | 'actorKind'>): string => {
  const what = textOr('activity', `drawer.action.${event.action}`, event.action);
  if (event.actor === 'culler')
    return t('activity:drawer.by', { what, who: t('activity:drawer.culler') });
  // The platform itself did nothing: it noticed.
  return event.actorKind === 'platform'
    ? what
    : t('activity:drawer.by', { what, who: event.actor });
};

const Events = ({ data, now }: { readonly data: readonly AuditEvent[]; readonly now: number }) =>
  data.length === 0 ? (
    <p className="pj-note mb-0">{t('activity:drawer.noEvents')}</p>
  ) : (
    <ul className="pj-user-drawer-list">
      {data.slice(0, 8).map(({ id, at, action, actor, actorKind, result }) => (
        <li key={id}>
          <span>
            {eventText({ action, actor, actorKind })}
            {result !== 'ok' && ` (${t(`activity:drawer.${result}`)})`}
          </span>
          <time className="pj-note pj-number" dateTime={at} title={formatDateTime(at)}>
            {formatAgo(at, now)}
          </time>
        </li>
      ))}
    </ul>
  );

/** The drawer: how a user used their server over time. Escape closes it. */
export const UserDrawerView = (props: UserDrawerViewProps) => {
  const { title, range, now, onRange, onClose, volumes, events } = props;
  const titleId = useId();
  return (
    <Offcanvas
      show
      placement="end"
      className="pj-user-drawer"
      onHide={onClose}
      aria-labelledby={titleId}
    >
      <Offcanvas.Header closeButton closeLabel={t('activity:drawer.close')}>
        <Offcanvas.Title id={titleId} as="h2" className="h5 mb-0 text-break">
          {title}
        </Offcanvas.Title>
      </Offcanvas.Header>
      <Offcanvas.Body>
        {props.settingsOutdated && (
          <div className="pj-hint mb-3">
            <span>{t('activity:drawer.outdated.text')}</span>
            {props.onRecreate !== null && (
              <Button size="sm" variant="outline-secondary" onClick={props.onRecreate}>
                {t('activity:drawer.outdated.action')}
              </Button>
            )}
          </div>
        )}
        <div className="btn-group" role="group" aria-label={t('activity:drawer.ranges')}>
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
              {t(`activity:drawer.range.${choice}`)}
            </Button>
          ))}
        </div>
        <Body loaded={props.history}>
          {history => <Plots history={history} limits={props.limits} now={now} />}
        </Body>
        <h3>{t('activity:drawer.hours')}</h3>
        <Body loaded={props.days}>{data => <Hours data={data} />}</Body>
        {volumes !== null && (
          <>
            <h3>{t('activity:drawer.volumes')}</h3>
            <Body loaded={volumes}>{data => <VolumeList volumes={data.volumes} now={now} />}</Body>
          </>
        )}
        {events !== null && (
          <>
            <h3>{t('activity:drawer.events')}</h3>
            <Body loaded={events}>{data => <Events data={data} now={now} />}</Body>
          </>
        )}
      </Offcanvas.Body>
    </Offcanvas>
  );
};
