import { Preferences } from '@perijove/contracts';
import type { UserRecords } from '../user-records.js';
import type { Deps } from '../deps.js';

const none: Preferences = { quietHours: null, importantOnly: false, language: null };

/** An earlier version stored less; what a later one stored may not be understood here. */
const read = (stored: string | undefined): Preferences => {
  if (stored === undefined) return none;
  const known = Preferences.safeParse({ ...none, ...(JSON.parse(stored) as object) });
  return known.success ? known.data : none;
};

const nothingInMemory = (): void => undefined;

/** Preferences of users. Services have none. */
export class PreferencesService {
  private readonly find = this.deps.db
    .prepare<[string], string>('SELECT value FROM preferences WHERE user = ?')
    .pluck();
  private readonly put = this.deps.db.prepare<[string, string, number]>(
    `INSERT INTO preferences (user, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (user) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  );
  private readonly rename = this.deps.db.prepare<[string, string]>(
    'UPDATE preferences SET user = ? WHERE user = ?',
  );
  private readonly remove = this.deps.db.prepare<[string]>(
    'DELETE FROM preferences WHERE user = ?',
  );
  readonly records: UserRecords = {
    tables: ['preferences'],
    rename: (from, to) => {
      this.rename.run(to, from);
      return nothingInMemory;
    },
    forget: user => {
      this.remove.run(user);
      return nothingInMemory;
    },
  };

  constructor(private readonly deps: Deps<'clock' | 'db' | 'bus'>) {}

  of(user: string): Preferences {
    return read(this.find.get(user));
  }

  set(user: string, preferences: Preferences): Preferences {
    this.put.run(user, JSON.stringify(preferences), this.deps.clock.now());
    this.deps.bus.emit('preferences.changed', { user, preferences });
    return preferences;
  }
}
