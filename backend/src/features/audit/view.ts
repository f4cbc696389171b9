import { AuditEvent } from '@perijove/contracts';
import { iso } from '../../lib/clock.js';
import type { AuditRow } from './repo.js';

/** An audit log entry as the API shows it. */
export const toEventView = ({ actor_kind: actorKind, ...row }: AuditRow): AuditEvent =>
  AuditEvent.parse({
    ...row,
    actorKind,
    at: iso(row.at),
    details: JSON.parse(row.details) as unknown,
  });
