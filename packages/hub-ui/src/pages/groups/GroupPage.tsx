import { ApiError } from '@perijove/contracts/client';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { loadedOf } from '../../components/loaded';
import type { SearchUsers } from '../../components/use-user-search';
import { useMe, useServices } from '../../app/context';
import { useListSearch } from '../../components/use-list-search';
import type { GroupCommands } from './actions';
import { GroupNotFound, GroupPageView } from './GroupPageView';

const PAGE_SIZE = 50;
/** Groups on the first page also carry what every user gets; one is enough to ask for it. */
const FOR_DEFAULTS = { limit: 1 } as const;

interface Props {
  readonly name: string;
  readonly commands: GroupCommands;
  readonly busy: boolean;
}

/** One group: limits, members, and who must restart. */
export const GroupPage = ({ name, commands, busy }: Props) => {
  const { client, queries } = useServices();
  const { administer } = useMe().can;
  const [params, setParams] = useSearchParams();
  const onlyOutdated = params.get('show') === 'restart';
  const { text, setText, rewind, paging, query } = useListSearch(PAGE_SIZE);
  const group = useQuery(queries.group(name));
  const defaults = useQuery(queries.groups(FOR_DEFAULTS));
  const members = useQuery({
    ...queries.members(name, { ...query, ...(onlyOutdated ? { outdated: 'true' } : {}) }),
  });
  const find = useCallback<SearchUsers>(
    search => client('listCandidates', { params: { group: name }, query: { search } }),
    [client, name],
  );
  if (group.error instanceof ApiError && group.error.code === 'group_not_found') {
    return <GroupNotFound />;
  }
  return (
    <GroupPageView
      name={name}
      group={loadedOf(group)}
      defaults={defaults.data?.defaults ?? null}
      members={loadedOf(members)}
      text={text}
      onlyOutdated={onlyOutdated}
      paging={paging(members.data?.nextCursor ?? null)}
      stale={members.isPlaceholderData}
      busy={busy}
      searchUsers={find}
      undoable={administer}
      commands={commands}
      onText={setText}
      onOnlyOutdated={only => {
        rewind();
        setParams({ group: name, ...(only ? { show: 'restart' } : {}) }, { replace: true });
      }}
    />
  );
};
