import { useId } from 'react';
import Form from 'react-bootstrap/Form';
import type { UserList } from './use-user-list';
import { t } from '../../../i18n';
const LONGEST_EXAMPLE = 24;

const shortened = (text: string): string =>
  text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text;

/** What a column is called, and one thing that stands in it. */
const titleOf = ({ table, columns }: UserList, column: number): string => {
  const title = columns.titles[column] ?? t('users:list.column', { number: column + 1 });
  const rows = columns.headings ? table.rows.slice(1) : table.rows;
  const example = rows.find(row => (row[column] ?? '') !== '')?.[column];
  return example === undefined
    ? title
    : t('users:list.example', { title, example: shortened(example) });
};

/** Which columns of a table names and groups come from. */
export const ListOptions = ({ list }: { readonly list: UserList }) => {
  const id = useId();
  const { table, columns, choice, addresses, choose } = list;
  const all = Array.from({ length: table.width }, (_, column) => column);
  const option = (column: number) => (
    <option key={column} value={column}>
      {titleOf(list, column)}
    </option>
  );
  return (
    <fieldset className="pj-list-options">
      <legend className="visually-hidden">{t('users:list.columns')}</legend>
      {table.width > 1 && (
        <div className="pj-list-columns">
          <Form.Group controlId={`${id}-names`}>
            <Form.Label>{t('users:list.names')}</Form.Label>
            <Form.Select
              value={choice.names}
              onChange={event => {
                choose({ names: Number(event.target.value) });
              }}
            >
              {all.map(option)}
            </Form.Select>
          </Form.Group>
          <Form.Group controlId={`${id}-groups`}>
            <Form.Label>{t('users:list.groups')}</Form.Label>
            <Form.Select
              value={choice.groups ?? ''}
              onChange={event => {
                const { value } = event.target;
                choose({ groups: value === '' ? null : Number(value) });
              }}
            >
              <option value="">{t('users:list.noGroups')}</option>
              {/* What looks like groups stands first. */}
              {[...columns.groups, ...all.filter(one => !columns.groups.includes(one))].map(option)}
            </Form.Select>
          </Form.Group>
        </div>
      )}
      {table.kind !== 'addresses' && (table.width > 1 || columns.headings) && (
        <Form.Check
          id={`${id}-headings`}
          label={t('users:list.headings')}
          checked={columns.headings}
          onChange={event => {
            choose({ headings: event.target.checked });
          }}
        />
      )}
      {addresses && (
        <Form.Check
          id={`${id}-before`}
          label={t('users:list.beforeAt')}
          checked={choice.beforeAt}
          onChange={event => {
            choose({ beforeAt: event.target.checked });
          }}
        />
      )}
    </fieldset>
  );
};
