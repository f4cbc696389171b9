import type { DeliveryState, DeliveryView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { formatAgo, formatDateTime } from '../../format/instant';
import { StatusMark, type Tone } from '../../components/StatusMark';
import type { Paged } from '../../components/paged';
import { t } from '../../i18n';

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

/** The report user by user. */
export const DeliveryTable = ({ deliveries, now }: Props) => {
  const when = (instant: string | null) =>
    instant === null ? (
      t('notifications:report.never')
    ) : (
      <span title={formatDateTime(instant)}>{formatAgo(instant, now)}</span>
    );
  return (
    <>
      <div
        className="pj-table-scroll"
        role="region"
        aria-label={t('notifications:report.table')}
        tabIndex={0}
      >
        <table className="table pj-table">
          <caption className="visually-hidden">{t('notifications:report.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('notifications:report.columns.user')}</th>
              <th scope="col">{t('notifications:report.columns.state')}</th>
              <th scope="col">{t('notifications:report.columns.delivered')}</th>
              <th scope="col">{t('notifications:report.columns.seen')}</th>
              <th scope="col">{t('notifications:report.columns.dismissed')}</th>
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
                    <StatusMark tone={tones[state]} label={t(`notifications:states.${state}`)} />
                  ) : (
                    <StatusMark tone="bad" label={t(`notifications:report.failure.${failure}`)} />
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
          {t('common:more')}
        </Button>
      )}
    </>
  );
};
