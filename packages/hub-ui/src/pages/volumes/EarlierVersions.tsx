import type { VolumeView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { formatBytes } from '../../format/bytes';
import { formatAgo, formatDateTime } from '../../format/instant';
import { Icon } from '../../components/Icon';
import { t } from '../../i18n';

interface Props {
  readonly volume: VolumeView;
  readonly now: number;
  readonly canChange: boolean;
  readonly onRestore: (generation: number) => void;
}

/** What a volume held before its resets, for as long as it can be brought back. */
export const EarlierVersions = ({ volume, now, canChange, onRestore }: Props) => (
  <details className="pj-earlier">
    <summary>{t('volumes:earlier.title', { count: volume.recoverable.length })}</summary>
    <ul>
      {volume.recoverable.map(({ generation, retiredAt, expiresAt, sizeBytes }) => {
        const retired = formatAgo(retiredAt, now);
        return (
          <li key={generation}>
            <span>
              <span title={formatDateTime(retiredAt)}>
                {t('volumes:earlier.line', { retired })}
              </span>
              {sizeBytes !== null && <span className="pj-number"> · {formatBytes(sizeBytes)}</span>}
              <span className="pj-note">
                {' '}
                · {t('volumes:earlier.expires', { when: formatDateTime(expiresAt) })}
              </span>
            </span>
            <Button
              size="sm"
              variant="outline-secondary"
              aria-label={t('volumes:earlier.restoreLabel', { name: volume.name, retired })}
              disabled={!canChange}
              onClick={() => {
                onRestore(generation);
              }}
            >
              <Icon name="undo" size={14} /> {t('volumes:earlier.restore')}
            </Button>
          </li>
        );
      })}
    </ul>
  </details>
);
