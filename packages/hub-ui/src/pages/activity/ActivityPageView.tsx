import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { PageHeader } from '../../components/PageHeader';
import { ListPage } from '../../components/ListPage';
import { PageProblem } from '../../components/PageStates';
import { ColumnChooser } from './ColumnChooser';
import { useHiddenColumns } from './columns';
import { ActivityFilters } from './ActivityFilters';
import type { ActivityPageViewProps } from './page-props';
import { ActivityRows } from './ActivityRows';
import { SamplingNote } from './SamplingNote';
import { LowResourcesBanner } from './LowResourcesBanner';
import { strings } from './strings';
import { SummaryTiles } from './SummaryTiles';

/** The view of the activity page. */
export const ActivityPageView = (props: ActivityPageViewProps) => {
  const { page, search, onSearch } = props;
  const [clearing, setClearing] = useState(false);
  const [hidden, toggle] = useHiddenColumns();
  if (page.kind === 'problem') {
    return (
      <>
        <PageHeader title={strings.title} />
        <PageProblem problem={page.problem} retry={page.retry} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={strings.title} lead={strings.lead}>
        <div className="d-flex gap-2">
          <a className="btn btn-sm btn-outline-secondary" href={props.exportHref} download>
            {strings.exportCsv}
          </a>
          {props.administer && (
            <Button
              size="sm"
              variant="outline-secondary"
              onClick={() => {
                setClearing(true);
              }}
            >
              {strings.reset.button}
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
        strings={strings}
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
          title={strings.reset.title}
          confirmLabel={strings.reset.confirm}
          variant="danger"
          onCancel={() => {
            setClearing(false);
          }}
          onConfirm={() => {
            setClearing(false);
            props.onClearSamples();
          }}
        >
          <p className="mb-0">{strings.reset.text}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
