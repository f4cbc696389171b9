import { ProgressEvent, ServerPhase } from '@perijove/contracts';
import { z } from 'zod';
import type { Db } from '../../db/open.js';
import type { UserRecords } from '../user-records.js';
import { LabRules } from './lab-rules.js';

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
  /** The engine's own id of the image that the lab was made of: a tag can move on. */
  readonly imageId: string | null;
  readonly specHash: string | null;
  /** The rules that the lab was made under; null when they were not written down then. */
  readonly rules: LabRules | null;
  readonly progress: readonly ProgressEvent[];
  readonly startedAtMs: number | null;
  readonly stoppedAtMs: number | null;
  readonly stopReason: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly exitCode: number | null;
  /** What the lab said last, once it is gone. */
  readonly logTail: readonly string[];
  /** The lab is still to be removed: the engine was away when it ended. */
  readonly sweep: boolean;
}

/** Servers that were ever started. Reads never touch the disk. */
export interface ServerRepo {
  get(user: string, name: string): ServerRow | null;
  ofUser(user: string): readonly ServerRow[];
  /** The server whose lab has this name in the engine. */
  ofLab(lab: string): ServerRow | null;
  all(): readonly ServerRow[];
  save(row: ServerRow): void;
  /** As `save`, without the disk: for progress that moves several times a second. */
  remember(row: ServerRow): void;
  remove(user: string, name: string): void;
  /** @param labOf - the name of a lab in the engine */
  records(labOf: (user: string, server: string) => string): UserRecords;
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
  rules: null,
  progress: [],
  startedAtMs: null,
  stoppedAtMs: null,
  stopReason: null,
  failure: null,
  exitCode: null,
  logTail: [],
  sweep: false,
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
    rules: z
      .string()
      .nullable()
      .transform(text => (text === null ? null : LabRules.parse(JSON.parse(text)))),
    progress: z.string().transform(text => z.array(ProgressEvent).parse(JSON.parse(text))),
    startedAtMs: z.number().nullable(),
    stoppedAtMs: z.number().nullable(),
    stopReason: z.string().nullable(),
    failureCode: z.string().nullable(),
    failureMessage: z.string().nullable(),
    exitCode: z.number().nullable(),
    logTail: z.string().transform(text => z.array(z.string()).parse(JSON.parse(text))),
    sweep: z.number().transform(value => value === 1),
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
  rules: row.rules === null ? null : JSON.stringify(row.rules),
  progress: JSON.stringify(row.progress),
  startedAtMs: whole(row.startedAtMs),
  stoppedAtMs: whole(row.stoppedAtMs),
  stopReason: row.stopReason,
  failureCode: row.failure?.code ?? null,
  failureMessage: row.failure?.message ?? null,
  exitCode: row.exitCode,
  logTail: JSON.stringify(row.logTail),
  sweep: row.sweep ? 1 : 0,
});

export const createServerRepo = (db: Db): ServerRepo => {
  const load = db.prepare(
    `SELECT user, name, display_name AS displayName, lab, phase, url, image, image_id AS imageId, spec_hash AS specHash, rules, progress,
       started_at AS startedAtMs, stopped_at AS stoppedAtMs, stop_reason AS stopReason,
       failure_code AS failureCode, failure_message AS failureMessage, exit_code AS exitCode,
       log_tail AS logTail, sweep FROM servers`,
  );
  const save = db.prepare(
    `INSERT OR REPLACE INTO servers (user, name, display_name, lab, phase, url, image, image_id, spec_hash, rules, progress,
       started_at, stopped_at, stop_reason, failure_code, failure_message, exit_code, log_tail, sweep)
     VALUES (@user, @name, @displayName, @lab, @phase, @url, @image, @imageId, @specHash, @rules, @progress, @startedAtMs,
       @stoppedAtMs, @stopReason, @failureCode, @failureMessage, @exitCode, @logTail, @sweep)`,
  );
  const remove = db.prepare('DELETE FROM servers WHERE user = ? AND name = ?');

  const removeAll = db.prepare('DELETE FROM servers WHERE user = ?');
  const rename = db.prepare(
    'UPDATE servers SET user = @to, lab = @lab WHERE user = @user AND name = @name',
  );

  const people = new Map<string, Map<string, ServerRow>>();
  const labs = new Map<string, ServerRow>();
  const remember = (row: ServerRow): void => {
    const servers = people.get(row.user) ?? new Map<string, ServerRow>();
    people.set(row.user, servers.set(row.name, row));
    labs.set(row.lab, row);
  };
  for (const raw of load.all()) remember(Stored.parse(raw));

  return {
    get: (user, name) => people.get(user)?.get(name) ?? null,
    ofUser: user => [...(people.get(user)?.values() ?? [])],
    ofLab: lab => labs.get(lab) ?? null,
    all: () => [...people.values()].flatMap(servers => [...servers.values()]),
    save: row => {
      save.run(toStored(row));
      remember(row);
    },
    remember,
    records: labOf => ({
      tables: ['servers'],
      rename: (from, to) => {
        const rows = [...(people.get(from)?.values() ?? [])];
        const next = rows.map(row => ({ ...row, user: to, lab: labOf(to, row.name) }));
        for (const { name, lab } of next) rename.run({ user: from, name, to, lab });
        return () => {
          people.delete(from);
          next.forEach(remember);
        };
      },
      forget: user => {
        removeAll.run(user);
        return () => void people.delete(user);
      },
    }),
    remove: (user, name) => {
      remove.run(user, name);
      labs.delete(people.get(user)?.get(name)?.lab ?? '');
      people.get(user)?.delete(name);
    },
  };
};
