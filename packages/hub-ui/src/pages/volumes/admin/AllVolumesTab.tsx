import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { loadedOf } from '../../../components/loaded';
import { useNow, useServices } from '../../../app/context';
import { AllVolumesTabView, type OwnersSort } from './AllVolumesTabView';
import type { Sorting } from '../../../components/SortHeading';
import { useListSearch } from '../../../components/use-list-search';

const LIMIT = 50;

/** All users' volumes, user by user. */
export const AllVolumesTab = () => {
  const { queries } = useServices();
  const now = useNow(30_000);
  const [sorting, setSorting] = useState<Sorting<OwnersSort>>({ sort: 'size', order: 'desc' });
  const { text, setText, rewind, paging, query } = useListSearch(LIMIT);
  const owners = useQuery(queries.volumeOwners({ ...sorting, ...query }));
  return (
    <AllVolumesTabView
      owners={loadedOf(owners)}
      text={text}
      sorting={sorting}
      paging={paging(owners.data?.nextCursor ?? null)}
      stale={owners.isPlaceholderData}
      now={now}
      onText={setText}
      onSort={next => {
        rewind();
        setSorting(next);
      }}
    />
  );
};
