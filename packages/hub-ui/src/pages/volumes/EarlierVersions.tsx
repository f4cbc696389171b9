import type { VolumeView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { formatBytes } from '../../format/bytes';
import { formatAgo, formatDateTime } from '../../format/instant';
import { Icon } from '../../components/Icon';
import { strings } from './strings';

interface Props {
  readonly volume: VolumeView;
  readonly now: number;
  readonly canChange: boolean;
  readonly onRestore: (generation: number) => void;
}

const t = strings.earlier;

/** What a volume held before its resets, for as long as it can be brought back. */
export const EarlierVersions = ({ volume, now, canChange, onRestore }: Props) => (
  <details className="pj-earlier">
    <summary>{t.title(volume.recoverable.length)}</summary>
    <ul>
      {volume.recoverable.map(({ generation, retiredAt, expiresAt, sizeBytes }) => {
        const retired = formatAgo(retiredAt, now);
        return (
          <li key={generation}>
            <span>
              <span title={formatDateTime(retiredAt)}>{t.line(retired)}</span>
              {sizeBytes !== null && <span className="pj-number"> · {formatBytes(sizeBytes)}</span>}
              <span className="pj-note"> · {t.expires(formatDateTime(expiresAt))}</span>
            </span>
            <Button
              size="sm"
              variant="outline-secondary"
              aria-label={t.restoreLabel(volume.name, retired)}
              disabled={!canChange}
              onClick={() => {
                onRestore(generation);
              }}
            >
              <Icon name="undo" size={14} /> {t.restore}
            </Button>
          </li>
        );
      })}
    </ul>
  </details>
);
