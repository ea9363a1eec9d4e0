"""A page as it lies before the judge: its pieces, and what is known of each beforehand.

What the boxes' names and tags betray (:mod:`hints`), what a piece shows to be by its own words
(:mod:`phrases`), and under what label it stands: everything that tells the article from furniture
(:mod:`body`) is gathered here once, and never changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

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
from ondit.text import fold

# Characters from which a piece counts as running text; set by hand: from 60 to 110 the figures of
# ``benchmarks/what.py`` for body and headline do not move (60 pages each of fundus and wcxb).
_PARAGRAPH = 80
_FOLLOWED: frozenset[FurnitureKind] = frozenset(
    ("comment", "comment-form", "related", "newsletter", "share", "author-box", "tags", "anti-spam")
)
_INVITATION = 400  # characters of a box that asks for an address; a comment form has fewer
_MAIN = frozenset(("html", "body", "main", "article"))
_CALLS: frozenset[FurnitureKind] = frozenset(
    ("newsletter", "paywall", "consent", "comment-form", "archive-banner")
)
_BUTTONS: frozenset[FurnitureKind] = frozenset(("newsletter", "paywall"))
_BUTTON = 40  # characters of one
_BEFORE_CALL = 2  # running paragraphs before a box that a button ends
_CALL = 600  # characters of a box that calls on its reader
_MOST_CALLED = 0.25  # of the page's running text
_LONGEST_ANNOUNCEMENT = 200  # characters
_SHORTEST_NAMED = 8  # characters of a title that is named
_QUOTES = " «»\"'“”‘’„:\u00a0"
_TITLES = 3  # headings of the first level above which a trail is looked for
_BEFORE_TITLE = 30  # pieces
_NEAR_TITLE = 8  # pieces
_HOME = re.compile(r"/|(?:https?:)?//[^/?#]+/?")
_MENU = 40  # pieces above a trail among which the links of the menu stand
_FEWEST_IN_MENU = 3  # of them
_LONGEST_LIST = 5  # pieces of a trail that does not end with the headline
_LONGEST_TRAIL = 7  # pieces
_ASKED: FurnitureKind = "newsletter"
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
    """Pieces of a small box that asks for an address or opens with a call to subscribe or to give:
    an invitation, and nothing of the article."""

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
    _announce(shown, texts, [fold(title) for _, title in head.titles])
    followed = _followed(document, shown)
    for number in _trail(document, texts):
        own = shown[number]
        if own is None:
            followed[number] = "breadcrumb"
        elif own.kind == "menu":  # *Home*, which stands in menus too
            shown[number] = Furnishing(kind="breadcrumb", opens=False)
    asking = dict.fromkeys(_asking(document), _ASKED) | _calling(document, shown)
    for number, kind in asking.items():
        if shown[number] is None and followed[number] is None:
            followed[number] = kind
    return Survey(
        document=document,
        head=head,
        hints=hints.read(document, layout.shares().tolist()),
        layout=layout,
        texts=texts,
        shown=shown,
        followed=followed,
        asking=frozenset(asking),
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


def _announce(shown: list[Furnishing | None], texts: Texts, titles: Sequence[str]) -> None:
    """Note the headings of comments that name the page: *Comments on The pier*."""
    counted = frozenset(phrases.gathered("counted"))
    for number, folded in enumerate(texts.folded):
        if shown[number] is not None or not 0 < len(folded) <= _LONGEST_ANNOUNCEMENT:
            continue
        first = next((word for word in folded.split(None, 2)[:2] if word in counted), None)
        if first is None:
            continue
        named = folded.partition(first)[2].lstrip().partition(" ")[2].strip(_QUOTES)
        if len(named) >= _SHORTEST_NAMED and any(named in title for title in titles):
            shown[number] = Furnishing(kind="comment", opens=True)


def _trail(document: Document, texts: Texts) -> frozenset[int]:
    """Give the pieces of the box above the headline that leads to it: *Home, News, The pier*.

    It ends with the headline, or is a short list of links that begins with the way home, below
    the links of a menu.
    """
    pieces, found = document.pieces, set[int]()
    for title in [number for number, piece in enumerate(pieces) if piece.tag == "h1"][:_TITLES]:
        found.update(_way_home(document, title))
        for number in range(max(title - _BEFORE_TITLE, 0), title):
            if texts.folded[number] != texts.folded[title] or level(pieces[number].tag):
                continue
            box = pieces[number].box
            while box >= 0 and document.last[box] <= title:
                inside = range(document.first[box], document.last[box])
                if len(inside) > _LONGEST_TRAIL or number != inside[-1]:
                    break
                if any(is_bare_link(pieces[n]) for n in inside if n != number):
                    found.update(inside)
                box = document.boxes[box].parent
    return frozenset(found)


def _way_home(document: Document, title: int) -> range:
    """Give the pieces of the list of links right above ``title`` that begins with the way home."""
    pieces = document.pieces
    for number in range(title - 1, max(title - _NEAR_TITLE, 0) - 1, -1):
        piece = pieces[number]
        if not is_bare_link(piece) or not _HOME.fullmatch(piece.links[0].href):
            continue
        box = around(document, piece)
        inside = range(document.first[box], document.last[box])
        is_list = inside.start == number and 1 < len(inside) <= _LONGEST_LIST
        home = piece.links[0].href.rstrip("/")
        further = [link.href for n in inside[1:] for link in pieces[n].links]
        leads_on = all(_is_below(href, home) for href in further)
        leads_on = leads_on and all(is_bare_link(pieces[n]) for n in inside[:-1])
        if is_list and leads_on and inside.stop <= title:
            above = sum(is_bare_link(pieces[n]) for n in range(max(number - _MENU, 0), number))
            return inside if above >= _FEWEST_IN_MENU else range(0)
    return range(0)


def _is_below(href: str, home: str) -> bool:
    """Tell whether ``href`` leads to a page of the site whose first page is ``home``."""
    path = href.removeprefix(home) if home and href.startswith(home) else href
    return path.startswith("/") and not path.startswith("//") and len(path) > 1


def _calling(document: Document, shown: Sequence[Furnishing | None]) -> dict[int, FurnitureKind]:
    """Give the pieces of small boxes that call on the reader, and what kind of call it is.

    The call begins the box, as a heading or a label, or with another beside it: *The rest is for
    subscribers* over a paragraph of praise and a button *Subscribe*. Or, below two paragraphs of
    the article, the button ends the box. The box is the widest of the kind that holds little text,
    and next to nothing of what runs on the page.
    """
    found: dict[int, FurnitureKind] = {}
    calls = [n for n, own in enumerate(shown) if own is not None and own.kind in _CALLS]
    if not calls:
        return found
    pieces = document.pieces
    lengths = [0, *accumulate(len(piece.text) for piece in pieces)]
    runs = [len(p.text) if len(p.text) >= _PARAGRAPH and linked(p) < 0.4 else 0 for p in pieces]
    running = [0, *accumulate(runs)]
    title = next((number for number, piece in enumerate(pieces) if piece.tag == "h1"), 0)
    begun = list(accumulate(map(bool, runs[title:])))
    for number in calls:
        own = shown[number]
        if own is None or number in found:
            continue
        is_short = own.opens or len(pieces[number].text) <= _BUTTON
        button = is_short and own.kind in _BUTTONS and number > title
        button = button and begun[number - title] > _BEFORE_CALL
        reach = range(0)
        box = pieces[number].box
        while box >= 0 and document.boxes[box].tag not in _MAIN:
            first, last = document.first[box], document.last[box]
            large = lengths[last] - lengths[first] > _CALL
            large |= running[last] - running[first] > _MOST_CALLED * running[-1]
            if large:
                break
            begins = not any(pieces[n].text for n in range(first, number))
            ends = button and not any(
                pieces[n].text and shown[n] is None for n in range(number + 1, last)
            )
            ends = ends and begun[first - title - 1] >= _BEFORE_CALL if first > title else False
            if not begins and not ends:
                break
            reach, box = range(first, last), document.boxes[box].parent
        if not reach or any(pieces[n].tag == "h1" for n in reach):
            continue
        others = sum(shown[n] is not None for n in reach if n != number)
        if own.opens or button or level(pieces[number].tag) is not None or others:
            found.update(dict.fromkeys(reach, own.kind))
    return found


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
        heads = level(piece.tag) is not None and own is not None and own.kind == _ASKED
        if own is not None and (own.opens or heads) and own.kind in _FOLLOWED:
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
