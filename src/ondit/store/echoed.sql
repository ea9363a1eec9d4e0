-- The same words in several pages: what statements are found by, which cover each other, and the
-- utterances of which they are versions. Read by schema.py.

ALTER TABLE statements ADD COLUMN units INTEGER NOT NULL DEFAULT 0;  -- 0: too few to be known again
ALTER TABLE statements ADD COLUMN equal INTEGER;      -- the same for equal words
ALTER TABLE statements ADD COLUMN prints BLOB;        -- what it is found by in said_prints
ALTER TABLE statements ADD COLUMN utterance INTEGER;
CREATE INDEX statements_equal ON statements (equal) WHERE equal IS NOT NULL;
CREATE INDEX statements_utterance ON statements (utterance) WHERE utterance IS NOT NULL;
CREATE TABLE said_prints (
  print INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  PRIMARY KEY (print, statement)
) STRICT, WITHOUT ROWID;
CREATE TABLE echoes (             -- statements of two articles of which one covers much of the other
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  across INTEGER NOT NULL,        -- whether they are in two languages
  covered REAL NOT NULL,         -- share of low that high covers
  covering REAL NOT NULL,
  PRIMARY KEY (low, high)
) STRICT, WITHOUT ROWID;
CREATE INDEX echoes_high ON echoes (high);
CREATE TABLE utterances (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  versions INTEGER NOT NULL,
  voice TEXT,
  first INTEGER NOT NULL          -- the statement of the first version
) STRICT;
CREATE INDEX utterances_versions ON utterances (versions DESC, id);
CREATE TABLE todo_echo (statement INTEGER PRIMARY KEY) STRICT;
CREATE TABLE todo_utter (statement INTEGER PRIMARY KEY) STRICT;

CREATE TABLE todo_say (article INTEGER PRIMARY KEY) STRICT;
INSERT INTO todo_say SELECT number FROM articles;

CREATE TRIGGER statements_told AFTER INSERT ON statements WHEN new.units > 0 BEGIN
  INSERT INTO todo_echo VALUES (new.number) ON CONFLICT DO NOTHING;
  INSERT INTO todo_utter VALUES (new.number) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER statements_untold AFTER DELETE ON statements WHEN old.units > 0 BEGIN
  DELETE FROM echoes WHERE low = old.number;
  DELETE FROM echoes WHERE high = old.number;
  DELETE FROM todo_echo WHERE statement = old.number;
  DELETE FROM todo_utter WHERE statement = old.number;
  INSERT INTO todo_utter SELECT number FROM statements
    WHERE old.utterance IS NOT NULL AND utterance = old.utterance ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER echoes_in AFTER INSERT ON echoes BEGIN
  INSERT INTO todo_utter VALUES (new.low), (new.high) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER echoes_out AFTER DELETE ON echoes BEGIN
  INSERT INTO todo_utter VALUES (old.low), (old.high) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER speakers_moved_too AFTER UPDATE OF voice ON speakers WHEN old.voice <> new.voice
BEGIN
  INSERT INTO todo_utter SELECT number FROM statements WHERE speaker = new.number AND units > 0
    ON CONFLICT DO NOTHING;
END;
