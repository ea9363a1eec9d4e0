"""How pages relate, read out of a store."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ondit.corpus.reading import ALL, found
from ondit.errors import NotInCorpus
from ondit.model import Derivation, Story, StorySummary
from ondit.store import relations
from ondit.store.database import Session
from ondit.store.packing import unpack_record
from ondit.store.schema import UNDATED


def derivations(session: Session, article: str | None) -> Iterator[Derivation]:
    """Give the derivations, by identifier, without those that a user or others deny."""
    condition, values = "", []
    if article is not None:
        condition, values = "AND (low = ?1 OR high = ?1)", [found(session, article)]
    rows = session.rows(
        f"SELECT record, seen, denied FROM derivations WHERE NOT denied {condition} ORDER BY id",
        values,
    )
    return map(relations.derivation, rows)


def derivation(session: Session, derivation: str) -> Derivation:
    """Give one derivation: independent, where a user says that it is none."""
    row = session.row("SELECT record, seen, denied FROM derivations WHERE id = ?", (derivation,))
    if row is None:
        raise NotInCorpus(path=session.path, id=derivation)
    return relations.derivation(row)


def stories(session: Session, *, limit: int | None, offset: int) -> Iterator[Story]:
    """Give the stories, the largest first."""
    rows = session.rows(
        "SELECT record FROM stories ORDER BY size DESC, dated, id LIMIT ? OFFSET ?",
        (ALL if limit is None else limit, offset),
    )
    return (unpack_record(row[0], Story) for row in rows)


def summaries(
    session: Session, *, site: str | None, limit: int | None, offset: int
) -> Iterator[StorySummary]:
    """Give what a list shows of stories, the largest first; of those with a page of ``site``."""
    chosen, values = "1", []
    if site is not None:
        chosen = "s.number IN (SELECT story FROM articles WHERE site = ? AND story IS NOT NULL)"
        values = [site]
    rows = session.rows(
        "SELECT s.id, s.size, s.sites, s.derived, s.languages, a.id, a.headline, a.name, a.site,"
        " a.dated FROM stories s JOIN articles a ON a.number = s.first"
        f" WHERE {chosen} ORDER BY s.size DESC, s.dated, s.id LIMIT ? OFFSET ?",
        (*values, ALL if limit is None else limit, offset),
    )
    for row in rows:
        yield StorySummary(
            id=row[0],
            articles=row[1],
            sites=row[2],
            derived=row[3],
            languages=msgspec.json.decode(row[4], type=tuple[tuple[str, int], ...]),
            first=row[5],
            headline=row[6],
            name=row[7],
            site=row[8],
            published=None if row[9] == UNDATED else row[9],
        )


def story(session: Session, story: str) -> Story:
    """Give one story."""
    row = session.row("SELECT record FROM stories WHERE id = ?", (story,))
    if row is None:
        raise NotInCorpus(path=session.path, id=story)
    return unpack_record(row[0], Story)


def story_of(session: Session, article: str) -> Story | None:
    """Give the story of an article."""
    row = session.row(
        "SELECT s.record FROM articles a JOIN stories s ON s.number = a.story WHERE a.number = ?",
        (found(session, article),),
    )
    return unpack_record(row[0], Story) if row else None
