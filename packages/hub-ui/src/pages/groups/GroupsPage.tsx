import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { loadedOf, type Loaded } from '../../components/loaded';
import { strings as shared } from '../../components/strings';
import { useMe, useServices } from '../../app/context';
import { usePages } from '../../components/use-pages';
import { GroupPage } from './GroupPage';
import { GroupsPageView } from './GroupsPageView';
import { useGroupCommands } from './use-group-commands';

const PAGE_SIZE = 50;

const forbidden: Loaded<never> = {
  kind: 'problem',
  problem: { kind: 'forbidden', ...shared.problem.forbidden },
  retry: () => undefined,
};

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
  const [text, setText] = useState('');
  const pages = usePages(PAGE_SIZE);
  const groups = useQuery({
    ...queries.groups({
      limit: PAGE_SIZE,
      ...(text === '' ? {} : { search: text }),
      ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
    }),
    enabled: can.groups,
  });
  return (
    <GroupsPageView
      page={can.groups ? loadedOf(groups) : forbidden}
      text={text}
      paging={pages.paging(groups.data?.nextCursor ?? null)}
      stale={groups.isPlaceholderData}
      busy={busy}
      commands={commands}
      onText={next => {
        pages.rewind();
        setText(next);
      }}
    />
  );
};
