"""A page as it lies before the judge: its pieces, and what is known of each beforehand.

What the boxes' names and tags betray (:mod:`hints`), what a piece shows to be by its own words
(:mod:`phrases`), and under what label it stands: everything that tells the article from furniture
(:mod:`body`) is gathered here once, and never changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ondit.model import FurnitureKind
from ondit.page import hints, phrases
from ondit.page.dom import Document, Piece, level
from ondit.page.hints import Hint
from ondit.page.layout import Layout, measure
from ondit.page.meta import Head
from ondit.page.phrases import Furnishing
from ondit.page.shape import is_bare_link, linked
from ondit.page.texts import Texts

# Characters from which a piece counts as running text; set by hand: from 60 to 110 the figures of
# ``benchmarks/what.py`` for body and headline do not move (60 pages each of fundus and wcxb).
_PARAGRAPH = 80
_FOLLOWED: frozenset[FurnitureKind] = frozenset(
    ("comment", "comment-form", "related", "newsletter", "share", "author-box", "tags", "anti-spam")
)
_INVITATION = 400  # characters of a box that asks for an address; a comment form has fewer
_MAIN = frozenset(("html", "body", "main", "article"))
TAIL: frozenset[FurnitureKind] = frozenset(("comment", "comment-form"))
"""What only stands after the article, and ends it."""


class Survey(Struct, frozen=True, kw_only=True):
    """What is known of a page before its pieces are judged."""

    document: Document
    head: Head
    hints: Sequence[Hint]
    """One for each box."""
    layout: Layout
    """Lengths, links and boxes as arrays."""
    texts: Texts
    """What the pieces say, ready to be looked through."""
    shown: Sequence[Furnishing | None]
    """What furniture each piece is by its own words."""
    followed: Sequence[FurnitureKind | None]
    """The kind of the label that each piece stands under."""
    asking: frozenset[int] = frozenset()
    """Pieces of a small box that asks for an address: an invitation, and nothing of the article."""

    def kind(self, number: int) -> FurnitureKind | None:
        """Give what furniture piece ``number`` is: by its words, its label or its box."""
        own = self.shown[number]
        if own:
            return own.kind
        return self.followed[number] or self.hints[self.document.pieces[number].box].kind


def survey(document: Document, head: Head) -> Survey:
    """Gather what is known of ``document`` before its pieces are judged."""
    layout = measure(document)
    texts = Texts([piece.text for piece in document.pieces])
    shown = phrases.furnishings(texts)
    followed = _followed(document, shown)
    asking = _asking(document)
    for number in asking:
        if shown[number] is None and followed[number] is None:
            followed[number] = "newsletter"
    return Survey(
        document=document,
        head=head,
        hints=hints.read(document, layout.shares().tolist()),
        layout=layout,
        texts=texts,
        shown=shown,
        followed=followed,
        asking=asking,
    )


def _asking(document: Document) -> frozenset[int]:
    """Give the pieces of the small boxes in which an address of electronic mail is asked for.

    From the field outwards, as long as what is around is no main part of the page, holds no title
    and little text.
    """
    found: set[int] = set()
    for box in document.asks:
        reach: range | None = None
        while box >= 0 and document.boxes[box].tag not in _MAIN:
            inside = range(document.first[box], document.last[box])
            pieces = [document.pieces[number] for number in inside]
            if sum(len(p.text) for p in pieces) > _INVITATION or any(p.tag == "h1" for p in pieces):
                break
            reach, box = inside, document.boxes[box].parent
        found.update(reach or ())
    return frozenset(found)


def _followed(document: Document, shown: Sequence[Furnishing | None]) -> list[FurnitureKind | None]:
    """Give the kind of the label that each piece stands under, if it stands under one.

    A label reaches to the end of the box around it, and no further than a heading of its own
    depth, or, but for comments, than the next paragraph of running text. Comments begin after the
    body has, or a link *comments* above the article would take it away.
    """
    found: list[FurnitureKind | None] = [None] * len(document.pieces)
    running = 0
    scope, label, depth = -1, None, 7
    for number, piece in enumerate(document.pieces):
        own = shown[number]
        is_running = own is None and len(piece.text) >= _PARAGRAPH and linked(piece) < 0.4
        if label is not None:
            heading = level(piece.tag) or 7
            stops = heading <= depth < 7 and own is None and label not in TAIL
            if (
                not scope <= piece.box < document.inner[scope]
                or stops
                or (is_running and label not in TAIL)
            ):
                label = None
        if own is not None and own.opens and own.kind in _FOLLOWED:
            begun = running >= 2 or (running and document.plain)
            begun = begun and not is_bare_link(piece)  # it leads to the comments, further down
            if (own.kind not in TAIL or begun) and not (label in TAIL and own.kind not in TAIL):
                label, depth = own.kind, level(piece.tag) or 7
                scope = around(document, piece)
        elif label is not None and own is None:
            found[number] = label
        running += is_running
    return found


def around(document: Document, piece: Piece) -> int:
    """Give the box in which the label ``piece`` reigns: the one around its own."""
    parent = document.boxes[piece.box].parent
    return parent if parent >= 0 else piece.box
