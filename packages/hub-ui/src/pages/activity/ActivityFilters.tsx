import Form from 'react-bootstrap/Form';
import { pageSizes, statuses, type Search } from './search';
import { t } from '../../i18n';

interface Props {
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
}

/** Beside the statuses: whose rules have changed meanwhile. */
const OUTDATED = 'outdated';

/** Status and rows per page. */
export const ActivityFilters = ({ search, onSearch }: Props) => (
  <>
    <Form.Select
      aria-label={t('activity:filter.status')}
      value={search.outdated ? OUTDATED : (search.status ?? '')}
      onChange={event => {
        const status = statuses.find(name => name === event.target.value) ?? null;
        onSearch({ ...search, status, outdated: event.target.value === OUTDATED });
      }}
    >
      <option value="">{t('activity:filter.any')}</option>
      {statuses.map(status => (
        <option key={status} value={status}>
          {t(`activity:status.${status}`)}
        </option>
      ))}
      <option value={OUTDATED}>{t('activity:filter.rules')}</option>
    </Form.Select>
    <Form.Select
      aria-label={t('activity:page.size')}
      value={search.limit}
      onChange={event => {
        onSearch({ ...search, limit: Number(event.target.value) });
      }}
    >
      {pageSizes.map(size => (
        <option key={size} value={size}>
          {t('activity:page.rows', { count: size })}
        </option>
      ))}
    </Form.Select>
  </>
);
