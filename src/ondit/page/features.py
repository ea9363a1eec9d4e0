"""The pieces of a page as numbers, for the model that tells the article from furniture.

Shape of the text, links, tags around, the boxes' share of the page's running text, neighbours,
agreement with what the head says, and furniture by its own words or by the names of classes. No
feature depends on a language or a site; class names were hidden on half of the pages in training,
so that the model does without them (see ``training/blocks.py``).
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from ondit.model import FurnitureKind
from ondit.page.dom import Document, Piece
from ondit.page.hints import Hint, running_share
from ondit.page.meta import Head
from ondit.page.phrases import likeness
from ondit.page.shape import linked
from ondit.page.survey import Survey

Matrix = np.ndarray[Any, np.dtype[np.float32]]

_TAGS = (
    *("p", "li", "h1", "h2", "h3", "h4", "td", "div", "blockquote", "figcaption"),
    *("span", "button", "label", "dd"),
)
_NO_TAG = (0.0,) * len(_TAGS)
_TAG_ROWS = {tag: tuple(float(tag == other) for other in _TAGS) for tag in _TAGS}
_AROUND = (
    *("nav", "footer", "aside", "header", "form", "article", "main", "figure", "table", "ul"),
    *("ol", "section", "blockquote", "li", "td"),
)
_KINDS: tuple[FurnitureKind, ...] = (
    *("comment", "comment-form", "related", "share", "newsletter", "paywall", "menu", "search"),
    *("legal", "consent", "advertisement", "author-box", "tags", "breadcrumb", "pagination"),
    "other",
)
_ROLES = ("headline", "kicker", "standfirst", "byline", "dateline", "caption", "body")
_ENDS = (".", "!", "?", "…", "»", "”", '"', "。", ":")
_RUNNING = 80
_FAR = 60  # pieces from the headline beyond which distance is all the same
_LOOKED_AT = 200  # characters in which capitals and figures are counted
_DIGITS = string.digits.encode()
_CAPITALS = string.ascii_uppercase.encode()
_OTHERS = re.compile(r"[^\x00-\x7f]")
_LONGEST_TITLE = 350
_LONGEST_SAID = 700


class _View:
    """One page while its rows are made: what the rows of all pieces have in common."""

    def __init__(self, survey: Survey, main: int, asked: Sequence[int]) -> None:
        document, head = survey.document, survey.head
        pieces = document.pieces
        self.survey, self.document = survey, document
        self.shares = running_share(document)
        self.places = _boxes(document, main)
        self.titles = tuple(dict.fromkeys(title for _, title in head.titles[:6]))[:3]
        self.said = head.descriptions[:2]
        self.claimed = _claimed(head)
        self.repeated = Counter(piece.text for piece in pieces)
        self.densities = [linked(piece) for piece in pieces]
        self.lengths = [len(piece.text) for piece in pieces]
        self.total = max(sum(self.lengths), 1)
        self.running = [
            length >= _RUNNING and density < 0.5
            for length, density in zip(self.lengths, self.densities, strict=True)
        ]
        inner = [
            at
            for at, runs in enumerate(self.running)
            if runs and self.places[pieces[at].box][0] < 2
        ]
        self.first, self.last = (inner[0], inner[-1]) if inner else (0, 0)
        self.alike = [0.0] * len(pieces)
        for at in asked:
            self.alike[at] = _agreement(pieces[at].text, self.titles, _LONGEST_TITLE)
        scores = [
            self.alike[at] + 0.3 * (piece.tag == "h1") - at * 1e-6
            for at, piece in enumerate(pieces)
        ]
        self.headline = max(range(len(pieces)), key=scores.__getitem__, default=0)
        self.done = list(accumulate(self.lengths, initial=0))
        self.traits: dict[int, list[float]] = {}

    def row(self, at: int) -> list[float]:
        """Give the features of piece ``at``."""
        piece = self.document.pieces[at]
        return [
            *_shape(piece, self.densities[at]),
            *_TAG_ROWS.get(piece.tag, _NO_TAG),
            *self._traits(self.survey.hints[piece.box]),
            *self._position(at, piece),
            *self._around(at, piece),
        ]

    def _traits(self, hint: Hint) -> list[float]:
        """Give what the tags and names of the boxes say, once for boxes of the same kind."""
        known = self.traits.get(id(hint))  # boxes that are alike share one
        if known is None:
            known = [1.0 if tag in hint.tags else 0.0 for tag in _AROUND]
            known += [1.0 if hint.kind == kind else 0.0 for kind in _KINDS]
            known += [1.0 if role in hint.own else 0.0 for role in _ROLES]
            known.append(1.0 if "body" in hint.roles else 0.0)
            self.traits[id(hint)] = known
        return known

    def _position(self, at: int, piece: Piece) -> list[float]:
        """Give where the piece stands: on the page, among the boxes, to the headline and body."""
        boxes = self.document.boxes
        box = boxes[piece.box]
        parent = box.parent if box.parent >= 0 else piece.box
        grand = boxes[parent].parent if boxes[parent].parent >= 0 else parent
        own, after = self.survey.shown[at], self.survey.followed[at]
        up, down = self.places[piece.box]
        return [
            float(box.hidden),
            0.0 if own is None else 2.0 if own.opens else 1.0,
            float(own is not None and own.kind in ("related", "share", "newsletter")),
            float(after is not None),
            float(after in ("comment", "comment-form")),
            at / len(self.lengths),
            self.done[at] / self.total,
            float(min(max(at - self.headline, -_FAR), _FAR)),
            self.alike[at],
            _agreement(piece.text, self.said, _LONGEST_SAID),
            self.shares[piece.box],
            self.shares[parent],
            self.shares[grand],
            float(up),
            float(down),
            float(box.depth),
            float(min(max(self.first - at, -30), 30)),
            float(min(max(at - self.last, -30), 30)),
            float(self.repeated[piece.text]),
            -1.0 if not self.claimed else float(piece.text[:60] in self.claimed),
        ]

    def _around(self, at: int, piece: Piece) -> list[float]:
        """Give what the neighbours are like."""
        row = [
            float(sum(self.running[max(at - 3, 0) : at])),
            float(sum(self.running[at + 1 : at + 4])),
        ]
        pieces = self.document.pieces
        for near in (at - 2, at - 1, at + 1, at + 2):
            if 0 <= near < len(pieces):
                alike = pieces[near].box == piece.box or pieces[near].tag == piece.tag
                row += [float(min(self.lengths[near], 600)), self.densities[near], float(alike)]
            else:
                row += [0.0, 0.0, 0.0]
        return row


def matrix(survey: Survey, *, main: int, asked: Sequence[int]) -> Matrix:
    """Give one row of features for each of the pieces ``asked``; ``main`` is the article's box."""
    view = _View(survey, main, asked)
    return np.array([view.row(at) for at in asked], dtype=np.float32)


