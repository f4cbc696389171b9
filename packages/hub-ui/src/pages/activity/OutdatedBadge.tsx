import Tooltip from 'react-bootstrap/Tooltip';
import { InfoTooltip } from '../../components/InfoTooltip';
import { t } from '../../i18n';

/** Marks a lab that only a fresh container brings up to date; why shows on hover and focus. */
export const OutdatedBadge = () => (
  <InfoTooltip
    className="pj-outdated"
    overlay={id => <Tooltip id={id}>{t('activity:rulesOutdatedTitle')}</Tooltip>}
  >
    {t('activity:settingsOutdated')}
  </InfoTooltip>
);
