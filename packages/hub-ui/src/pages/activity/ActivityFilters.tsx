import type { ActivityStatus } from '@perijove/contracts';
import Form from 'react-bootstrap/Form';
import { pageSizes, type Search } from './search';
import { strings } from './strings';

interface Props {
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
}

/** Beside the statuses: whose rules have changed meanwhile. */
const OUTDATED = 'outdated';
const statuses = Object.keys(strings.status) as readonly ActivityStatus[];

/** Status and rows per page. */
export const ActivityFilters = ({ search, onSearch }: Props) => (
  <>
    <Form.Select
      aria-label={strings.filter.status}
      value={search.outdated ? OUTDATED : (search.status ?? '')}
      onChange={event => {
        const status = statuses.find(name => name === event.target.value) ?? null;
        onSearch({ ...search, status, outdated: event.target.value === OUTDATED });
      }}
    >
      <option value="">{strings.filter.any}</option>
      {statuses.map(status => (
        <option key={status} value={status}>
          {strings.status[status]}
        </option>
      ))}
      <option value={OUTDATED}>{strings.filter.rules}</option>
    </Form.Select>
    <Form.Select
      aria-label={strings.page.size}
      value={search.limit}
      onChange={event => {
        onSearch({ ...search, limit: Number(event.target.value) });
      }}
    >
      {pageSizes.map(size => (
        <option key={size} value={size}>
          {size} {strings.page.size.toLowerCase()}
        </option>
      ))}
    </Form.Select>
  </>
);
