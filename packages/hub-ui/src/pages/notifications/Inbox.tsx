import type { NotificationView } from '@perijove/contracts';
import Badge from 'react-bootstrap/Badge';
import Button from 'react-bootstrap/Button';
import { formatAgo, formatDateTime } from '../../format/instant';
import type { Loaded } from '../../components/loaded';
import { EmptyState, PageLoading, PageProblem } from '../../components/PageStates';
import { VariantIcon } from './VariantIcon';
import { t } from '../../i18n';

interface Props {
  readonly inbox: Loaded<readonly NotificationView[]>;
  readonly now: number;
  readonly onDismiss: (id: string) => void;
}

/** The user's own messages, newest first. */
export const Inbox = ({ inbox, now, onDismiss }: Props) => {
  if (inbox.kind === 'loading') return <PageLoading />;
  if (inbox.kind === 'problem') return <PageProblem problem={inbox.problem} retry={inbox.retry} />;
  if (inbox.data.length === 0) {
    return (
      <EmptyState
        title={t('notifications:inbox.empty.title')}
        text={t('notifications:inbox.empty.text')}
      />
    );
  }
  return (
    <ul className="pj-inbox" aria-label={t('notifications:inbox.list')}>
      {inbox.data.toReversed().map(notice => (
        <li
          key={notice.id}
          className={`pj-card ${notice.state === 'dismissed' ? 'pj-inbox-done' : ''}`}
        >
          <VariantIcon variant={notice.variant} />
          <div className="pj-sent-text">
            {notice.title !== null && <h2>{notice.title}</h2>}
            <p>{notice.message}</p>
            <p className="pj-note">
              <span title={formatDateTime(notice.createdAt)}>
                {t('notifications:inbox.from', {
                  sender: notice.sender,
                  ago: formatAgo(notice.createdAt, now),
                })}
              </span>{' '}
              {(notice.state === 'pending' || notice.state === 'delivered') && (
                <Badge bg="primary">{t('notifications:inbox.new')}</Badge>
              )}
            </p>
          </div>
          {notice.state !== 'dismissed' && (
            <Button
              size="sm"
              variant="outline-secondary"
              aria-label={t('notifications:inbox.dismissLabel', { message: notice.message })}
              onClick={() => {
                onDismiss(notice.id);
              }}
            >
              {t('notifications:inbox.dismiss')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
};
