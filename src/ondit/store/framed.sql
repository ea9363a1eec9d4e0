-- Several pages of a site that others are packed beside, each with what its frame is known by
-- (bodies.py). Read by schema.py.

DROP TABLE IF EXISTS bases;
CREATE TABLE bases (
  site TEXT NOT NULL,
  body INTEGER NOT NULL,
  sketch BLOB NOT NULL,
  PRIMARY KEY (site, body)
) STRICT, WITHOUT ROWID;
