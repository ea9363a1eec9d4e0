"""The pieces of a page as numbers, for the model that tells the article from furniture.

Shape of the text, links, tags around, the boxes' share of the page's running text, neighbours,
agreement with what the head says, and furniture by its own words or by the names of classes. No
feature depends on a language or a site; class names and the tags that have a meaning were hidden on
half of the pages in training, so that the model does without them (see ``training/blocks.py``).

All is computed for the whole page at once: a page has 180 pieces and here over a hundred columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from msgspec import Struct

from ondit.model import FurnitureKind
from ondit.page import phrases
from ondit.page.dom import Document, Piece, level
from ondit.page.hints import Hint
from ondit.page.layout import Floats, Layout, Numbers
from ondit.page.meta import Head
from ondit.page.survey import Survey

_TAGS = (
    *("p", "li", "h1", "h2", "h3", "h4", "td", "div", "blockquote", "figcaption"),
    *("span", "button", "label", "dd"),
)
_TAG_NUMBERS = {tag: number for number, tag in enumerate(_TAGS)}
_AROUND = (
    *("nav", "footer", "aside", "header", "form", "article", "main", "figure", "table", "ul"),
    *("ol", "section", "blockquote", "li", "td"),
)
_KINDS: tuple[FurnitureKind, ...] = (
    *("comment", "comment-form", "related", "share", "newsletter", "paywall", "menu", "search"),
    *("legal", "consent", "advertisement", "author-box", "tags", "breadcrumb", "pagination"),
    "other",
)
# Kinds that words betray, as few columns as there are places where they stand.
_GROUPS: dict[FurnitureKind, int] = {
    "related": 0,
    "share": 0,
    "newsletter": 0,
    "pagination": 0,
    "comment": 1,
    "comment-form": 1,
    "anti-spam": 1,
    "legal": 2,
    "consent": 2,
    "paywall": 2,
    "advertisement": 2,
    "menu": 3,
    "search": 3,
    "breadcrumb": 3,
    "tags": 4,
    "author-box": 4,
}
_ROLES = ("headline", "kicker", "standfirst", "byline", "dateline", "caption", "body")
_ENDS = (".", "!", "?", "…", "»", "”", '"', "。", ":")
_QUOTES = "«“\"„'‘"
_FAR = 60  # pieces from the headline beyond which distance is all the same
_LOOKED_AT = 200  # characters in which capitals and figures are counted
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_DATED = 80  # characters of a line that may be name and date of what stands below
_FIGURE = re.compile(r"\d")
_KINDRED = 3  # boxes around two pieces of one make that are alike
_LONGEST_TITLE = 350
_SHORTEST_LIKE = 8  # characters up to which a text is like no title
_LONGEST_SAID = 700
_LONGEST_SIGNED = 160
TOGETHER = 4096
"""Pieces of which all is computed at once; hardly a page has as many."""
NONE: Floats = np.zeros((0, 0), dtype=np.float32)
_ALPHABETS = 0x2000  # code points whose case and value are looked up; beyond there are no cases


class Groups(Struct, frozen=True, kw_only=True):
    """For each piece that the model is asked about the numbers of two groups it belongs to."""

    make: Numbers
    """Of pieces that are made alike."""
    part: Numbers
    """Of pieces under one heading."""


def matrix(survey: Survey, groups: Groups, *, main: int, asked: Sequence[int]) -> Floats:
    """Give one row of features for each of the pieces ``asked``; ``main`` is the article's box."""
    numbers = np.asarray(asked, dtype=np.int64)
    titles = tuple(dict.fromkeys(title for _, title in survey.head.titles[:6]))[:3]
    alike = _agreement(survey, numbers, titles, _LONGEST_TITLE)
    said = _agreement(survey, numbers, survey.head.descriptions[:2], _LONGEST_SAID)
    up, down = _distances(survey.layout, main)
    headline = _headline(survey, asked, alike[0])
    repeated = Counter(survey.texts.written)
    below = _below_dates([survey.document.pieces[at].text for at in asked])
    kin = _kin(survey.layout, numbers, groups, up, below)
    parts: list[Floats] = []
    for first in range(0, len(asked), TOGETHER):
        here = slice(first, first + TOGETHER)
        columns = _columns(
            survey, asked[here], up, down, headline, repeated, alike[:, here], said[:, here]
        )
        parts.append(np.concatenate([columns, kin[:, here]]))
    whole = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
    return whole.T  # columns lie together, as the trees ask for them


