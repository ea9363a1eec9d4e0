"""The pieces of a page as numbers, for the model that tells the article from furniture.

Shape of the text, links, tags around, the boxes' share of the page's running text, neighbours,
agreement with what the head says, and furniture by its own words or by the names of classes. No
feature depends on a language or a site; class names were hidden on half of the pages in training,
so that the model does without them (see ``training/blocks.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from ondit.model import FurnitureKind
from ondit.page.dom import Document, Piece
from ondit.page.hints import Hint, running_share
from ondit.page.meta import Head
from ondit.page.phrases import Furnishing, likeness
from ondit.page.shape import linked

Matrix = np.ndarray[Any, np.dtype[np.float32]]

_TAGS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "td",
    "div",
    "blockquote",
    "figcaption",
    "span",
    "button",
    "label",
    "dd",
)
_AROUND = (
    "nav",
    "footer",
    "aside",
    "header",
    "form",
    "article",
    "main",
    "figure",
    "table",
    "ul",
    "ol",
    "section",
    "blockquote",
    "li",
    "td",
)
_KINDS: tuple[FurnitureKind, ...] = (
    "comment",
    "comment-form",
    "related",
    "share",
    "newsletter",
    "paywall",
    "menu",
    "search",
    "legal",
    "consent",
    "advertisement",
    "author-box",
    "tags",
    "breadcrumb",
    "pagination",
    "other",
)
_ROLES = ("headline", "kicker", "standfirst", "byline", "dateline", "caption", "body")
_ENDS = (".", "!", "?", "…", "»", "”", '"', "。", ":")
_RUNNING = 80


def matrix(
    document: Document,
    head: Head,
    hints: Sequence[Hint],
    shown: Sequence[Furnishing | None],
    followed: Sequence[FurnitureKind | None],
    main: int,
) -> Matrix:
    """Give one row of features for each piece, in their order."""
    pieces = document.pieces
    shares = running_share(document)
    inner = _boxes(document, main)
    titles = [title for _, title in head.titles[:4]]
    said = head.descriptions[:3]
    claimed = _claimed(head)
    repeated = Counter(piece.text for piece in pieces)
    densities = [linked(piece) for piece in pieces]
    lengths = [len(piece.text) for piece in pieces]
    total = max(sum(lengths), 1)
    alike = [_agreement(piece.text, titles) for piece in pieces]
    headline = max(
        range(len(pieces)),
        key=lambda at: (alike[at] + 0.3 * (pieces[at].tag == "h1"), -at),
        default=0,
    )
    running = [
        length >= _RUNNING and density < 0.5
        for length, density in zip(lengths, densities, strict=True)
    ]
    first = next(
        (
            at
            for at, is_running in enumerate(running)
            if is_running and inner[pieces[at].box][0] <= 1
        ),
        0,
    )
    last = next(
        (
            at
            for at in range(len(pieces) - 1, -1, -1)
            if running[at] and inner[pieces[at].box][0] <= 1
        ),
        0,
    )
    rows = []
    done = 0
    for at, piece in enumerate(pieces):
        box = document.boxes[piece.box]
        hint = hints[piece.box]
        parent = box.parent if box.parent >= 0 else piece.box
        grand = document.boxes[parent].parent if document.boxes[parent].parent >= 0 else parent
        up, down = inner[piece.box]
        row = _shape(piece, densities[at])
        row += [float(piece.tag == tag) for tag in _TAGS]
        row += [float(tag in hint.tags) for tag in _AROUND]
        row += [float(hint.kind == kind) for kind in _KINDS]
        row += [float(role in hint.own) for role in _ROLES]
        own, after = shown[at], followed[at]
        row += [
            float("body" in hint.roles),
            float(box.hidden),
            0.0 if own is None else 2.0 if own.opens else 1.0,
            float(own is not None and own.kind in ("related", "share", "newsletter")),
            float(after is not None),
            float(after in ("comment", "comment-form")),
            at / len(pieces),
            done / total,
            float(at - headline if abs(at - headline) < 60 else 60 * (1 if at > headline else -1)),
            float(at > headline),
            alike[at],
            _agreement(piece.text, said) if lengths[at] > 30 else 0.0,
            shares[piece.box],
            shares[parent],
            shares[grand],
            float(up),
            float(down),
            float(box.depth),
            float(min(max(first - at, -30), 30)),
            float(min(max(at - last, -30), 30)),
            float(repeated[piece.text]),
            -1.0 if not claimed else float(piece.text[:60] in claimed),
            float(sum(running[max(at - 3, 0) : at])),
            float(sum(running[at + 1 : at + 4])),
        ]
        for near in (at - 2, at - 1, at + 1, at + 2):
            if 0 <= near < len(pieces):
                row += [
                    float(min(lengths[near], 600)),
                    densities[near],
                    float(pieces[near].box == piece.box or pieces[near].tag == piece.tag),
                ]
            else:
                row += [0.0, 0.0, 0.0]
        rows.append(row)
        done += lengths[at]
    return np.array(rows, dtype=np.float32)


def _shape(piece: Piece, density: float) -> list[float]:
    text = piece.text
    length = max(len(text), 1)
    words = text.count(" ") + 1
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
        sum(mark.isdigit() for mark in text[:300]) / min(length, 300),
        sum(mark.isupper() for mark in text[:300]) / min(length, 300),
        piece.strong / length,
        float(piece.after_break),
        float(text[:1] in '«“"„'),
        float("|" in text or "©" in text),
        float("@" in text or "http" in text),
    ]


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


def _agreement(text: str, others: Sequence[str]) -> float:
    if len(text) > 700 or not others:
        return 0.0
    return max(likeness(text, other) for other in others)


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
    sums = np.bincount(numbers, weights=probabilities, minlength=int(numbers.max(initial=0)) + 1)
    counts = np.bincount(numbers, minlength=int(numbers.max(initial=0)) + 1)
    columns.append((sums / np.maximum(counts, 1))[numbers])
    before = (
        np.concatenate([[0.0], np.maximum.accumulate(probabilities)[:-1]])
        if size
        else probabilities
    )
    after = (
        np.concatenate([np.maximum.accumulate(probabilities[::-1])[::-1][1:], [0.0]])
        if size
        else probabilities
    )
    mass = (
        np.cumsum(probabilities) / max(float(probabilities.sum()), 1e-6) if size else probabilities
    )
    columns += [before, after, mass]
    return np.stack(columns, axis=1).astype(np.float32)


def joined(rows: Matrix, near: Matrix) -> Matrix:
    """Give both kinds of features side by side."""
    return np.concatenate([rows, near], axis=1)
