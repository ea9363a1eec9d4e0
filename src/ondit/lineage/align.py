"""Which sentences of one text stand for which sentences of another.

Two sentences are likened by the cosine of their weighted terms: folded words inside one language,
concepts (:mod:`ondit.lineage.bridge`) across two. A term weighs more the fewer sentences of the
two texts hold it. The best monotone path of pairs 1-1, 2-1 and 1-2 and of single sentences is found
by dynamic programming, as in hunalign (Varga et al. 2005); it is then sought again among what is
left, more strictly, until nothing is found: so blocks that were moved are found too.

The constants were chosen on the news tests of 2009 and 2013, with sentences deleted, inserted,
merged, split and moved (``benchmarks/whence``); the figures in ``docs/whence.md`` are of 2010
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

    power: float
    """To which a likeness is raised: below one, low likenesses are brought nearer to high ones."""
    floor: float
    """Raised likeness from which a 1-1 pair is better than two single sentences."""
    mutual: float
    """What two sentences gain that are each other's likest."""
    length: float
    """Cost of unequal lengths, for each standard deviation."""
    merge_gain: float
    """How much a likeness of 2-1 counts beside one of 1-1; 3-1 as much again."""
    merge_floor: float
    """What a merged sentence costs."""
    synergy: float
    """How many times likelier a merged pair must be than the best of its parts."""
    again: float
    """Added to the floors with each pass over what is left."""


ACROSS = Taste(
    power=0.8,
    floor=-0.05,
    mutual=0.06,
    length=0.075,
    merge_gain=1.2,
    merge_floor=0.1,
    synergy=0.6,
    again=0.2,
)
WITHIN = Taste(
    power=1.0,
    floor=0.18,
    mutual=0.03,
    length=0.04,
    merge_gain=1.3,
    merge_floor=0.25,
    synergy=1.0,
    again=0.3,
)
# Variance of a length per character of both texts: half the 6.8 of Gale and Church 1993.
_VARIANCE = np.float32(3.4)
_PASSES = 4  # a text has been cut into more moved blocks than this by nobody in our data
_SHAPES = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3))
_NEVER = np.float32(-1.0)
_ONE = np.float32(1.0)


def align(one: Sequence[Sentence], other: Sequence[Sentence], *, across: bool) -> list[Bead]:
    """Give the beads of two texts, by the order of ``one``; what is in none stands alone.

    ``across``: whether the texts are in different languages.
    """
    if not one or not other:
        return []
    return path(Terms(one, other, across=across), ACROSS if across else WITHIN)


class _Side:
    """The sentences of one text as weighted terms."""

    def __init__(
        self, text: Sequence[Sentence], bags: list[Weights], weigh: Weights, number: dict[str, int]
    ) -> None:
        self.bags, self.weigh, self.number = bags, weigh, number
        self.sizes = np.array([len(sentence.text) for sentence in text], dtype=np.float32)

    def runs(self, length: int) -> Matrix:
        """Give each run of ``length`` neighbours as a vector of length one."""
        bags = self.bags if length == 1 else _joined(self.bags, length)
        found = np.zeros((len(bags), max(len(self.number), 1)), dtype=np.float32)
        for row, bag in enumerate(bags):
            norm = 0.0
            for term, weight in bag.items():
                value = weight * self.weigh[term]
                norm += value * value
                # Terms that the other text lacks count in the length alone.
                if term in self.number:
                    found[row, self.number[term]] = value
            found[row] /= max(norm**0.5, 1e-9)
        return found

    def lengths(self, length: int) -> Matrix:
        """Give the number of characters of each run."""
        count = len(self.sizes) - length + 1
        found: Matrix = np.sum([self.sizes[n : n + count] for n in range(length)], axis=0)
        return found


def _joined(bags: Sequence[Weights], length: int) -> list[Weights]:
    found: list[Weights] = []
    for first in range(len(bags) - length + 1):
        run: Weights = {}
        for bag in bags[first : first + length]:
            for term, weight in bag.items():
                run[term] = run.get(term, 0.0) + weight
        found.append(run)
    return found


