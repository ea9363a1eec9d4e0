-- The words of a statement in the place of its fingerprints, which follow from them: so how far two
-- statements cover each other can be measured without opening their pages. Read by schema.py.

ALTER TABLE statements ADD COLUMN written TEXT;
ALTER TABLE statements DROP COLUMN prints;
CREATE TABLE said_common (print INTEGER PRIMARY KEY) STRICT;  -- what too many statements hold
CREATE INDEX todo_compare_high ON todo_compare (high);

DELETE FROM said_prints;
INSERT OR IGNORE INTO todo_say SELECT number FROM articles;
