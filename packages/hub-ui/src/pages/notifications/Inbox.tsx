import type { NotificationView } from '@perijove/contracts';
import Badge from 'react-bootstrap/Badge';
import Button from 'react-bootstrap/Button';
import { formatAgo, formatDateTime } from '../../format/instant';
import type { Loaded } from '../../components/loaded';
import { CalmMessage, PageLoading, PageProblem } from '../../components/PageStates';
import { strings } from './strings';
import { VariantMark } from './VariantIcon';

interface Props {
  readonly inbox: Loaded<readonly NotificationView[]>;
  readonly now: number;
  readonly onDismiss: (id: string) => void;
}

const words = strings.inbox;

/** The person's own messages, newest first. */
export const Inbox = ({ inbox, now, onDismiss }: Props) => {
  if (inbox.kind === 'loading') return <PageLoading />;
  if (inbox.kind === 'problem') return <PageProblem problem={inbox.problem} retry={inbox.retry} />;
  if (inbox.data.length === 0) {
    return <CalmMessage title={words.empty.title} text={words.empty.text} />;
  }
  return (
    <ul className="pj-inbox" aria-label={words.list}>
      {inbox.data.toReversed().map(notice => (
        <li
          key={notice.id}
          className={`pj-card ${notice.state === 'dismissed' ? 'pj-inbox-done' : ''}`}
        >
          <VariantMark variant={notice.variant} />
          <div className="pj-sent-words">
            {notice.title !== null && <h2>{notice.title}</h2>}
            <p>{notice.message}</p>
            <p className="pj-note">
              <span title={formatDateTime(notice.createdAt)}>
                {words.from(notice.sender, formatAgo(notice.createdAt, now))}
              </span>{' '}
              {(notice.state === 'pending' || notice.state === 'delivered') && (
                <Badge bg="primary">{words.new}</Badge>
              )}
            </p>
          </div>
          {notice.state !== 'dismissed' && (
            <Button
              size="sm"
              variant="outline-secondary"
              aria-label={words.dismissLabel(notice.message)}
              onClick={() => {
                onDismiss(notice.id);
              }}
            >
              {words.dismiss}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
};
