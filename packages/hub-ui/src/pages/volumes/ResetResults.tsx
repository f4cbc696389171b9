import type { ResetResult, VolumeView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { formatDateTime } from '../../format/instant';
import { Icon } from '../../components/Icon';
import { StatusMark } from '../../components/StatusMark';
import { undoTarget } from './undo';
import { t } from '../../i18n';

interface Props {
  readonly results: ResetResult['results'];
  readonly volumes: readonly VolumeView[];
  readonly canChange: boolean;
  readonly onUndo: (volume: string, generation: number) => void;
  readonly onClose: () => void;
}

/** How the last reset went, volume by volume, with the way back right beside it. */
export const ResetResults = ({ results, volumes, canChange, onUndo, onClose }: Props) => (
  <section className="pj-card pj-results" role="status" aria-label={t('volumes:results.title')}>
    <ul>
      {results.map(({ name, ok, message, recoverableUntil }) => {
        const volume = volumes.find(candidate => candidate.name === name);
        const target = volume === undefined ? null : undoTarget(volume);
        return (
          <li key={name}>
            <span>
              <StatusMark
                tone={ok ? 'ok' : 'bad'}
                label={
                  ok
                    ? t('volumes:results.done', { name })
                    : t('volumes:results.failed', {
                        name,
                        message: message ?? t('volumes:results.unknown'),
                      })
                }
              />
              {ok && recoverableUntil !== null && (
                <span className="pj-note">
                  {' '}
                  {t('volumes:results.until', { when: formatDateTime(recoverableUntil) })}
                </span>
              )}
            </span>
            {ok && target !== null && (
              <Button
                size="sm"
                variant="outline-primary"
                aria-label={t('volumes:results.undo', { name })}
                disabled={!canChange}
                onClick={() => {
                  onUndo(name, target.generation);
                }}
              >
                <Icon name="undo" size={14} /> {t('common:undo')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
    <button
      type="button"
      className="pj-notice-close"
      aria-label={t('common:dismissNotice')}
      onClick={onClose}
    >
      <Icon name="close" size={12} />
    </button>
  </section>
);
