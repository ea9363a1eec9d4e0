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
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import numpy as np

from ondit.model import FurnitureKind
from ondit.page import phrases
from ondit.page.dom import Piece
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
_LONGEST_TITLE = 350
_LONGEST_SAID = 700
_LONGEST_SIGNED = 160
NONE: Floats = np.zeros((0, 0), dtype=np.float32)
_ALPHABETS = 0x2000  # code points whose case and value are looked up; beyond there are no cases


def matrix(survey: Survey, *, main: int, asked: Sequence[int]) -> Floats:
    """Give one row of features for each of the pieces ``asked``; ``main`` is the article's box."""
    pieces = [survey.document.pieces[at] for at in asked]
    layout, numbers = survey.layout, np.asarray(asked, dtype=np.int64)
    titles = tuple(dict.fromkeys(title for _, title in survey.head.titles[:6]))[:3]
    alike = _agreement(pieces, titles, _LONGEST_TITLE)
    said = _agreement(pieces, survey.head.descriptions[:2], _LONGEST_SAID)
    columns = [
        *_shape(pieces, layout, numbers),
        *_tags(pieces),
        *_traits([survey.hints[piece.box] for piece in pieces]),
        *_words(survey, pieces, asked),
        *_position(survey, layout, numbers, main, alike, pieces),
        *_containers(layout, numbers, main),
        *_neighbours(layout, numbers, survey.document.pieces),
        alike,
        said,
    ]
    return np.stack(columns).T  # columns lie together, as the trees ask for them


def _shape(pieces: Sequence[Piece], layout: Layout, numbers: Numbers) -> list[Floats]:
    """Give length, links, punctuation and case of each text."""
    counts = [
        (
            (text := piece.text).count(" "),
            text.count(","),
            text.count(". ") + text.count("? ") + text.count("! "),
            text.endswith(_ENDS),
            text[0].isupper(),
            text[0] in _QUOTES,
            "|" in text or "©" in text,
            "@" in text or "http" in text,
            len(piece.links),
            piece.strong,
            piece.after_break,
        )
        for piece in pieces
    ]
    spaces, commas, stops, ends, upper, quoted, bars, address, links, strong, broken = np.array(
        counts, dtype=np.float32
    ).T
    lengths = layout.lengths[numbers]
    digits, capitals = _figures_and_capitals([piece.text[:_LOOKED_AT] for piece in pieces])
    return [
        np.minimum(lengths, 1500),
        np.minimum(spaces + 1, 300),
        lengths / (spaces + 1),
        layout.density[numbers],
        np.minimum(links, 20),
        ends,
        np.minimum(stops, 10),
        np.minimum(commas, 10),
        upper,
        digits,
        capitals,
        strong / lengths,
        broken,
        quoted,
        bars,
        address,
    ]


