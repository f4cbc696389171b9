import Button from 'react-bootstrap/Button';
import { BulkBar } from '../../components/BulkBar';
import { applicableTo, type BulkAction, type Selection } from './selection';
import { t } from '../../i18n';

interface Props {
  readonly selection: Selection;
  readonly canNotify: boolean;
  readonly onAction: (action: BulkAction) => void;
  readonly onClear: () => void;
}
const toServers = [
  'extend',
  'restart',
  'recreate',
  'stop',
] as const satisfies readonly BulkAction[];

/** What can be done about the selected rows. */
export const ActivityBulkBar = ({ selection, canNotify, onAction, onClear }: Props) => (
  <BulkBar text={t('activity:bulk.selected', { count: selection.size })}>
    {[...toServers, ...(canNotify ? (['notify'] as const) : [])].map(action => (
      <Button
        key={action}
        size="sm"
        variant="outline-secondary"
        disabled={applicableTo(selection, action).length === 0}
        onClick={() => {
          onAction(action);
        }}
      >
        {t(`activity:bulk.button.${action}`)}
      </Button>
    ))}
    <Button size="sm" variant="link" onClick={onClear}>
      {t('activity:bulk.clear')}
    </Button>
  </BulkBar>
);
