"""Reading articles out of a store, by identifier, by choice and by words."""

from __future__ import annotations

from collections.abc import Iterator

from ondit.corpus import days
from ondit.errors import NotInCorpus
from ondit.model import Hit, Page, Receipt, TracedPage
from ondit.store import pages as kept
from ondit.store import search as words_in
from ondit.store.database import Session

ALL = -1
"""What SQLite calls no limit."""


def found(session: Session, article: str) -> int:
    """Give the number of an article; raise :class:`NotInCorpus` when there is none."""
    number = kept.number_of(session, article)
    if number is None:
        raise NotInCorpus(path=session.path, id=article)
    return number


def pages(
    session: Session,
    *,
    site: str | None = None,
    language: str | None = None,
    since: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Iterator[TracedPage]:
    """Give the pages chosen, by date."""
    first = None if since is None else days.since(since)
    condition, values = kept.chosen(site=site, language=language, since=first)
    rows = session.rows(
        f"SELECT record, name FROM articles WHERE {condition} ORDER BY dated, id LIMIT ? OFFSET ?",
        (*values, ALL if limit is None else limit, offset),
    )
    return map(kept.opened, rows)


def page(session: Session, article: str) -> TracedPage:
    """Give the record of an article."""
    return kept.traced(session, found(session, article))


def original(session: Session, article: str) -> Page:
    """Give the bytes that an article was read from."""
    number = found(session, article)
    return kept.original(
        session, session.value("SELECT original FROM articles WHERE number = ?", (number,))
    )


def receipts(session: Session, article: str) -> tuple[Receipt, ...]:
    """Give each time and place at which an article was seen."""
    return tuple(kept.receipts(session, found(session, article)))


def at(session: Session, url: str) -> tuple[str, ...]:
    """Give the articles seen at an address, fetched from it or claiming it, the earliest first."""
    rows = session.rows(
        "SELECT a.id, min(coalesce(o.fetched, '~')) AS first FROM articles a"
        " JOIN originals o ON o.article = a.number WHERE a.url = ?1 OR o.url = ?1"
        " GROUP BY a.number ORDER BY first, a.dated, a.id",
        (url,),
    )
    return tuple(row[0] for row in rows)


def meant(session: Session, name: str) -> tuple[str, ...]:
    """Give the articles that a user may mean by ``name``, the earliest seen first.

    That is the one of that identifier, or those at that address, or read from files of that name.
    """
    if kept.number_of(session, name) is not None:
        return (name,)
    named = session.rows(
        "SELECT DISTINCT a.id FROM originals o JOIN articles a ON a.number = o.article"
        " WHERE o.name = ? ORDER BY a.dated, a.id",
        (name,),
    )
    return at(session, name) or tuple(row[0] for row in named)


def search(session: Session, words: str, *, limit: int | None, offset: int) -> Iterator[Hit]:
    """Give the articles that hold ``words``, the best first."""
    asked = words_in.expression(words)
    if asked is None:
        return
    rows = session.rows(
        "SELECT a.number FROM article_words w JOIN articles a ON a.number = w.rowid"
        " WHERE article_words MATCH ? ORDER BY w.rank, a.dated, a.id LIMIT ? OFFSET ?",
        (asked, ALL if limit is None else limit, offset),
    )
    for (number,) in rows:
        yield _hit(kept.traced(session, number), words)


def _hit(page: TracedPage, words: str) -> Hit:
    """Give where ``words`` stand in ``page``, and the statement they are part of."""
    article = page.article
    span = words_in.place(article, words)
    assert span is not None
    inside = (
        statement.id
        for statement in page.statements
        if any(
            part.block == span.block and part.start <= span.start and span.end <= part.end
            for part in statement.content
        )
    )
    return Hit(
        article=article.id,
        statement=next(inside, None),
        span=span,
        snippet=words_in.snippet(article, span),
    )
