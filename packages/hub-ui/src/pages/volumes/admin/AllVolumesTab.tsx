import type { OwnersQuery } from '@perijove/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { loadedOf } from '../../../components/loaded';
import { useNow, useServices } from '../../../app/context';
import { AllVolumesTabView, type OwnersSort } from './AllVolumesTabView';
import type { Sorting } from '../../../components/SortHeading';
import { usePages } from '../../../components/use-pages';

const LIMIT = 50;

/** All users' volumes, user by user. */
export const AllVolumesTab = () => {
  const { queries } = useServices();
  const now = useNow(30_000);
  const [text, setText] = useState('');
  const [sorting, setSorting] = useState<Sorting<OwnersSort>>({ sort: 'size', order: 'desc' });
  const pages = usePages(LIMIT);
  const query: OwnersQuery = {
    ...sorting,
    limit: LIMIT,
    ...(text === '' ? {} : { search: text }),
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  };
  const owners = useQuery(queries.volumeOwners(query));
  return (
    <AllVolumesTabView
      owners={loadedOf(owners)}
      text={text}
      sorting={sorting}
      paging={pages.paging(owners.data?.nextCursor ?? null)}
      stale={owners.isPlaceholderData}
      now={now}
      onText={next => {
        pages.rewind();
        setText(next);
      }}
      onSort={next => {
        pages.rewind();
        setSorting(next);
      }}
    />
  );
};
