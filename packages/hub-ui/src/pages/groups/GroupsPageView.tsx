import type { GroupsPage, GroupView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import type { Loaded } from '../../components/loaded';
import { PageHeader } from '../../components/PageHeader';
import { ListPage } from '../../components/ListPage';
import { listTexts } from '../../components/list-texts';
import { PageProblem } from '../../components/PageStates';
import type { Paging } from '../../components/Pager';
import type { GroupCommands } from './actions';
import { CreateGroupDialog } from './dialogs/CreateGroupDialog';
import { DeleteGroupDialog } from './dialogs/DeleteGroupDialog';
import { GroupsTable } from './GroupsTable';
import { t } from '../../i18n';

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
  const [making, setMaking] = useState(false);
  const [deleting, setDeleting] = useState<GroupView | null>(null);
  if (page.kind === 'problem') {
    return (
      <>
        <PageHeader title={t('groups:title')} />
        <PageProblem problem={page.problem} retry={page.retry} />
      </>
    );
  }
  const data = page.kind === 'ready' ? page.data : null;
  return (
    <>
      <PageHeader title={t('groups:title')} lead={t('groups:lead')}>
        {data?.mayCreate === true && (
          <Button
            onClick={() => {
              setMaking(true);
            }}
          >
            {t('groups:add')}
          </Button>
        )}
      </PageHeader>
      <ListPage
        list={page}
        texts={listTexts('groups:')}
        text={text}
        onText={onText}
        filtered={text !== ''}
        onClear={() => {
          onText('');
        }}
        paging={paging}
        loadingRows={6}
      >
        {({ items }, pager) => (
          <>
            <GroupsTable items={items} stale={stale} onDelete={setDeleting} />
            {pager}
          </>
        )}
      </ListPage>
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
