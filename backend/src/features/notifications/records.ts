import type { Db } from '../../db/open.js';
import type { UserRecords } from '../user-records.js';
import { createCursorCounter } from './repo.js';

const nothing = (): void => undefined;

/** Messages follow a user's new name. Who is gone leaves the reports as they are, and no inbox. */
export const createNotificationRecords = (db: Db): UserRecords => {
  const cursor = createCursorCounter(db);
  const hide = db.prepare<[number, string]>(
    'UPDATE deliveries SET removed = 1, cursor = ? WHERE user = ? AND removed = 0',
  );
  // A former user of that name may have received the same message.
  const readdress = db.prepare<[string, string]>(
    'UPDATE OR REPLACE deliveries SET user = ? WHERE user = ?',
  );
  const resign = db.prepare<[string, string]>(
    "UPDATE notifications SET sender = ? WHERE sender = ? AND sender_kind = 'user'",
  );
  return {
    tables: ['deliveries'],
    rename: (from, to) => {
      readdress.run(to, from);
      resign.run(to, from);
      return nothing;
    },
    forget: user => {
      hide.run(cursor.next(), user);
      return nothing;
    },
  };
};
