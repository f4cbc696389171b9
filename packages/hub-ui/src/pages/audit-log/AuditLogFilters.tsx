import Form from 'react-bootstrap/Form';
import { FilterForm } from '../../components/FilterForm';
import Button from 'react-bootstrap/Button';
import { actionText } from './format-event';
import type { AuditLogSearch } from './search';
import { t } from '../../i18n';

interface Props {
  readonly search: AuditLogSearch;
  readonly actions: readonly string[];
  readonly exportHref: string;
  readonly onSearch: (search: AuditLogSearch) => void;
}

/** In the order of what is read. */
const byText = (actions: readonly string[]): readonly string[] =>
  [...actions].sort((one, other) => actionText(one).localeCompare(actionText(other)));

const empty: AuditLogSearch = {
  search: '',
  actor: '',
  action: '',
  subject: '',
  result: '',
  from: '',
  until: '',
};

/** Narrows the list down. */
export const AuditLogFilters = ({ search, actions, exportHref, onSearch }: Props) => {
  const field = (name: 'search' | 'actor' | 'subject', label: string) => (
    <Form.Control
      type={name === 'search' ? 'search' : 'text'}
      aria-label={label}
      title={label}
      placeholder={label}
      className={name === 'search' ? 'pj-settings-search' : 'pj-audit-log-field'}
      value={search[name]}
      onChange={event => {
        onSearch({ ...search, [name]: event.target.value });
      }}
    />
  );
  const moment = (name: 'from' | 'until', label: string) => (
    <label className="pj-audit-log-moment">
      {label}
      <Form.Control
        type="datetime-local"
        className="pj-audit-log-field"
        value={search[name]}
        onChange={event => {
          onSearch({ ...search, [name]: event.target.value });
        }}
      />
    </label>
  );
  return (
    <FilterForm>
      {field('search', t('audit-log:search'))}
      {field('actor', t('audit-log:actor'))}
      {field('subject', t('audit-log:subject'))}
      <Form.Select
        aria-label={t('audit-log:action')}
        value={search.action}
        onChange={event => {
          onSearch({ ...search, action: event.target.value });
        }}
      >
        <option value="">{t('audit-log:anyAction')}</option>
        {byText(actions).map(action => (
          <option key={action} value={action}>
            {actionText(action)}
          </option>
        ))}
      </Form.Select>
      <Form.Select
        aria-label={t('audit-log:resultFilter')}
        value={search.result}
        onChange={event => {
          const { value } = event.target;
          const result = (['ok', 'failed', 'refused'] as const).find(one => one === value) ?? '';
          onSearch({ ...search, result });
        }}
      >
        <option value="">{t('audit-log:anyResult')}</option>
        {(['ok', 'failed', 'refused'] as const).map(result => (
          <option key={result} value={result}>
            {t(`audit-log:result.${result}`)}
          </option>
        ))}
      </Form.Select>
      {moment('from', t('audit-log:from'))}
      {moment('until', t('audit-log:until'))}
      <span className="d-flex gap-2 ms-md-auto">
        <Button
          variant="outline-secondary"
          onClick={() => {
            onSearch(empty);
          }}
        >
          {t('audit-log:clear')}
        </Button>
        <a className="btn btn-outline-secondary" href={exportHref} download>
          {t('audit-log:export')}
        </a>
      </span>
    </FilterForm>
  );
};
