"""Which sentences of one text stand for which sentences of another.

Two sentences are likened by the cosine of their weighted terms: folded words inside one language,
concepts (:mod:`ondit.lineage.bridge`) across two. A term weighs more the fewer sentences of the
two texts hold it. The best monotone path of pairs 1-1, 2-1 and 1-2 and of single sentences is found
by dynamic programming, as in hunalign (Varga et al. 2005); it is then sought again among what is
left, more strictly, until nothing is found: so blocks that were moved are found too.

The constants were chosen on the news tests of 2009 and 2013, with sentences deleted, inserted,
merged, split and moved (``benchmarks/whence.py``); the figures in ``docs/whence.md`` are of 2010
and of NTREX.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ondit.lineage.bridge import Weights
from ondit.lineage.prints import Sentence

Matrix = NDArray[np.float32]


class Bead(Struct, frozen=True, kw_only=True):
    """Sentences ``rows`` of the one text that stand for sentences ``columns`` of the other."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    likeness: float
    """Cosine of their weighted terms, 0 to 1."""


class Taste(Struct, frozen=True, kw_only=True):
    """What a pair must have to be worth its place on the path."""

    floor: float
    """Likeness from which a 1-1 pair is better than two single sentences."""
    merge_floor: float
    """The same for 2-1 and 1-2."""
    merge_gain: float
    """How much a likeness of 2-1 or 1-2 counts beside one of 1-1."""
    length: float
    """Cost of unequal lengths, for each standard deviation."""
    synergy: float
    """How many times likelier 2-1 or 1-2 must be than the better of its halves."""
    again: float
    """Added to both floors for what is left."""


ACROSS = Taste(
    floor=-0.05, merge_floor=0.05, merge_gain=1.3, length=0.05, synergy=0.7, again=0.15
)
WITHIN = Taste(floor=0.18, merge_floor=0.4, merge_gain=1.7, length=0.04, synergy=1.0, again=0.15)
_VARIANCE = np.float32(6.8)  # of a length per character, from Gale and Church 1993
_PASSES = 4  # a text has been cut into more moved blocks than this by nobody in our data


def align(one: Sequence[Sentence], other: Sequence[Sentence], *, across: bool) -> list[Bead]:
    """Give the beads of two texts, by the order of ``one``; what is in none stands alone.

    ``across``: whether the texts are in different languages.
    """
    if not one or not other:
        return []
    terms = _Terms(one, other, across=across)
    return path(terms, ACROSS if across else WITHIN)


class _Terms:
    """Weighted terms of the sentences of two texts, and their likenesses."""

    def __init__(self, one: Sequence[Sentence], other: Sequence[Sentence], *, across: bool) -> None:
        bags = [[s.concepts if across else s.words for s in text] for text in (one, other)]
        weigh = rarity(bags[0] + bags[1])
        shared = {term for bag in bags[0] for term in bag}
        shared &= {term for bag in bags[1] for term in bag}
        number = {term: index for index, term in enumerate(sorted(shared))}
        self.rows, self.row_norms = _matrix(bags[0], weigh, number)
        self.columns, self.column_norms = _matrix(bags[1], weigh, number)
        self.row_sizes = _sizes(one)
        self.column_sizes = _sizes(other)
        self.row_bags, self.column_bags, self.weigh = bags[0], bags[1], weigh

    def likeness(self, *, rows: int = 1, columns: int = 1) -> Matrix:
        """Give the likeness of every run of ``rows`` and every run of ``columns`` sentences."""
        a, a_norms = _runs(self.rows, self.row_norms, self.row_bags, self.weigh, rows)
        b, b_norms = _runs(self.columns, self.column_norms, self.column_bags, self.weigh, columns)
        norms = np.maximum(a_norms[:, None] * b_norms[None, :], np.float32(1e-9))
        found: Matrix = np.minimum((a @ b.T) / norms, np.float32(1.0))
        return found

    def imbalance(self, *, rows: int = 1, columns: int = 1) -> Matrix:
        """Give by how much lengths differ, in standard deviations of true pairs, 4 at most.

        The variance of a length grows with the length (Gale and Church 1993).
        """
        usual = float(self.row_sizes.sum() / self.column_sizes.sum())
        usual = min(max(usual, 0.8), 1.25)  # languages differ by less
        a = _sums(self.row_sizes, rows)[:, None]
        b = _sums(self.column_sizes, columns)[None, :] * np.float32(usual)
        apart: Matrix = np.abs(a - b) / np.sqrt(_VARIANCE * (a + b) / 2)
        return np.minimum(apart, np.float32(4.0))


def rarity(bags: Sequence[Weights]) -> Weights:
    """Give the weight of each term by the share of ``bags`` that hold it."""
    held: dict[str, int] = {}
    for bag in bags:
        for term in bag:
            held[term] = held.get(term, 0) + 1
    total = len(bags)
    return {term: float(np.log1p(total / count)) for term, count in held.items()}


def _matrix(
    bags: Sequence[Weights], weigh: Weights, number: dict[str, int]
) -> tuple[Matrix, Matrix]:
    found = np.zeros((len(bags), max(len(number), 1)), dtype=np.float32)
    norms = np.zeros(len(bags), dtype=np.float32)
    for row, bag in enumerate(bags):
        norm = 0.0
        for term, weight in bag.items():
            value = weight * weigh[term]
            norm += value * value
            column = number.get(term)
            if column is not None:
                found[row, column] = value
        norms[row] = norm**0.5
    return found, norms


