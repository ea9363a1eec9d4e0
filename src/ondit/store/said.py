"""What an article holds, in tables that can be asked: speakers, statements and words.

The records themselves stay whole in the article's row; here is what they are found by.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ondit.across.contents import Content
from ondit.across.voices import Placing
from ondit.model import Article, TracedPage
from ondit.store import echoes
from ondit.store.database import Session
from ondit.store.echoes import Sought, sought
from ondit.store.index import mark_of
from ondit.store.packing import pack_record
from ondit.store.pages import dated, traced
from ondit.text import text_of


class Prepared(Struct, frozen=True, array_like=True):
    """An article as it goes into the tables."""

    id: str
    dated: str
    site: str | None
    site_name: str | None
    language: str | None
    url: str | None
    headline: str | None
    record: bytes
    marks: tuple[tuple[str, str], ...]
    words: str
    speakers: tuple[tuple[str, str, str, str | None, str, str], ...]
    """Identifier, name, kind, entity, voice, words."""
    statements: tuple[tuple[str, str | None, str, str, Sought], ...]
    """Identifier, speaker, stance, words, and by what it is found among others."""


def prepared(page: TracedPage, placing: Placing) -> Prepared:
    """Make an article ready for the tables."""
    article = page.article
    return Prepared(
        article.id,
        dated(article),
        article.site,
        article.site_name,
        article.language,
        article.url,
        article.headline,
        pack_record(page),
        tuple((mark.kind, mark.value) for mark in article.marks),
        _words(article),
        tuple(
            (
                one.id,
                one.name,
                one.kind,
                one.entity,
                placing.voice(article, one),
                f"{one.name} {one.role or ''}",
            )
            for one in page.speakers
        ),
        tuple(
            (
                one.id,
                one.speaker,
                one.stance,
                text_of(article, one.content),
                sought(Content(article, one)),
            )
            for one in page.statements
        ),
    )


def put(session: Session, ready: Prepared, *, name: str, original: int) -> int:
    """Keep an article that the store does not hold; give its number."""
    number = session.run(
        "INSERT INTO articles (id, mark, original, dated, site, site_name, language, url, name,"
        " headline, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            ready.id,
            _free_mark(session, ready.id),
            original,
            ready.dated,
            ready.site,
            ready.site_name,
            ready.language,
            ready.url,
            name,
            ready.headline,
            ready.record,
        ),
    )
    _put_words(session, number, ready)
    return number


def _free_mark(session: Session, article: str) -> int:
    mark = mark_of(article)
    while session.value("SELECT 1 FROM articles WHERE mark = ?", (mark,)) is not None:
        mark = (mark + 1) % (1 << 32)  # happens once in 100,000 articles
    return mark


def change(session: Session, number: int, ready: Prepared, *, name: str, original: int) -> None:
    """Put an article, read anew from ``original``, in the place of what there is of it."""
    take_words(session, number)
    session.run(
        "UPDATE articles SET original = ?, dated = ?, site = ?, site_name = ?, language = ?,"
        " url = ?, name = ?, headline = ?, record = ? WHERE number = ?",
        (
            original,
            ready.dated,
            ready.site,
            ready.site_name,
            ready.language,
            ready.url,
            name,
            ready.headline,
            ready.record,
            number,
        ),
    )
    _put_words(session, number, ready)


def _put_words(session: Session, number: int, ready: Prepared) -> None:
    session.run("INSERT INTO article_words (rowid, words) VALUES (?, ?)", (number, ready.words))
    if ready.site is not None:
        _put_marks(session, ready.site, ready.id, ready.marks)
    speakers: dict[str | None, int] = {}
    for key, name, kind, entity, voice, words in ready.speakers:
        speakers[key] = at = session.run(
            "INSERT INTO speakers (article, id, name, kind, entity, voice)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (number, key, name, kind, entity, voice),
        )
        session.run("INSERT INTO speaker_words (rowid, words) VALUES (?, ?)", (at, words))
    told: dict[int, Sought] = {}
    for place, (key, speaker, stance, words, found) in enumerate(ready.statements):
        at = session.run(
            "INSERT INTO statements (article, id, place, speaker, stance, units, equal, written)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                bytes.fromhex(key),
                place,
                speakers.get(speaker),
                stance,
                found.units,
                found.equal,
                found.written,
            ),
        )
        told[at] = found
        session.run("INSERT INTO statement_words (rowid, words) VALUES (?, ?)", (at, words))
    echoes.put(session, told)
    _retell(session, number)


def seek(session: Session, number: int) -> None:
    """Let the statements be found of an article that was kept before they were looked for."""
    ready = prepared(traced(session, number), Placing())
    said = session.rows("SELECT number, place FROM statements WHERE article = ?", (number,))
    told: dict[int, Sought] = {}
    for at, place in list(said):
        told[at] = found = ready.statements[place][4]
        session.run(
            "UPDATE statements SET units = ?, equal = ?, written = ? WHERE number = ?",
            (found.units, found.equal, found.written, at),
        )
        if found.units:
            session.run("INSERT OR IGNORE INTO todo_echo VALUES (?)", (at,))
            session.run("INSERT OR IGNORE INTO todo_utter VALUES (?)", (at,))
    echoes.put(session, told)


def put_marks(session: Session, site: str, article: Article) -> None:
    """Keep what an article shows of its site's machinery."""
    _put_marks(session, site, article.id, [(mark.kind, mark.value) for mark in article.marks])


def _put_marks(session: Session, site: str, article: str, marks: Iterable[tuple[str, str]]) -> None:
    session.many(
        "INSERT INTO marks VALUES (?, ?, ?, ?) ON CONFLICT (site, kind, value)"
        " DO UPDATE SET article = excluded.article WHERE excluded.article < article",
        ((site, kind, value, article) for kind, value in marks),
    )


def take_words(session: Session, number: int) -> None:
    """Take all that :func:`put` made beside the article's own row."""
    ready = prepared(traced(session, number), Placing())
    _unindex(session, "article_words", number, ready.words)
    said = session.rows("SELECT number, place FROM statements WHERE article = ?", (number,))
    for at, place in list(said):
        _unindex(session, "statement_words", at, ready.statements[place][3])
        echoes.take(session, at)
    if ready.site is not None:
        session.run("INSERT OR IGNORE INTO todo_marks VALUES (?)", (ready.site,))
    named = {one[0]: one[5] for one in ready.speakers}
    for at, key in list(
        session.rows("SELECT number, id FROM speakers WHERE article = ?", (number,))
    ):
        _unindex(session, "speaker_words", at, named[key])
    _retell(session, number)
    session.run("DELETE FROM statements WHERE article = ?", (number,))
    session.run("DELETE FROM speakers WHERE article = ?", (number,))


def _unindex(session: Session, table: str, at: int, words: str) -> None:
    """Take words out of a full-text index, which must be told which they were."""
    session.run(f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", (at, words))


def _retell(session: Session, number: int) -> None:
    """Note that the voices of an article are to be counted again."""
    session.run(
        "INSERT OR IGNORE INTO todo_voice SELECT voice FROM speakers WHERE article = ?", (number,)
    )


def _words(article: Article) -> str:
    """Give the text of an article that search looks into."""
    return "\n".join(block.text for block in article.blocks if block.text)
