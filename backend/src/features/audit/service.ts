import {
  MOST_EVENTS_COUNTED,
  type EventChoices,
  type EventsExportQuery,
  type EventsPage,
  type EventsQuery,
  type ReportedEvents,
} from '@perijove/contracts';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import type { Db } from '../../db/open.js';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { messageOf } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import type { Origins } from '../../lib/request-context.js';
import { redactDeep } from '../../lib/redact.js';
import type { Audit, AuditEntry, DomainBus } from '../domain-events.js';
import { eventsToCsv } from './csv.js';
import { createEventsJanitor } from './purge-worker.js';
import { presentEvent } from './present.js';
import { createEventsRepo, type EventFilter, type EventRow } from './repo.js';

type ExportQuery = z.output<typeof EventsExportQuery>;

/** The audit trail: who did what, on whom, from where, and how it ended. */
export interface EventsService {
  readonly audit: Audit;
  /** Newest first. Throws `invalid_input` for a cursor that is not of this list. */
  list(query: z.output<typeof EventsQuery>): EventsPage;
  /** What the filter can offer. */
  choices(): EventChoices;
  /** Everything that matches, piece by piece. */
  csv(query: ExportQuery): Iterable<string>;
  /** Takes over what happened on JupyterHub's side. */
  report(reported: ReportedEvents): void;
  start(): void;
  stop(): Promise<void>;
}

const BeforeId = z.object({ before: z.number().int() });
const EXPORT_CHUNK = 500;

const filterOf = ({ from, until, ...rest }: ExportQuery & { since?: number }): EventFilter => ({
  ...rest,
  fromMs: from === undefined ? undefined : Date.parse(from),
  untilMs: until === undefined ? undefined : Date.parse(until),
});

export const createEventsService = (deps: {
  readonly config: Pick<Config, 'PERIJOVE_EVENT_RETENTION_DAYS'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Db;
  readonly bus: DomainBus;
  readonly origins: Origins;
}): EventsService => {
  const { clock, log, bus, origins } = deps;
  const retentionDays = deps.config.PERIJOVE_EVENT_RETENTION_DAYS;
  const repo = createEventsRepo(deps.db);
  const janitor = createEventsJanitor({ clock, log, repo, retentionDays });

  /** Where an entry came from: as it says itself, else as the request of that very actor says. */
  const originOf = (entry: AuditEntry): Pick<EventRow, 'actor_kind' | 'address'> => {
    const origin = origins.current();
    const asked = origin !== null && origin.actor === entry.actor ? origin : null;
    return {
      actor_kind: entry.actorKind ?? asked?.actorKind ?? 'platform',
      address: entry.address === undefined ? (asked?.address ?? null) : entry.address,
    };
  };

  const audit: Audit = entry => {
    const { actor, action, subject, result, details = {} } = entry;
    try {
      const row = {
        at: entry.atMs ?? clock.now(),
        actor,
        ...originOf(entry),
        action,
        subject,
        result,
        details: JSON.stringify(redactDeep(details)),
      };
      const id = repo.append(row);
      bus.emit('event.recorded', { event: presentEvent({ id, ...row }) });
    } catch (error) {
      // What was done is done: the one who acted must not see it fail for its record.
      log.error({ entry }, `the audit trail was not written: ${messageOf(error)}`);
    }
  };

  /** Read in pieces, so that other work gets its turn between them. */
  const walk = function* (filter: EventFilter): Generator<EventRow> {
    for (let before: number | null = null; ;) {
      const rows: readonly EventRow[] = repo.page(filter, before, EXPORT_CHUNK);
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < EXPORT_CHUNK) return;
      before = last.id;
    }
  };

  return {
    audit,
    list: ({ limit, cursor, ...query }) => {
      const filter = filterOf(query);
      const before = cursor === undefined ? null : decodeCursor(BeforeId, cursor).before;
      const rows = repo.page(filter, before, limit + 1);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map(presentEvent),
        nextCursor:
          rows.length > limit && last !== undefined ? encodeCursor({ before: last.id }) : null,
        total: repo.count(filter, MOST_EVENTS_COUNTED + 1),
      };
    },
    choices: () => ({ actions: [...repo.actions()], retentionDays }),
    csv: query => eventsToCsv(walk(filterOf(query))),
    report: ({ events, lost }) => {
      for (const { at, ...event } of events) {
        // A clock that runs ahead must not put lines into the future.
        audit({ ...event, atMs: Math.min(at, clock.now()) });
      }
      if (lost > 0) {
        audit({
          actor: 'hub',
          actorKind: 'platform',
          action: 'events.lost',
          subject: 'hub',
          result: 'failed',
          details: { count: lost },
        });
      }
    },
    start: () => janitor.start(),
    stop: () => janitor.stop(),
  };
};
