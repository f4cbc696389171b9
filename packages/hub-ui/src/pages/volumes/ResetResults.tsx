import type { ResetResult, VolumeView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { formatDateTime } from '../../format/instant';
import { Icon } from '../../components/Icon';
import { StatusMark } from '../../components/StatusMark';
import { strings as shared } from '../../components/strings';
import { strings } from './strings';
import { undoTarget } from './undo';

interface Props {
  readonly results: ResetResult['results'];
  readonly volumes: readonly VolumeView[];
  readonly canChange: boolean;
  readonly onUndo: (volume: string, generation: number) => void;
  readonly onClose: () => void;
}

const t = strings.results;

/** How the last reset went, volume by volume, with the way back right beside it. */
export const ResetResults = ({ results, volumes, canChange, onUndo, onClose }: Props) => (
  <section className="pj-card pj-results" role="status" aria-label={t.title}>
    <ul>
      {results.map(({ name, ok, message, recoverableUntil }) => {
        const volume = volumes.find(candidate => candidate.name === name);
        const target = volume === undefined ? null : undoTarget(volume);
        return (
          <li key={name}>
            <span>
              <StatusMark
                tone={ok ? 'ok' : 'bad'}
                label={ok ? t.done(name) : t.failed(name, message ?? t.unknown)}
              />
              {ok && recoverableUntil !== null && (
                <span className="pj-note"> {t.until(formatDateTime(recoverableUntil))}</span>
              )}
            </span>
            {ok && target !== null && (
              <Button
                size="sm"
                variant="outline-primary"
                aria-label={t.undo(name)}
                disabled={!canChange}
                onClick={() => {
                  onUndo(name, target.generation);
                }}
              >
                <Icon name="undo" size={14} /> {shared.undo}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
    <button
      type="button"
      className="pj-notice-close"
      aria-label={shared.dismissNotice}
      onClick={onClose}
    >
      <Icon name="close" size={12} />
    </button>
  </section>
);
