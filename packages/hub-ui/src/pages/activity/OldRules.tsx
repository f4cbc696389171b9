import { useId, useState } from 'react';
import OverlayTrigger from 'react-bootstrap/OverlayTrigger';
import Tooltip from 'react-bootstrap/Tooltip';
import { strings } from './strings';

/** Marks a lab that only a fresh container brings up to date; why shows on hover and focus. */
export const OldRules = () => {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <OverlayTrigger
      placement="auto"
      trigger={['hover', 'focus']}
      show={shown}
      onToggle={setShown}
      overlay={<Tooltip id={id}>{strings.rulesOutdatedTitle}</Tooltip>}
    >
      <button
        type="button"
        className="pj-old-rules"
        aria-describedby={shown ? id : undefined}
        onKeyDown={event => {
          if (event.key === 'Escape') setShown(false);
        }}
      >
        {strings.rulesOutdated}
      </button>
    </OverlayTrigger>
  );
};
