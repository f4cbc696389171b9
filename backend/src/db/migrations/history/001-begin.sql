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

-- One row per sample of the activity score. `states` has one byte per person, at the place of
-- their id: 0 not measured, 1 inactive, 2 active. Ten thousand people take 10 kB a sample.
CREATE TABLE activity_samples (
  at INTEGER PRIMARY KEY,
  measured INTEGER NOT NULL,
  states BLOB NOT NULL
) STRICT;
