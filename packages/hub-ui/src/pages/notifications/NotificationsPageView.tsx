import type { NotificationView } from '@perijove/contracts';
import Badge from 'react-bootstrap/Badge';
import { Link } from 'react-router';
import type { Loaded } from '../../components/loaded';
import { PageHeader } from '../../components/PageHeader';
import { Inbox } from './Inbox';
import { SenderView, type SenderViewProps } from './SenderView';
import { t } from '../../i18n';

/** Everything that the notifications page shows. */
export interface NotificationsPageViewProps {
  readonly tab: 'send' | 'inbox';
  /** null for users who may not send. */
  readonly sender: SenderViewProps | null;
  readonly inbox: Loaded<readonly NotificationView[]>;
  readonly unread: number;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly onDismiss: (id: string) => void;
}

/** The view of the notifications page. */
export const NotificationsPageView = (props: NotificationsPageViewProps) => {
  const { tab, sender, inbox, unread, now, onDismiss } = props;
  const sending = sender !== null && tab === 'send';
  return (
    <>
      <PageHeader
        title={t('notifications:title')}
        lead={sending ? t('notifications:leadSender') : t('notifications:leadInbox')}
      />
      {sender !== null && (
        <nav className="nav nav-underline pj-tabs" aria-label={t('notifications:tabs.label')}>
          <Link
            className={`nav-link ${sending ? 'active' : ''}`}
            aria-current={sending ? 'page' : undefined}
            to="."
          >
            {t('notifications:tabs.send')}
          </Link>
          <Link
            className={`nav-link ${sending ? '' : 'active'}`}
            aria-current={sending ? undefined : 'page'}
            to="?tab=inbox"
          >
            {t('notifications:tabs.inbox')}
            {unread > 0 && (
              <Badge pill bg="primary" className="ms-2">
                {unread}
              </Badge>
            )}
          </Link>
        </nav>
      )}
      {sending ? (
        <SenderView {...sender} />
      ) : (
        <Inbox inbox={inbox} now={now} onDismiss={onDismiss} />
      )}
    </>
  );
};
