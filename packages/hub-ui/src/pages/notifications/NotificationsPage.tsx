import { useSearchParams } from 'react-router';
import { loadedOf } from '../../components/loaded';
import { useMe, useNow } from '../../app/context';
import { NotificationsPageView } from './NotificationsPageView';
import { useInbox } from './use-inbox';
import { useSender } from './use-sender';

/** Messages: sending and following them for those who may, one's own for everyone. */
export const NotificationsPage = () => {
  const { can } = useMe();
  const [search] = useSearchParams();
  const now = useNow(30_000);
  const tab = can.notify && search.get('tab') !== 'inbox' ? 'send' : 'inbox';
  const sender = useSender(can.notify, now, search.get('to'));
  const inbox = useInbox(tab === 'inbox');
  const { data } = inbox.query;
  return (
    <NotificationsPageView
      tab={tab}
      sender={can.notify ? sender : null}
      inbox={loadedOf({ ...inbox.query, data: data?.notifications })}
      unread={data?.unread ?? 0}
      now={now}
      onDismiss={inbox.dismiss}
    />
  );
};