class Terms:
    """Two texts as weighted terms, and the likenesses of their sentences."""

    def __init__(self, one: Sequence[Sentence], other: Sequence[Sentence], *, across: bool) -> None:
        bags = [[s.concepts if across else s.words for s in text] for text in (one, other)]
        weigh = rarity(bags[0] + bags[1])
        shared = {term for bag in bags[0] for term in bag}
        shared &= {term for bag in bags[1] for term in bag}
        number = {term: index for index, term in enumerate(sorted(shared))}
        self.one = _Side(one, bags[0], weigh, number)
        self.other = _Side(other, bags[1], weigh, number)
        self.size = (len(one), len(other))

    def likeness(self, rows: int, columns: int) -> Matrix:
        """Give the likeness of every run of ``rows`` and every run of ``columns`` sentences."""
        found: Matrix = np.minimum(self.one.runs(rows) @ self.other.runs(columns).T, _ONE)
        return found

    def imbalance(self, rows: int, columns: int) -> Matrix:
        """Give by how much lengths differ, in standard deviations of true pairs, 4 at most.

        The variance of a length grows with the length (Gale and Church 1993).
        """
        usual = float(self.one.sizes.sum() / self.other.sizes.sum())
        usual = min(max(usual, 0.8), 1.25)  # languages differ by less
        a = self.one.lengths(rows)[:, None]
        b = self.other.lengths(columns)[None, :] * np.float32(usual)
        apart: Matrix = (np.abs(a - b) / np.sqrt(_VARIANCE * (a + b))).astype(np.float32)
        return np.minimum(apart, np.float32(4.0))


def rarity(bags: Sequence[Weights]) -> Weights:
    """Give the weight of each term by the share of ``bags`` that hold it."""
    held: dict[str, int] = {}
    for bag in bags:
        for term in bag:
            held[term] = held.get(term, 0) + 1
    total = len(bags)
    return {term: float(np.log1p(total / count)) for term, count in held.items()}


Shaped = dict[tuple[int, int], Matrix]
"""A matrix for each shape of bead."""


def gains(terms: Terms, taste: Taste) -> tuple[Shaped, Shaped]:
    """Give for each shape the likenesses and what each pair is worth on the path."""
    like: Shaped = {}
    gain: Shaped = {}
    for rows, columns in _SHAPES:
        if terms.size[0] < rows or terms.size[1] < columns:
            continue
        likeness = terms.likeness(rows, columns)
        value: Matrix = np.power(likeness, np.float32(taste.power))
        value -= np.float32(taste.length) * terms.imbalance(rows, columns)
        like[rows, columns] = likeness
        single = like[1, 1]
        mutual = (single >= single.max(axis=1, keepdims=True)) & (single > 0)
        mutual &= single >= single.max(axis=0, keepdims=True)
        merged = rows + columns - 2
        value *= np.float32(1 + merged * (taste.merge_gain - 1))
        value += np.float32(taste.mutual) * _any_part(mutual, rows, columns)
        value -= np.float32(taste.floor + merged * taste.merge_floor)
        if merged:
            # A sentence that adds nothing to the likeness is not a part of the other.
            value[likeness < _best_part(single, rows, columns) * taste.synergy] = _NEVER
        gain[rows, columns] = value
    return like, gain


def _parts(single: Matrix, rows: int, columns: int) -> list[Matrix]:
    height, width = single.shape[0] - rows + 1, single.shape[1] - columns + 1
    return [
        single[row : row + height, column : column + width]
        for row in range(rows)
        for column in range(columns)
    ]


def _best_part(single: Matrix, rows: int, columns: int) -> Matrix:
    found: Matrix = np.max(_parts(single, rows, columns), axis=0)
    return found


def _any_part(mutual: NDArray[np.bool_], rows: int, columns: int) -> Matrix:
    return _best_part(mutual.astype(np.float32), rows, columns)


def path(terms: Terms, taste: Taste) -> list[Bead]:
    """Find the best path, and again among what it leaves."""
    like, gain = gains(terms, taste)
    beads: list[Bead] = []
    left = (np.arange(terms.size[0]), np.arange(terms.size[1]))
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
    return sorted(beads, key=lambda bead: (bead.rows, bead.columns))


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
        part[rows[tall - 1 :] - first_rows != tall - 1, :] = _NEVER
        part[:, columns[wide - 1 :] - first_columns != wide - 1] = _NEVER
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