def _columns(
    survey: Survey,
    asked: Sequence[int],
    up: Numbers,
    down: Numbers,
    headline: int,
    repeated: Mapping[str, int],
    alike: Floats,
    said: Floats,
) -> Floats:
    """Give one column for each of the pieces ``asked``."""
    pieces = [survey.document.pieces[at] for at in asked]
    layout, numbers = survey.layout, np.asarray(asked, dtype=np.int64)
    return np.concatenate(
        [
            _shape(pieces, layout, numbers),
            _tags(pieces),
            _traits([survey.hints[piece.box] for piece in pieces]),
            _words(survey, pieces, asked, repeated),
            _position(survey, numbers, up, headline, pieces),
            _containers(layout, numbers, up, down),
            _neighbours(layout, numbers, survey.document.pieces),
            alike,
            said,
        ]
    )


def _headline(survey: Survey, asked: Sequence[int], alike: Floats) -> int:
    """Give the number of the piece that is likest to a headline."""
    pieces = survey.document.pieces
    scores = alike + np.array([0.3 if pieces[at].tag == "h1" else 0.0 for at in asked])
    return asked[int(np.argmax(scores))]


def _shape(pieces: Sequence[Piece], layout: Layout, numbers: Numbers) -> Floats:
    """Give length, links, punctuation and case of each text."""
    found = np.empty((16, len(pieces)), dtype=np.float32)
    lengths = layout.lengths[numbers]
    digits, capitals, spaces, commas, stops = _counts([piece.text for piece in pieces])
    seen = [
        (
            (text := piece.text).endswith(_ENDS),
            text[0].isupper(),
            text[0] in _QUOTES,
            "|" in text or "©" in text,
            "@" in text or "http" in text,
            piece.after_break,
            len(piece.links),
            piece.strong,
        )
        for piece in pieces
    ]
    ends, upper, quoted, bars, address, broken, links, strong = np.array(seen, dtype=np.float32).T
    words = (spaces + 1).astype(np.float32)
    looked_at = np.minimum(lengths, _LOOKED_AT).astype(np.float64)
    found[:4] = (
        np.minimum(lengths, 1500),
        np.minimum(words, 300),
        lengths / words,
        layout.density[numbers],
    )
    found[4:8] = np.minimum(links, 20), ends, np.minimum(stops, 10), np.minimum(commas, 10)
    found[8:12] = upper, digits / looked_at, capitals / looked_at, strong / lengths
    found[12:] = broken, quoted, bars, address
    return found


_DIGIT, _CAPITAL, _SPACE, _COMMA, _STOP = range(1, 6)


