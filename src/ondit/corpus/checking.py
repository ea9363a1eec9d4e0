"""Whether a store is whole: every byte is what it was, and every part has its counterpart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from ondit.errors import StoreError
from ondit.model import Finding
from ondit.store import bodies, pages
from ondit.store.database import Session

_TODO = (
    "relate",
    "review",
    "compare",
    "story",
    "marks",
    "voice",
    "flow",
    "site",
    "echo",
    "utter",
    "say",
)
_LINKS = (
    "SELECT a.id FROM articles a LEFT JOIN originals o ON o.number = a.original"
    " WHERE o.number IS NULL OR o.article <> a.number",
    "SELECT a.id FROM articles a LEFT JOIN stories s ON s.number = a.story"
    " WHERE a.story IS NOT NULL AND s.number IS NULL",
    "SELECT d.id FROM derivations d LEFT JOIN articles a ON a.number = d.low"
    " LEFT JOIN articles b ON b.number = d.high WHERE a.number IS NULL OR b.number IS NULL",
    "SELECT hex(t.id) FROM statements t LEFT JOIN articles a ON a.number = t.article"
    " WHERE a.number IS NULL",
)
_WORDS = (
    ("articles", "article_words"),
    ("statements", "statement_words"),
    ("speakers", "speaker_words"),
)


def check(session: Session) -> Iterator[Finding]:
    """Give what is not as it must be."""
    try:
        for (said,) in session.rows("PRAGMA integrity_check"):
            if said != "ok":
                yield Finding(kind="file", detail=str(said))
        yield from _bytes(session)
        yield from _records(session)
        yield from _links(session)
    except StoreError as error:
        yield Finding(kind="file", detail=error.facts.get("detail", str(error)))


def _bytes(session: Session) -> Iterator[Finding]:
    """Unpack every original and weigh it against its hash."""
    rows = session.rows(
        "SELECT b.number, b.sha256, b.size, a.id FROM bodies b"
        " LEFT JOIN originals o ON o.body = b.number LEFT JOIN articles a ON a.number = o.article"
        " GROUP BY b.number"
    )
    for number, sha, size, article in rows:
        try:
            body = bodies.opened(session, number)
        except ValueError as error:
            yield Finding(kind="bytes", article=article, detail=str(error))
            continue
        if len(body) != size or hashlib.sha256(body).digest() != sha:
            yield Finding(kind="bytes", article=article, detail=sha.hex())


def _records(session: Session) -> Iterator[Finding]:
    for article, number in session.rows("SELECT id, number FROM articles ORDER BY id"):
        try:
            found = pages.traced(session, number).article.id
        except (ValueError, msgspec.MsgspecError) as error:
            yield Finding(kind="record", article=article, detail=str(error))
            continue
        if found != article:
            yield Finding(kind="record", article=article, detail=found)


def _links(session: Session) -> Iterator[Finding]:
    for query in _LINKS:
        for (name,) in session.rows(query):
            yield Finding(kind="link", article=name)
    for table, words in _WORDS:
        missing = session.value(
            f"SELECT count(*) FROM (SELECT number FROM {table} EXCEPT SELECT id FROM"
            f" {words}_docsize)"
        )
        beside = session.value(
            f"SELECT count(*) FROM (SELECT id FROM {words}_docsize EXCEPT SELECT number FROM"
            f" {table})"
        )
        if missing or beside:
            yield Finding(kind="words", detail=f"{words}: -{missing} +{beside}")
    for name in _TODO:
        waiting = session.value(f"SELECT count(*) FROM todo_{name}")
        if waiting:
            yield Finding(kind="unfinished", detail=f"{name}: {waiting}")
