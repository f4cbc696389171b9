import type { AuditEvent } from '@perijove/contracts';
import { formatDateTime } from '../../format/instant';
import { StatusMark, type Tone } from '../../components/StatusMark';
import { actionText, detailsText } from './format-event';
import { strings } from './strings';

const tones: Readonly<Record<AuditEvent['result'], Tone>> = {
  ok: 'ok',
  failed: 'bad',
  refused: 'quiet',
};

/** The events, newest first. */
export const AuditLogTable = ({ events }: { readonly events: readonly AuditEvent[] }) => {
  const { columns } = strings;
  return (
    <table className="table pj-settings pj-audit-log">
      <thead>
        <tr>
          <th scope="col">{columns.at}</th>
          <th scope="col">{columns.actor}</th>
          <th scope="col">{columns.action}</th>
          <th scope="col">{columns.subject}</th>
          <th scope="col">{columns.result}</th>
          <th scope="col">{columns.address}</th>
        </tr>
      </thead>
      <tbody>
        {events.map(event => (
          <tr key={event.id}>
            <td data-label={columns.at}>
              <time dateTime={event.at}>{formatDateTime(event.at)}</time>
            </td>
            <td data-label={columns.actor} className="text-break">
              {event.actor}
              {strings.kind[event.actorKind] !== '' && (
                <span className="pj-note"> {strings.kind[event.actorKind]}</span>
              )}
            </td>
            <th scope="row">
              {actionText(event.action)}
              <code className="pj-audit-log-name">{event.action}</code>
              <span className="pj-note text-break">{detailsText(event.details)}</span>
            </th>
            <td data-label={columns.subject} className="text-break">
              {event.subject}
            </td>
            <td data-label={columns.result}>
              <StatusMark tone={tones[event.result]} label={strings.result[event.result]} />
            </td>
            <td data-label={columns.address} className="pj-number">
              {event.address ?? strings.nowhere}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
