import Dropdown from 'react-bootstrap/Dropdown';
import Form from 'react-bootstrap/Form';
import { columns } from './columns';
import { strings, type SortColumn } from './strings';

interface Props {
  readonly hidden: readonly SortColumn[];
  readonly onToggle: (column: SortColumn) => void;
}

/** Chooses the columns of the table. Boxes in a menu: it stays open for several. */
export const ColumnChooser = ({ hidden, onToggle }: Props) => (
  <Dropdown autoClose="outside" align="end">
    <Dropdown.Toggle variant="outline-secondary">{strings.chooseColumns}</Dropdown.Toggle>
    <Dropdown.Menu className="pj-columns" role="group" aria-label={strings.chooseColumns}>
      {columns
        .filter(column => column !== 'user')
        .map(column => (
          <Form.Check
            key={column}
            id={`pj-column-${column}`}
            label={strings.columns[column]}
            checked={!hidden.includes(column)}
            onChange={() => {
              onToggle(column);
            }}
          />
        ))}
    </Dropdown.Menu>
  </Dropdown>
);
