import type { NotificationView } from '@perijove/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { keys } from '../../api/keys';
import { useNotices } from '../../components/NoticesProvider';
import { useServices } from '../../app/context';

/** The user's messages. While they are on the screen, new ones become seen. */
export const useInbox = (onScreen: boolean) => {
  const { client, queries, live } = useServices();
  const cache = useQueryClient();
  const notices = useNotices();
  const inbox = useQuery(queries.notifications());
  const told = useRef(new Set<string>());

  const ack = useMutation({
    mutationFn: ({ id, state }: { id: string; state: 'seen' | 'dismissed' }) =>
      client('ackNotification', { params: { id }, body: { state } }),
    // The push brings the new state; without a connection the list is asked again.
    onSuccess: () => {
      if (live.status() !== 'live') void cache.invalidateQueries({ queryKey: keys.notifications });
    },
  });
  const { mutate } = ack;

  const notifications = inbox.data?.notifications;
  useEffect(() => {
    if (!onScreen || notifications === undefined) return;
    const tell = (): void => {
      if (document.visibilityState !== 'visible') return;
      const isNew = ({ state }: NotificationView): boolean =>
        state === 'pending' || state === 'delivered';
      for (const { id } of notifications.filter(isNew)) {
        if (told.current.has(id)) continue;
        told.current.add(id);
        mutate({ id, state: 'seen' });
      }
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => {
      document.removeEventListener('visibilitychange', tell);
    };
  }, [onScreen, notifications, mutate]);

  return {
    query: inbox,
    dismiss: (id: string) => {
      mutate({ id, state: 'dismissed' }, { onError: notices.showError });
    },
  };
};
