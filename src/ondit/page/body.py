"""Which pieces of a page are the article.

Three voices decide. The *score* of a piece comes from its shape and from the box it stands in:
boxes that hold much running text with few links are the article's (the idea of Readability, as a
measure and not as a cut). A piece's own *words* can make it furniture (:mod:`phrases`), and a label
can make furniture of what follows it in the same box. Names of classes weigh in
(:mod:`hints`) and are never needed. Text without markup has only the last two voices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ondit.model import FurnitureKind
from ondit.page import phrases
from ondit.page.dom import Document, Piece, level
from ondit.page.hints import Hint
from ondit.page.meta import Head
from ondit.page.shape import is_bare_link, linked

if TYPE_CHECKING:
    from ondit.page.features import Matrix

_THRESHOLD = 0.5
_SENTENCE = 15  # characters
_SMALL = 600  # characters of a whole page: on so small a one every sentence is kept
_PARAGRAPH = 80  # characters from which a piece counts as running text
_SIBLING = 60  # characters from which a piece beside the article's may be running text
_ENOUGH_KEPT = 3  # pieces of running text by which a box is the article's
_MOST = 0.8  # of them
_FOLLOWED: frozenset[FurnitureKind] = frozenset(
    ("comment", "comment-form", "related", "newsletter", "share", "author-box", "tags", "anti-spam")
)
_TAIL: frozenset[FurnitureKind] = frozenset(("comment", "comment-form"))


class Verdict(Struct, frozen=True, kw_only=True, gc=False):
    """Whether a piece is the article's, or else what furniture it is."""

    kept: bool
    kind: FurnitureKind = "other"


def is_asked(piece: Piece) -> bool:
    """Tell whether the model is asked about ``piece``: not of menus' bare links and of media."""
    return bool(piece.text) and not is_bare_link(piece)


def examined(document: Document, head: Head, hints: list[Hint]) -> tuple[list[int], Matrix]:
    """Give the pieces that the model is asked about, and their features."""
    shown = _shown(document)
    return _examined(document, head, hints, shown, _followed(document, shown))


def _examined(
    document: Document,
    head: Head,
    hints: list[Hint],
    shown: list[phrases.Furnishing | None],
    followed: list[FurnitureKind | None],
) -> tuple[list[int], Matrix]:
    from ondit.page import features  # numpy is imported only when a page is read

    asked = [number for number, piece in enumerate(document.pieces) if is_asked(piece)]
    main = _main_box(document, hints, shown)
    rows = features.matrix(document, head, hints, shown, followed, main=main, asked=asked)
    return asked, rows


def _shown(document: Document) -> list[phrases.Furnishing | None]:
    return [phrases.furnishing(piece.text) if piece.text else None for piece in document.pieces]


def divide(document: Document, head: Head, hints: list[Hint]) -> list[Verdict]:
    """Give a verdict for every piece of ``document``, in their order."""
    shown = _shown(document)
    followed = _followed(document, shown)
    if document.plain:
        return _plain(shown, followed)
    likely = _likely(document, head, hints, shown, followed)
    is_small = sum(len(piece.text) for piece in document.pieces) < _SMALL
    verdicts = []
    for number, piece in enumerate(document.pieces):
        own = shown[number]
        kind = own.kind if own else followed[number] or hints[piece.box].kind
        vetoed = own is not None or followed[number] in _TAIL
        kept = likely[number] >= _THRESHOLD and not vetoed
        kept |= is_small and kind is None and _is_sentence(piece)
        if kind is None:
            kind = "menu" if linked(piece) > 0.5 else "other"
        verdicts.append(Verdict(kept=kept, kind=kind))
    return _with_siblings(document, shown, hints, verdicts)


def _with_siblings(
    document: Document,
    shown: list[phrases.Furnishing | None],
    hints: list[Hint],
    verdicts: list[Verdict],
) -> list[Verdict]:
    """Keep what reads as running text among the pieces of the box that holds the article.

    The model, which knows pieces by their shape, loses a standfirst in bold or a line without a
    full stop; if nothing marks it as furniture and most running text of its box is kept, before
    and after it in that box too, it belongs there.
    """
    running: dict[int, list[int]] = {}
    for number, piece in enumerate(document.pieces):
        if len(piece.text) >= _SIBLING and linked(piece) < 0.2 and level(piece.tag) is None:
            running.setdefault(_around(document, piece), []).append(number)
    found = list(verdicts)
    for numbers in running.values():
        kept = [number for number in numbers if verdicts[number].kept]
        if len(kept) < _ENOUGH_KEPT or len(kept) < _MOST * len(numbers):
            continue
        for number in numbers:
            free = shown[number] is None and hints[document.pieces[number].box].kind is None
            if not verdicts[number].kept and number < kept[-1] and free:
                found[number] = Verdict(kept=True)
    return found


