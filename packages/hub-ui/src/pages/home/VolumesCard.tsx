import type { VolumeView, VolumesView } from '@perijove/contracts';
import { Link } from 'react-router';
import { formatBytes } from '../../format/bytes';
import { formatAgo } from '../../format/instant';
import { Icon } from '../../components/Icon';
import type { Loaded } from '../../components/loaded';
import { Meter } from '../../components/Meter';
import { InlineProblem, PageLoading } from '../../components/PageStates';
import { isLarge } from '../volumes/is-large';
import { t } from '../../i18n';

interface Props {
  readonly volumes: Loaded<VolumesView>;
  readonly now: number;
}

const List = ({ volumes, now }: { volumes: readonly VolumeView[]; now: number }) => {
  if (volumes.length === 0) return <p className="pj-note">{t('home:volumes.empty')}</p>;
  const largest = Math.max(1, ...volumes.map(volume => volume.sizeBytes ?? 0));
  return (
    <ul className="pj-volume-list">
      {volumes.map(volume => {
        const { name, description, sizeBytes, measuredAt, warnBytes } = volume;
        const large = isLarge(volume);
        const size = sizeBytes === null ? t('home:volumes.unmeasured') : formatBytes(sizeBytes);
        return (
          <li key={name} title={description}>
            <span className="pj-volume-name">{name}</span>
            <span
              className="pj-number"
              title={
                measuredAt === null
                  ? undefined
                  : t('home:volumes.measured', { ago: formatAgo(measuredAt, now) })
              }
            >
              {size}
            </span>
            <Meter
              value={sizeBytes ?? 0}
              max={largest}
              label={name}
              text={size}
              tone={large ? 'warn' : 'plain'}
            />
            {large && warnBytes !== null && (
              <span className="pj-volume-large">
                {t('home:volumes.large', { limit: formatBytes(warnBytes) })}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** The user's volumes with their sizes. */
export const VolumesCard = ({ volumes, now }: Props) => (
  <section className="pj-card">
    <h2>
      <Icon name="disk" /> {t('home:volumes.title')}
    </h2>
    {volumes.kind === 'loading' && <PageLoading rows={2} />}
    {volumes.kind === 'problem' && (
      <InlineProblem problem={volumes.problem} retry={volumes.retry} />
    )}
    {volumes.kind === 'ready' && <List volumes={volumes.data.volumes} now={now} />}
    <div className="pj-card-foot">
      <Link to="/volumes">{t('home:volumes.manage')}</Link>
    </div>
  </section>
);
