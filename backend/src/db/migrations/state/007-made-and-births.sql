-- 0 as long as the engine may not have finished making a volume: a crash in the middle leaves one
-- that its user cannot write to, and the next start looks again. What was there before is in use.
ALTER TABLE volumes ADD COLUMN made INTEGER NOT NULL DEFAULT 1;
-- The account that bears a name, by the hub's own record of when it was made. One of another date is
-- another person, who gets nothing of what the former left.
CREATE TABLE account_births (
  user TEXT PRIMARY KEY,
  created TEXT NOT NULL
) STRICT;
