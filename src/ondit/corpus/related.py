"""How pages relate, read out of a store."""

from __future__ import annotations

from collections.abc import Iterator

from ondit.corpus.reading import ALL, found
from ondit.errors import NotInCorpus
from ondit.model import Derivation, Story
from ondit.store import relations
from ondit.store.database import Session
from ondit.store.packing import unpack_record


def derivations(session: Session, article: str | None) -> Iterator[Derivation]:
    """Give the derivations, by identifier, without those that a user says are none."""
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
