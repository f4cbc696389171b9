CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- One row per server that was ever started. Times are epoch milliseconds.
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
  extended_until INTEGER,
  used_hours REAL NOT NULL DEFAULT 0,
  PRIMARY KEY (user, name)
) STRICT;

-- Every generation of every volume of a person. One generation per volume is current.
CREATE TABLE volumes (
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  generation INTEGER NOT NULL,
  engine_name TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('current', 'retired', 'purging')),
  created_at INTEGER NOT NULL,
  retired_at INTEGER,
  expires_at INTEGER,
  size_bytes INTEGER,
  measured_at INTEGER,
  PRIMARY KEY (user, name, generation)
) STRICT;
CREATE UNIQUE INDEX volumes_current ON volumes (user, name) WHERE state = 'current';
CREATE INDEX volumes_expiring ON volumes (expires_at) WHERE state <> 'current';

CREATE TABLE notifications (
  id TEXT PRIMARY KEY,
  sender TEXT NOT NULL,
  title TEXT,
  message TEXT NOT NULL,
  variant TEXT NOT NULL,
  auto_close_ms INTEGER,
  actions TEXT NOT NULL,
  audience TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  retracted_at INTEGER
) STRICT;
CREATE INDEX notifications_by_time ON notifications (created_at);

-- `cursor` grows with every change over all people, so "what is new since" is one index scan.
CREATE TABLE deliveries (
  notification_id TEXT NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  user TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'seen', 'dismissed')),
  cursor INTEGER NOT NULL,
  delivered_at INTEGER,
  seen_at INTEGER,
  dismissed_at INTEGER,
  PRIMARY KEY (notification_id, user)
) STRICT;
CREATE INDEX deliveries_of_user ON deliveries (user, cursor);

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
