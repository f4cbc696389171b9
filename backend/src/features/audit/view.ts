import { AuditEvent } from '@perijove/contracts';
import { reviveTexts, type Unrendered } from '../../lib/text.js';
import { iso } from '../../lib/clock.js';
import type { AuditRow } from './repo.js';

/** An audit log entry as the API shows it. */
export const toEventView = ({ actor_kind: actorKind, ...row }: AuditRow): Unrendered<AuditEvent> =>
  AuditEvent.parse({
    ...row,
    actorKind,
    at: iso(row.at),
    details: reviveTexts(JSON.parse(row.details)),
  });
