import type { ActivityPage, ActivityRow } from '@perijove/contracts';
import { useState, type ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import { ConfirmDialog } from '../../parts/ConfirmDialog';
import type { Loaded } from '../../parts/loaded';
import { PageHeader } from '../../parts/PageHeader';
import { CalmMessage, PageLoading, PageProblem } from '../../parts/PageStates';
import { ColumnChooser } from './ColumnChooser';
import { useHiddenColumns } from './columns';
import { Filters } from './Filters';
import { Pager, type Paging } from './Pager';
import { Rows } from './Rows';
import { SamplingNote } from './SamplingNote';
import type { Search } from './search';
import { Shortages } from './Shortages';
import { strings } from './strings';
import { Tiles } from './Tiles';
import type { Commands } from './use-row-commands';

/** Everything that the activity page shows. */
export interface ActivityPageViewProps {
  readonly page: Loaded<ActivityPage>;
  readonly search: Search;
  readonly paging: Paging;
  readonly outdated: boolean;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly hubUrl: string;
  /** Characters of a notification. */
  readonly maxLength: number;
  readonly onSearch: (search: Search) => void;
  readonly commands: Commands;
  /** Where the list is to be had as a file. */
  readonly exportHref: string;
  readonly onClearSamples: () => void;
  /** Opens the details of a person. Must stay the same, or every row is drawn again. */
  readonly onPerson: (row: Pick<ActivityRow, 'user' | 'server'>) => void;
  /** The volumes of a person one by one. Must stay the same as well. */
  readonly volumesOf: (user: string) => ReactNode;
}

/** The picture of the activity page. */
export const ActivityPageView = (props: ActivityPageViewProps) => {
  const { page, search, onSearch } = props;
  const [clearing, setClearing] = useState(false);
  const [clears, setClears] = useState(0);
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
      <Filters search={search} clears={clears} onSearch={onSearch}>
        <ColumnChooser hidden={hidden} onToggle={toggle} />
      </Filters>
      {page.kind === 'loading' ? (
        <PageLoading rows={8} />
      ) : (
        <>
          {page.data.items.length === 0 ? (
            <NobodyHere
              filtered={search.text !== '' || search.status !== null}
              onClear={() => {
                setClears(clears + 1);
                onSearch({ ...search, text: '', status: null });
              }}
            />
          ) : (
            <>
              <Rows {...props} page={page.data} hidden={hidden} />
              <Pager paging={props.paging} count={page.data.items.length} total={page.data.total} />
            </>
          )}
          <SamplingNote summary={page.data.summary} now={props.now} />
        </>
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
          <p className="mb-0">{strings.reset.text}</p>
        </ConfirmDialog>
      )}
    </>
  );
};

interface NobodyProps {
  readonly filtered: boolean;
  readonly onClear: () => void;
}

const NobodyHere = ({ filtered, onClear }: NobodyProps) =>
  filtered ? (
    <CalmMessage title={strings.noMatch.title} text={strings.noMatch.text}>
      <Button variant="outline-secondary" onClick={onClear}>
        {strings.noMatch.clear}
      </Button>
    </CalmMessage>
  ) : (
    <CalmMessage title={strings.empty.title} text={strings.empty.text} />
  );
