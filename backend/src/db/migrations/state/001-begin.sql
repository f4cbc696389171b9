CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- One row per server that was ever started. Times are epoch milliseconds.
-- `sweep` is 1 while a lab is still to be removed because the engine was away when it ended.
CREATE TABLE servers (
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  lab TEXT NOT NULL,
  phase TEXT NOT NULL,
  url TEXT,
  image TEXT,
  spec_hash TEXT,
  progress TEXT NOT NULL DEFAULT '[]',
  started_at INTEGER,
  stopped_at INTEGER,
  stop_reason TEXT,
  failure_code TEXT,
  failure_message TEXT,
  exit_code INTEGER,
  log_tail TEXT NOT NULL DEFAULT '[]',
  sweep INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (user, name)
) STRICT;

-- The session of a running server. `ended_at` is null while it lasts.
CREATE TABLE sessions (
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  extended_until INTEGER,
  used_hours REAL NOT NULL DEFAULT 0,
  -- The last use that was no page's routine polling, and whether a lab page was open then.
  used_at INTEGER,
  attended INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (user, name)
) STRICT;

-- Every generation of every volume of a person. One generation per volume is current.
-- `binned` is 1 for what a deleted account left: a new person of that name never sees it.
-- The shared volume belongs to the user whose name is empty.
CREATE TABLE volumes (
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  generation INTEGER NOT NULL,
  engine_name TEXT NOT NULL UNIQUE,
  mount TEXT,
  state TEXT NOT NULL CHECK (state IN ('current', 'retired', 'purging')),
  binned INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  retired_at INTEGER,
  expires_at INTEGER,
  size_bytes INTEGER,
  measured_at INTEGER,
  PRIMARY KEY (user, name, generation)
) STRICT;
-- The highest generation ever given out; purged numbers never come back.
CREATE TABLE volume_numbers (
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (user, name)
) STRICT;
CREATE UNIQUE INDEX volumes_current ON volumes (user, name) WHERE state = 'current';
CREATE INDEX volumes_expiring ON volumes (expires_at) WHERE state <> 'current';

-- The counts of the delivery report are kept with each message: counting 10,000 rows for every
-- line of a list would be slow. `removed_at` is when it was retracted or found expired.
CREATE TABLE notifications (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  sender TEXT NOT NULL,
  sender_kind TEXT NOT NULL CHECK (sender_kind IN ('user', 'service')),
  title TEXT,
  message TEXT NOT NULL,
  variant TEXT NOT NULL,
  auto_close_ms INTEGER,
  actions TEXT NOT NULL,
  audience TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  retracted_at INTEGER,
  removed_at INTEGER,
  recipients INTEGER NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0,
  seen INTEGER NOT NULL DEFAULT 0,
  dismissed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX notifications_of_sender ON notifications (sender, seq);
CREATE INDEX notifications_by_time ON notifications (created_at);
CREATE INDEX notifications_expiring ON notifications (expires_at)
  WHERE removed_at IS NULL AND expires_at IS NOT NULL;

-- `cursor` grows with every change over all people, so "what is new since" is one index scan.
CREATE TABLE deliveries (
  notification_id TEXT NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  user TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending'
    CHECK (state IN ('pending', 'delivered', 'seen', 'dismissed')),
  cursor INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  delivered_at INTEGER,
  seen_at INTEGER,
  dismissed_at INTEGER,
  PRIMARY KEY (notification_id, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_of_user ON deliveries (user, cursor);
CREATE INDEX deliveries_unread ON deliveries (user)
  WHERE removed = 0 AND state IN ('pending', 'delivered');

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;
INSERT INTO counters VALUES ('delivery', 0);

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('ok', 'failed', 'refused')),
  details TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX events_of_subject ON events (subject, id);
