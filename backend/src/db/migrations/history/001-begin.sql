CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  user TEXT NOT NULL UNIQUE
) STRICT;

-- CPU in hundredths of a percent of one core, memory in KiB. No row is a gap.
CREATE TABLE usage_minutes (
  person INTEGER NOT NULL,
  minute INTEGER NOT NULL,
  cpu INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  PRIMARY KEY (person, minute)
) STRICT, WITHOUT ROWID;

-- One row per person and sample of the activity score.
CREATE TABLE activity (
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  active INTEGER NOT NULL,
  PRIMARY KEY (person, at)
) STRICT, WITHOUT ROWID;
