import { useQuery } from '@tanstack/react-query';
import { keys } from '../../../api/keys';
import { useServices } from '../../../app/context';

const PAGE = 200;
/** With more groups than this, none is said to be there already. */
const MOST_PAGES = 10;

/** The names of all groups, or null while they are not known. */
export const useGroupNames = (wanted: boolean): ReadonlySet<string> | null => {
  const { client } = useServices();
  const { data } = useQuery({
    queryKey: keys.groupNames,
    enabled: wanted,
    queryFn: async () => {
      const names: string[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < MOST_PAGES; page++) {
        const query: { limit: number; cursor?: string } = { limit: PAGE };
        if (cursor !== null) query.cursor = cursor;
        const answer: { items: { name: string }[]; nextCursor: string | null } = await client(
          'listGroups',
          { query },
        );
        names.push(...answer.items.map(({ name }) => name));
        cursor = answer.nextCursor;
        if (cursor === null) return names;
      }
      return null;
    },
  });
  return data === undefined || data === null ? null : new Set(data);
};