def _runs(
    vectors: Matrix, norms: Matrix, bags: Sequence[Weights], weigh: Weights, length: int
) -> tuple[Matrix, Matrix]:
    """Give vectors and norms of every run of ``length`` (1 or 2) neighbours."""
    if length == 1:
        return vectors, norms
    products = [
        sum(
            weight * bags[row + 1][term] * weigh[term] ** 2
            for term, weight in bags[row].items()
            if term in bags[row + 1]
        )
        for row in range(len(bags) - 1)
    ]
    squares = norms[:-1] ** 2 + norms[1:] ** 2 + 2 * np.array(products, dtype=np.float32)
    return vectors[:-1] + vectors[1:], np.sqrt(squares)


def _sizes(text: Sequence[Sentence]) -> Matrix:
    return np.array([len(sentence.text) for sentence in text], dtype=np.float32)


def _sums(sizes: Matrix, length: int) -> Matrix:
    return sizes if length == 1 else sizes[:-1] + sizes[1:]


def path(terms: _Terms, taste: Taste) -> list[Bead]:
    """Find the best path, and again among what it leaves."""
    size = (len(terms.row_sizes), len(terms.column_sizes))
    like = {(1, 1): terms.likeness()}
    gain = {(1, 1): like[1, 1] - taste.floor - taste.length * terms.imbalance()}
    for rows, columns in ((2, 1), (1, 2)):
        if size[0] < rows or size[1] < columns:
            continue
        likeness = terms.likeness(rows=rows, columns=columns)
        cost = taste.length * terms.imbalance(rows=rows, columns=columns)
        like[rows, columns] = likeness
        gain[rows, columns] = taste.merge_gain * (likeness - cost) - taste.merge_floor
        # A sentence that adds nothing to the likeness is not a part of the other.
        single = like[1, 1]
        parts = (single[:-1], single[1:]) if rows == 2 else (single[:, :-1], single[:, 1:])
        idle = likeness < np.maximum(*parts) * taste.synergy
        gain[rows, columns][idle] = -1.0
    beads: list[Bead] = []
    left = (np.arange(size[0]), np.arange(size[1]))
    for number in range(_PASSES):
        found = _best(gain, left[0], left[1], strict=taste.again * number)
        if not found:
            break
        for here, there in found:
            value = like[len(here), len(there)][here[0], there[0]]
            beads.append(Bead(rows=here, columns=there, likeness=float(value)))
        used_rows = np.isin(left[0], [row for rows, _ in found for row in rows])
        used_columns = np.isin(left[1], [column for _, columns in found for column in columns])
        left = (left[0][~used_rows], left[1][~used_columns])
        if not len(left[0]) or not len(left[1]):
            break
    beads.sort(key=lambda bead: (bead.rows, bead.columns))
    return beads


_SHAPES = ((1, 1), (2, 1), (1, 2))


def _best(
    gain: dict[tuple[int, int], Matrix],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    *,
    strict: float,
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Find the monotone path of greatest gain through the sentences ``rows`` and ``columns``.

    Single sentences gain nothing and cost nothing, so the best value of a place is the running
    maximum of its row: one numpy step per sentence of the one text.
    """
    score = _prepared(gain, rows, columns, strict)
    height, width = len(rows), len(columns)
    best = np.zeros((height + 1, width + 1), dtype=np.float32)
    move = np.zeros((height + 1, width + 1), dtype=np.int8)  # 0 skips, else the shape's number
    for row in range(1, height + 1):
        value = best[row - 1].copy()
        choice = np.zeros(width + 1, dtype=np.int8)
        for number, (tall, wide) in enumerate(_SHAPES, start=1):
            if row < tall or width < wide or (tall, wide) not in score:
                continue
            came = best[row - tall, : width + 1 - wide] + score[tall, wide][row - tall]
            better = came > value[wide:]
            value[wide:][better] = came[better]
            choice[wide:][better] = number
        best[row] = np.maximum.accumulate(value)
        choice[best[row] > value] = 0
        move[row] = choice
    return _walk(best, move, rows, columns)


def _prepared(
    gain: dict[tuple[int, int], Matrix],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    strict: float,
) -> dict[tuple[int, int], Matrix]:
    """Take the part of ``gain`` that is left; sentences are merged only with their neighbours."""
    score: dict[tuple[int, int], Matrix] = {}
    for (tall, wide), values in gain.items():
        if len(rows) < tall or len(columns) < wide:
            continue
        first_rows = rows[: len(rows) - tall + 1]
        first_columns = columns[: len(columns) - wide + 1]
        part = values[np.ix_(first_rows, first_columns)] - strict
        if tall == 2:
            part[np.diff(rows) != 1, :] = -1.0
        if wide == 2:
            part[:, np.diff(columns) != 1] = -1.0
        score[tall, wide] = part
    return score


def _walk(
    best: Matrix, move: NDArray[np.int8], rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Follow the best path back from its end."""
    found: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    row, column = len(rows), len(columns)
    while row and column:
        number = move[row, column]
        if number:
            tall, wide = _SHAPES[number - 1]
            here = tuple(int(index) for index in rows[row - tall : row])
            there = tuple(int(index) for index in columns[column - wide : column])
            found.append((here, there))
            row, column = row - tall, column - wide
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row -= 1
    return found[::-1]
