"""The bytes of pages, each once, and packed beside another page of its site.

Pages of one site share their frame, which is most of them: packed with one of them before its eyes,
the next takes half the room. That one, the *base*, stands alone, so that nothing hangs by two
threads, and carries ``MOST`` others at most: a damaged base costs no more than these. A site has
several frames (an article, a list, a video), told apart by the classes of their elements. Which
pages are bases depends on the order in which they came, and is nobody's to see.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from struct import pack as numbered
from struct import unpack as numbers
from urllib.parse import urlsplit
from zlib import crc32

from msgspec import Struct

from ondit.model import Page
from ondit.store.database import Session
from ondit.store.packing import pack, unpack

MOST = 64
"""Pages that are packed beside one; more would gain a hundredth."""

FRAMES = 64
"""Bases of a site that are at hand, the latest."""

_CLASS = re.compile(rb"""class=("[^"]*"|'[^']*'|[^\s>"']+)""")
_SKETCH = 32  # numbers by which a frame is known: of its classes those of the least
_ALIKE = 0.3  # share of these that two pages of one frame have in common, at least

# A page is packed alone when the base helps little: its site may have a new frame.
_HELPED = 0.6  # of the size that it would have if it were as dense as the base
_WORTH = 0.9  # of the size that it has alone


class Base(Struct, frozen=True):
    """A page that others of its site are packed beside."""

    sha256: bytes
    packed: bytes
    """Empty, where it is to be taken from the store: see :func:`whole`."""
    sketch: bytes


def sketch(body: bytes) -> bytes:
    """Give what the frame of a page is known by: the least numbers of its classes."""
    least = sorted({crc32(name) for name in set(_CLASS.findall(body))})[:_SKETCH]
    return numbered(f"<{len(least)}I", *least)


def alike(one: bytes, other: bytes) -> bool:
    """Tell whether two sketches are of one frame: by the least of what either holds."""
    here, there = (set(numbers(f"<{len(each) // 4}I", each)) for each in (one, other))
    least = sorted(here | there)[:_SKETCH]
    return sum(each in here and each in there for each in least) >= _ALIKE * len(least)


def site_of(page: Page) -> str:
    """Give what pages of one frame have in common: their host, or else their folder."""
    try:
        host = urlsplit(page.url or "").hostname
    except ValueError:  # an address that is none
        host = None
    return host or str(PurePath(page.name).parent)


def packed(body: bytes, base: tuple[bytes, int] | None) -> tuple[bytes, bool]:
    """Pack a page; tell whether it was beside the base: its bytes, and its size when packed."""
    if base is None:
        return pack(body), False
    prefix, size = base
    beside = pack(body, prefix=prefix)
    if len(beside) * len(prefix) < _HELPED * size * len(body):
        return beside, True
    alone = pack(body)
    return (beside, True) if len(beside) < _WORTH * len(alone) else (alone, False)


def bases_of(session: Session, site: str) -> list[tuple[Base, int]]:
    """Give the latest bases of a site without their bytes, each with how many it carries."""
    rows = session.rows(
        "SELECT b.number, b.sha256, s.sketch FROM bases s"
        " JOIN bodies b ON b.number = s.body WHERE s.site = ? ORDER BY s.body DESC LIMIT ?",
        (site, FRAMES),
    )
    return [(Base(row[1], b"", row[2]), carried(session, row[0])) for row in list(rows)]


def whole(session: Session, base: Base) -> Base | None:
    """Give a base with its bytes, if it is there."""
    if base.packed:
        return base
    packed = session.value(
        "SELECT packed FROM bodies WHERE sha256 = ? AND base IS NULL", (base.sha256,)
    )
    return None if packed is None else Base(base.sha256, packed, base.sketch)


def carried(session: Session, number: int) -> int:
    """Count the pages that are packed beside one."""
    return int(session.value("SELECT count(*) FROM bodies WHERE base = ?", (number,)))


def keep(
    session: Session,
    *,
    sha256: bytes,
    size: int,
    packed: bytes,
    site: str,
    sketch: bytes,
    base: Base | None,
) -> int:
    """Keep the bytes of a page where they are new; give their number.

    ``base`` is what they were packed beside. What was packed alone is a base of ``site`` now.
    """
    held: int | None = session.value("SELECT number FROM bodies WHERE sha256 = ?", (sha256,))
    if held is not None:
        return held
    beside: int | None = None
    if base is not None:
        beside = session.value(
            "SELECT number FROM bodies WHERE sha256 = ? AND base IS NULL", (base.sha256,)
        )
        if beside is None or carried(session, beside) >= MOST:  # it was not kept after all
            packed, beside = pack(unpack(packed, prefix=unpack(base.packed))), None
    number = session.run(
        "INSERT INTO bodies (sha256, size, packed, base) VALUES (?, ?, ?, ?)",
        (sha256, size, packed, beside),
    )
    if beside is None:
        session.run("INSERT OR REPLACE INTO bases VALUES (?, ?, ?)", (site, number, sketch))
    return number


def opened(session: Session, number: int) -> bytes:
    """Give the bytes of a page; raise ``ValueError`` when they are damaged."""
    row = session.row(
        "SELECT b.packed, b.base, c.packed FROM bodies b LEFT JOIN bodies c ON c.number = b.base"
        " WHERE b.number = ?",
        (number,),
    )
    assert row is not None
    if row[1] is None:
        return unpack(row[0])
    if row[2] is None:
        raise ValueError(row[1])
    return unpack(row[0], prefix=unpack(row[2]))


def part(session: Session, number: int) -> None:
    """Pack alone what was packed beside a page that goes."""
    beside = session.rows("SELECT number FROM bodies WHERE base = ?", (number,))
    for (other,) in list(beside):
        session.run(
            "UPDATE bodies SET packed = ?, base = NULL WHERE number = ?",
            (pack(opened(session, other)), other),
        )
    session.run("DELETE FROM bases WHERE body = ?", (number,))
