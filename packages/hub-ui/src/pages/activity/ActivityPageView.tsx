import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { PageHeader } from '../../components/PageHeader';
import { ListPage } from '../../components/ListPage';
import { listTexts } from '../../components/list-texts';
import { PageProblem } from '../../components/PageStates';
import { ColumnChooser } from './ColumnChooser';
import { useHiddenColumns } from './columns';
import { ActivityFilters } from './ActivityFilters';
import type { ActivityPageViewProps } from './page-props';
import { ActivityRows } from './ActivityRows';
import { SamplingNote } from './SamplingNote';
import { LowResourcesBanner } from './LowResourcesBanner';
import { SummaryTiles } from './SummaryTiles';
import { t } from '../../i18n';

/** The view of the activity page. */
export const ActivityPageView = (props: ActivityPageViewProps) => {
  const { page, search, onSearch } = props;
  const [clearing, setClearing] = useState(false);
  const [hidden, toggle] = useHiddenColumns();
  if (page.kind === 'problem') {
    return (
      <>
        <PageHeader title={t('activity:title')} />
        <PageProblem problem={page.problem} retry={page.retry} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('activity:title')} lead={t('activity:lead')}>
        <div className="d-flex gap-2">
          <a className="btn btn-sm btn-outline-secondary" href={props.exportHref} download>
            {t('activity:exportCsv')}
          </a>
          {props.administer && (
            <Button
              size="sm"
              variant="outline-secondary"
              onClick={() => {
                setClearing(true);
              }}
            >
              {t('activity:reset.button')}
            </Button>
          )}
        </div>
      </PageHeader>
      {page.kind === 'ready' && (
        <>
          <LowResourcesBanner host={page.data.summary.host} />
          <SummaryTiles summary={page.data.summary} />
        </>
      )}
      <ListPage
        list={page}
        texts={listTexts('activity:')}
        text={search.text}
        onText={text => {
          onSearch({ ...search, text });
        }}
        filtered={search.text !== '' || search.status !== null || search.outdated}
        onClear={() => {
          onSearch({ ...search, text: '', status: null, outdated: false });
        }}
        paging={props.paging}
        filters={
          <>
            <ActivityFilters search={search} onSearch={onSearch} />
            <ColumnChooser hidden={hidden} onToggle={toggle} />
          </>
        }
      >
        {(data, pager) => (
          <>
            <ActivityRows {...props} page={data} hidden={hidden} />
            {pager}
          </>
        )}
      </ListPage>
      {page.kind === 'ready' && <SamplingNote summary={page.data.summary} now={props.now} />}
      {clearing && (
        <ConfirmDialog
          title={t('activity:reset.title')}
          confirmLabel={t('activity:reset.confirm')}
          variant="danger"
          onCancel={() => {
            setClearing(false);
          }}
          onConfirm={() => {
            setClearing(false);
            props.onClearSamples();
          }}
        >
          <p className="mb-0">{t('activity:reset.text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
