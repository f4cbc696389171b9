import Button from 'react-bootstrap/Button';
import { BulkBar } from '../../components/BulkBar';
import { applicableTo, type BulkAction, type Selection } from './selection';
import { strings } from './strings';

interface Props {
  readonly selection: Selection;
  readonly canNotify: boolean;
  readonly onAction: (action: BulkAction) => void;
  readonly onClear: () => void;
}

const t = strings.bulk;
const toServers = [
  'extend',
  'restart',
  'recreate',
  'stop',
] as const satisfies readonly BulkAction[];

/** What can be done about the selected rows. */
export const ActivityBulkBar = ({ selection, canNotify, onAction, onClear }: Props) => (
  <BulkBar text={t.selected(selection.size)}>
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
        {t.button[action]}
      </Button>
    ))}
    <Button size="sm" variant="link" onClick={onClear}>
      {t.clear}
    </Button>
  </BulkBar>
);
