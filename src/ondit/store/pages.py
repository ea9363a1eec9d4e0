"""Pages in the store: the bytes as they came, each time they were seen, and the article of each.

Several originals may give one article (a page taken twice, with other advertisements): the article
is read from the first of them by time, then by content, so that the order in which they were added
changes nothing. A page at one address with another text is another article, and both are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ondit.model import Article, DateClue, Page, Receipt, TracedPage
from ondit.store import bodies
from ondit.store.database import Row, Session, now
from ondit.store.packing import unpack_record
from ondit.store.schema import UNDATED

_LATE = "~"  # sorts after every time


class Known(Struct, frozen=True, kw_only=True):
    """An original that the store holds."""

    original: int
    article: int
    name: str


def key(page: Page) -> bytes:
    """Give the hash of all that reading a page depends on, its name apart."""
    hashed = hashlib.blake2b(hashlib.sha256(page.body).digest(), digest_size=16)
    for part in (page.url, page.fetched, page.media_type, page.charset):
        hashed.update(b"\0" if part is None else b"\1" + part.encode("utf-8", "surrogatepass"))
        hashed.update(b"\x1f")
    if page.told:
        hashed.update(msgspec.msgpack.encode(page.told))
    return hashed.digest()


def known(session: Session, own: bytes) -> Known | None:
    """Give the original of a :func:`key`, if there is one."""
    found = session.row("SELECT number, article, name FROM originals WHERE key = ?", (own,))
    return Known(original=found[0], article=found[1], name=found[2]) if found else None


def keep(session: Session, page: Page, own: bytes, *, body: int, run: int) -> int:
    """Keep an original, whose bytes are those of the number ``body``; give its own number.

    ``page`` says where it was seen, ``own`` is its :func:`key`. The article is set later.
    """
    return session.run(
        "INSERT INTO originals (key, article, body, name, url, fetched, media_type, charset, run,"
        " added, told) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            own,
            body,
            page.name,
            page.url,
            page.fetched,
            page.media_type,
            page.charset,
            run,
            now(),
            msgspec.msgpack.encode(page.told) if page.told else None,
        ),
    )


def belong(session: Session, original: int, article: int) -> None:
    """Say of which article an original is."""
    session.run("UPDATE originals SET article = ? WHERE number = ?", (article, original))


def rename(session: Session, original: Known, name: str) -> None:
    """Call an original by the lesser of two names: which came first must not matter."""
    if name >= original.name:
        return
    session.run("UPDATE originals SET name = ? WHERE number = ?", (name, original.original))
    session.run(
        "UPDATE articles SET name = ? WHERE number = ? AND original = ?",
        (name, original.article, original.original),
    )


def first(session: Session, article: int) -> int:
    """Give the original that ``article`` is to be read from."""
    rows = session.rows(
        "SELECT o.fetched, b.sha256, o.url, o.key, o.number FROM originals o"
        " JOIN bodies b ON b.number = o.body WHERE o.article = ?",
        (article,),
    )
    order = ((row[0] or _LATE, row[1], row[2] or "", row[3], row[4]) for row in rows)
    return int(min(order)[-1])


def original(session: Session, number: int) -> Page:
    """Give an original as it came."""
    row = session.row(
        "SELECT name, url, fetched, media_type, charset, body, told FROM originals"
        " WHERE number = ?",
        (number,),
    )
    assert row is not None
    return Page(
        name=row[0],
        url=row[1],
        fetched=row[2],
        media_type=row[3],
        charset=row[4],
        body=bodies.opened(session, row[5]),
        told=msgspec.msgpack.decode(row[6], type=tuple[DateClue, ...]) if row[6] else (),
    )


def receipts(session: Session, article: int) -> Iterator[Receipt]:
    """Give each time and place at which the bytes of ``article`` were seen, the earliest first."""
    rows = session.rows(
        "SELECT a.id, o.name, o.url, o.fetched, o.media_type, o.charset, o.added, r.id,"
        " b.sha256, b.size FROM originals o JOIN bodies b ON b.number = o.body"
        " JOIN articles a ON a.number = o.article LEFT JOIN runs r ON r.number = o.run"
        " WHERE o.article = ? ORDER BY coalesce(o.fetched, ?), b.sha256, coalesce(o.url, ''),"
        " o.key",
        (article, _LATE),
    )
    for row in rows:
        yield Receipt(
            article=row[0],
            name=row[1],
            url=row[2],
            fetched=row[3],
            media_type=row[4],
            charset=row[5],
            added=row[6],
            run=row[7],
            sha256=row[8].hex(),
            size=row[9],
        )


# --------------------------------------------------------------------------------------------
# Articles


def number_of(session: Session, article: str) -> int | None:
    """Give the number of the article of an identifier."""
    number: int | None = session.value("SELECT number FROM articles WHERE id = ?", (article,))
    return number


def traced(session: Session, number: int) -> TracedPage:
    """Give the record of an article."""
    row = session.row("SELECT record, name FROM articles WHERE number = ?", (number,))
    assert row is not None
    return opened(row)


def opened(row: Row) -> TracedPage:
    """Give the record of a row of ``record, name``; a name is the store's to choose."""
    page = unpack_record(row[0], TracedPage)
    if page.article.name == row[1]:
        return page
    return replace(page, article=replace(page.article, name=row[1]))


def dated(article: Article) -> str:
    """Give the date that articles are ordered by."""
    clue = article.published
    return clue.value if clue is not None and clue.trusted else UNDATED


def chosen(
    *, site: str | None, language: str | None, since: str | None
) -> tuple[str, tuple[str, ...]]:
    """Give the condition, with its values, by which articles are chosen."""
    asked = {"site = ?": site, "language = ?": language, "dated >= ?": since}
    held = {condition: value for condition, value in asked.items() if value is not None}
    if since is not None:
        held["dated < ?"] = UNDATED
    return " AND ".join(held) or "1", tuple(held.values())
