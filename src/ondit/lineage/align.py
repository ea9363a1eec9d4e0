"""Which sentences of one text stand for which sentences of another.

The best monotone path of *beads* (pairs of one sentence or more, :data:`SHAPES`) and of single
sentences is found by dynamic programming, as in hunalign (Varga et al. 2005). What a bead is worth
is a weighted sum of its signs (:mod:`ondit.lineage.signs`): a log-linear model of whole paths. A
bead is taken by its probability over all paths (the forward-backward sums of the model), not by the
one best path: that is right more often when several paths are nearly as good. The path is sought
again among what is left, more strictly, until nothing is found: so blocks that were moved are found
too.

The weights were learned by ``training/align.py``; figures are in ``docs/whence.md``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ondit.lineage.prints import Sentence
from ondit.lineage.signs import SHAPES, Shape, gains
from ondit.lineage.terms import Matrix, Terms

# Chosen on the news tests of 2009 and 2013, sentences deleted, inserted, merged, split and moved.
_AGAIN = 1.0  # taken off what a bead is worth with each pass over what is left
_LIKELY = 0.5  # probability from which a bead is better than none
_PASSES = 4  # a text has been cut into more moved blocks than this by nobody in our data
_ANCHOR = 5  # words of a sentence from which it is no phrase that stands anywhere
_NEVER = np.float32(-1e4)

Found = list[tuple[tuple[int, ...], tuple[int, ...]]]
Gains = Mapping[Shape, Matrix]


class Bead(Struct, frozen=True, kw_only=True):
    """Sentences ``rows`` of the one text that stand for sentences ``columns`` of the other."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    likeness: float
    """Cosine of their weighted terms, 0 to 1."""


def align(one: Sequence[Sentence], other: Sequence[Sentence], *, across: bool) -> list[Bead]:
    """Give the beads of two texts, by the order of ``one``; what is in none stands alone.

    ``across``: whether the texts are in different languages.
    """
    if not one or not other:
        return []
    terms = Terms(one, other, across=across)
    like, gain = gains(terms, across=across)
    beads: list[Bead] = []
    left = (np.arange(terms.size[0]), np.arange(terms.size[1]))
    anchors = [] if across else _anchors(one, other)
    for number in range(_PASSES):
        if anchors and not number:
            found = _between(gain, anchors, terms.size)
        else:
            score = _left(gain, *left, strict=_AGAIN * number)
            found = _likeliest(score, len(left[0]), len(left[1]))
        if not found:
            break
        for rows, columns in found:
            here = tuple(int(left[0][row]) for row in rows)
            there = tuple(int(left[1][column]) for column in columns)
            value = like[len(here), len(there)][here[0], there[0]]
            beads.append(Bead(rows=here, columns=there, likeness=float(value)))
        left = (
            np.delete(left[0], [row for rows, _ in found for row in rows]),
            np.delete(left[1], [column for _, columns in found for column in columns]),
        )
        if not len(left[0]) or not len(left[1]):
            break
    return sorted(beads, key=lambda bead: (bead.rows, bead.columns))


