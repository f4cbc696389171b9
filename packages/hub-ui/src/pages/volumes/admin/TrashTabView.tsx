import type { BinEntry, BinPage } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { formatBytes } from '../../../format/bytes';
import { BulkBar } from '../../../components/BulkBar';
import type { Loaded } from '../../../components/loaded';
import { CalmMessage, PageLoading, PageProblem } from '../../../components/PageStates';
import { SearchBox } from '../../../components/SearchBox';
import { Pager, type Paging } from '../../../components/Pager';
import { BinDialogs, type BinAsking } from './TrashDialogs';
import { BinTable, type BinSort } from './TrashTable';
import type { Sorting } from '../../../components/SortHeading';
import { strings } from './strings';

/** Why something is in the bin. */
export type BinKind = BinEntry['kind'];

/** Everything that the bin shows. */
export interface BinViewProps {
  readonly bin: Loaded<BinPage>;
  readonly text: string;
  readonly kind: BinKind | null;
  readonly sorting: Sorting<BinSort>;
  readonly paging: Paging;
  readonly outdated: boolean;
  readonly busy: boolean;
  readonly now: number;
  readonly onSearch: (search: { readonly text: string; readonly kind: BinKind | null }) => void;
  readonly onSort: (sorting: Sorting<BinSort>) => void;
  readonly onRestore: (entries: readonly BinEntry[]) => void;
  readonly onPurge: (entries: readonly BinEntry[]) => void;
}

const words = strings.bin;
const kinds = ['reset', 'account'] as const satisfies readonly BinKind[];

/** The picture of the bin. */
export const BinView = (props: BinViewProps) => {
  const { bin, text, kind, onSearch } = props;
  const [clears, setClears] = useState(0);
  if (bin.kind === 'problem') return <PageProblem problem={bin.problem} retry={bin.retry} />;
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
          label={words.search}
          onChange={next => {
            onSearch({ text: next, kind });
          }}
        />
        <Form.Select
          aria-label={words.kind}
          value={kind ?? ''}
          onChange={event => {
            const next = kinds.find(name => name === event.target.value) ?? null;
            onSearch({ text, kind: next });
          }}
        >
          <option value="">{words.kinds.any}</option>
          {kinds.map(name => (
            <option key={name} value={name}>
              {words.kinds[name]}
            </option>
          ))}
        </Form.Select>
        {bin.kind === 'ready' && bin.data.bin.entries > 0 && (
          <span className="pj-note pj-number pj-bin-total" role="status">
            {words.total(
              bin.data.bin.entries,
              formatBytes(bin.data.bin.sizeBytes),
              bin.data.bin.unmeasured,
            )}
          </span>
        )}
      </form>
      {bin.kind === 'loading' && <PageLoading rows={8} />}
      {bin.kind === 'ready' && bin.data.items.length === 0 && (
        <CalmMessage
          title={searching ? words.noMatch.title : words.empty.title}
          text={searching ? words.noMatch.text : words.empty.text(bin.data.bin.retentionDays)}
        >
          {searching && (
            <Button
              variant="outline-secondary"
              onClick={() => {
                setClears(clears + 1);
                onSearch({ text: '', kind: null });
              }}
            >
              {words.noMatch.clear}
            </Button>
          )}
        </CalmMessage>
      )}
      {bin.kind === 'ready' && bin.data.items.length > 0 && <Entries {...props} page={bin.data} />}
    </>
  );
};

const idOf = ({ user, volume, generation }: BinEntry): string => `${user}/${volume}/${generation}`;

const Entries = (props: BinViewProps & { readonly page: BinPage }) => {
  const { page, paging, busy, now, onRestore, onPurge } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<BinAsking | null>(null);
  // What has left the page is not chosen any more.
  const selected = page.items.filter(entry => chosen.has(idOf(entry)));
  return (
    <>
      <BinTable
        {...props}
        items={page.items}
        isSelected={entry => chosen.has(idOf(entry))}
        allSelected={selected.length === page.items.length}
        onSelect={(entries, on) => {
          const next = new Set(chosen);
          for (const entry of entries) {
            if (on) next.add(idOf(entry));
            else next.delete(idOf(entry));
          }
          setChosen(next);
        }}
        onAsk={setAsking}
      />
      <Pager paging={paging} count={page.items.length} total={page.total} />
      {selected.length > 0 && (
        <BulkBar text={words.selected(selected.length)}>
          <Button
            variant="outline-secondary"
            disabled={busy}
            onClick={() => {
              setAsking({ what: 'restore', entries: selected });
            }}
          >
            {words.restore}
          </Button>
          <Button
            variant="danger"
            disabled={busy}
            onClick={() => {
              setAsking({ what: 'purge', entries: selected });
            }}
          >
            {words.purge}
          </Button>
        </BulkBar>
      )}
      <BinDialogs
        asking={asking}
        now={now}
        onClose={() => {
          setAsking(null);
        }}
        onConfirm={({ what, entries }) => {
          setAsking(null);
          setChosen(new Set());
          if (what === 'restore') onRestore(entries);
          else onPurge(entries);
        }}
      />
    </>
  );
};
