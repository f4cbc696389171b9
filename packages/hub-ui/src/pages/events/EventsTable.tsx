import type { EventView } from '@perijove/contracts';
import { formatDateTime } from '../../format/instant';
import { StatusMark, type Tone } from '../../parts/StatusMark';
import { strings } from './strings';

const tones: Readonly<Record<EventView['result'], Tone>> = {
  ok: 'ok',
  failed: 'bad',
  refused: 'quiet',
};

/** Of a long list; all of it stands in the export. */
const MOST_NAMED = 5;

const valueOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (value === null) return strings.nothing;
  if (typeof value === 'object' && !Array.isArray(value)) return inWords(value, ', ');
  if (!Array.isArray(value)) return JSON.stringify(value);
  const named = value.slice(0, MOST_NAMED).map(valueOf).join(', ');
  return value.length > MOST_NAMED ? strings.andMore(named, value.length - MOST_NAMED) : named;
};

const inWords = (details: object, between: string): string =>
  Object.entries(details)
    .map(([name, value]) => `${name}: ${valueOf(value)}`)
    .join(between);

/** Details in one line, as `volumes: home, work; hours: 2`. */
const detailsOf = (details: EventView['details']): string => inWords(details, '; ');

/** The events, newest first. */
export const EventsTable = ({ events }: { readonly events: readonly EventView[] }) => {
  const { columns } = strings;
  return (
    <table className="table pj-settings pj-events">
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
              <code>{event.action}</code>
              <span className="pj-note text-break">{detailsOf(event.details)}</span>
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
