-- Occurrences in the order of their first telling. Stories that were kept without it are made anew.
ALTER TABLE occurrences ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
DELETE FROM meta WHERE name = 'stories';
