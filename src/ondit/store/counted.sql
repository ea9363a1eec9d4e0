-- What is counted over many pages, kept as pages come, change and go. Read by schema.py.
--
-- The triggers keep the plain counts, so that no way of changing a row can forget them, and note in
-- the tables todo_* what is to be counted again because it is more than a count.

-- How many articles of a site there are, and how many of each name and language.
CREATE TABLE site_tallies (
  site TEXT NOT NULL,
  kind TEXT NOT NULL,             -- 'articles', 'title' or 'language'
  value TEXT NOT NULL,            -- '' for 'articles'
  number INTEGER NOT NULL,
  PRIMARY KEY (site, kind, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE sites (
  name TEXT PRIMARY KEY,
  title TEXT,
  articles INTEGER NOT NULL,
  derived INTEGER NOT NULL,
  taken INTEGER NOT NULL,
  languages TEXT NOT NULL         -- JSON: language and number, the most first
) STRICT, WITHOUT ROWID;
CREATE INDEX sites_articles ON sites (articles DESC, name);

-- The edges of stories between pages of two sites, and what they come to.
CREATE TABLE edges (
  story INTEGER NOT NULL,
  child INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  source TEXT NOT NULL,           -- the site of the parent
  taker TEXT NOT NULL,            -- the site of the child
  directed INTEGER NOT NULL,
  credited INTEGER,
  derivation TEXT,
  PRIMARY KEY (story, child, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX edges_taker ON edges (taker, source, directed, child);
CREATE INDEX edges_source ON edges (source, directed, parent);
CREATE INDEX edges_child ON edges (child);
CREATE INDEX edges_parent ON edges (parent);
CREATE TABLE flows (
  source TEXT NOT NULL,
  taker TEXT NOT NULL,
  articles INTEGER NOT NULL,
  undirected INTEGER NOT NULL,
  record BLOB NOT NULL,           -- Flow
  PRIMARY KEY (source, taker)
) STRICT;
CREATE INDEX flows_articles ON flows (articles DESC, undirected DESC, source, taker);
CREATE INDEX flows_taker ON flows (taker);
CREATE TABLE kinships (
  place INTEGER PRIMARY KEY,      -- the weightiest first
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  record BLOB NOT NULL            -- Kinship
) STRICT;
CREATE INDEX kinships_one ON kinships (one);
CREATE INDEX kinships_other ON kinships (other);
CREATE INDEX derivations_denied ON derivations (number) WHERE denied;
CREATE INDEX marks_value ON marks (kind, value);

-- Under which names the speakers of a voice go, and how often they say what.
CREATE TABLE voice_names (
  voice TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,           -- '' where there is none
  number INTEGER NOT NULL,
  PRIMARY KEY (voice, name, kind, entity)
) STRICT, WITHOUT ROWID;
CREATE TABLE voice_stances (
  voice TEXT NOT NULL,
  stance TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (voice, stance)
) STRICT, WITHOUT ROWID;
DROP INDEX speakers_voice;
CREATE INDEX speakers_voice ON speakers (voice, article);

CREATE TABLE tallies (name TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO tallies SELECT 'bytes', coalesce(sum(size), 0) FROM bodies;
INSERT INTO tallies SELECT 'statements', count(*) FROM statements;
INSERT INTO tallies SELECT 'voices', count(*) FROM voices;

-- Of each story what a list shows.
ALTER TABLE stories ADD COLUMN first INTEGER;    -- the article that stands for it
ALTER TABLE stories ADD COLUMN derived INTEGER;  -- edges with a direction
ALTER TABLE stories ADD COLUMN sites INTEGER;
ALTER TABLE stories ADD COLUMN languages TEXT;   -- JSON, the most first

CREATE TABLE todo_site (site TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE todo_flow (one TEXT, other TEXT, PRIMARY KEY (one, other)) STRICT, WITHOUT ROWID;
CREATE TABLE todo_kin (one INTEGER PRIMARY KEY) STRICT;

CREATE TRIGGER bodies_in AFTER INSERT ON bodies BEGIN
  UPDATE tallies SET number = number + new.size WHERE name = 'bytes';
END;
CREATE TRIGGER bodies_out AFTER DELETE ON bodies BEGIN
  UPDATE tallies SET number = number - old.size WHERE name = 'bytes';
END;
CREATE TRIGGER voices_in AFTER INSERT ON voices BEGIN
  UPDATE tallies SET number = number + 1 WHERE name = 'voices';
END;
CREATE TRIGGER voices_out AFTER DELETE ON voices BEGIN
  UPDATE tallies SET number = number - 1 WHERE name = 'voices';
END;

CREATE TRIGGER articles_in AFTER INSERT ON articles WHEN new.site IS NOT NULL BEGIN
  INSERT INTO site_tallies SELECT new.site, 'articles', '', 1 WHERE true
    ON CONFLICT DO UPDATE SET number = number + 1;
  INSERT INTO site_tallies SELECT new.site, 'title', new.site_name, 1 WHERE new.site_name <> ''
    ON CONFLICT DO UPDATE SET number = number + 1;
  INSERT INTO site_tallies SELECT new.site, 'language', new.language, 1 WHERE new.language <> ''
    ON CONFLICT DO UPDATE SET number = number + 1;
  INSERT INTO todo_site VALUES (new.site) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER articles_out AFTER DELETE ON articles WHEN old.site IS NOT NULL BEGIN
  UPDATE site_tallies SET number = number - 1 WHERE site = old.site AND (kind = 'articles'
    OR kind = 'title' AND value = old.site_name OR kind = 'language' AND value = old.language);
  DELETE FROM site_tallies WHERE site = old.site AND number = 0;
  INSERT INTO todo_site VALUES (old.site) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER articles_changed AFTER UPDATE OF site, site_name, language, dated ON articles
  WHEN old.site IS NOT new.site OR old.site_name IS NOT new.site_name
    OR old.language IS NOT new.language OR old.dated <> new.dated BEGIN
  UPDATE site_tallies SET number = number - 1 WHERE site = old.site AND (kind = 'articles'
    OR kind = 'title' AND value = old.site_name OR kind = 'language' AND value = old.language);
  DELETE FROM site_tallies WHERE site = old.site AND number = 0;
  INSERT INTO site_tallies SELECT new.site, 'articles', '', 1 WHERE new.site IS NOT NULL
    ON CONFLICT DO UPDATE SET number = number + 1;
  INSERT INTO site_tallies SELECT new.site, 'title', new.site_name, 1
    WHERE new.site IS NOT NULL AND new.site_name <> ''
    ON CONFLICT DO UPDATE SET number = number + 1;
  INSERT INTO site_tallies SELECT new.site, 'language', new.language, 1
    WHERE new.site IS NOT NULL AND new.language <> ''
    ON CONFLICT DO UPDATE SET number = number + 1;
  INSERT INTO todo_site SELECT old.site WHERE old.site IS NOT NULL ON CONFLICT DO NOTHING;
  INSERT INTO todo_site SELECT new.site WHERE new.site IS NOT NULL ON CONFLICT DO NOTHING;
  INSERT INTO todo_story VALUES (new.number) ON CONFLICT DO NOTHING;
  INSERT INTO todo_flow SELECT min(source, taker), max(source, taker) FROM edges
    WHERE child = new.number OR parent = new.number ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER marks_in AFTER INSERT ON marks BEGIN
  INSERT INTO todo_kin VALUES (1) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER marks_changed AFTER UPDATE ON marks BEGIN
  INSERT INTO todo_kin VALUES (1) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER marks_out AFTER DELETE ON marks BEGIN
  INSERT INTO todo_kin VALUES (1) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sites_in AFTER INSERT ON sites BEGIN
  INSERT INTO todo_kin VALUES (1) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sites_out AFTER DELETE ON sites BEGIN
  INSERT INTO todo_kin VALUES (1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER speakers_in AFTER INSERT ON speakers BEGIN
  INSERT INTO voice_names VALUES (new.voice, new.name, new.kind, coalesce(new.entity, ''), 1)
    ON CONFLICT DO UPDATE SET number = number + 1;
  INSERT INTO todo_voice VALUES (new.voice) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER speakers_out AFTER DELETE ON speakers BEGIN
  UPDATE voice_names SET number = number - 1 WHERE voice = old.voice AND name = old.name
    AND kind = old.kind AND entity = coalesce(old.entity, '');
  DELETE FROM voice_names WHERE voice = old.voice AND number = 0;
  INSERT INTO todo_voice VALUES (old.voice) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER speakers_moved AFTER UPDATE OF voice ON speakers WHEN old.voice <> new.voice BEGIN
  UPDATE voice_names SET number = number - 1 WHERE voice = old.voice AND name = old.name
    AND kind = old.kind AND entity = coalesce(old.entity, '');
  DELETE FROM voice_names WHERE voice = old.voice AND number = 0;
  INSERT INTO voice_names VALUES (new.voice, new.name, new.kind, coalesce(new.entity, ''), 1)
    ON CONFLICT DO UPDATE SET number = number + 1;
  UPDATE voice_stances SET number = number - (SELECT count(*) FROM statements
    WHERE speaker = new.number AND stance = voice_stances.stance) WHERE voice = old.voice;
  DELETE FROM voice_stances WHERE voice = old.voice AND number = 0;
  INSERT INTO voice_stances SELECT new.voice, stance, count(*) FROM statements
    WHERE speaker = new.number GROUP BY stance
    ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO todo_voice VALUES (old.voice) ON CONFLICT DO NOTHING;
  INSERT INTO todo_voice VALUES (new.voice) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER statements_in AFTER INSERT ON statements BEGIN
  UPDATE tallies SET number = number + 1 WHERE name = 'statements';
  INSERT INTO voice_stances SELECT voice, new.stance, 1 FROM speakers WHERE number = new.speaker
    ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER statements_out AFTER DELETE ON statements BEGIN
  UPDATE tallies SET number = number - 1 WHERE name = 'statements';
  UPDATE voice_stances SET number = number - 1 WHERE stance = old.stance
    AND voice = (SELECT voice FROM speakers WHERE number = old.speaker);
  DELETE FROM voice_stances WHERE number = 0
    AND voice = (SELECT voice FROM speakers WHERE number = old.speaker);
END;

-- Of what a store of the version before holds; a new one holds nothing.
INSERT INTO site_tallies SELECT site, 'articles', '', count(*) FROM articles
  WHERE site IS NOT NULL GROUP BY site;
INSERT INTO site_tallies SELECT site, 'title', site_name, count(*) FROM articles
  WHERE site IS NOT NULL AND site_name <> '' GROUP BY site, site_name;
INSERT INTO site_tallies SELECT site, 'language', language, count(*) FROM articles
  WHERE site IS NOT NULL AND language <> '' GROUP BY site, language;
INSERT INTO voice_names SELECT voice, name, kind, coalesce(entity, ''), count(*) FROM speakers
  GROUP BY voice, name, kind, coalesce(entity, '');
INSERT INTO voice_stances SELECT s.voice, t.stance, count(*) FROM statements t
  JOIN speakers s ON s.number = t.speaker GROUP BY s.voice, t.stance;
INSERT OR IGNORE INTO todo_site SELECT DISTINCT site FROM articles WHERE site IS NOT NULL;
INSERT OR IGNORE INTO todo_kin SELECT 1 FROM marks LIMIT 1;
INSERT OR IGNORE INTO todo_story SELECT number FROM articles WHERE story IS NOT NULL;
