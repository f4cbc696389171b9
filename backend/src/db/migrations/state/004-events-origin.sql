-- Who acted (a person, a service, the platform itself), and from where.
ALTER TABLE events ADD COLUMN actor_kind TEXT NOT NULL DEFAULT 'user'
  CHECK (actor_kind IN ('user', 'service', 'platform'));
ALTER TABLE events ADD COLUMN address TEXT;
CREATE INDEX events_of_actor ON events (actor, id);
CREATE INDEX events_of_action ON events (action, id);
CREATE INDEX events_by_time ON events (at);

-- The trail can be added to, and old lines end with their retention; nothing rewrites one.
CREATE TRIGGER events_are_final BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'a line of the audit trail never changes');
END;
