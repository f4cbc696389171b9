-- What people wish for themselves, as JSON that the contract describes.
CREATE TABLE preferences (
  user TEXT PRIMARY KEY,
  wishes TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- What stands above every page: one line or none.
CREATE TABLE announcement (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  message TEXT NOT NULL,
  variant TEXT NOT NULL,
  until INTEGER,
  updated_at INTEGER NOT NULL
) STRICT;
