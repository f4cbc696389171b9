-- Minutes are kept for two days. What is older lies here as means over `tier` minutes;
-- `bucket` counts such stretches since the epoch. Units as in usage_minutes.
CREATE TABLE usage_tiers (
  tier INTEGER NOT NULL,
  person INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  cpu INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  PRIMARY KEY (tier, person, bucket)
) STRICT, WITHOUT ROWID;

-- The first bucket of each tier that is not made yet.
CREATE TABLE usage_marks (
  tier INTEGER PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT;
