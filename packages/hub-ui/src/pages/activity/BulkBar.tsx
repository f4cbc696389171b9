import Button from 'react-bootstrap/Button';
import { concerned, type BulkAction, type Selection } from './selection';
import { strings } from './strings';

interface Props {
  readonly selection: Selection;
  readonly onAction: (action: BulkAction) => void;
  readonly onClear: () => void;
}

const words = strings.bulk;
const actions = ['extend', 'restart', 'stop', 'notify'] as const satisfies readonly BulkAction[];

/** What can be done about the selected rows. */
export const BulkBar = ({ selection, onAction, onClear }: Props) => (
  <div className="pj-card pj-bulk" role="toolbar" aria-label={words.label}>
    <span className="pj-number" role="status">
      {words.selected(selection.size)}
    </span>
    {actions.map(action => (
      <Button
        key={action}
        size="sm"
        variant="outline-secondary"
        disabled={concerned(selection, action).length === 0}
        onClick={() => {
          onAction(action);
        }}
      >
        {words.button[action]}
      </Button>
    ))}
    <Button size="sm" variant="link" onClick={onClear}>
      {words.clear}
    </Button>
  </div>
);
