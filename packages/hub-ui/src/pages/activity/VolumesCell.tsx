import { useId, useState, type ReactNode } from 'react';
import OverlayTrigger from 'react-bootstrap/OverlayTrigger';
import Popover from 'react-bootstrap/Popover';
import { formatBytes } from '../../format/bytes';
import { strings } from './strings';

interface Props {
  readonly user: string;
  readonly bytes: number;
  /** Names of volumes that reached the size to warn of. */
  readonly large: readonly string[];
  /** How old the figure is, in words. */
  readonly measured: string | null;
  /** The volumes one by one; asked for only when somebody wants to know. */
  readonly volumesOf: (user: string) => ReactNode;
}

/** The size of all volumes; each of them shows on hover and on focus, and Escape hides them. */
export const VolumesCell = ({ user, bytes, large, measured, volumesOf }: Props) => {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <OverlayTrigger
      placement="auto"
      trigger={['hover', 'focus']}
      show={shown}
      onToggle={setShown}
      overlay={
        <Popover id={id} className="pj-volumes-of">
          <Popover.Body>
            <strong>{strings.volumesOf(user)}</strong>
            {shown && volumesOf(user)}
            {large.length > 0 && <p className="mt-2 mb-0">{strings.largeVolumes(large)}</p>}
          </Popover.Body>
        </Popover>
      }
    >
      <button
        type="button"
        className="pj-volumes-figure pj-number"
        aria-label={[formatBytes(bytes), large.length > 0 ? strings.large : null, measured]
          .filter(Boolean)
          .join(', ')}
        onKeyDown={event => {
          if (event.key === 'Escape') setShown(false);
        }}
      >
        {formatBytes(bytes)}
        {large.length > 0 && <span className="pj-note pj-large">{strings.large}</span>}
      </button>
    </OverlayTrigger>
  );
};