@cache
def _classes() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Give what each code point is of what is counted, 0 for all others."""
    signs = {" ": _SPACE, ",": _COMMA, ".": _STOP, "?": _STOP, "!": _STOP}
    marks = map(chr, range(_ALPHABETS))
    return np.array(
        [_DIGIT if m.isdigit() else _CAPITAL if m.isupper() else signs.get(m, 0) for m in marks],
        dtype=np.uint8,
    )


def _counts(texts: Sequence[str]) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
    """Count in each text, none of them empty, figures, capitals, spaces, commas and sentence ends.

    All texts are counted at once, as one. Of figures and capitals those count that stand among the
    first :data:`_LOOKED_AT` characters; a sentence ends with its mark and a space.
    """
    joined = "".join((*texts, "\0"))  # for the last text has an end too
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    known = _classes().take(codes, mode="clip")
    lengths = np.array([len(text) for text in texts])
    starts = np.cumsum(lengths) - lengths
    heads = np.stack((starts, starts + np.minimum(lengths, _LOOKED_AT)), axis=1).ravel()
    is_space = known == _SPACE
    is_end = (known[:-1] == _STOP) & is_space[1:]
    add = np.add.reduceat
    return (
        add(known == _DIGIT, heads, dtype=np.int64)[::2],
        add(known == _CAPITAL, heads, dtype=np.int64)[::2],
        add(is_space, starts, dtype=np.int64),
        add(known == _COMMA, starts, dtype=np.int64),
        add(is_end, starts, dtype=np.int64),
    )


def _tags(pieces: Sequence[Piece]) -> Floats:
    numbers = np.array([_TAG_NUMBERS.get(piece.tag, -1) for piece in pieces])
    return np.asarray(numbers == np.arange(len(_TAGS))[:, None], dtype=np.float32)


def _traits(hints: Sequence[Hint]) -> Floats:
    """Give what the tags and names of the boxes say, looked up once for boxes of one kind."""
    distinct = {hint: number for number, hint in enumerate(dict.fromkeys(hints))}
    table = np.array([_traits_of(hint) for hint in distinct], dtype=np.float32)
    return np.ascontiguousarray(table.T).take([distinct[hint] for hint in hints], axis=1)


@lru_cache(maxsize=1 << 13)
def _traits_of(hint: Hint) -> tuple[float, ...]:
    return (
        *(float(tag in hint.tags) for tag in _AROUND),
        *(float(hint.kind == kind) for kind in _KINDS),
        *(float(role in hint.own) for role in _ROLES),
        float("body" in hint.roles),
    )


def _words(
    survey: Survey, pieces: Sequence[Piece], asked: Sequence[int], repeated: Mapping[str, int]
) -> Floats:
    """Give what the words of each text betray: furniture, a year, the name of an author."""
    claimed = _claimed(survey.head)
    names = _surnames(survey.head)
    bylines = phrases.gathered("byline")
    rows = []
    for at, piece in zip(asked, pieces, strict=True):
        text, shown, label = piece.text, survey.shown[at], survey.followed[at]
        is_line = len(text) <= _LONGEST_SIGNED
        may_date = is_line and ("19" in text or "20" in text)
        rows.append(
            (
                0 if shown is None else 2 if shown.opens else 1,
                -1 if shown is None else _GROUPS.get(shown.kind, 5),
                -1 if label is None else _GROUPS.get(label, 5),
                repeated[text],
                -1 if not claimed else text[:60] in claimed,
                may_date and _YEAR.search(text) is not None,
                is_line and any(name in text for name in names),
                is_line and phrases.begins(text, bylines) > 0,
            )
        )
    signs, group, under, repeats, stands, year, named, byline = np.array(rows, dtype=np.float32).T
    groups = group == np.arange(5)[:, None]
    return np.array(
        (signs, *groups, under >= 0, under == 0, under == 1, repeats, stands, year, named, byline),
        dtype=np.float32,
    )


def _surnames(head: Head) -> tuple[str, ...]:
    """Give the last words of the authors whom the head names."""
    words = (name.split()[-1] for _, name in head.authors if name.split())
    return tuple(dict.fromkeys(word for word in words if len(word) > 2))[:6]


def _position(
    survey: Survey, numbers: Numbers, up: Numbers, headline: int, pieces: Sequence[Piece]
) -> Floats:
    """Give where the pieces stand on the page, to the headline and to the running text."""
    layout, boxes = survey.layout, survey.document.boxes
    inside = np.flatnonzero(layout.running & (up[layout.boxes] < 2))
    begun, ended = (int(inside[0]), int(inside[-1])) if len(inside) else (0, 0)
    done = np.cumsum(layout.lengths) - layout.lengths
    total = max(float(layout.lengths.sum()), 1.0)
    running = float(layout.lengths[layout.running].sum())
    found = np.empty((8, len(numbers)), dtype=np.float32)
    found[0] = [boxes[piece.box].hidden for piece in pieces]
    found[1] = numbers / len(layout.lengths)
    found[2] = done[numbers] / total
    found[3] = np.clip(numbers - headline, -_FAR, _FAR)
    found[4] = np.clip(begun - numbers, -30, 30)
    found[5] = np.clip(numbers - ended, -30, 30)
    found[6] = np.float32(np.log1p(running))
    found[7] = np.float32(running / total)
    return found


def _distances(layout: Layout, main: int) -> tuple[Numbers, Numbers]:
    """Give for each box how far up the article's box shares it, and how far down it lies there."""
    chain = [main]
    while chain[-1] != layout.parents[chain[-1]]:
        chain.append(int(layout.parents[chain[-1]]))
    up = np.zeros(len(layout.depths), dtype=np.int64)
    base = np.zeros(len(layout.depths), dtype=np.int64)
    for distance in range(len(chain) - 1, -1, -1):
        box = chain[distance]
        up[box : layout.inner[box]] = distance
        base[box : layout.inner[box]] = layout.depths[box]
    return up, layout.depths - base


