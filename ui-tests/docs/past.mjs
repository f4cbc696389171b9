// A month that nobody lived through: what the pictures of the documentation show of the time before
// the platform started. Everything is written by the backend's own repositories, as it would have
// been; from the moment of the start on, the real sampler goes on.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDb } from '../../backend/lib/db/open.js';
import { createMarks } from '../../backend/lib/features/activity/marks.js';
import { createPeopleRepo } from '../../backend/lib/features/activity/people-repo.js';
import { createSampleRepo } from '../../backend/lib/features/activity/sample-repo.js';
import { createSizesRepo } from '../../backend/lib/features/activity/sizes-repo.js';
import { createTiersRepo } from '../../backend/lib/features/activity/tiers-repo.js';
import { createUsageRepo } from '../../backend/lib/features/activity/usage-repo.js';
import { createBus } from '../../backend/lib/platform/bus.js';

const MINUTE_MS = 60_000;
const DAY = 24 * 60;
const MIB = 1024 ** 2;
/** One mean in five minutes is enough for the tiers that are made of them. */
const COARSE = 5;
const SAMPLE_MINUTES = 10;

/** The same every time: a number from 0 to 1 that looks like chance. */
const chance = (...seeds) => {
  const mixed = seeds.reduce(
    (sum, seed, place) => sum + Math.sin(seed * 12.9898 + place * 78.233),
    0,
  );
  return Math.abs((mixed * 43_758.5453) % 1);
};

/** When that person's server ran on that day, in minutes from midnight; null on days off. */
const hoursOf = (person, day) => {
  const weekday = new Date(day * DAY * MINUTE_MS).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  if (chance(person, day) > (isWeekend ? 0.12 : 0.82)) return null;
  const from = 8 * 60 + Math.floor(chance(person, day, 1) * 120);
  return { from, to: from + 4 * 60 + Math.floor(chance(person, day, 2) * 5 * 60) };
};

/** What they used in that minute: bursts of computing over a floor, memory that grows and is freed. */
const readingAt = (user, person, minute) => {
  const burst = Math.max(
    0,
    Math.sin(minute / (9 + (person % 7))) + chance(person, minute >> 3) - 0.7,
  );
  const held = (minute % (150 + person * 3)) / (150 + person * 3);
  const traffic = chance(person, minute, 3);
  return {
    user,
    cpuPercent: Math.min(50, 1 + 34 * burst + 3 * chance(person, minute)),
    memoryBytes: (70 + 90 * (person % 3) + 120 * held + 12 * chance(person, minute, 4)) * MIB,
    diskRead: burst > 0.9 ? traffic * 3 * MIB : traffic * 4000,
    diskWritten: burst > 0.5 ? traffic * MIB : 0,
    networkReceived: 900 + burst * traffic * MIB,
    networkSent: 700 + burst * traffic * 0.2 * MIB,
  };
};

/** Gives these people a month of history in the data folder of a platform that is yet to start. */
export const writePast = (data, names, nowMs = Date.now()) => {
  const folder = join(data, 'backend');
  mkdirSync(folder, { recursive: true });
  const db = openDb(join(folder, 'history.db'), 'history');
  const people = createPeopleRepo(db);
  const usage = createUsageRepo(db, people);
  const sizes = createSizesRepo(db, people);
  const samples = createSampleRepo(db, people);
  const log = { error: console.error, warn: console.warn, info: () => undefined };
  const bus = createBus(log);
  let clockMs = nowMs;
  const marks = createMarks({ db, people, bus, clock: { now: () => clockMs } });
  marks.start();

  const now = Math.floor(nowMs / MINUTE_MS);
  const today = Math.floor(now / DAY);
  const days = names.map((_, person) =>
    Array.from({ length: 31 }, (_gap, ago) => hoursOf(person, today - ago)),
  );
  /** Today's pictures show people at work, whatever the hour at which they are taken. */
  const runs = (person, minute) => {
    if (now - minute < 150) return true;
    const hours = days[person][today - Math.floor(minute / DAY)] ?? null;
    const ofDay = minute % DAY;
    return hours !== null && ofDay >= hours.from && ofDay < hours.to;
  };
  const used = minute =>
    names.flatMap((user, person) =>
      runs(person, minute) ? [readingAt(user, person, minute)] : [],
    );

  const write = db.transaction(() => {
    for (let minute = now - 30 * DAY; minute < now; minute += 1) {
      const isFine = now - minute < 2 * DAY;
      if (isFine || minute % COARSE === 0) {
        const means = used(minute);
        const passes =
          now - minute <= 60
            ? [0, 10, 20, 30, 40, 50].map(second => ({
                at: minute * 60 + second,
                people: means.map(mean => ({
                  ...mean,
                  cpuPercent: mean.cpuPercent * (0.8 + 0.4 * chance(minute, second)),
                })),
              }))
            : [];
        usage.insertMinute(minute, means, passes);
      }
      if (now - minute < 7 * DAY && minute % SAMPLE_MINUTES === 0) {
        const active = names.map((user, person) => [user, runs(person, minute)]);
        samples.insert(minute * MINUTE_MS, new Map(active));
      }
      clockMs = minute * MINUTE_MS;
      names.forEach((user, person) => {
        const is = runs(person, minute);
        const key = { user, server: '', atMs: clockMs };
        if (is && !runs(person, minute - 1)) bus.emit('server.started', key);
        if (!is && runs(person, minute - 1)) {
          bus.emit('server.stopped', key);
          if (chance(person, minute) < 0.3) bus.emit('server.culled', { ...key, cause: 'idle' });
        }
      });
      if (minute % 360 === 0) {
        const grown = (minute - (now - 30 * DAY)) / (30 * DAY);
        const totals = names.map((user, person) => ({
          user,
          bytes: (40 + 60 * (person % 5)) * MIB * (1 + grown + 0.2 * chance(person, minute)),
        }));
        sizes.record(clockMs, totals);
      }
    }
  });
  write();
  createTiersRepo(db).rollUp(now);
  marks.stop();
  db.close();
};
