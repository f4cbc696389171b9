import { useState } from 'react';
import Form from 'react-bootstrap/Form';
import { formatHours } from '../../format/duration';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { AffectedList } from './AffectedList';
import { applicableTo, type BulkAction, type Selected, type Selection } from './selection';
import { t } from '../../i18n';

/** Something to be done about many servers, as it was confirmed. */
export interface BulkRequest {
  readonly action: Exclude<BulkAction, 'notify'>;
  readonly rows: readonly Selected[];
  /** For `extend` only. */
  readonly hours: number;
}

interface Props {
  readonly action: BulkRequest['action'];
  readonly selection: Selection;
  readonly onConfirm: (order: BulkRequest) => void;
  readonly onCancel: () => void;
}

const EXTENSIONS = [1, 2, 4, 8, 24] as const;

/** Asks before something is done about many, and names them. */
export const BulkDialog = ({ action, selection, onConfirm, onCancel }: Props) => {
  // Who is named here is who it happens to, although the list goes on changing behind.
  const [rows] = useState(() => applicableTo(selection, action));
  const [hours, setHours] = useState(1);
  const left = selection.size - rows.length;
  return (
    <ConfirmDialog
      title={t(`activity:bulk.title.${action}`, { count: rows.length })}
      confirmLabel={t(`activity:bulk.confirm.${action}`)}
      variant={action === 'extend' ? 'primary' : 'danger'}
      onCancel={onCancel}
      onConfirm={() => {
        onConfirm({ action, rows, hours });
      }}
    >
      <p>{t(`activity:bulk.text.${action}`)}</p>
      {action === 'extend' && (
        <Form.Select
          className="mb-3"
          aria-label={t('activity:bulk.hours')}
          value={hours}
          onChange={event => {
            setHours(Number(event.target.value));
          }}
        >
          {EXTENSIONS.map(choice => (
            <option key={choice} value={choice}>
              {formatHours(choice)}
            </option>
          ))}
        </Form.Select>
      )}
      <AffectedList servers={rows} />
      {left > 0 && <p className="pj-note mb-0">{t('activity:bulk.leftOut', { count: left })}</p>}
    </ConfirmDialog>
  );
};
