-- How many of the fingerprints that a pair rests on may become common before it is to be looked at
-- again; below zero: at once. Read by schema.py.

ALTER TABLE derivations ADD COLUMN spare INTEGER NOT NULL DEFAULT -1;
ALTER TABLE todo_compare ADD COLUMN spare INTEGER NOT NULL DEFAULT -1;

-- What sites share is weighed rarely, and then all of it.
DROP INDEX IF EXISTS marks_value;
