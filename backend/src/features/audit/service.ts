import {
  MAX_AUDIT_EVENTS_COUNTED,
  type AuditChoices,
  type AuditExportQuery,
  type AuditPage,
  type AuditQuery,
  type ReportedAuditEvents,
} from '@perijove/contracts';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import type { Db } from '../../db/open.js';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor } from '../../lib/cursor.js';
import { messageOf } from '../../lib/errors.js';
import { cutPage } from '../../lib/keyset-page.js';
import type { Logger } from '../../lib/logger.js';
import type { RequestContexts } from '../../lib/request-context.js';
import { redactDeep } from '../../lib/redact.js';
import type { AuditLog, AuditEntry, DomainBus } from '../domain-events.js';
import { auditToCsv } from './csv.js';
import { createAuditPurgeWorker } from './purge-worker.js';
import { toEventView } from './view.js';
import { createAuditRepo, type AuditFilter, type AuditRow } from './repo.js';

type ExportQuery = z.output<typeof AuditExportQuery>;

/** The audit log: who did what, on whom, from where, and how it ended. */
export interface AuditService extends AuditLog {
  /** Newest first. Throws `invalid_input` for a cursor that is not of this list. */
  list(query: z.output<typeof AuditQuery>): AuditPage;
  /** What the filter can offer. */
  choices(): AuditChoices;
  /** Everything that matches, piece by piece. */
  csv(query: ExportQuery): Iterable<string>;
  /** Takes over what happened on JupyterHub's side. */
  report(reported: ReportedAuditEvents): void;
  start(): void;
  stop(): Promise<void>;
}

/** An entry of ours, or one that JupyterHub's side reported with an action of its own. */
type Entry = Omit<AuditEntry, 'action'> & { readonly action: string };

const BeforeId = z.object({ before: z.number().int() });
const EXPORT_CHUNK = 500;

const filterOf = ({ from, until, ...rest }: ExportQuery & { since?: number }): AuditFilter => ({
  ...rest,
  fromMs: from === undefined ? undefined : Date.parse(from),
  untilMs: until === undefined ? undefined : Date.parse(until),
});

export const createAuditService = (deps: {
  readonly config: Pick<Config, 'PERIJOVE_EVENT_RETENTION_DAYS'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Db;
  readonly bus: DomainBus;
  readonly requestContexts: RequestContexts;
}): AuditService => {
  const { clock, log, bus, requestContexts } = deps;
  const retentionDays = deps.config.PERIJOVE_EVENT_RETENTION_DAYS;
  const repo = createAuditRepo(deps.db);
  const purgeWorker = createAuditPurgeWorker({ clock, log, repo, retentionDays });

  /** As the entry says itself, else as the request of the same actor says. */
  const senderOf = (entry: Entry): Pick<AuditRow, 'actor_kind' | 'address'> => {
    const context = requestContexts.current();
    const asked = context !== null && context.actor === entry.actor ? context : null;
    return {
      actor_kind: entry.actorKind ?? asked?.actorKind ?? 'platform',
      address: entry.address === undefined ? (asked?.address ?? null) : entry.address,
    };
  };

  const append = (entry: Entry): void => {
    const { actor, action, subject, result, details = {} } = entry;
    try {
      const row = {
        at: entry.atMs ?? clock.now(),
        actor,
        ...senderOf(entry),
        action,
        subject,
        result,
        details: JSON.stringify(redactDeep(details)),
      };
      const id = repo.append(row);
      bus.emit('audit.recorded', { event: toEventView({ id, ...row }) });
    } catch (error) {
      // What was done is done: the one who acted must not see it fail for its record.
      log.error({ entry }, `could not write to the audit log: ${messageOf(error)}`);
    }
  };

  /** Read in pieces, so that other work gets its turn between them. */
  const walk = function* (filter: AuditFilter): Generator<AuditRow> {
    for (let before: number | null = null; ;) {
      const rows: readonly AuditRow[] = repo.page(filter, before, EXPORT_CHUNK);
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < EXPORT_CHUNK) return;
      before = last.id;
    }
  };

  return {
    record: append,
    list: ({ limit, cursor, ...query }) => {
      const filter = filterOf(query);
      const before = cursor === undefined ? null : decodeCursor(BeforeId, cursor).before;
      const rows = repo.page(filter, before, limit + 1);
      const page = cutPage(rows, limit, ({ id }) => ({ before: id }));
      return {
        ...page,
        items: page.items.map(toEventView),
        total: repo.count(filter, MAX_AUDIT_EVENTS_COUNTED + 1),
      };
    },
    choices: () => ({ actions: [...repo.actions()], retentionDays }),
    csv: query => auditToCsv(walk(filterOf(query))),
    report: ({ events, lost }) => {
      for (const { at, ...event } of events) {
        // A clock that runs ahead must not put lines into the future.
        append({ ...event, atMs: Math.min(at, clock.now()) });
      }
      if (lost > 0) {
        append({
          actor: 'hub',
          actorKind: 'platform',
          action: 'events.lost',
          subject: 'hub',
          result: 'failed',
          details: { count: lost },
        });
      }
    },
    start: () => purgeWorker.start(),
    stop: () => purgeWorker.stop(),
  };
};