def _anchors(one: Sequence[Sentence], other: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Give the most sentences in a row that stand in both texts word for word, and once in each.

    Copies consist of them, and what lies between two of them is little.
    """
    rows, columns = _once(one), _once(other)
    shared = sorted((row, columns[key]) for key, row in rows.items() if key in columns)
    return [shared[place] for place in _rising([column for _, column in shared])]


def _once(text: Sequence[Sentence]) -> dict[tuple[str, ...], int]:
    counts = Counter(sentence.key for sentence in text)
    return {
        sentence.key: place
        for place, sentence in enumerate(text)
        if counts[sentence.key] == 1 and len(sentence.key) >= _ANCHOR
    }


def _rising(values: Sequence[int]) -> list[int]:
    """Give the places of a longest rising row of different ``values`` (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        piles[pile : pile + 1] = [place]
    found: list[int] = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _between(gain: Gains, anchors: Sequence[tuple[int, int]], size: tuple[int, int]) -> Found:
    """Take the anchors, and find the likeliest path between each two of them."""
    found: Found = []
    row = column = 0
    for next_row, next_column in [*anchors, size]:
        if row < next_row and column < next_column:
            part = {
                (tall, wide): values[row : next_row - tall + 1, column : next_column - wide + 1]
                for (tall, wide), values in gain.items()
                if tall <= next_row - row and wide <= next_column - column
            }
            found += [
                (tuple(row + r for r in rows), tuple(column + c for c in columns))
                for rows, columns in _likeliest(part, next_row - row, next_column - column)
            ]
        if (next_row, next_column) != size:
            found.append(((next_row,), (next_column,)))
        row, column = next_row + 1, next_column + 1
    return found


def _left(
    gain: Gains, rows: NDArray[np.int64], columns: NDArray[np.int64], *, strict: float
) -> Gains:
    """Take the part of ``gain`` that is left; sentences are merged only with their neighbours."""
    if not strict:
        return gain
    score: dict[Shape, Matrix] = {}
    for (tall, wide), values in gain.items():
        if len(rows) < tall or len(columns) < wide:
            continue
        first_rows = rows[: len(rows) - tall + 1]
        first_columns = columns[: len(columns) - wide + 1]
        part = values[np.ix_(first_rows, first_columns)] - np.float32(strict)
        part[rows[tall - 1 :] - first_rows != tall - 1, :] = _NEVER
        part[:, columns[wide - 1 :] - first_columns != wide - 1] = _NEVER
        score[tall, wide] = part
    return score


def _likeliest(gain: Gains, height: int, width: int) -> Found:
    """Find the monotone path whose beads have the greatest sum of probabilities."""
    sure = {
        shape: (chance - _LIKELY).astype(np.float32)
        for shape, chance in chances(gain, height, width)[1].items()
    }
    return _best(sure, height, width)


def chances(gain: Gains, height: int, width: int) -> tuple[float, dict[Shape, NDArray[np.float64]]]:
    """Give the logarithm of the sum of all paths, and of each bead its share in it.

    So that no path is counted twice, single rows come before single columns between two beads.
    ``total`` and ``fresh`` are the sums of the beginnings of paths that end at a place, with and
    without single columns last; ``onward`` and ``rest`` those of their continuations.
    """
    fresh = np.full((height + 1, width + 1), float(_NEVER))
    total = np.full_like(fresh, float(_NEVER))
    fresh[0, 0] = 0.0
    for row in range(height + 1):
        if row:
            fresh[row] = fresh[row - 1]
        for (tall, wide), values in gain.items():
            if row >= tall:
                came = total[row - tall, : width + 1 - wide] + values[row - tall]
                fresh[row, wide:] = np.logaddexp(fresh[row, wide:], came)
        total[row] = np.logaddexp.accumulate(fresh[row])
    rest = np.full_like(fresh, float(_NEVER))
    for row in range(height, -1, -1):
        onward = np.full(width + 1, float(_NEVER))
        if row == height:
            onward[width] = 0.0
        for (tall, wide), values in gain.items():
            if row + tall <= height:
                goes = values[row] + rest[row + tall, wide:]
                onward[: width + 1 - wide] = np.logaddexp(onward[: width + 1 - wide], goes)
        rest[row] = np.logaddexp.accumulate(onward[::-1])[::-1]
        if row < height:
            rest[row] = np.logaddexp(rest[row], rest[row + 1])
    whole = float(total[height, width])
    shares: dict[Shape, NDArray[np.float64]] = {}
    for (tall, wide), values in gain.items():
        through = total[: height - tall + 1, : width - wide + 1] + values + rest[tall:, wide:]
        shares[tall, wide] = np.exp(np.minimum(through - whole, 0.0))
    return whole, shares


def _best(score: Gains, height: int, width: int) -> Found:
    """Find the monotone path of greatest sum.

    Single sentences gain nothing and cost nothing, so the best value of a place is the running
    maximum of its row: one numpy step per sentence of the one text.
    """
    best = np.zeros((height + 1, width + 1), dtype=np.float32)
    move = np.zeros((height + 1, width + 1), dtype=np.int8)  # 0 skips, else the shape's number
    for row in range(1, height + 1):
        value = best[row - 1].copy()
        choice = np.zeros(width + 1, dtype=np.int8)
        for number, (tall, wide) in enumerate(SHAPES, start=1):
            if row < tall or width < wide or (tall, wide) not in score:
                continue
            came = best[row - tall, : width + 1 - wide] + score[tall, wide][row - tall]
            better = came > value[wide:]
            value[wide:][better] = came[better]
            choice[wide:][better] = number
        best[row] = np.maximum.accumulate(value)
        choice[best[row] > value] = 0
        move[row] = choice
    return _walk(best, move)


def _walk(best: Matrix, move: NDArray[np.int8]) -> Found:
    """Follow the best path back from its end."""
    found: Found = []
    row, column = best.shape[0] - 1, best.shape[1] - 1
    while row and column:
        number = move[row, column]
        if number:
            tall, wide = SHAPES[number - 1]
            found.append((tuple(range(row - tall, row)), tuple(range(column - wide, column))))
            row, column = row - tall, column - wide
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row -= 1
    return found[::-1]