@cache
def _classes() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Give 1 for each code point that is a figure, 2 for each capital, 0 for all others."""
    marks = map(chr, range(_ALPHABETS))
    return np.array([1 if m.isdigit() else 2 if m.isupper() else 0 for m in marks], dtype=np.uint8)


def _figures_and_capitals(starts: Sequence[str]) -> tuple[Floats, Floats]:
    """Give the shares of figures and of capitals in each of ``starts``, counted all at once."""
    codes = np.frombuffer("".join(starts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.array([len(start) for start in starts])
    known = _classes()[np.minimum(codes, _ALPHABETS - 1)]
    owner = np.repeat(np.arange(0, 3 * len(starts), 3), lengths)
    counts = np.bincount(owner + known, minlength=3 * len(starts)).reshape(-1, 3)
    shares = (counts / lengths[:, None]).astype(np.float32)
    return shares[:, 1], shares[:, 2]


def _tags(pieces: Sequence[Piece]) -> list[Floats]:
    numbers = np.array([_TAG_NUMBERS.get(piece.tag, -1) for piece in pieces])
    return [(numbers == number).astype(np.float32) for number in range(len(_TAGS))]


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


def _words(survey: Survey, pieces: Sequence[Piece], asked: Sequence[int]) -> list[Floats]:
    """Give what the words of each text betray: furniture, a year, the name of an author."""
    claimed = _claimed(survey.head)
    names = _surnames(survey.head)
    bylines = phrases.gathered("byline")
    repeated = Counter(piece.text for piece in survey.document.pieces)
    rows = []
    for at, piece in zip(asked, pieces, strict=True):
        text, shown, label = piece.text, survey.shown[at], survey.followed[at]
        is_line = len(text) <= _LONGEST_SIGNED
        rows.append(
            (
                0 if shown is None else 2 if shown.opens else 1,
                -1 if shown is None else _GROUPS.get(shown.kind, 5),
                -1 if label is None else _GROUPS.get(label, 5),
                repeated[text],
                -1 if not claimed else text[:60] in claimed,
                is_line and _YEAR.search(text) is not None,
                is_line and any(name in text for name in names),
                is_line and phrases.begins(text, bylines) > 0,
            )
        )
    signs, group, under, repeats, stands, year, named, byline = np.array(rows, dtype=np.float32).T
    columns = (
        *(group == number for number in range(5)),
        *(under >= 0, under == 0, under == 1),
    )
    of_groups = [column.astype(np.float32) for column in columns]
    return [signs, *of_groups, repeats, stands, year, named, byline]


def _surnames(head: Head) -> tuple[str, ...]:
    """Give the last words of the authors whom the head names."""
    words = (name.split()[-1] for _, name in head.authors if name.split())
    return tuple(dict.fromkeys(word for word in words if len(word) > 2))[:6]


def _position(
    survey: Survey,
    layout: Layout,
    numbers: Numbers,
    main: int,
    alike: Floats,
    pieces: Sequence[Piece],
) -> list[Floats]:
    """Give where the pieces stand on the page, to the headline and to the running text."""
    count = len(layout.lengths)
    scores = alike + np.array([0.3 if piece.tag == "h1" else 0.0 for piece in pieces])
    headline = int(numbers[int(np.argmax(scores))])
    is_inner = layout.running & (_distances(layout, main)[0][layout.boxes] < 2)
    inside = np.flatnonzero(is_inner)
    begun, ended = (int(inside[0]), int(inside[-1])) if len(inside) else (0, 0)
    done = np.cumsum(layout.lengths) - layout.lengths
    total = max(float(layout.lengths.sum()), 1.0)
    running = float(layout.lengths[layout.running].sum())
    page = np.ones(len(numbers), dtype=np.float32)
    boxes = survey.document.boxes
    return [
        np.array([boxes[piece.box].hidden for piece in pieces], dtype=np.float32),
        (numbers / count).astype(np.float32),
        done[numbers] / total,
        np.clip(numbers - headline, -_FAR, _FAR).astype(np.float32),
        np.clip(begun - numbers, -30, 30).astype(np.float32),
        np.clip(numbers - ended, -30, 30).astype(np.float32),
        page * np.float32(np.log1p(running)),
        page * np.float32(running / total),
    ]


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


def _containers(layout: Layout, numbers: Numbers, main: int) -> list[Floats]:
    """Give what the box of each piece and the two around it hold: text, links, pieces."""
    box = layout.boxes[numbers]
    parent = layout.parents[box]
    grand = layout.parents[parent]
    up, down = _distances(layout, main)
    shares = layout.shares()
    letters = layout.within(layout.lengths)
    density = np.asarray(layout.within(layout.linked) / np.maximum(letters, 1), dtype=np.float32)
    pieces = (layout.last - layout.first).astype(np.float32)
    mean = np.minimum(letters / np.maximum(pieces, 1), 600)
    return [
        *(shares[each] for each in (box, parent, grand)),
        *(density[each] for each in (parent, grand)),
        *(np.minimum(pieces[each], 100) for each in (box, parent, grand)),
        *(mean[each] for each in (parent, grand)),
        up[box].astype(np.float32),
        down[box].astype(np.float32),
        np.minimum(layout.depths[box], 40).astype(np.float32),
    ]


def _neighbours(layout: Layout, numbers: Numbers, pieces: Sequence[Piece]) -> list[Floats]:
    """Give what the pieces before and after are like."""
    sums = np.zeros(len(pieces) + 7, dtype=np.float32)
    np.cumsum(layout.running, out=sums[4 : 4 + len(pieces)])
    sums[4 + len(pieces) :] = sums[3 + len(pieces)]
    here = numbers + 4  # of the running sum that includes the piece itself
    before = sums[here - 1] - sums[here - 4]
    after = sums[here + 3] - sums[here]
    tags = np.array([_TAG_NUMBERS.get(piece.tag, -1) for piece in pieces])
    lengths, density = np.pad(np.minimum(layout.lengths, 600), 2), np.pad(layout.density, 2)
    boxes, kinds = np.pad(layout.boxes, 2, constant_values=-1), np.pad(tags, 2, constant_values=-2)
    found = [before, after]
    middle = numbers + 2
    for shift in (-2, -1, 1, 2):
        near = middle + shift
        same = (boxes[near] == boxes[middle]) | (kinds[near] == kinds[middle])
        found += [lengths[near], density[near], same.astype(np.float32)]
    for shift in (-1, 1):
        tag = kinds[middle + shift]
        found.append(((tag >= 2) & (tag <= 5)).astype(np.float32))  # a heading
    return found


def _agreement(pieces: Sequence[Piece], others: Iterable[str], longest: int) -> Floats:
    """Give for each piece its likeness to the likest of ``others``."""
    wanted = phrases.Wanted(others)
    values = [
        wanted.best(piece.text) if 8 < len(piece.text) <= longest else 0.0 for piece in pieces
    ]
    return np.array(values, dtype=np.float32)


def _claimed(head: Head) -> str:
    """Give the text that the page's data claims as its article."""
    bodies = [node.get("articleBody") for node in head.articles[:3]]
    text = max((body for body in bodies if isinstance(body, str)), key=len, default="")
    return " ".join(text.split()) if len(text) > 300 else ""


def neighbours(probabilities: Floats, numbers: Numbers) -> Floats:
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
    return np.stack(columns).astype(np.float32).T


def joined(rows: Floats, near: Floats) -> Floats:
    """Give both kinds of features side by side."""
    return np.concatenate([rows, near], axis=1)
