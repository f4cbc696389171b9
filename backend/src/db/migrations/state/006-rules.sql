-- The rules of groups and settings that a lab was made under, as JSON, to tell when they changed.
ALTER TABLE servers ADD COLUMN rules TEXT;
