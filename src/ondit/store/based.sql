-- Pages of one site packed beside one of them (bodies.py). Read by schema.py.

ALTER TABLE bodies ADD COLUMN base INTEGER;
CREATE INDEX bodies_base ON bodies (base) WHERE base IS NOT NULL;
CREATE TABLE bases (site TEXT PRIMARY KEY, body INTEGER NOT NULL) STRICT, WITHOUT ROWID;
