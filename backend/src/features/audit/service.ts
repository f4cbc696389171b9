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
import { decodeCursor } from '../../lib/cursor.js';
import { messageOf } from '../../lib/errors.js';
import { cutPage } from '../../lib/keyset-page.js';
import type { RequestContext, RequestContexts } from '../../lib/request-context.js';
import type { Unrendered } from '../../lib/text.js';
import { redactDeep } from '../../lib/redact.js';
import type { AuditEntry, AuditLog } from '../domain-events.js';
import { auditToCsv } from './csv.js';
import { createAuditPurgeWorker } from './purge-worker.js';
import { toEventView } from './view.js';
import { AuditRepo, type AuditFilter, type AuditRow } from './repo.js';
import type { Deps } from '../deps.js';

type ExportQuery = z.output<typeof AuditExportQuery>;

/** As JSON carries it, with the texts in it as keys and values. */
const plain = (details: object): unknown => JSON.parse(JSON.stringify(details));

/** An entry of ours, or one that JupyterHub's side reported with an action of its own. */
type Entry = Omit<AuditEntry, 'action'> & { readonly action: string };

const BeforeId = z.object({ before: z.number().int() });
const EXPORT_CHUNK = 500;

const filterOf = ({ from, until, ...rest }: ExportQuery & { since?: number }): AuditFilter => ({
  ...rest,
  fromMs: from === undefined ? undefined : Date.parse(from),
  untilMs: until === undefined ? undefined : Date.parse(until),
});

/** The audit log: who did what, on whom, from where, and how it ended. */
export class AuditService implements AuditLog {
  private readonly retentionDays = this.deps.config.PERIJOVE_EVENT_RETENTION_DAYS;
  private readonly repo = new AuditRepo(this.deps.db);
  private readonly purgeWorker = createAuditPurgeWorker({
    ...this.deps,
    repo: this.repo,
    retentionDays: this.retentionDays,
  });

  constructor(
    private readonly deps: Deps<'clock' | 'log' | 'db' | 'bus'> & {
      readonly config: Pick<Config, 'PERIJOVE_EVENT_RETENTION_DAYS'>;
      readonly requestContexts: RequestContexts;
    },
  ) {}

  record(entry: AuditEntry): void {
    this.requestOf(entry)?.recorded.add(entry.action);
    this.append(entry);
  }

  /** Newest first. Throws `invalid_input` for a cursor that is not of this list. */
  list({ limit, cursor, ...query }: z.output<typeof AuditQuery>): Unrendered<AuditPage> {
    const filter = filterOf(query);
    const before = cursor === undefined ? null : decodeCursor(BeforeId, cursor).before;
    const rows = this.repo.page(filter, before, limit + 1);
    const page = cutPage(rows, limit, ({ id }) => ({ before: id }));
    return {
      ...page,
      items: page.items.map(toEventView),
      total: this.repo.count(filter, MAX_AUDIT_EVENTS_COUNTED + 1),
    };
  }

  /** What the filter can offer. */
  choices(): AuditChoices {
    return { actions: [...this.repo.actions()], retentionDays: this.retentionDays };
  }

  /** Everything that matches, piece by piece. */
  csv(query: ExportQuery, language: string): Iterable<string> {
    return auditToCsv(this.walk(filterOf(query)), language);
  }

  /** Takes over what happened on JupyterHub's side. */
  report({ events, lost }: ReportedAuditEvents): void {
    for (const { at, ...event } of events) {
      // A clock that runs ahead must not put lines into the future.
      this.append({ ...event, atMs: Math.min(at, this.deps.clock.now()) });
    }
    if (lost > 0) {
      this.append({
        actor: 'hub',
        actorKind: 'platform',
        action: 'events.lost',
        subject: 'hub',
        result: 'failed',
        details: { count: lost },
      });
    }
  }

  start(): void {
    this.purgeWorker.start();
  }

  stop(): Promise<void> {
    return this.purgeWorker.stop();
  }

  private append(entry: Entry): void {
    const { actor, action, subject, result, details = {} } = entry;
    try {
      const row = {
        at: entry.atMs ?? this.deps.clock.now(),
        actor,
        ...this.senderOf(entry),
        action,
        subject,
        result,
        details: JSON.stringify(redactDeep(plain(details))),
      };
      const id = this.repo.append(row);
      this.deps.bus.emit('audit.recorded', { event: toEventView({ id, ...row }) });
    } catch (error) {
      // What was done is done: the one who acted must not see it fail for its record.
      this.deps.log.error({ entry }, `could not write to the audit log: ${messageOf(error)}`);
    }
  }

  /** As the entry says itself, else as the request of the same actor says. */
  private senderOf(entry: Entry): Pick<AuditRow, 'actor_kind' | 'address'> {
    const asked = this.requestOf(entry);
    return {
      actor_kind: entry.actorKind ?? asked?.actorKind ?? 'platform',
      address: entry.address === undefined ? (asked?.address ?? null) : entry.address,
    };
  }

  /** The request that is being served, when the same actor sent it. */
  private requestOf({ actor }: Entry): RequestContext | null {
    const context = this.deps.requestContexts.current();
    return context?.actor === actor ? context : null;
  }

  /** Read in pieces, so that other work gets its turn between them. */
  private *walk(filter: AuditFilter): Generator<AuditRow> {
    for (let before: number | null = null; ;) {
      const rows: readonly AuditRow[] = this.repo.page(filter, before, EXPORT_CHUNK);
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < EXPORT_CHUNK) return;
      before = last.id;
    }
  }
}
