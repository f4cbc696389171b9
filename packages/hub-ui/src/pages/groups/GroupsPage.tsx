import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { forbidden, loadedOf } from '../../components/loaded';
import { useMe, useServices } from '../../app/context';
import { useListSearch } from '../../components/use-list-search';
import { GroupPage } from './GroupPage';
import { GroupsPageView } from './GroupsPageView';
import { useGroupCommands } from './use-group-commands';

const PAGE_SIZE = 50;

/** All groups, or one of them when the address names it. */
export const GroupsPage = () => {
  const [params, setParams] = useSearchParams();
  const name = params.get('group');
  const { commands, busy } = useGroupCommands({
    onCreated: group => {
      setParams({ group });
    },
    onRemoved: () => {
      setParams({});
    },
  });
  if (name !== null && name !== '') {
    return <GroupPage key={name} name={name} commands={commands} busy={busy} />;
  }
  return <Groups commands={commands} busy={busy} />;
};

const Groups = ({ commands, busy }: ReturnType<typeof useGroupCommands>) => {
  const { queries } = useServices();
  const { can } = useMe();
  const { text, setText, paging, query } = useListSearch(PAGE_SIZE);
  const groups = useQuery({
    ...queries.groups(query),
    enabled: can.groups,
  });
  return (
    <GroupsPageView
      page={can.groups ? loadedOf(groups) : forbidden()}
      text={text}
      paging={paging(groups.data?.nextCursor ?? null)}
      stale={groups.isPlaceholderData}
      busy={busy}
      commands={commands}
      onText={setText}
    />
  );
};