def sentences(document: Document, hints: list[Hint]) -> list[Verdict]:
    """Give verdicts for a page on which the model finds nothing: keep what reads as sentences.

    A very short page, or one of a kind the model never saw, is better shown with a note than not
    at all; what its words or its box call furniture stays furniture.
    """
    shown = _shown(document)
    followed = _followed(document, shown)
    verdicts = []
    for number, piece in enumerate(document.pieces):
        own = shown[number]
        kind = own.kind if own else followed[number] or hints[piece.box].kind
        kept = kind is None and _is_sentence(piece)
        verdicts.append(Verdict(kept=kept, kind=kind or "other"))
    return verdicts


def _is_sentence(piece: Piece) -> bool:
    text = piece.text
    ends = text.endswith((".", "!", "?", "»", "”")) and not text.endswith("..")
    return len(text) >= _SENTENCE and ends and linked(piece) < 0.5 and level(piece.tag) is None


def _likely(
    document: Document,
    head: Head,
    hints: list[Hint],
    shown: list[phrases.Furnishing | None],
    followed: list[FurnitureKind | None],
) -> list[float]:
    """Give the probability of every piece to be the article's, in two looks.

    A bare link is the article's when both neighbours in its box are; so is an embed between two
    pieces of the article.
    """
    from ondit.page import features, trees

    likely = [0.0] * len(document.pieces)
    asked, rows = _examined(document, head, hints, shown, followed)
    if not asked:
        return likely
    first, second = trees.load()
    near = features.neighbours(first.probabilities(rows), [document.pieces[at].box for at in asked])
    for at, value in zip(asked, second.probabilities(features.joined(rows, near)), strict=True):
        likely[at] = float(value)
    return _between(document, likely, frozenset(asked))


def _between(document: Document, likely: list[float], asked: frozenset[int]) -> list[float]:
    """Give embeds and bare links a probability by their neighbours."""
    filled = list(likely)
    after = [0.0] * len(likely)
    last = 0.0
    for number in range(len(likely) - 1, -1, -1):
        after[number] = last
        last = likely[number] if number in asked else last
    last = 0.0
    for number, piece in enumerate(document.pieces):
        if number in asked:
            last = likely[number]
        elif piece.media is not None:
            filled[number] = max(last, after[number])
        elif min(last, after[number]) >= _THRESHOLD and _same_list(document, number):
            filled[number] = min(last, after[number])
    return filled


def _same_list(document: Document, number: int) -> bool:
    """Tell whether a bare link stands in the box of the pieces before and after it."""
    box = document.boxes[document.pieces[number].box].parent
    around = [near for near in (number - 1, number + 1) if 0 <= near < len(document.pieces)]
    return len(around) == 2 and all(
        box in (document.pieces[near].box, document.boxes[document.pieces[near].box].parent)
        for near in around
    )


def _plain(
    shown: list[phrases.Furnishing | None],
    followed: list[FurnitureKind | None],
) -> list[Verdict]:
    verdicts = []
    for own, after in zip(shown, followed, strict=True):
        kind = own.kind if own else after
        verdicts.append(Verdict(kept=kind is None, kind=kind or "other"))
    return verdicts


def _followed(
    document: Document, shown: list[phrases.Furnishing | None]
) -> list[FurnitureKind | None]:
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
            stops = heading <= depth < 7 and own is None and label not in _TAIL
            if (
                not _within(document, piece.box, scope)
                or stops
                or (is_running and label not in _TAIL)
            ):
                label = None
        if own is not None and own.opens and own.kind in _FOLLOWED:
            begun = running >= 2 or (running and document.plain)
            begun = begun and not is_bare_link(piece)  # it leads to the comments, further down
            if (own.kind not in _TAIL or begun) and not (label in _TAIL and own.kind not in _TAIL):
                label, depth = own.kind, level(piece.tag) or 7
                scope = _around(document, piece)
        elif label is not None and own is None:
            found[number] = label
        running += is_running
    return found


def _around(document: Document, piece: Piece) -> int:
    """Give the box in which the label ``piece`` reigns: the one around its own."""
    parent = document.boxes[piece.box].parent
    return parent if parent >= 0 else piece.box


def _within(document: Document, box: int, scope: int) -> bool:
    while box > scope:
        box = document.boxes[box].parent
    return box == scope


def _main_box(document: Document, hints: list[Hint], shown: list[phrases.Furnishing | None]) -> int:
    """Give the box that holds the article: the best sum of running text, near ones first."""
    boxes = document.boxes
    scores = [0.0] * len(boxes)
    for number, piece in enumerate(document.pieces):
        if len(piece.text) < 25 or shown[number] or hints[piece.box].kind:
            continue
        worth = min(len(piece.text) / 100, 3.0) + min(piece.text.count(","), 5) * 0.2
        worth *= 1 - min(linked(piece) * 1.5, 1.0)
        if level(piece.tag) or boxes[piece.box].hidden:
            worth *= 0.1
        box = (
            piece.box
            if piece.tag in ("div", "td", "section", "article", "body")
            else boxes[piece.box].parent
        )
        for share in (1.0, 0.8, 0.5, 0.3):
            if box < 0:
                break
            scores[box] += worth * share
            box = boxes[box].parent
    return max(range(len(boxes)), key=lambda box: (scores[box], -box), default=0)
