import type { MembersPage, MemberView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { BulkBar } from '../../components/BulkBar';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { CalmMessage, PageLoading, PageProblem } from '../../components/PageStates';
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
  | 'outdated'
  | 'busy'
  | 'undoable'
  | 'commands'
  | 'onText'
  | 'onOnlyOutdated'
> & { readonly mayFill: boolean };

const words = strings.member;

/** Who is in the group: searched, removed one by one or several at once, started anew. */
export const Members = (props: Props) => {
  const { members, text, onlyOutdated, mayFill, onText, onOnlyOutdated } = props;
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
        <SearchBox key={clears} text={text} label={words.search} onChange={onText} />
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
        <Nobody
          searching={searching}
          onlyOutdated={onlyOutdated && text === ''}
          mayFill={mayFill}
          onClear={() => {
            setClears(clears + 1);
            if (text !== '') onText('');
            if (onlyOutdated) onOnlyOutdated(false);
          }}
        />
      )}
      {members.kind === 'ready' && members.data.items.length > 0 && (
        <Some {...props} page={members.data} />
      )}
    </>
  );
};

const Some = (props: Props & { readonly page: MembersPage }) => {
  const { name, page, paging, outdated, busy, mayFill, undoable, commands } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [anew, setAnew] = useState<MemberView | null>(null);
  const [leaving, setLeaving] = useState<readonly string[]>([]);
  // Who has left the page is not chosen any more.
  const selected = page.items.filter(({ user }) => chosen.has(user)).map(({ user }) => user);
  const remove = (users: readonly string[]): void => {
    setLeaving([]);
    setChosen(new Set());
    commands.removeMembers(name, users);
  };
  const ask = undoable ? remove : setLeaving;
  return (
    <>
      <MembersTable
        items={page.items}
        outdated={outdated}
        busy={busy}
        mayFill={mayFill}
        selected={new Set(selected)}
        onSelect={(users, on) => {
          const next = new Set(chosen);
          for (const user of users) {
            if (on) next.add(user);
            else next.delete(user);
          }
          setChosen(next);
        }}
        onRemove={user => {
          ask([user]);
        }}
        onRecreate={setAnew}
      />
      <Pager paging={paging} count={page.items.length} total={page.total} />
      {selected.length > 0 && (
        <BulkBar text={words.selected(selected.length)}>
          <Button
            variant="outline-danger"
            disabled={busy}
            onClick={() => {
              ask(selected);
            }}
          >
            {words.remove}
          </Button>
        </BulkBar>
      )}
      {leaving.length > 0 && (
        <ConfirmDialog
          title={words.leave.title(leaving, name)}
          confirmLabel={words.remove}
          variant="danger"
          onCancel={() => {
            setLeaving([]);
          }}
          onConfirm={() => {
            remove(leaving);
          }}
        >
          <p className="mb-0">{words.leave.text}</p>
        </ConfirmDialog>
      )}
      {anew !== null && (
        <ConfirmDialog
          title={strings.restart.title(anew.user)}
          confirmLabel={strings.restart.confirm}
          variant="danger"
          onCancel={() => {
            setAnew(null);
          }}
          onConfirm={() => {
            setAnew(null);
            commands.recreate(anew.user, anew.outdated);
          }}
        >
          <p className="mb-0">{strings.restart.text}</p>
        </ConfirmDialog>
      )}
    </>
  );
};

interface NobodyProps {
  readonly searching: boolean;
  readonly onlyOutdated: boolean;
  readonly mayFill: boolean;
  readonly onClear: () => void;
}

const Nobody = ({ searching, onlyOutdated, mayFill, onClear }: NobodyProps) => {
  if (!searching) return <CalmMessage {...(mayFill ? words.empty : words.emptyReader)} />;
  return (
    <CalmMessage
      title={words.noMatch.title}
      text={onlyOutdated ? words.noMatch.restart : words.noMatch.text}
    >
      <Button variant="outline-secondary" onClick={onClear}>
        {words.noMatch.clear}
      </Button>
    </CalmMessage>
  );
};
