-- What the owner of a named server calls it; null where that is its name, or JupyterHub keeps none.
ALTER TABLE servers ADD COLUMN display_name TEXT;
