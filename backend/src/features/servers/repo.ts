import { ProgressEvent, ServerPhase } from '@perijove/contracts';
import { z } from 'zod';
import type { Db } from '../../db/open.js';
import {
  readMessage,
  reviveTexts,
  storedMessage,
  Text,
  type Message,
  type Unrendered,
} from '../../lib/text.js';
import type { UserRecords } from '../user-records.js';
import { LabPolicy } from './lab-policy.js';

/** A server as we know it ourselves. Times are epoch milliseconds. */
export interface ServerRow {
  readonly user: string;
  readonly name: string;
  /** What its owner calls it; null where that is its name, or JupyterHub keeps no other. */
  readonly displayName: string | null;
  /** Name of its lab in the engine. */
  readonly lab: string;
  readonly phase: ServerPhase;
  /** Where hub and backend reach the lab; null unless it runs. */
  readonly url: string | null;
  readonly image: string | null;
  /** The engine's own id of the image that the lab was created from: a tag can move on. */
  readonly imageId: string | null;
  readonly specHash: string | null;
  /** Permissions and limits that the lab was created with; null for labs of older versions. */
  readonly policy: LabPolicy | null;
  readonly progress: readonly Unrendered<ProgressEvent>[];
  readonly startedAtMs: number | null;
  readonly stoppedAtMs: number | null;
  readonly stopReason: Message | null;
  readonly failure: { readonly code: string; readonly message: Message } | null;
  readonly exitCode: number | null;
  /** The last output of the lab, once it has ended. */
  readonly logTail: readonly string[];
  /** The lab is still to be removed: the engine was away when it ended. */
  readonly removalPending: boolean;
}

/** A server that was never started. */
export const newRow = (user: string, name: string, lab: string): ServerRow => ({
  user,
  name,
  displayName: null,
  lab,
  phase: 'stopped',
  url: null,
  image: null,
  imageId: null,
  specHash: null,
  policy: null,
  progress: [],
  startedAtMs: null,
  stoppedAtMs: null,
  stopReason: null,
  failure: null,
  exitCode: null,
  logTail: [],
  removalPending: false,
});

const StoredMessage = z
  .string()
  .nullable()
  .transform(stored => (stored === null ? null : readMessage(stored)));

const StoredEvent = ProgressEvent.extend({
  message: z.custom<Message>(value => typeof value === 'string' || value instanceof Text),
});

const Stored = z
  .object({
    user: z.string(),
    name: z.string(),
    displayName: z.string().nullable(),
    lab: z.string(),
    phase: ServerPhase,
    url: z.string().nullable(),
    image: z.string().nullable(),
    imageId: z.string().nullable(),
    specHash: z.string().nullable(),
    policy: z
      .string()
      .nullable()
      .transform(text => (text === null ? null : LabPolicy.parse(JSON.parse(text)))),
    progress: z
      .string()
      .transform(text => z.array(StoredEvent).parse(reviveTexts(JSON.parse(text)))),
    startedAtMs: z.number().nullable(),
    stoppedAtMs: z.number().nullable(),
    stopReason: StoredMessage,
    failureCode: z.string().nullable(),
    failureMessage: StoredMessage,
    exitCode: z.number().nullable(),
    logTail: z.string().transform(text => z.array(z.string()).parse(JSON.parse(text))),
    removalPending: z.number().transform(value => value === 1),
  })
  .transform(({ failureCode, failureMessage, ...rest }): ServerRow => ({
    ...rest,
    failure: failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' },
  }));

/** Engines may report fractions; an INTEGER column refuses them. */
const whole = (value: number | null): number | null => (value === null ? null : Math.round(value));

