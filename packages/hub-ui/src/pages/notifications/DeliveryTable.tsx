import type { DeliveryState, DeliveryView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { formatAgo, formatDateTime } from '../../format/instant';
import { StatusMark, type Tone } from '../../components/StatusMark';
import { strings as shared } from '../../components/strings';
import type { Paged } from '../../components/paged';
import { strings } from './strings';

const tones: Readonly<Record<DeliveryState, Tone>> = {
  pending: 'off',
  delivered: 'quiet',
  seen: 'ok',
  dismissed: 'ok',
};

interface Props {
  readonly deliveries: Paged<DeliveryView>;
  readonly now: number;
}

const t = strings.report;

/** The report user by user. */
export const DeliveryTable = ({ deliveries, now }: Props) => {
  const when = (instant: string | null) =>
    instant === null ? (
      t.never
    ) : (
      <span title={formatDateTime(instant)}>{formatAgo(instant, now)}</span>
    );
  return (
    <>
      <div className="pj-table-scroll" role="region" aria-label={t.table} tabIndex={0}>
        <table className="table pj-table">
          <caption className="visually-hidden">{t.table}</caption>
          <thead>
            <tr>
              <th scope="col">{t.columns.user}</th>
              <th scope="col">{t.columns.state}</th>
              <th scope="col">{t.columns.delivered}</th>
              <th scope="col">{t.columns.seen}</th>
              <th scope="col">{t.columns.dismissed}</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.items.map(({ user, state, failure, deliveredAt, seenAt, dismissedAt }) => (
              <tr key={user}>
                <th scope="row">
                  <span className="pj-truncate" title={user}>
                    {user}
                  </span>
                </th>
                <td>
                  {failure === null ? (
                    <StatusMark tone={tones[state]} label={strings.states[state]} />
                  ) : (
                    <StatusMark tone="bad" label={t.failure[failure]} />
                  )}
                </td>
                <td>{when(deliveredAt)}</td>
                <td>{when(seenAt)}</td>
                <td>{when(dismissedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {deliveries.hasMore && (
        <Button
          size="sm"
          variant="outline-secondary"
          disabled={deliveries.loadingMore}
          onClick={deliveries.loadMore}
        >
          {shared.more}
        </Button>
      )}
    </>
  );
};