def _containers(layout: Layout, numbers: Numbers, up: Numbers, down: Numbers) -> Floats:
    """Give what the box of each piece and the two around it hold: text, links, pieces."""
    box = layout.boxes[numbers]
    parent = layout.parents[box]
    grand = layout.parents[parent]
    letters = layout.within(layout.lengths)
    pieces = (layout.last - layout.first).astype(np.float32)
    measures = np.empty((4, len(letters)), dtype=np.float32)
    measures[0] = layout.shares()
    measures[1] = np.minimum(pieces, 100)
    measures[2] = layout.within(layout.linked) / np.maximum(letters, 1)
    measures[3] = np.minimum(letters / np.maximum(pieces, 1), 600)
    own, around, beyond = (measures.take(each, axis=1) for each in (box, parent, grand))
    places = np.array((up[box], down[box], np.minimum(layout.depths[box], 40)), dtype=np.float32)
    shares, counts, densities, means = zip(own, around, beyond, strict=True)
    return np.array((*shares, *densities[1:], *counts, *means[1:], *places))


def _neighbours(layout: Layout, numbers: Numbers, pieces: Sequence[Piece]) -> Floats:
    """Give what the pieces before and after are like."""
    count = len(pieces)
    sums = np.zeros(count + 7, dtype=np.float32)
    np.cumsum(layout.running, out=sums[4 : 4 + count])
    sums[4 + count :] = sums[3 + count]
    here = numbers + 4  # of the running sum that includes the piece itself
    # Two pieces beyond either end of the page, which are like none.
    lengths, density = np.zeros((2, count + 4), dtype=np.float32)
    lengths[2:-2], density[2:-2] = np.minimum(layout.lengths, 600), layout.density
    boxes, kinds = np.full((2, count + 4), [[-1], [-2]])
    boxes[2:-2], kinds[2:-2] = layout.boxes, [_TAG_NUMBERS.get(each.tag, -1) for each in pieces]
    near = numbers + np.array([[0], [1], [3], [4]])
    own = numbers + 2
    found = np.empty((16, len(numbers)), dtype=np.float32)
    found[0] = sums[here - 1] - sums[here - 4]
    found[1] = sums[here + 3] - sums[here]
    found[2:14:3] = lengths[near]
    found[3:14:3] = density[near]
    found[4:14:3] = (boxes[near] == boxes[own]) | (kinds[near] == kinds[own])
    beside = kinds[near[1:3]]
    found[14:] = (beside >= 2) & (beside <= 5)  # a heading
    return found


def _below_dates(texts: Sequence[str]) -> Floats:
    """Tell which texts follow, at once or after one other, a short one with a figure: a date."""
    dated = np.array([len(text) <= _DATED and _FIGURE.search(text) is not None for text in texts])
    found = np.zeros(len(texts), dtype=np.float32)
    found[1:] = dated[:-1]
    found[2:] = np.maximum(found[2:], dated[:-2])
    return found


def _kin(layout: Layout, numbers: Numbers, groups: Groups, up: Numbers, below: Floats) -> Floats:
    """Give what the pieces of the same make, and those under the same heading, are like.

    ``below`` tells which stand below a date: a make of which all do is comments, or teasers.
    """
    lengths, linked = layout.lengths[numbers], layout.linked[numbers]
    running = np.where(layout.running[numbers], lengths, np.float32(0))
    inside = (up[layout.boxes[numbers]] < 1).astype(np.float32)
    total = max(float(running.sum()), 1.0)
    found = np.empty((10, len(numbers)), dtype=np.float32)
    for at, codes in ((0, groups.make), (6, groups.part)):
        counts = np.bincount(codes)
        text = np.maximum(np.bincount(codes, lengths), 1)
        found[at] = np.minimum(counts, 60)[codes]
        found[at + 1] = (np.bincount(codes, running) / total)[codes]
        found[at + 2] = (np.bincount(codes, linked) / text)[codes]
        if at == 0:
            found[3] = np.minimum(text / np.maximum(counts, 1), 600)[codes]
            found[4] = (np.bincount(codes, inside) / np.maximum(counts, 1))[codes]
            found[5] = (np.bincount(codes, below) / np.maximum(counts, 1))[codes]
    found[9] = below
    return found


