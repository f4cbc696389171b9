-- Accounts that are being renamed or deleted. The row is written before anything happens and removed
-- after everything has: whatever is found here at a start is carried on. `created` is the hub's own
-- record of when the account was made, and tells it from a later one of the same name. `moved` is 1
-- once everything in this database is under the new name, or binned.
CREATE TABLE account_changes (
  user TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('rename', 'delete')),
  new_name TEXT UNIQUE,
  created TEXT,
  actor TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  moved INTEGER NOT NULL DEFAULT 0
) STRICT;
