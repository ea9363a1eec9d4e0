"""The page as a list of pieces: one read-only pass over the parser's tree.

The parser is a guest: it is asked once, nothing in its tree is changed, and what is kept is ours.
A *piece* is text between two block boundaries (a paragraph, a heading, a list item, a table cell,
a run between two ``<br><br>``), with its links; a *box* is an element that encloses pieces. Inline
markup, whatever its class, never cuts a piece. Embeds become pieces where they stand. The pass
itself is in :mod:`ondit.page.walk`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MOST_PIECES = 10_000
"""Pieces read of a page; the fullest of 1,350 real pages had 1,851."""
MOST_TEXT = 600_000
"""Characters read of a page; of 1,350 real pages none had 100,000, and a novel has as many."""
LONGEST = 250_000
"""Characters of a piece, past which it is parted; the longest of real pages had 15,301."""
RUNNING = 80
"""Characters from which a piece counts as running text."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Link(Struct, frozen=True, gc=False):
    """Characters ``start`` to ``end`` of a piece that lead to ``href``."""

    start: int
    end: int
    href: str


class Box(Struct, frozen=True, gc=False):
    """An element that encloses pieces."""

    tag: str
    parent: int
    depth: int
    names: str = ""
    """Class, id, role and itemprop, lower case, between spaces."""
    hidden: bool = False


class Piece(Struct, frozen=True, gc=False):
    """Text between two block boundaries, or an embedded thing."""

    text: str
    tag: str
    """The nearest enclosing element that is no inline markup."""
    box: int
    """Number of that element in :attr:`Document.boxes`."""
    links: tuple[Link, ...] = ()
    linked: int = 0
    """Characters in links."""
    strong: int = 0
    """Characters in bold or italics."""
    after_break: bool = False
    """Whether it was cut off by a line break and not by an element."""
    media: dict[str, str] | None = None
    """Attributes of an embedded thing, with ``tag``."""


class Stamp(Struct, frozen=True, kw_only=True):
    """A ``<time>`` element, or another that carries a date for machines."""

    value: str
    words: str
    names: str
    piece: int
    """Number of the piece it stands in or before."""


class Person(Struct, frozen=True):
    """Words that the markup says to be an author."""

    how: str
    """``itemprop``, ``rel``, ``name`` (any itemprop *name*) or ``class``."""
    words: str
    piece: int
    """Number of the piece it stands in or before."""


class Document(Struct, kw_only=True):
    """What one pass over a page brings."""

    boxes: list[Box] = field(default_factory=list)
    """In the order in which they open, so that the boxes inside one follow it without a gap."""
    first: list[int] = field(default_factory=list)
    """For each box, the number of the first piece inside."""
    last: list[int] = field(default_factory=list)
    """For each box, the number after the last piece inside."""
    inner: list[int] = field(default_factory=list)
    """For each box, the number after the last box inside."""
    pieces: list[Piece] = field(default_factory=list)
    title: str = ""
    language: str | None = None
    metas: list[tuple[str, str]] = field(default_factory=list)
    """Name or property in lower case, and content."""
    rels: list[tuple[str, str, str]] = field(default_factory=list)
    """``rel``, ``href`` and ``type`` of each link element."""
    data: list[str] = field(default_factory=list)
    """The JSON-LD scripts."""
    asks: list[int] = field(default_factory=list)
    """Boxes in which an address of electronic mail is asked for."""
    pictures: list[tuple[int, int]] = field(default_factory=list)
    """The box of each picture, and the number of the piece that it stands in or before."""
    scripts: list[str] = field(default_factory=list)
    """Addresses of outside scripts."""
    stamps: list[Stamp] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    """Where the markup says *author*."""
    raw: bytes = b""
    """The page as it came, in UTF-8, for what only a pattern finds."""
    cut_short: bool = False
    """Whether the page holds more than is read."""
    beyond: int = 0
    """Megabytes after which it was cut off; 0 when it was not."""
    plain: bool = False
    """Whether the page was text without markup."""
    tree: LexborHTMLParser | None = None
    """The parser's own, for what pieces forget and few pages need (:mod:`ondit.page.elements`)."""

    def beginning(self, characters: int) -> str:
        """Give the first ``characters`` of the page as it came."""
        return self.raw[: 4 * characters].decode("utf-8", "ignore")[:characters]


def parse(text: str, *, name: str, raw: bytes | None = None) -> Document:
    """Give the pieces of the HTML ``text``; raise :class:`TooDeep` for hostile nesting.

    ``raw`` are the bytes of ``text`` in UTF-8, where the page came in it.
    """
    from ondit.page.guard import guarded  # late: the parser is loaded when there is a page to read
    from ondit.page.walk import walk

    document = Document(raw=text.encode("utf-8", "replace") if raw is None else raw)
    safe = guarded(text, name=name)
    # The parser would make bytes of the characters again.
    walk(document.raw if safe.text is text else safe.text, document, name=name)
    if safe.cut:
        document.cut_short, document.beyond = True, math.ceil(len(safe.text) / 1_000_000)
    return document


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Give where the stretches of ``text`` begin and end that may be a piece: at blanks, if any."""
    start = 0
    while len(text) - start > LONGEST:
        end = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        end = end if end > 0 else start + LONGEST
        yield start, end
        start = end + text.startswith(" ", end)
    yield start, len(text)


def level(tag: str) -> int | None:
    """Give the depth of a heading, ``None`` for what is none."""
    return _HEADINGS.get(tag)
