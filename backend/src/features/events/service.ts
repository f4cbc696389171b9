import type { EventsPage, EventsQuery } from '@perijove/contracts';
import { z } from 'zod';
import type { Db } from '../../db/open.js';
import type { Clock } from '../../platform/clock.js';
import { decodeCursor, encodeCursor } from '../../platform/cursor.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/logger.js';
import type { Audit } from '../domain-events.js';
import { presentEvent } from './present.js';
import { createEventsRepo } from './repo.js';

/** The audit trail: who did what, on whom, and how it ended. */
export interface EventsService {
  readonly audit: Audit;
  /** Newest first. Throws `invalid_input` for a cursor that is not of this list. */
  list(query: z.output<typeof EventsQuery>): EventsPage;
}

const BeforeId = z.object({ before: z.number().int() });

export const createEventsService = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Db;
}): EventsService => {
  const { clock, log } = deps;
  const repo = createEventsRepo(deps.db);
  return {
    audit: entry => {
      const { actor, action, subject, result, details = {} } = entry;
      try {
        repo.append({
          at: clock.now(),
          actor,
          action,
          subject,
          result,
          details: JSON.stringify(details),
        });
      } catch (error) {
        // What was done is done: the one who acted must not see it fail for its record.
        log.error({ entry }, `the audit trail was not written: ${messageOf(error)}`);
      }
    },
    list: ({ limit, cursor, since, subject }) => {
      const filter = { subject: subject ?? null, since: since ?? 0 };
      const before = cursor === undefined ? null : decodeCursor(BeforeId, cursor).before;
      const rows = repo.page(filter, before, limit + 1);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map(presentEvent),
        nextCursor:
          rows.length > limit && last !== undefined ? encodeCursor({ before: last.id }) : null,
        total: repo.count(filter),
      };
    },
  };
};
