-- The engine's own id of a lab's image, to tell when its tag points to a newer one.
ALTER TABLE servers ADD COLUMN image_id TEXT;
