"""Who speaks, read out of a store: voices, their statements, and words told by several pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ondit.across import disputes as opposing
from ondit.across import voices as across
from ondit.across.utterances import Told
from ondit.across.utterances import utterance as laid
from ondit.across.voices import Placing
from ondit.corpus import reading, related
from ondit.corpus.reading import ALL
from ondit.errors import NotInCorpus
from ondit.model import (
    Dispute,
    Speaker,
    Stance,
    Statement,
    Utterance,
    UtteranceSummary,
    Voice,
    VoiceSummary,
)
from ondit.store import log, search
from ondit.store import pages as kept
from ondit.store.database import Row, Session
from ondit.store.relations import lightened


def voices(
    session: Session, words: str | None, *, limit: int | None, offset: int
) -> Iterator[Voice]:
    """Give the voices, those in most articles first."""
    for key in _keys(session, words, limit=limit, offset=offset):
        yield voice(session, key)


def _keys(
    session: Session, words: str | None, *, limit: int | None, offset: int
) -> tuple[str, ...]:
    condition, values = "1", ()
    if words is not None:
        asked = search.expression(words, phrases=False)
        if asked is None:
            return ()
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
    return tuple(row[0] for row in rows)


def voice(session: Session, key: str) -> Voice:
    """Give one voice with all who belong to it."""
    rows = session.rows(
        "SELECT a.id, a.dated, a.site, a.site_name, a.language, s.id, s.name, s.kind, s.entity"
        " FROM speakers s JOIN articles a ON a.number = s.article WHERE s.voice = ?",
        (key,),
    )
    members = [
        (lightened(row[:5]), Speaker(id=row[5], name=row[6], kind=row[7], entity=row[8]))
        for row in rows
    ]
    if not members:
        raise NotInCorpus(path=session.path, id=key)
    return across.voice(key, members, Placing(log.in_force(log.corrections(session))))


def summaries(
    session: Session, words: str | None, *, limit: int | None, offset: int
) -> Iterator[VoiceSummary]:
    """Give how often the voices speak, those in most articles first."""
    for key in _keys(session, words, limit=limit, offset=offset):
        yield summary(session, key)


def summary(session: Session, key: str) -> VoiceSummary:
    """Give how often one voice speaks."""
    row = session.row("SELECT name, kind, entity, articles, said FROM voices WHERE id = ?", (key,))
    if row is None:
        raise NotInCorpus(path=session.path, id=key)
    names = session.rows(
        "SELECT name, sum(number) AS n FROM voice_names WHERE voice = ? GROUP BY name"
        " ORDER BY n DESC, name",
        (key,),
    )
    return VoiceSummary(
        id=key,
        name=row[0],
        kind=row[1],
        entity=row[2],
        names=tuple(names),
        articles=row[3],
        statements=row[4],
        stances=stances(session, key),
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


def stances(session: Session, voice: str) -> tuple[tuple[Stance, int], ...]:
    """Count the statements of a voice by stance, the most first."""
    return tuple(
        session.rows(
            "SELECT stance, number FROM voice_stances WHERE voice = ? ORDER BY number DESC, stance",
            (voice,),
        )
    )


def utterances(
    session: Session, *, voice: str | None, limit: int | None, offset: int
) -> Iterator[Utterance]:
    """Give the words that several pages report, those in most versions first."""
    for row in _utterances(session, voice, limit=limit, offset=offset):
        yield _utterance(session, row[0])


def utterance_summaries(
    session: Session, *, voice: str | None, limit: int | None, offset: int
) -> Iterator[UtteranceSummary]:
    """Give the same without the versions but the first."""
    for row in _utterances(session, voice, limit=limit, offset=offset):
        yield UtteranceSummary(
            id=row[1], voice=row[2], versions=row[3], article=row[4], statement=row[5].hex()
        )


def _utterances(
    session: Session, voice: str | None, *, limit: int | None, offset: int
) -> list[Row]:
    chosen, values = ("1", []) if voice is None else ("u.voice = ?", [voice])
    return list(
        session.rows(
            "SELECT u.number, u.id, u.voice, u.versions, a.id, t.id FROM utterances u"
            " JOIN statements t ON t.number = u.first JOIN articles a ON a.number = t.article"
            f" WHERE {chosen} ORDER BY u.versions DESC, u.id LIMIT ? OFFSET ?",
            (*values, ALL if limit is None else limit, offset),
        )
    )


def utterance(session: Session, key: str) -> Utterance:
    """Give one utterance."""
    number = session.value("SELECT number FROM utterances WHERE id = ?", (key,))
    if number is None:
        raise NotInCorpus(path=session.path, id=key)
    return _utterance(session, number)


def _utterance(session: Session, number: int) -> Utterance:
    """Lay the versions of an utterance side by side."""
    rows = session.rows(
        "SELECT t.article, t.place, s.voice FROM statements t LEFT JOIN speakers s"
        " ON s.number = t.speaker WHERE t.utterance = ? ORDER BY t.article, t.place",
        (number,),
    )
    told: list[Told] = []
    for article, group in groupby(list(rows), key=lambda row: row[0]):
        page = kept.traced(session, article)
        speakers = {speaker.id: speaker for speaker in page.speakers}
        for _, place, voice in group:
            statement = page.statements[place]
            speaker = speakers.get(statement.speaker or "")
            told.append(Told(page.article, statement, speaker, voice))
    return laid(told)


def disputes(session: Session, story: str | None) -> tuple[Dispute, ...]:
    """Give what is said against one another, in all pages or in those of a story."""
    if story is None:
        pages = reading.pages(session)
    else:
        pages = (reading.page(session, key) for key in related.story(session, story).articles)
    return opposing.disputes(pages, log.in_force(log.corrections(session)))
