"""Who speaks, read out of a store: voices, their statements, and words told by several pages."""

from __future__ import annotations

from collections.abc import Iterator

from ondit.corpus.reading import ALL
from ondit.errors import NotInCorpus
from ondit.model import Stance, Statement, Utterance, Voice, Voiced
from ondit.store import pages as kept
from ondit.store import search
from ondit.store.database import Session


def voices(
    session: Session, words: str | None, *, limit: int | None, offset: int
) -> Iterator[Voice]:
    """Give the voices, those in most articles first."""
    condition, values = "1", ()
    if words is not None:
        asked = search.expression(words)
        if asked is None:
            return
        condition = (
            "id IN (SELECT s.voice FROM speaker_words w JOIN speakers s ON s.number = w.rowid"
            " WHERE speaker_words MATCH ?)"
        )
        values = (asked,)  # type: ignore[assignment]
    rows = session.rows(
        f"SELECT id FROM voices WHERE {condition}"
        " ORDER BY articles DESC, name, id LIMIT ? OFFSET ?",
        (*values, ALL if limit is None else limit, offset),
    )
    for (key,) in list(rows):
        yield voice(session, key)


def voice(session: Session, key: str) -> Voice:
    """Give one voice with all who belong to it."""
    row = session.row("SELECT name, kind, entity FROM voices WHERE id = ?", (key,))
    if row is None:
        raise NotInCorpus(path=session.path, id=key)
    members = list(
        session.rows(
            "SELECT a.id, s.id, s.name FROM speakers s JOIN articles a ON a.number = s.article"
            " WHERE s.voice = ? ORDER BY a.dated, a.id, s.id",
            (key,),
        )
    )
    return Voice(
        id=key,
        name=row[0],
        kind=row[1],
        entity=row[2],
        names=tuple(dict.fromkeys(member[2] for member in members)),
        speakers=tuple(
            Voiced(article=one[0], speaker=one[1], why="entity" if row[2] else "name")
            for one in members
        ),
    )


def statements(
    session: Session,
    *,
    voice: str | None,
    stance: Stance | None,
    words: str | None,
    limit: int | None,
    offset: int,
) -> Iterator[tuple[str, Statement]]:
    """Give the statements chosen, in order of their articles and places."""
    conditions, values = ["1"], []
    if voice is not None:
        conditions.append("t.speaker IN (SELECT number FROM speakers WHERE voice = ?)")
        values.append(voice)
    if stance is not None:
        conditions.append("t.stance = ?")
        values.append(stance)
    if words is not None:
        asked = search.expression(words)
        if asked is None:
            return
        conditions.append(
            "t.number IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)"
        )
        values.append(asked)
    rows = session.rows(
        "SELECT t.article, t.place FROM statements t JOIN articles a ON a.number = t.article"
        f" WHERE {' AND '.join(conditions)} ORDER BY a.dated, a.id, t.place LIMIT ? OFFSET ?",
        (*values, ALL if limit is None else limit, offset),
    )
    number, page = None, None
    for article, place in rows:
        if article != number or page is None:
            number, page = article, kept.traced(session, article)
        yield page.article.id, page.statements[place]


def utterances(session: Session, *, limit: int | None, offset: int) -> Iterator[Utterance]:
    """Give the utterances: none are kept yet."""
    del session, limit, offset
    return iter(())


def utterance(session: Session, key: str) -> Utterance:
    """Give one utterance."""
    raise NotInCorpus(path=session.path, id=key)
