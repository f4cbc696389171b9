import type { ActivityPage, ActivityRow } from '@perijove/contracts';
import { useMemo, useState } from 'react';
import Button from 'react-bootstrap/Button';
import { formatBytes } from '../../format/bytes';
import { ConfirmDialog } from '../../parts/ConfirmDialog';
import type { Loaded } from '../../parts/loaded';
import { PageHeader } from '../../parts/PageHeader';
import { CalmMessage, PageLoading, PageProblem } from '../../parts/PageStates';
import { ActivityTable } from './ActivityTable';
import { Filters } from './Filters';
import { Pager, type Paging } from './Pager';
import type { RowCommands, ServerRef } from './RowActions';
import type { Search } from './search';
import { Shortages } from './Shortages';
import { strings } from './strings';
import { Tiles } from './Tiles';

/** Everything that the activity page shows. */
export interface ActivityPageViewProps {
  readonly page: Loaded<ActivityPage>;
  readonly search: Search;
  readonly paging: Paging;
  readonly outdated: boolean;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly hubUrl: string;
  readonly onSearch: (search: Search) => void;
  readonly commands: RowCommands;
  /** Where the list is to be had as a file. */
  readonly exportHref: string;
  readonly onClearSamples: () => void;
  /** Opens the details of a person. Must stay the same, or every row is drawn again. */
  readonly onPerson: (row: ActivityRow) => void;
}

/** The picture of the activity page. */
export const ActivityPageView = (props: ActivityPageViewProps) => {
  const { page, search, onSearch } = props;
  const [clearing, setClearing] = useState(false);
  const [clears, setClears] = useState(0);
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
          <Button
            size="sm"
            variant="outline-secondary"
            onClick={() => {
              setClearing(true);
            }}
          >
            {strings.reset.button}
          </Button>
        </div>
      </PageHeader>
      {page.kind === 'ready' && (
        <>
          <Shortages host={page.data.summary.host} />
          <Tiles summary={page.data.summary} />
        </>
      )}
      <Filters search={search} clears={clears} onSearch={onSearch} />
      {page.kind === 'loading' ? (
        <PageLoading rows={8} />
      ) : (
        <Rows
          {...props}
          page={page.data}
          onClear={() => {
            setClears(clears + 1);
            onSearch({ ...search, text: '', status: null });
          }}
        />
      )}
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
          <p className="mb-0">
            {strings.reset.text}
            {page.kind === 'ready' &&
              ` ${strings.tiles.history(formatBytes(page.data.summary.historyBytes))}`}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
};

type RowsProps = Omit<ActivityPageViewProps, 'page'> & {
  readonly page: ActivityPage;
  readonly onClear: () => void;
};

const Rows = (props: RowsProps) => {
  const { page, search, paging, outdated, now, hubUrl, commands, onSearch, onPerson } = props;
  const [stopping, setStopping] = useState<ServerRef | null>(null);
  const { stop, extend } = commands;
  // Stable, so that rows which did not change are not drawn again.
  const rowCommands = useMemo(() => ({ stop: setStopping, extend }), [extend]);
  if (page.items.length === 0) {
    if (search.text === '' && search.status === null) {
      return <CalmMessage title={strings.empty.title} text={strings.empty.text} />;
    }
    return (
      <CalmMessage title={strings.noMatch.title} text={strings.noMatch.text}>
        <Button variant="outline-secondary" onClick={props.onClear}>
          {strings.noMatch.clear}
        </Button>
      </CalmMessage>
    );
  }
  return (
    <>
      <ActivityTable
        rows={page.items}
        search={search}
        now={now}
        hubUrl={hubUrl}
        outdated={outdated}
        commands={rowCommands}
        onSearch={onSearch}
        onPerson={onPerson}
      />
      <Pager paging={paging} count={page.items.length} total={page.total} />
      {stopping !== null && (
        <ConfirmDialog
          title={strings.stopConfirm.title(stopping.user)}
          confirmLabel={strings.stopConfirm.confirm}
          onCancel={() => {
            setStopping(null);
          }}
          onConfirm={() => {
            setStopping(null);
            stop(stopping);
          }}
        >
          <p className="mb-0">{strings.stopConfirm.text}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
