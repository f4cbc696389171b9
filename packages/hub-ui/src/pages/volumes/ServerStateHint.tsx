import Button from 'react-bootstrap/Button';
import type { ServerState } from './volume-actions';
import { t } from '../../i18n';

interface Props {
  readonly owner: string | null;
  readonly state: ServerState;
  readonly busy: boolean;
  readonly onStop: () => void;
}

/** Why volumes cannot be changed now, and what helps. */
export const ServerStateHint = ({ owner, state, busy, onStop }: Props) => (
  <div role="status">
    {state === 'running' && (
      <div className="pj-hint">
        <span>{owner === null ? t('volumes:running.text') : t('volumes:ofUser.running')}</span>
        <Button size="sm" variant="outline-secondary" disabled={busy} onClick={onStop}>
          {t('volumes:running.stop')}
        </Button>
      </div>
    )}
    {state === 'moving' && (
      <div className="pj-hint">
        {owner === null ? t('volumes:moving') : t('volumes:ofUser.moving')}
      </div>
    )}
  </div>
);
