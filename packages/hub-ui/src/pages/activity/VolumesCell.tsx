import type { ReactNode } from 'react';
import Popover from 'react-bootstrap/Popover';
import { formatBytes } from '../../format/bytes';
import { InfoTooltip } from '../../components/InfoTooltip';
import { t } from '../../i18n';
import { formatList } from '../../format/list';

interface Props {
  readonly user: string;
  readonly bytes: number;
  /** Names of volumes that reached the size to warn of. */
  readonly large: readonly string[];
  /** How old the figure is, as text. */
  readonly measured: string | null;
  /** The volumes one by one; asked for only when a user wants to know. */
  readonly renderVolumes: (user: string) => ReactNode;
}

/** The size of all volumes; each of them shows on hover and on focus, and Escape hides them. */
export const VolumesCell = ({ user, bytes, large, measured, renderVolumes }: Props) => (
  <InfoTooltip
    className="pj-volumes-figure pj-number"
    label={[formatBytes(bytes), large.length > 0 ? t('activity:large') : null, measured]
      .filter(Boolean)
      .join(', ')}
    overlay={(id, shown) => (
      <Popover id={id} className="pj-volumes-of">
        <Popover.Body>
          <strong>{t('activity:volumesOf', { user })}</strong>
          {shown && renderVolumes(user)}
          {large.length > 0 && (
            <p className="mt-2 mb-0">{t('activity:largeVolumes', { names: formatList(large) })}</p>
          )}
        </Popover.Body>
      </Popover>
    )}
  >
    {formatBytes(bytes)}
    {large.length > 0 && <span className="pj-note pj-large">{t('activity:large')}</span>}
  </InfoTooltip>
);