def grouped(document: Document, asked: Sequence[int]) -> Groups:
    """Give the make of each of the pieces ``asked``, and the part of the page that it stands in.

    Of one make are pieces whose tag, and the tag and first name of three boxes around, are the
    same; what the names are does not matter. A part reaches from one heading to the next.
    """
    boxes, pieces = document.boxes, document.pieces
    firsts: dict[str, str] = {}
    codes: dict[object, int] = {}
    own: dict[int, int] = {-1: -1}  # of a box alone
    make, part, at = [], [], 0
    for number in asked:
        piece = pieces[number]
        box = piece.box
        chain: list[object] = [piece.tag]
        for _ in range(_KINDRED):
            code = own.get(box)
            if code is None:
                here = boxes[box]
                first = firsts.get(here.names)
                if first is None:
                    first = firsts[here.names] = here.names.lstrip().partition(" ")[0]
                code = own[box] = codes.setdefault((here.tag, first), len(codes))
            chain.append(code)
            box = boxes[box].parent if box >= 0 else -1
        at += level(piece.tag) is not None
        make.append(codes.setdefault(tuple(chain), len(codes)))
        part.append(at)
    return Groups(make=np.asarray(make, dtype=np.int64), part=np.asarray(part, dtype=np.int64))


def _agreement(survey: Survey, numbers: Numbers, wanted: Iterable[str], longest: int) -> Floats:
    """Give in one row the likeness of each piece to the likest of the texts ``wanted``."""
    values = np.zeros(len(survey.texts.written), dtype=np.float32)
    for number, value in phrases.alike(survey.texts, wanted, longest=longest).items():
        if len(survey.texts.written[number]) > _SHORTEST_LIKE:
            values[number] = value
    return np.expand_dims(values[numbers], 0)


def _claimed(head: Head) -> str:
    """Give the text that the page's data claims as its article."""
    bodies = [node.get("articleBody") for node in head.articles[:3]]
    text = max((body for body in bodies if isinstance(body, str)), key=len, default="")
    return " ".join(text.split()) if len(text) > 300 else ""


def neighbours(probabilities: Floats, numbers: Numbers, groups: Groups, lengths: Floats) -> Floats:
    """Give the second look: what the first one thought of the piece, its neighbours and its box.

    ``numbers`` are those of the boxes of the pieces.
    """
    size = len(probabilities)
    padded = np.pad(probabilities, 3)
    columns: list[Floats] = [
        padded[3 + shift : 3 + shift + size] for shift in (-3, -2, -1, 0, 1, 2, 3)
    ]
    sums = np.bincount(numbers, weights=probabilities)
    counts = np.bincount(numbers)
    highest = np.maximum.accumulate(padded[2 : 2 + size])
    lowest = np.maximum.accumulate(padded[4 : 4 + size][::-1])[::-1]
    mean = np.asarray(sums / np.maximum(counts, 1), dtype=np.float32)
    columns += [mean[numbers], highest, lowest]
    columns.append(np.cumsum(probabilities) / max(float(probabilities.sum()), 1e-6))
    weights = lengths + 10
    for codes in (groups.make, groups.part):
        text = np.maximum(np.bincount(codes, weights), 1)
        mean = np.asarray(np.bincount(codes, weights * probabilities) / text, dtype=np.float32)
        columns.append(mean[codes])
    return np.stack(columns).astype(np.float32).T


def joined(rows: Floats, near: Floats) -> Floats:
    """Give both kinds of features side by side."""
    return np.concatenate([rows, near], axis=1)
