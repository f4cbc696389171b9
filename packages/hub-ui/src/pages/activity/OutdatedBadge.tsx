import Tooltip from 'react-bootstrap/Tooltip';
import { Explained } from '../../components/InfoTooltip';
import { strings } from './strings';

/** Marks a lab that only a fresh container brings up to date; why shows on hover and focus. */
export const OldRules = () => (
  <Explained
    looks="pj-old-rules"
    explanation={id => <Tooltip id={id}>{strings.rulesOutdatedTitle}</Tooltip>}
  >
    {strings.rulesOutdated}
  </Explained>
);
