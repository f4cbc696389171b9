import Dropdown from 'react-bootstrap/Dropdown';
import Form from 'react-bootstrap/Form';
import { columns, type SortColumn } from './columns';
import { t } from '../../i18n';

interface Props {
  readonly hidden: readonly SortColumn[];
  readonly onToggle: (column: SortColumn) => void;
}

/** Chooses the columns of the table. Boxes in a menu: it stays open for several. */
export const ColumnChooser = ({ hidden, onToggle }: Props) => (
  <Dropdown autoClose="outside" align="end">
    <Dropdown.Toggle variant="outline-secondary">{t('activity:chooseColumns')}</Dropdown.Toggle>
    <Dropdown.Menu className="pj-columns" role="group" aria-label={t('activity:chooseColumns')}>
      {columns
        .filter(column => column !== 'user')
        .map(column => (
          <Form.Check
            key={column}
            id={`pj-column-${column}`}
            label={t(`activity:columns.${column}`)}
            checked={!hidden.includes(column)}
            onChange={() => {
              onToggle(column);
            }}
          />
        ))}
    </Dropdown.Menu>
  </Dropdown>
);
