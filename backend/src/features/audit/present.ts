import { EventView } from '@perijove/contracts';
import { iso } from '../../lib/clock.js';
import type { EventRow } from './repo.js';

/** A line of the audit trail for the wire. */
export const presentEvent = ({ actor_kind: actorKind, ...row }: EventRow): EventView =>
  EventView.parse({
    ...row,
    actorKind,
    at: iso(row.at),
    details: JSON.parse(row.details) as unknown,
  });
