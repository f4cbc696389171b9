import type { ServerView } from '@perijove/contracts';
import Form from 'react-bootstrap/Form';
import { formatElapsed } from '../../format/duration';
import { Icon } from '../../components/Icon';
import { startPercent, stepsOf } from './stage';
import { t } from '../../i18n';

interface Props {
  readonly server: ServerView;
  readonly now: number;
  readonly openWhenReady: boolean;
  readonly onOpenWhenReady: (open: boolean) => void;
}

/** A start under way: the steps, the bar, the texts of the newest step, the time so far. */
export const StartProgress = ({ server, now, openWhenReady, onOpenWhenReady }: Props) => {
  const percent = Math.round(startPercent(server));
  const newest = server.progress.at(-1);
  const began = server.progress[0]?.at;
  return (
    <div className="pj-start">
      <ol className="pj-steps">
        {stepsOf(server.phase).map(({ phase, state }, index) => (
          <li
            key={phase}
            className={`pj-step pj-step-${state}`}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <span className="pj-step-mark" aria-hidden="true">
              {state === 'done' ? <Icon name="check" size={12} /> : index + 1}
            </span>
            <span>
              {t(`home:progress.steps.${phase}`)}
              <span className="visually-hidden"> ({t(`home:progress.stepState.${state}`)})</span>
            </span>
          </li>
        ))}
      </ol>
      <div
        className="pj-bar-progress"
        role="progressbar"
        aria-label={t('home:progress.label')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <p className="pj-start-line">
        <span>{newest?.message ?? t('home:progress.begins')}</span>
        {began !== undefined && (
          <span className="pj-number">
            {t('home:progress.elapsed', { elapsed: formatElapsed(now - Date.parse(began)) })}
          </span>
        )}
      </p>
      <Form.Check
        type="switch"
        role="switch"
        id="pj-open-when-ready"
        label={t('home:actions.openWhenReady')}
        checked={openWhenReady}
        onChange={event => {
          onOpenWhenReady(event.target.checked);
        }}
      />
    </div>
  );
};
