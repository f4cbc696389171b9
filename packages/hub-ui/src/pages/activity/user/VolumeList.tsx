import type { VolumesView } from '@perijove/contracts';
import { formatBytes } from '../../../format/bytes';
import { formatAgo } from '../../../format/instant';
import { t } from '../../../i18n';

interface Props {
  readonly volumes: VolumesView['volumes'];
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
}

/** Each volume with its size, and how old that figure is. */
export const VolumeList = ({ volumes, now }: Props) =>
  volumes.length === 0 ? (
    <p className="pj-note mb-0">{t('activity:drawer.noVolumes')}</p>
  ) : (
    <ul className="pj-user-drawer-list">
      {volumes.map(({ name, sizeBytes, measuredAt }) => (
        <li key={name}>
          <span className="text-break">{name}</span>
          <span className="pj-number">
            {sizeBytes === null ? t('activity:drawer.notMeasured') : formatBytes(sizeBytes)}
            {measuredAt !== null && (
              <span className="pj-note">
                {' '}
                · {t('activity:drawer.measured', { ago: formatAgo(measuredAt, now) })}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
