import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import Button from 'react-bootstrap/Button';
import { useSearchParams } from 'react-router';
import { loadedOf } from '../../components/loaded';
import { PageHeader } from '../../components/PageHeader';
import { EmptyState, PageLoading, PageProblem } from '../../components/PageStates';
import { useServices } from '../../app/context';
import { AuditLogFilters } from './AuditLogFilters';
import { AuditLogTable } from './AuditLogTable';
import { exportPath, paramsOf, queryOf, searchOf } from './search';
import { t } from '../../i18n';

/** The service counts no further. */
const MOST_COUNTED = 10_000;

const shownText = (shown: number, total: number): string =>
  total > MOST_COUNTED
    ? t('audit-log:shownOfMany', { shown, total: MOST_COUNTED })
    : t('audit-log:shown', { shown, count: total });

/** The audit log. New lines appear while the page is open. */
export const AuditLogPage = () => {
  const { queries, basePath } = useServices();
  const [params, setParams] = useSearchParams();
  const search = searchOf(params);
  const query = useDeferredValue(JSON.stringify(queryOf(search)));
  const { data: choices } = useQuery(queries.auditLogFilters());
  const events = useInfiniteQuery(
    queries.auditLog(JSON.parse(query) as Readonly<Record<string, string>>),
  );
  const loaded = loadedOf(events);
  const days = choices?.retentionDays ?? 365;
  const lead = days === 0 ? t('audit-log:leadForever') : t('audit-log:lead', { count: days });
  const pages = loaded.kind === 'ready' ? loaded.data.pages : [];
  const items = pages.flatMap(page => page.items);
  return (
    <>
      <PageHeader title={t('audit-log:title')} lead={lead} />
      <AuditLogFilters
        search={search}
        actions={choices?.actions ?? []}
        exportHref={exportPath(basePath, search)}
        onSearch={next => {
          setParams(paramsOf(next), { replace: true });
        }}
      />
      {loaded.kind === 'loading' && <PageLoading rows={8} />}
      {loaded.kind === 'problem' && <PageProblem problem={loaded.problem} retry={loaded.retry} />}
      {loaded.kind === 'ready' && items.length === 0 && (
        <EmptyState title={t('audit-log:none.title')} text={t('audit-log:none.text')} />
      )}
      {items.length > 0 && (
        <div className="pj-card pj-settings-group">
          <AuditLogTable events={items} />
          <p className="pj-card-foot pj-note" role="status">
            {shownText(items.length, pages[0]?.total ?? items.length)}
          </p>
          {events.hasNextPage && (
            <Button
              variant="outline-secondary"
              disabled={events.isFetchingNextPage}
              onClick={() => void events.fetchNextPage()}
            >
              {t('audit-log:more')}
            </Button>
          )}
        </div>
      )}
    </>
  );
};
