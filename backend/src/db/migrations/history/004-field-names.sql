ALTER TABLE people RENAME TO users;
ALTER TABLE usage_minutes RENAME COLUMN person TO user_id;
ALTER TABLE usage_readings RENAME COLUMN person TO user_id;
ALTER TABLE volume_sizes RENAME COLUMN person TO user_id;

ALTER TABLE server_marks RENAME TO server_markers;
ALTER TABLE server_markers RENAME COLUMN person TO user_id;

-- Means over `minutes` minutes, and the first bucket of each length that does not exist yet.
ALTER TABLE usage_tiers RENAME TO usage_rollups;
ALTER TABLE usage_rollups RENAME COLUMN tier TO minutes;
ALTER TABLE usage_rollups RENAME COLUMN person TO user_id;
ALTER TABLE usage_marks RENAME TO rollup_progress;
ALTER TABLE rollup_progress RENAME COLUMN tier TO minutes;
