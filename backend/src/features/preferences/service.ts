import { Preferences } from '@perijove/contracts';
import type { Db } from '../../db/open.js';
import type { Clock } from '../../lib/clock.js';
import type { DomainBus } from '../domain-events.js';
import type { UserRecords } from '../user-records.js';

/** Preferences of users. Services have none. */
export interface PreferencesService {
  of(user: string): Preferences;
  set(user: string, preferences: Preferences): Preferences;
  readonly records: UserRecords;
}

const none: Preferences = { quietHours: null, importantOnly: false, language: null };

/** An earlier version stored less; what a later one stored may not be understood here. */
const read = (stored: string | undefined): Preferences => {
  if (stored === undefined) return none;
  const known = Preferences.safeParse({ ...none, ...(JSON.parse(stored) as object) });
  return known.success ? known.data : none;
};

export const createPreferencesService = (deps: {
  readonly clock: Clock;
  readonly db: Db;
  readonly bus: DomainBus;
}): PreferencesService => {
  const { clock, db, bus } = deps;
  const find = db
    .prepare<[string], string>('SELECT wishes FROM preferences WHERE user = ?')
    .pluck();
  const put = db.prepare<[string, string, number]>(
    `INSERT INTO preferences (user, wishes, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (user) DO UPDATE SET wishes = excluded.wishes, updated_at = excluded.updated_at`,
  );
  const rename = db.prepare<[string, string]>('UPDATE preferences SET user = ? WHERE user = ?');
  const remove = db.prepare<[string]>('DELETE FROM preferences WHERE user = ?');
  const nothingInMemory = (): void => undefined;
  return {
    records: {
      tables: ['preferences'],
      rename: (from, to) => {
        rename.run(to, from);
        return nothingInMemory;
      },
      forget: user => {
        remove.run(user);
        return nothingInMemory;
      },
    },
    of: user => read(find.get(user)),
    set: (user, preferences) => {
      put.run(user, JSON.stringify(preferences), clock.now());
      bus.emit('preferences.changed', { user, preferences });
      return preferences;
    },
  };
};
