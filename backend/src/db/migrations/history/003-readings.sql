-- What labs moved, in bytes per second; null where it could not be measured.
ALTER TABLE usage_minutes ADD COLUMN disk_read INTEGER;
ALTER TABLE usage_minutes ADD COLUMN disk_written INTEGER;
ALTER TABLE usage_minutes ADD COLUMN net_received INTEGER;
ALTER TABLE usage_minutes ADD COLUMN net_sent INTEGER;
ALTER TABLE usage_tiers ADD COLUMN disk_read INTEGER;
ALTER TABLE usage_tiers ADD COLUMN disk_written INTEGER;
ALTER TABLE usage_tiers ADD COLUMN net_received INTEGER;
ALTER TABLE usage_tiers ADD COLUMN net_sent INTEGER;

-- Every reading, for two days; `at` in seconds since the epoch. Units as in usage_minutes.
CREATE TABLE usage_readings (
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  cpu INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  disk_read INTEGER,
  disk_written INTEGER,
  net_received INTEGER,
  net_sent INTEGER,
  PRIMARY KEY (person, at)
) STRICT, WITHOUT ROWID;

-- What all volumes of a person held, in KiB: when it changed, and once a day besides.
CREATE TABLE volume_sizes (
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  size INTEGER NOT NULL,
  PRIMARY KEY (person, at)
) STRICT, WITHOUT ROWID;

-- When servers of a person began and ended: 1 start, 2 stop, 3 stopped by the culler.
CREATE TABLE server_marks (
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  PRIMARY KEY (person, at, kind)
) STRICT, WITHOUT ROWID;
