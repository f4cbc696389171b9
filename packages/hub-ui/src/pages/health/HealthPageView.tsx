import type { HealthReport } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { Link } from 'react-router';
import type { Loaded } from '../../components/loaded';
import { Meter } from '../../components/Meter';
import { PageHeader } from '../../components/PageHeader';
import { PageLoading, PageProblem } from '../../components/PageStates';
import { StatusMark } from '../../components/StatusMark';
import { formatBytes } from '../../format/bytes';
import { formatDuration } from '../../format/duration';
import { formatAgo } from '../../format/instant';
import { parts, troubles } from './report-text';
import { t } from '../../i18n';

/** What the page Health shows. */
export interface HealthPageViewProps {
  readonly report: Loaded<HealthReport>;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly onLook: () => void;
  readonly onCopy: (report: HealthReport) => void;
}

const Parts = ({ report }: { readonly report: HealthReport }) => (
  <section className="pj-card pj-health-parts" aria-labelledby="health-parts">
    <h2 id="health-parts">{t('health:parts')}</h2>
    <ul className="pj-health-list">
      {parts.map(part => {
        const { ok, message } = report.health.checks[part];
        return (
          <li key={part}>
            <h3>{t(`health:part.${part}`)}</h3>
            <StatusMark
              tone={ok ? 'ok' : 'bad'}
              label={ok ? t('health:works') : t('health:fails')}
            />
            <p className="pj-note">{t(`health:means.${part}`)}</p>
            {message !== null && <p className="pj-health-problem">{message}</p>}
          </li>
        );
      })}
    </ul>
  </section>
);

const Disk = ({ disk }: { readonly disk: HealthReport['disks'][number] }) => {
  const { of, freeBytes, totalBytes, full } = disk;
  const used = totalBytes - freeBytes;
  const text = t('health:free', { free: formatBytes(freeBytes), total: formatBytes(totalBytes) });
  return (
    <div className="pj-health-disk">
      <div className="pj-health-pair">
        <span>{t(`health:disk.${of}`)}</span>
        {full ? <StatusMark tone="bad" label={t('health:full')} /> : <span>{text}</span>}
      </div>
      <Meter
        value={used}
        max={totalBytes}
        label={t(`health:disk.${of}`)}
        text={text}
        tone={full ? 'bad' : used / totalBytes >= 0.8 ? 'warn' : 'normal'}
      />
      {full && <p className="pj-note">{text}</p>}
    </div>
  );
};

const Disks = ({ disks }: Pick<HealthReport, 'disks'>) => (
  <section className="pj-card" aria-labelledby="health-disks">
    <h2 id="health-disks">{t('health:disks')}</h2>
    {disks.length === 0 && <p className="pj-note">{t('health:noDisks')}</p>}
    {disks.map(disk => (
      <Disk key={disk.of} disk={disk} />
    ))}
    {disks.length === 1 && <p className="pj-note">{t('health:oneDisk')}</p>}
  </section>
);

const Pair = ({ name, children }: { readonly name: string; readonly children: string }) => (
  <div className="pj-health-pair">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Fills = ({ fills }: Pick<HealthReport, 'fills'>) => (
  <section className="pj-card" aria-labelledby="health-fills">
    <h2 id="health-fills">{t('health:fills')}</h2>
    <dl>
      <Pair name={t('health:volumes')}>{formatBytes(fills.volumesBytes)}</Pair>
      <Pair name={t('health:trash')}>{formatBytes(fills.trashBytes)}</Pair>
      <Pair name={t('health:history')}>{formatBytes(fills.historyBytes)}</Pair>
    </dl>
    <h3>{t('health:largest')}</h3>
    {fills.largest.length === 0 ? (
      <p className="pj-note">{t('health:nothingMeasured')}</p>
    ) : (
      <ul className="pj-health-largest">
        {fills.largest.map(({ user, bytes }) => (
          <li key={user} className="pj-health-pair">
            <Link to={`/volumes?tab=all&user=${encodeURIComponent(user)}`}>{user}</Link>
            <span>{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
    )}
    <p className="pj-card-foot mb-0 d-flex flex-wrap gap-3">
      <Link to="/volumes?tab=all">{t('health:allVolumes')}</Link>
      <Link to="/volumes?tab=trash">{t('health:openTrash')}</Link>
    </p>
  </section>
);

const Readings = ({ readings, now }: Pick<HealthReport, 'readings'> & { readonly now: number }) => {
  const age = (at: string | null): string => (at === null ? t('health:never') : formatAgo(at, now));
  const usage = t('health:usageEvery', {
    age: age(readings.usage),
    seconds: readings.usageEverySeconds,
  });
  return (
    <section className="pj-card" aria-labelledby="health-readings">
      <h2 id="health-readings">{t('health:readings')}</h2>
      <dl>
        <Pair name={t('health:users')}>{age(readings.users)}</Pair>
        <Pair name={t('health:usage')}>{usage}</Pair>
        <Pair name={t('health:sizes')}>{age(readings.volumes)}</Pair>
      </dl>
    </section>
  );
};

const Versions = ({ report }: { readonly report: HealthReport }) => {
  const { health, hubVersion, engine } = report;
  const running = t('health:running', {
    version: health.version,
    time: formatDuration(health.uptimeSeconds * 1000),
  });
  return (
    <section className="pj-card" aria-labelledby="health-versions">
      <h2 id="health-versions">{t('health:versions')}</h2>
      <dl>
        <Pair name={t('health:perijove')}>{running}</Pair>
        <Pair name={t('health:part.hub')}>{hubVersion ?? t('health:unknown')}</Pair>
        <Pair name={t('health:part.engine')}>{engine ?? t('health:unknown')}</Pair>
      </dl>
      <p className="pj-note mb-0">{t('health:logs')}</p>
    </section>
  );
};

const Ready = ({
  report,
  now,
  onLook,
  onCopy,
}: Pick<HealthPageViewProps, 'now' | 'onLook' | 'onCopy'> & { readonly report: HealthReport }) => {
  const bad = troubles(report);
  return (
    <>
      <div className="pj-health-top">
        <p role="status">
          <StatusMark
            tone={bad === 0 ? 'ok' : 'bad'}
            label={bad === 0 ? t('health:well') : t('health:troubled', { count: bad })}
          />
        </p>
        <span className="pj-note">
          {t('health:checked', { when: formatAgo(report.checkedAt, now) })}
        </span>
        <span className="ms-md-auto d-flex flex-wrap gap-2">
          <Button size="sm" variant="outline-secondary" onClick={onLook}>
            {t('health:checkAgain')}
          </Button>
          <Button
            size="sm"
            variant="outline-secondary"
            onClick={() => {
              onCopy(report);
            }}
          >
            {t('health:copy')}
          </Button>
        </span>
      </div>
      <div className="pj-health">
        <Parts report={report} />
        <Disks disks={report.disks} />
        <Fills fills={report.fills} />
        <Readings readings={report.readings} now={now} />
        <Versions report={report} />
      </div>
    </>
  );
};

/** Whether everything works, what fills the disks, and how old the readings are. */
export const HealthPageView = ({ report, ...rest }: HealthPageViewProps) => (
  <>
    <PageHeader title={t('health:title')} lead={t('health:lead')} />
    {report.kind === 'loading' && <PageLoading rows={4} />}
    {report.kind === 'problem' && <PageProblem problem={report.problem} retry={report.retry} />}
    {report.kind === 'ready' && <Ready report={report.data} {...rest} />}
  </>
);
