-- 1 while a lab is still to be removed, because the engine was away when it ended.
ALTER TABLE servers RENAME COLUMN sweep TO removal_pending;

-- A lab without a row is an orphan. The entries keep their meaning, so this one time they may change.
DROP TRIGGER events_are_final;
UPDATE events SET action = 'orphan.' || substr(action, 7) WHERE action LIKE 'stray.%';
UPDATE events SET actor = 'reconciler' WHERE actor = 'watch' AND actor_kind = 'platform';
CREATE TRIGGER events_are_final BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'an entry of the audit log never changes');
END;