def _shape(piece: Piece, density: float) -> list[float]:
    text = piece.text
    start = text[:_LOOKED_AT]
    length = max(len(text), 1)
    words = text.count(" ") + 1
    digits, capitals = _figures_and_capitals(start)
    return [
        float(min(length, 1500)),
        float(min(words, 300)),
        length / words,
        density,
        float(len(piece.links)),
        float(text.endswith(_ENDS)),
        float(min(text.count(". ") + text.count("? ") + text.count("! "), 10)),
        float(min(text.count(","), 10)),
        float(text[:1].isupper()),
        digits / max(len(start), 1),
        capitals / max(len(start), 1),
        piece.strong / length,
        float(piece.after_break),
        float(text[:1] in '«“"„'),
        float("|" in text or "©" in text),
        float("@" in text or "http" in text),
    ]


def _figures_and_capitals(start: str) -> tuple[int, int]:
    """Count both: what is ASCII all at once, only the rest one by one."""
    plain = start.encode("ascii", "ignore")
    digits = len(plain) - len(plain.translate(None, _DIGITS))
    capitals = len(plain) - len(plain.translate(None, _CAPITALS))
    if len(plain) < len(start):
        others = _OTHERS.findall(start)
        digits += sum(map(str.isdigit, others))
        capitals += sum(map(str.isupper, others))
    return digits, capitals


def _boxes(document: Document, main: int) -> list[tuple[int, int]]:
    """Give for each box how far up the article's box shares it, and how far down it lies there."""
    above: dict[int, int] = {}
    box, distance = main, 0
    while box >= 0:
        above[box] = distance
        box, distance = document.boxes[box].parent, distance + 1
    found: list[tuple[int, int]] = []
    for number, each in enumerate(document.boxes):
        if number in above:
            found.append((above[number], 0))
        else:
            up, down = found[each.parent]
            found.append((up, down + 1))
    return found


def _agreement(text: str, others: Sequence[str], longest: int) -> float:
    if not 8 < len(text) <= longest or not others:
        return 0.0
    return max([likeness(text, other) for other in others])


def _claimed(head: Head) -> str:
    """Give the text that the page's data claims as its article."""
    bodies = [node.get("articleBody") for node in head.articles[:3]]
    text = max((body for body in bodies if isinstance(body, str)), key=len, default="")
    return " ".join(text.split()) if len(text) > 300 else ""


def neighbours(probabilities: Matrix, boxes: Sequence[int]) -> Matrix:
    """Give the second look: what the first one thought of the piece, its neighbours and its box."""
    size = len(probabilities)
    padded = np.pad(probabilities, 3)
    columns = [padded[3 + shift : 3 + shift + size] for shift in (-3, -2, -1, 0, 1, 2, 3)]
    numbers = np.asarray(boxes)
    sums = np.bincount(numbers, weights=probabilities)
    counts = np.bincount(numbers)
    highest = np.maximum.accumulate(padded[2 : 2 + size])
    lowest = np.maximum.accumulate(padded[4 : 4 + size][::-1])[::-1]
    columns += [(sums / np.maximum(counts, 1))[numbers], highest, lowest]
    columns.append(np.cumsum(probabilities) / max(float(probabilities.sum()), 1e-6))
    return np.stack(columns, axis=1).astype(np.float32)


def joined(rows: Matrix, near: Matrix) -> Matrix:
    """Give both kinds of features side by side."""
    return np.concatenate([rows, near], axis=1)
