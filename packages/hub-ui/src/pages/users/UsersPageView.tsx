import type { UserFilter, UsersPage } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { BulkBar } from '../../components/BulkBar';
import type { Loaded } from '../../components/loaded';
import { PageHeader } from '../../components/PageHeader';
import { EmptyState, PageLoading, PageProblem } from '../../components/PageStates';
import { SearchBox } from '../../components/SearchBox';
import { Pager, type Paging } from '../../components/Pager';
import type { OpenDialog, UserCommands } from './actions';
import type { Search } from './search';
import { strings } from './strings';
import { UserDialogs } from './UserDialogs';
import { UsersTable } from './UsersTable';

/** Everything that the page of users shows. */
export interface UsersPageViewProps {
  readonly page: Loaded<UsersPage>;
  readonly me: string;
  readonly search: Search;
  readonly paging: Paging;
  readonly stale: boolean;
  readonly busy: boolean;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  /** Whether messages can be sent to single users. */
  readonly canNotify: boolean;
  readonly commands: UserCommands;
  readonly onSearch: (search: Search) => void;
  readonly onAdd: () => void;
}

const filters = Object.keys(strings.filter) as readonly UserFilter[];
/** What there is where accounts are kept elsewhere. */
const filtersElsewhere: readonly UserFilter[] = ['all', 'active', 'never', 'admins'];

const noteOf = ({ accounts, can }: UsersPage): string => {
  if (!can.manage) return strings.someOnly;
  if (!accounts.kept) return strings.signUp.elsewhere;
  if (!accounts.signUp) return strings.signUp.closed;
  return accounts.approval ? strings.signUp.open : strings.signUp.unchecked;
};

/** The view of the page of users. */
export const UsersPageView = (props: UsersPageViewProps) => {
  const { page, search, onSearch, onAdd } = props;
  const [clears, setClears] = useState(0);
  if (page.kind === 'problem') {
    return (
      <>
        <PageHeader title={strings.title} />
        <PageProblem problem={page.problem} retry={page.retry} />
      </>
    );
  }
  const data = page.kind === 'ready' ? page.data : null;
  const managing = data?.can.manage !== false;
  const shown = data?.accounts.kept === false || !managing ? filtersElsewhere : filters;
  return (
    <>
      <PageHeader title={strings.title} lead={strings.lead}>
        {managing && (
          <Button onClick={onAdd} disabled={data === null}>
            {strings.add}
          </Button>
        )}
      </PageHeader>
      {data !== null && <p className="pj-note">{noteOf(data)}</p>}
      <div className="nav nav-underline pj-tabs" role="group" aria-label={strings.filters}>
        {shown.map(name => (
          <button
            key={name}
            type="button"
            className={`nav-link ${name === search.show ? 'active' : ''}`}
            aria-pressed={name === search.show}
            onClick={() => {
              onSearch({ ...search, show: name });
            }}
          >
            {strings.filter[name]}
            {data !== null && <span className="pj-count pj-number">{data.counts[name]}</span>}
          </button>
        ))}
      </div>
      <form
        className="pj-filters"
        role="search"
        onSubmit={event => {
          event.preventDefault();
        }}
      >
        <SearchBox
          key={clears}
          text={search.text}
          label={strings.search}
          onChange={text => {
            onSearch({ ...search, text });
          }}
        />
      </form>
      {data === null ? (
        <PageLoading rows={8} />
      ) : (
        <UsersList
          {...props}
          data={data}
          onClear={() => {
            setClears(clears + 1);
            onSearch({ ...search, text: '', show: 'all' });
          }}
        />
      )}
    </>
  );
};

type UsersListProps = UsersPageViewProps & {
  readonly data: UsersPage;
  readonly onClear: () => void;
};

const UsersList = (props: UsersListProps) => {
  const { data, search, paging, busy, commands, onClear } = props;
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  // Who has left the page, or asks no more, is not chosen any more.
  const selected = data.items
    .filter(({ name, state }) => state === 'pending' && selectedIds.has(name))
    .map(({ name }) => name);
  // A dialog shows its user as they are now: the server may have stopped meanwhile.
  const current =
    dialog !== null && 'user' in dialog
      ? {
          ...dialog,
          user: data.items.find(({ name }) => name === dialog.user.name) ?? dialog.user,
        }
      : dialog;
  const close = (): void => {
    setDialog(null);
  };
  if (data.items.length === 0) return <NoUsers search={search} onClear={onClear} />;
  return (
    <>
      <UsersTable
        {...props}
        items={data.items}
        kept={data.accounts.kept}
        can={data.can}
        selected={new Set(selected)}
        onSelect={(names, on) => {
          const next = new Set(selectedIds);
          for (const name of names) {
            if (on) next.add(name);
            else next.delete(name);
          }
          setSelectedIds(next);
        }}
        onOpenDialog={setDialog}
        onApprove={name => {
          commands.approve([name]);
        }}
        onDiscard={name => {
          commands.discard([name]);
        }}
        onEnable={commands.enable}
        onOpenServer={commands.visit}
      />
      <Pager paging={paging} count={data.items.length} total={data.total} />
      {selected.length > 0 && (
        <BulkBar text={strings.selected(selected.length)}>
          <Button
            disabled={busy}
            onClick={() => {
              setDialog({ what: 'approve', names: selected });
            }}
          >
            {strings.approve}
          </Button>
          <Button
            variant="outline-danger"
            disabled={busy}
            onClick={() => {
              setDialog({ what: 'discard', names: selected });
            }}
          >
            {strings.discard}
          </Button>
        </BulkBar>
      )}
      <UserDialogs
        open={current}
        busy={busy}
        minimumPasswordLength={data.accounts.minimumPasswordLength}
        volumesKeptDays={data.volumesKeptDays}
        commands={commands}
        onClose={close}
      />
    </>
  );
};

const NoUsers = ({ search, onClear }: Pick<UsersListProps, 'search' | 'onClear'>) => {
  if (search.text === '' && search.show === 'all') {
    return <EmptyState title={strings.empty.title} text={strings.empty.text} />;
  }
  const requests = search.show === 'pending' && search.text === '';
  return (
    <EmptyState
      title={strings.noMatch.title}
      text={requests ? strings.noMatch.requests : strings.noMatch.text}
    >
      <Button variant="outline-secondary" onClick={onClear}>
        {strings.noMatch.clear}
      </Button>
    </EmptyState>
  );
};
