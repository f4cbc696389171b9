import type { GroupsPage, GroupView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import type { Loaded } from '../../components/loaded';
import { PageHeader } from '../../components/PageHeader';
import { EmptyState, PageLoading, PageProblem } from '../../components/PageStates';
import { SearchBox } from '../../components/SearchBox';
import { Pager, type Paging } from '../../components/Pager';
import type { GroupCommands } from './actions';
import { CreateGroupDialog } from './dialogs/CreateGroupDialog';
import { DeleteGroupDialog } from './dialogs/DeleteGroupDialog';
import { GroupsTable } from './GroupsTable';
import { strings } from './strings';

/** Everything that the list of groups shows. */
export interface GroupsPageViewProps {
  readonly page: Loaded<GroupsPage>;
  readonly text: string;
  readonly paging: Paging;
  readonly stale: boolean;
  readonly busy: boolean;
  readonly commands: GroupCommands;
  readonly onText: (text: string) => void;
}

/** The view of the list of groups. */
export const GroupsPageView = (props: GroupsPageViewProps) => {
  const { page, text, paging, stale, busy, commands, onText } = props;
  const [clears, setClears] = useState(0);
  const [making, setMaking] = useState(false);
  const [deleting, setDeleting] = useState<GroupView | null>(null);
  if (page.kind === 'problem') {
    return (
      <>
        <PageHeader title={strings.title} />
        <PageProblem problem={page.problem} retry={page.retry} />
      </>
    );
  }
  const data = page.kind === 'ready' ? page.data : null;
  return (
    <>
      <PageHeader title={strings.title} lead={strings.lead}>
        {data?.mayCreate === true && (
          <Button
            onClick={() => {
              setMaking(true);
            }}
          >
            {strings.add}
          </Button>
        )}
      </PageHeader>
      <form
        className="pj-filters"
        role="search"
        onSubmit={event => {
          event.preventDefault();
        }}
      >
        <SearchBox key={clears} text={text} label={strings.search} onChange={onText} />
      </form>
      {data === null && <PageLoading rows={6} />}
      {data?.items.length === 0 && (
        <EmptyState
          title={text === '' ? strings.empty.title : strings.noMatch.title}
          text={text === '' ? strings.empty.text : strings.noMatch.text}
        >
          {text !== '' && (
            <Button
              variant="outline-secondary"
              onClick={() => {
                setClears(clears + 1);
                onText('');
              }}
            >
              {strings.noMatch.clear}
            </Button>
          )}
        </EmptyState>
      )}
      {data !== null && data.items.length > 0 && (
        <>
          <GroupsTable items={data.items} stale={stale} onDelete={setDeleting} />
          <Pager paging={paging} count={data.items.length} total={data.total} />
        </>
      )}
      {making && (
        <CreateGroupDialog
          taken={data?.items.map(({ name }) => name) ?? []}
          busy={busy}
          onClose={() => {
            setMaking(false);
          }}
          onConfirm={name => {
            setMaking(false);
            commands.create(name);
          }}
        />
      )}
      {deleting !== null && (
        <DeleteGroupDialog
          group={deleting}
          busy={busy}
          onClose={() => {
            setDeleting(null);
          }}
          onConfirm={() => {
            setDeleting(null);
            commands.remove(deleting.name);
          }}
        />
      )}
    </>
  );
};
