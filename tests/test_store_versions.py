"""A store made by an older Ondit is brought to this one's tables, or left as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ondit
from corpus_pages import family, page, told
from ondit import Corpus
from ondit.engine.inline import Inline
from ondit.store import bodies, schema
from ondit.store.database import Database


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "case.ondit"
    with Corpus(path) as corpus:
        corpus.add([page(1, 1)], engine=Inline())
    return path


def newer(monkeypatch: pytest.MonkeyPatch, *steps: str) -> None:
    """Let this Ondit know tables that are newer by so many steps."""
    first = schema.VERSION
    monkeypatch.setattr(schema, "STEPS", {first + at: step for at, step in enumerate(steps)})
    monkeypatch.setattr(schema, "VERSION", first + len(steps))


def test_an_older_store_is_brought_forward_step_by_step(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(
        monkeypatch,
        "ALTER TABLE runs ADD COLUMN host TEXT; -- a note\nUPDATE runs SET host = 'here';",
        "CREATE TABLE more (host TEXT) STRICT; INSERT INTO more SELECT host FROM runs;",
    )
    with Corpus(old) as corpus:
        assert corpus.counts().articles == 1
    database = Database(old)
    session = database.reader()
    assert session.value("SELECT host FROM more") == "here"
    assert session.value("PRAGMA user_version") == schema.VERSION
    database.close()


def test_a_step_that_fails_leaves_the_store_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema.VERSION
    with monkeypatch.context() as patched:
        newer(patched, "CREATE TABLE more (host TEXT);", "INSERT INTO nowhere VALUES (1);")
        with pytest.raises(Exception, match="nowhere"):
            Corpus(old).counts()
    with Corpus(old) as corpus:
        assert corpus.counts().articles == 1
        session = corpus._database.reader()
        assert session.value("PRAGMA user_version") == before
        assert not session.value("SELECT count(*) FROM sqlite_schema WHERE name = 'more'")


def set_back(path: Path, version: int) -> None:
    """Make a store one of an older version, as far as its tables go."""
    with Database(path).writer() as session:
        for (number,) in list(session.rows("SELECT number FROM bodies")):
            bodies.part(session, number)
        for step in reversed(range(version, schema.VERSION)):
            script = schema.STEPS[step]
            for kind in ("trigger", "index", "table"):
                for name in re.findall(rf"CREATE {kind.upper()} (\w+)", script):
                    session.run(f"DROP {kind} IF EXISTS {name}")
            for table, column in re.findall(r"ALTER TABLE (\w+) DROP COLUMN (\w+)", script):
                session.run(f"ALTER TABLE {table} ADD COLUMN {column} BLOB")
            for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", script):
                session.run(f"ALTER TABLE {table} DROP COLUMN {column}")
        session.run("CREATE INDEX IF NOT EXISTS speakers_voice ON speakers (voice)")
        session.run(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_store_of_an_older_version_tells_the_same(version: int, tmp_path: Path) -> None:
    path = tmp_path / "case.ondit"
    with Corpus(path) as corpus:
        corpus.add(family(8, 9), engine=Inline())
        before = told(corpus)
        assert corpus.flows()
        assert list(corpus.utterances())
    set_back(path, version)
    with Corpus(path) as corpus:
        assert told(corpus) == before
        assert not corpus.check()
    set_back(path, version)
    with Corpus(path) as corpus:
        corpus.add([page(99, 22, shared=8, site="d")], engine=Inline())
        corpus.forget("99.html")
        assert told(corpus) == before


def test_every_version_has_its_step() -> None:
    assert set(schema.STEPS) == set(range(1, schema.VERSION))


def test_a_file_that_is_no_store_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "case.ondit"
    path.write_text("notes of mine\n" * 1000, encoding="utf-8")
    with pytest.raises(ondit.NotAStore):
        Corpus(path).add([page(1, 1)], engine=Inline())
    assert path.read_text(encoding="utf-8") == "notes of mine\n" * 1000
