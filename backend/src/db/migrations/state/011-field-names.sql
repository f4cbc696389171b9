-- 1 for what a deleted account left in the trash: a later user of that name never sees it.
ALTER TABLE volumes RENAME COLUMN binned TO in_trash;
-- When the hub made the account that has a name now.
ALTER TABLE account_births RENAME TO account_identities;
ALTER TABLE preferences RENAME COLUMN wishes TO value;
-- The privileges and limits that a lab was created with, as JSON.
ALTER TABLE servers RENAME COLUMN rules TO policy;
