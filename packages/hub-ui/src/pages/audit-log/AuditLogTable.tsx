import type { AuditEvent } from '@perijove/contracts';
import { formatDateTime } from '../../format/instant';
import { StatusMark, type Tone } from '../../components/StatusMark';
import { actionText, detailsText } from './format-event';
import { t } from '../../i18n';

const tones: Readonly<Record<AuditEvent['result'], Tone>> = {
  ok: 'ok',
  failed: 'bad',
  refused: 'quiet',
};

/** The events, newest first. */
export const AuditLogTable = ({ events }: { readonly events: readonly AuditEvent[] }) => {
  return (
    <table className="table pj-settings pj-audit-log">
      <thead>
        <tr>
          <th scope="col">{t('audit-log:columns.at')}</th>
          <th scope="col">{t('audit-log:columns.actor')}</th>
          <th scope="col">{t('audit-log:columns.action')}</th>
          <th scope="col">{t('audit-log:columns.subject')}</th>
          <th scope="col">{t('audit-log:columns.result')}</th>
          <th scope="col">{t('audit-log:columns.address')}</th>
        </tr>
      </thead>
      <tbody>
        {events.map(event => (
          <tr key={event.id}>
            <td data-label={t('audit-log:columns.at')}>
              <time dateTime={event.at}>{formatDateTime(event.at)}</time>
            </td>
            <td data-label={t('audit-log:columns.actor')} className="text-break">
              {event.actor}
              {event.actorKind !== 'user' && (
                <span className="pj-note"> {t(`audit-log:kind.${event.actorKind}`)}</span>
              )}
            </td>
            <th scope="row">
              {actionText(event.action)}
              <code className="pj-audit-log-name">{event.action}</code>
              <span className="pj-note text-break">{detailsText(event.details)}</span>
            </th>
            <td data-label={t('audit-log:columns.subject')} className="text-break">
              {event.subject}
            </td>
            <td data-label={t('audit-log:columns.result')}>
              <StatusMark
                tone={tones[event.result]}
                label={t(`audit-log:result.${event.result}`)}
              />
            </td>
            <td data-label={t('audit-log:columns.address')} className="pj-number">
              {event.address ?? t('audit-log:nowhere')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
