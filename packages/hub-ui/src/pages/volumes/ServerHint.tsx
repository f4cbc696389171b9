import Button from 'react-bootstrap/Button';
import type { ServerState } from './actions';
import { strings } from './strings';

interface Props {
  readonly state: ServerState;
  readonly busy: boolean;
  readonly onStop: () => void;
}

/** Why volumes cannot be changed now, and what helps. */
export const ServerHint = ({ state, busy, onStop }: Props) => (
  <div role="status">
    {state === 'running' && (
      <div className="pj-hint">
        <span>{strings.running.text}</span>
        <Button size="sm" variant="outline-secondary" disabled={busy} onClick={onStop}>
          {strings.running.stop}
        </Button>
      </div>
    )}
    {state === 'moving' && <div className="pj-hint">{strings.moving}</div>}
  </div>
);
