import type { SendRequest, SentPage, SentView } from '@perijove/contracts';
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { keys } from '../../api/keys';
import { loadedOf } from '../../components/loaded';
import { useNotices } from '../../components/NoticesProvider';
import { useServices } from '../../app/context';
import { pagedOf } from '../../components/paged';
import type { SenderViewProps } from './SenderView';
import type { SearchUsers } from '../../components/use-user-search';
import { t } from '../../i18n';

type SentPages = InfiniteData<SentPage, string | undefined>;

/** Adds what was just sent, unless a push was faster: then the push is also newer. */
const withSent = (old: SentPages | undefined, sent: SentView): SentPages | undefined => {
  const first = old?.pages[0];
  if (old === undefined || first === undefined) return old;
  if (old.pages.some(page => page.items.some(item => item.id === sent.id))) return old;
  const grown = { ...first, items: [sent, ...first.items], total: first.total + 1 };
  return { ...old, pages: [grown, ...old.pages.slice(1)] };
};

/** The data and commands of a sender. */
export const useSender = (enabled: boolean, now: number, to: string | null): SenderViewProps => {
  const { client, queries } = useServices();
  const cache = useQueryClient();
  const notices = useNotices();
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [sends, setSends] = useState(0);
  const options = useQuery({ ...queries.notifyOptions(), enabled });
  const sent = useInfiniteQuery({ ...queries.sent(), enabled });
  const deliveries = useInfiniteQuery({
    ...queries.deliveries(selectedId ?? ''),
    enabled: enabled && selectedId !== null,
  });

  const send = useMutation({
    mutationFn: (body: SendRequest) => client('sendNotification', { body }),
    onSuccess: answer => {
      cache.setQueryData<SentPages>(keys.sent, old => withSent(old, answer.sent));
      setSelectedId(answer.sent.id);
      setSends(count => count + 1);
      notices.show({
        tone: 'ok',
        text: t('notifications:sentNotice', { count: answer.sent.counts.recipients }),
      });
    },
    onError: notices.showError,
  });
  const recall = useMutation({
    mutationFn: (id: string) => client('recallNotification', { params: { id } }),
    onSuccess: () => {
      notices.show({ tone: 'ok', text: t('notifications:recalled') });
      void cache.invalidateQueries({ queryKey: keys.sent });
    },
    onError: notices.showError,
  });

  const find = useCallback<SearchUsers>(
    search => client('findRecipients', { query: { search, limit: 8 } }),
    [client],
  );

  const list = pagedOf(sent);
  return {
    options: loadedOf(options),
    sent: loadedOf({ ...sent, data: list }),
    selected: list?.items.find(item => item.id === selectedId) ?? null,
    deliveries: loadedOf({ ...deliveries, data: pagedOf(deliveries) }),
    now,
    busy: send.isPending || recall.isPending,
    sends,
    to,
    actions: { send: send.mutate, select: setSelectedId, recall: recall.mutate, find },
  };
};
