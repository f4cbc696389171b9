import type { TrashEntry, TrashPage } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { formatBytes } from '../../../format/bytes';
import { BulkBar } from '../../../components/BulkBar';
import type { Loaded } from '../../../components/loaded';
import { EmptyState, PageLoading, PageProblem } from '../../../components/PageStates';
import { SearchBox } from '../../../components/SearchBox';
import { Pager, type Paging } from '../../../components/Pager';
import { TrashDialogs, type OpenDialog } from './TrashDialogs';
import { TrashTable, type TrashSort } from './TrashTable';
import type { Sorting } from '../../../components/SortHeading';
import { strings } from './strings';

/** Why something is in the trash. */
export type TrashKind = TrashEntry['kind'];

/** Everything that the trash shows. */
export interface TrashTabViewProps {
  readonly trash: Loaded<TrashPage>;
  readonly text: string;
  readonly kind: TrashKind | null;
  readonly sorting: Sorting<TrashSort>;
  readonly paging: Paging;
  readonly stale: boolean;
  readonly busy: boolean;
  readonly now: number;
  readonly onSearch: (search: { readonly text: string; readonly kind: TrashKind | null }) => void;
  readonly onSort: (sorting: Sorting<TrashSort>) => void;
  readonly onRestore: (entries: readonly TrashEntry[]) => void;
  readonly onPurge: (entries: readonly TrashEntry[]) => void;
}

const t = strings.trash;
const kinds = ['reset', 'account'] as const satisfies readonly TrashKind[];

/** The view of the trash. */
export const TrashTabView = (props: TrashTabViewProps) => {
  const { trash, text, kind, onSearch } = props;
  const [clears, setClears] = useState(0);
  if (trash.kind === 'problem') return <PageProblem problem={trash.problem} retry={trash.retry} />;
  const searching = text !== '' || kind !== null;
  return (
    <>
      <form
        className="pj-filters"
        role="search"
        onSubmit={event => {
          event.preventDefault();
        }}
      >
        <SearchBox
          key={clears}
          text={text}
          label={t.search}
          onChange={next => {
            onSearch({ text: next, kind });
          }}
        />
        <Form.Select
          aria-label={t.kind}
          value={kind ?? ''}
          onChange={event => {
            const next = kinds.find(name => name === event.target.value) ?? null;
            onSearch({ text, kind: next });
          }}
        >
          <option value="">{t.kinds.any}</option>
          {kinds.map(name => (
            <option key={name} value={name}>
              {t.kinds[name]}
            </option>
          ))}
        </Form.Select>
        {trash.kind === 'ready' && trash.data.trash.entries > 0 && (
          <span className="pj-note pj-number pj-trash-total" role="status">
            {t.total(
              trash.data.trash.entries,
              formatBytes(trash.data.trash.sizeBytes),
              trash.data.trash.unmeasured,
            )}
          </span>
        )}
      </form>
      {trash.kind === 'loading' && <PageLoading rows={8} />}
      {trash.kind === 'ready' && trash.data.items.length === 0 && (
        <EmptyState
          title={searching ? t.noMatch.title : t.empty.title}
          text={searching ? t.noMatch.text : t.empty.text(trash.data.trash.retentionDays)}
        >
          {searching && (
            <Button
              variant="outline-secondary"
              onClick={() => {
                setClears(clears + 1);
                onSearch({ text: '', kind: null });
              }}
            >
              {t.noMatch.clear}
            </Button>
          )}
        </EmptyState>
      )}
      {trash.kind === 'ready' && trash.data.items.length > 0 && (
        <Entries {...props} page={trash.data} />
      )}
    </>
  );
};

const idOf = ({ user, volume, generation }: TrashEntry): string =>
  `${user}/${volume}/${generation}`;

const Entries = (props: TrashTabViewProps & { readonly page: TrashPage }) => {
  const { page, paging, busy, now, onRestore, onPurge } = props;
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  // What has left the page is not chosen any more.
  const selected = page.items.filter(entry => selectedIds.has(idOf(entry)));
  return (
    <>
      <TrashTable
        {...props}
        items={page.items}
        isSelected={entry => selectedIds.has(idOf(entry))}
        allSelected={selected.length === page.items.length}
        onSelect={(entries, on) => {
          const next = new Set(selectedIds);
          for (const entry of entries) {
            if (on) next.add(idOf(entry));
            else next.delete(idOf(entry));
          }
          setSelectedIds(next);
        }}
        onOpenDialog={setDialog}
      />
      <Pager paging={paging} count={page.items.length} total={page.total} />
      {selected.length > 0 && (
        <BulkBar text={t.selected(selected.length)}>
          <Button
            variant="outline-secondary"
            disabled={busy}
            onClick={() => {
              setDialog({ what: 'restore', entries: selected });
            }}
          >
            {t.restore}
          </Button>
          <Button
            variant="danger"
            disabled={busy}
            onClick={() => {
              setDialog({ what: 'purge', entries: selected });
            }}
          >
            {t.purge}
          </Button>
        </BulkBar>
      )}
      <TrashDialogs
        open={dialog}
        now={now}
        onClose={() => {
          setDialog(null);
        }}
        onConfirm={({ what, entries }) => {
          setDialog(null);
          setSelectedIds(new Set());
          if (what === 'restore') onRestore(entries);
          else onPurge(entries);
        }}
      />
    </>
  );
};