const toStored = (row: ServerRow): Record<string, string | number | null> => ({
  user: row.user,
  name: row.name,
  displayName: row.displayName,
  lab: row.lab,
  phase: row.phase,
  url: row.url,
  image: row.image,
  imageId: row.imageId,
  specHash: row.specHash,
  policy: row.policy === null ? null : JSON.stringify(row.policy),
  progress: JSON.stringify(row.progress),
  startedAtMs: whole(row.startedAtMs),
  stoppedAtMs: whole(row.stoppedAtMs),
  stopReason: row.stopReason === null ? null : storedMessage(row.stopReason),
  failureCode: row.failure?.code ?? null,
  failureMessage: row.failure === null ? null : storedMessage(row.failure.message),
  exitCode: row.exitCode,
  logTail: JSON.stringify(row.logTail),
  removalPending: row.removalPending ? 1 : 0,
});

/** Servers that were ever started. Reads never touch the disk. */
export class ServerRepo {
  private readonly selectAll = this.db.prepare(
    `SELECT user, name, display_name AS displayName, lab, phase, url, image, image_id AS imageId, spec_hash AS specHash, policy, progress,
       started_at AS startedAtMs, stopped_at AS stoppedAtMs, stop_reason AS stopReason,
       failure_code AS failureCode, failure_message AS failureMessage, exit_code AS exitCode,
       log_tail AS logTail, removal_pending AS removalPending FROM servers`,
  );
  private readonly insert = this.db.prepare(
    `INSERT OR REPLACE INTO servers (user, name, display_name, lab, phase, url, image, image_id, spec_hash, policy, progress,
       started_at, stopped_at, stop_reason, failure_code, failure_message, exit_code, log_tail, removal_pending)
     VALUES (@user, @name, @displayName, @lab, @phase, @url, @image, @imageId, @specHash, @policy, @progress, @startedAtMs,
       @stoppedAtMs, @stopReason, @failureCode, @failureMessage, @exitCode, @logTail, @removalPending)`,
  );
  private readonly deleteOne = this.db.prepare('DELETE FROM servers WHERE user = ? AND name = ?');
  private readonly deleteAll = this.db.prepare('DELETE FROM servers WHERE user = ?');
  private readonly updateUser = this.db.prepare(
    'UPDATE servers SET user = @to, lab = @lab WHERE user = @user AND name = @name',
  );
  private readonly users = new Map<string, Map<string, ServerRow>>();
  private readonly labs = new Map<string, ServerRow>();

  constructor(private readonly db: Db) {
    for (const raw of this.selectAll.all()) this.remember(Stored.parse(raw));
  }

  get(user: string, name: string): ServerRow | null {
    return this.users.get(user)?.get(name) ?? null;
  }

  ofUser(user: string): readonly ServerRow[] {
    return [...(this.users.get(user)?.values() ?? [])];
  }

  /** The server whose lab has this name in the engine. */
  ofLab(lab: string): ServerRow | null {
    return this.labs.get(lab) ?? null;
  }

  all(): readonly ServerRow[] {
    return [...this.users.values()].flatMap(servers => [...servers.values()]);
  }

  save(row: ServerRow): void {
    this.insert.run(toStored(row));
    this.remember(row);
  }

  /** As `save`, without the disk: for progress that moves several times a second. */
  remember(row: ServerRow): void {
    const servers = this.users.get(row.user) ?? new Map<string, ServerRow>();
    this.users.set(row.user, servers.set(row.name, row));
    this.labs.set(row.lab, row);
  }

  remove(user: string, name: string): void {
    this.deleteOne.run(user, name);
    this.labs.delete(this.users.get(user)?.get(name)?.lab ?? '');
    this.users.get(user)?.delete(name);
  }

  /** @param labOf - the name of a lab in the engine */
  records(labOf: (user: string, server: string) => string): UserRecords {
    return {
      tables: ['servers'],
      rename: (from, to) => {
        const rows = [...(this.users.get(from)?.values() ?? [])];
        const next = rows.map(row => ({ ...row, user: to, lab: labOf(to, row.name) }));
        for (const { name, lab } of next) this.updateUser.run({ user: from, name, to, lab });
        return () => {
          this.users.delete(from);
          next.forEach(row => this.remember(row));
        };
      },
      forget: user => {
        this.deleteAll.run(user);
        return () => void this.users.delete(user);
      },
    };
  }
}
