-- The tables of a store. Read by schema.py, which says how they change.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What was given, and what came of it.
CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  started TEXT NOT NULL,
  ended TEXT,
  given TEXT NOT NULL,            -- JSON: what the user named
  ondit TEXT NOT NULL,            -- version of the program
  read INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE failures (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  url TEXT NOT NULL,              -- '' when there is none
  run INTEGER NOT NULL,
  error TEXT NOT NULL,
  facts TEXT NOT NULL,            -- JSON
  UNIQUE (name, url)
) STRICT;

-- The bytes, once each, and each time and place they were seen.
CREATE TABLE bodies (
  number INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  packed BLOB NOT NULL
) STRICT;
CREATE TABLE originals (
  number INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,       -- hash of all that reading depends on
  article INTEGER NOT NULL,
  body INTEGER NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  fetched TEXT,
  media_type TEXT,
  charset TEXT,
  run INTEGER NOT NULL,
  added TEXT NOT NULL,
  told BLOB                       -- dates told of it from outside, as MessagePack
) STRICT;
CREATE INDEX originals_article ON originals (article);
CREATE INDEX originals_body ON originals (body);
CREATE INDEX originals_url ON originals (url) WHERE url IS NOT NULL;

-- What is derived from one page.
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  mark INTEGER NOT NULL UNIQUE,   -- its number among fingerprints: see index.py
  original INTEGER NOT NULL,      -- the one that it was read from
  dated TEXT NOT NULL,            -- the trusted date, or '~'
  site TEXT,
  site_name TEXT,
  language TEXT,
  url TEXT,
  name TEXT NOT NULL,
  headline TEXT,
  story INTEGER,
  record BLOB NOT NULL            -- TracedPage
) STRICT;
CREATE INDEX articles_dated ON articles (dated, id);
CREATE INDEX articles_site ON articles (site, dated, id);
CREATE INDEX articles_language ON articles (language, dated, id);
CREATE INDEX articles_url ON articles (url) WHERE url IS NOT NULL;
CREATE INDEX articles_story ON articles (story) WHERE story IS NOT NULL;
CREATE TABLE marks (              -- what the pages of a site show of its machinery
  site TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  article TEXT NOT NULL,          -- of the articles that show it, the least identifier
  PRIMARY KEY (site, kind, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE speakers (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  entity TEXT,
  voice TEXT NOT NULL             -- identifier of the voice that it belongs to
) STRICT;
CREATE INDEX speakers_article ON speakers (article, id);
CREATE INDEX speakers_voice ON speakers (voice);
CREATE TABLE statements (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL,
  id BLOB NOT NULL,
  place INTEGER NOT NULL,         -- in the article's list
  speaker INTEGER,
  stance TEXT NOT NULL
) STRICT;
CREATE INDEX statements_article ON statements (article, place);
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_speaker ON statements (speaker) WHERE speaker IS NOT NULL;

-- Words, for search: the text itself stays in the records.
CREATE VIRTUAL TABLE article_words USING fts5
  (words, content = '', tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE statement_words USING fts5
  (words, content = '', tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE speaker_words USING fts5
  (words, content = '', tokenize = "unicode61 remove_diacritics 2", detail = none);

-- How pages relate. What is still to be done is in the tables named todo_*.
CREATE TABLE fingerprints (bucket INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;
CREATE TABLE latest (
  mark INTEGER PRIMARY KEY,
  shingles BLOB NOT NULL,
  pairs BLOB NOT NULL
) STRICT;
CREATE TABLE derivations (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  low INTEGER NOT NULL,           -- the two articles, the lesser number first
  high INTEGER NOT NULL,
  record BLOB NOT NULL,           -- Derivation, by the two alone
  slim BLOB NOT NULL,             -- the same without pairs and evidence
  seen BLOB,                      -- what the others of the story change in it
  denied INTEGER NOT NULL DEFAULT 0, -- whether a user, or what others bear, says that it is none
  UNIQUE (low, high)
) STRICT;
CREATE INDEX derivations_high ON derivations (high);
CREATE TABLE stories (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  dated TEXT NOT NULL,
  size INTEGER NOT NULL,
  record BLOB NOT NULL            -- Story
) STRICT;
CREATE INDEX stories_size ON stories (size DESC, dated, id);
CREATE TABLE voices (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  entity TEXT,
  articles INTEGER NOT NULL,
  said INTEGER NOT NULL           -- statements
) STRICT, WITHOUT ROWID;
CREATE INDEX voices_articles ON voices (articles DESC, name, id);
CREATE TABLE todo_relate (article INTEGER PRIMARY KEY) STRICT;
CREATE TABLE todo_review (
  mark INTEGER PRIMARY KEY,
  gains INTEGER NOT NULL DEFAULT 1  -- 0 where partners can only have been lost
) STRICT;
CREATE TABLE todo_compare (low INTEGER, high INTEGER, PRIMARY KEY (low, high))
  STRICT, WITHOUT ROWID;
CREATE TABLE todo_story (article INTEGER PRIMARY KEY) STRICT;
CREATE TABLE todo_marks (site TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE todo_voice (voice TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- What users said is wrong. Rows are only ever added.
CREATE TABLE corrections (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT,                   -- identifier, where it is about one
  record TEXT NOT NULL            -- JSON: Correction
) STRICT;
