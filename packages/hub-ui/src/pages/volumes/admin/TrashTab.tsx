import type { TrashEntry, TrashRef, TrashResult } from '@perijove/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../../api/keys';
import { loadedOf } from '../../../components/loaded';
import { useNotices } from '../../../components/NoticesProvider';
import { useNow, useServices } from '../../../app/context';
import type { TrashSort } from './TrashTable';
import { TrashTabView, type TrashKind } from './TrashTabView';
import type { Sorting } from '../../../components/SortHeading';
import { useListSearch } from '../../../components/use-list-search';
import { t } from '../../../i18n';

const LIMIT = 50;

const refOf = ({ user, volume, generation }: TrashEntry): TrashRef => ({
  user,
  volume,
  generation,
});

/** What resets and deleted accounts left. */
export const TrashTab = () => {
  const { client, queries } = useServices();
  const cache = useQueryClient();
  const notices = useNotices();
  const now = useNow(30_000);
  const [kind, setKind] = useState<TrashKind | null>(null);
  const [sorting, setSorting] = useState<Sorting<TrashSort>>({ sort: 'expiresAt', order: 'asc' });
  const { text, setText, rewind, paging, query } = useListSearch(LIMIT);
  const trash = useQuery(
    queries.trash({ ...sorting, ...query, ...(kind === null ? {} : { kind }) }),
  );

  const tell = (done: (count: number) => string) => ({
    onSuccess: ({ results }: TrashResult): void => {
      const well = results.filter(({ ok }) => ok).length;
      if (well > 0) notices.show({ tone: 'ok', text: done(well) });
      for (const { ok, volume, user, message } of results) {
        if (!ok)
          notices.show({
            tone: 'bad',
            text: t('volumes:trash.failed', { volume, user, why: message ?? '' }),
          });
      }
      for (const queryKey of [keys.trash, keys.volumeOwners]) {
        void cache.invalidateQueries({ queryKey });
      }
    },
    onError: notices.showError,
  });
  const restore = useMutation({
    mutationFn: (entries: readonly TrashEntry[]) =>
      client('restoreFromTrash', { body: { entries: entries.map(refOf) } }),
    ...tell(count => t('volumes:trash.restored', { count })),
  });
  const purge = useMutation({
    mutationFn: (entries: readonly TrashEntry[]) =>
      client('purgeTrash', { body: { entries: entries.map(refOf) } }),
    ...tell(count => t('volumes:trash.purged', { count })),
  });

  return (
    <TrashTabView
      trash={loadedOf(trash)}
      text={text}
      kind={kind}
      sorting={sorting}
      paging={paging(trash.data?.nextCursor ?? null)}
      stale={trash.isPlaceholderData}
      busy={restore.isPending || purge.isPending}
      now={now}
      onSearch={next => {
        setText(next.text);
        setKind(next.kind);
      }}
      onSort={next => {
        rewind();
        setSorting(next);
      }}
      onRestore={restore.mutate}
      onPurge={purge.mutate}
    />
  );
};
