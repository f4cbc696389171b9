import type { MembersPage, MemberView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { BulkBar } from '../../components/BulkBar';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { EmptyState, PageLoading, PageProblem } from '../../components/PageStates';
import { SearchBox } from '../../components/SearchBox';
import { Pager } from '../../components/Pager';
import type { GroupPageViewProps } from './page-props';
import { MembersTable } from './MembersTable';
import { strings } from './strings';

type Props = Pick<
  GroupPageViewProps,
  | 'name'
  | 'members'
  | 'text'
  | 'onlyOutdated'
  | 'paging'
  | 'stale'
  | 'busy'
  | 'undoable'
  | 'commands'
  | 'onText'
  | 'onOnlyOutdated'
> & { readonly canFill: boolean };

const t = strings.member;

/** Who is in the group: searched, removed one by one or several at once, started again. */
export const MembersSection = (props: Props) => {
  const { members, text, onlyOutdated, canFill, onText, onOnlyOutdated } = props;
  const [clears, setClears] = useState(0);
  if (members.kind === 'problem') {
    return <PageProblem problem={members.problem} retry={members.retry} />;
  }
  const searching = text !== '' || onlyOutdated;
  return (
    <>
      <form
        className="pj-filters pj-member-filters"
        role="search"
        onSubmit={event => {
          event.preventDefault();
        }}
      >
        <SearchBox key={clears} text={text} label={t.search} onChange={onText} />
        <Form.Check
          id="only-outdated"
          className="align-self-center"
          label={strings.restart.only}
          checked={onlyOutdated}
          onChange={event => {
            onOnlyOutdated(event.target.checked);
          }}
        />
      </form>
      {members.kind === 'loading' && <PageLoading rows={4} />}
      {members.kind === 'ready' && members.data.items.length === 0 && (
        <NoMembers
          searching={searching}
          onlyOutdated={onlyOutdated && text === ''}
          canFill={canFill}
          onClear={() => {
            setClears(clears + 1);
            if (text !== '') onText('');
            if (onlyOutdated) onOnlyOutdated(false);
          }}
        />
      )}
      {members.kind === 'ready' && members.data.items.length > 0 && (
        <MembersList {...props} page={members.data} />
      )}
    </>
  );
};

const MembersList = (props: Props & { readonly page: MembersPage }) => {
  const { name, page, paging, stale, busy, canFill, undoable, commands } = props;
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const [recreating, setRecreating] = useState<MemberView | null>(null);
  const [removing, setRemoving] = useState<readonly string[]>([]);
  // Who has left the page is not chosen any more.
  const selected = page.items.filter(({ user }) => selectedIds.has(user)).map(({ user }) => user);
  const remove = (users: readonly string[]): void => {
    setRemoving([]);
    setSelectedIds(new Set());
    commands.removeMembers(name, users);
  };
  const ask = undoable ? remove : setRemoving;
  return (
    <>
      <MembersTable
        items={page.items}
        stale={stale}
        busy={busy}
        canFill={canFill}
        selected={new Set(selected)}
        onSelect={(users, on) => {
          const next = new Set(selectedIds);
          for (const user of users) {
            if (on) next.add(user);
            else next.delete(user);
          }
          setSelectedIds(next);
        }}
        onRemove={user => {
          ask([user]);
        }}
        onRecreate={setRecreating}
      />
      <Pager paging={paging} count={page.items.length} total={page.total} />
      {selected.length > 0 && (
        <BulkBar text={t.selected(selected.length)}>
          <Button
            variant="outline-danger"
            disabled={busy}
            onClick={() => {
              ask(selected);
            }}
          >
            {t.remove}
          </Button>
        </BulkBar>
      )}
      {removing.length > 0 && (
        <ConfirmDialog
          title={t.leave.title(removing, name)}
          confirmLabel={t.remove}
          variant="danger"
          onCancel={() => {
            setRemoving([]);
          }}
          onConfirm={() => {
            remove(removing);
          }}
        >
          <p className="mb-0">{t.leave.text}</p>
        </ConfirmDialog>
      )}
      {recreating !== null && (
        <ConfirmDialog
          title={strings.restart.title(recreating.user)}
          confirmLabel={strings.restart.confirm}
          variant="danger"
          onCancel={() => {
            setRecreating(null);
          }}
          onConfirm={() => {
            setRecreating(null);
            commands.recreate(recreating.user, recreating.outdated);
          }}
        >
          <p className="mb-0">{strings.restart.text}</p>
        </ConfirmDialog>
      )}
    </>
  );
};

interface NoMembersProps {
  readonly searching: boolean;
  readonly onlyOutdated: boolean;
  readonly canFill: boolean;
  readonly onClear: () => void;
}

const NoMembers = ({ searching, onlyOutdated, canFill, onClear }: NoMembersProps) => {
  if (!searching) return <EmptyState {...(canFill ? t.empty : t.emptyReader)} />;
  return (
    <EmptyState title={t.noMatch.title} text={onlyOutdated ? t.noMatch.restart : t.noMatch.text}>
      <Button variant="outline-secondary" onClick={onClear}>
        {t.noMatch.clear}
      </Button>
    </EmptyState>
  );
};
