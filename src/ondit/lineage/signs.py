"""By what a bead is known: the signs that sentences of two texts stand for one another.

Each sign is a matrix over all beads of one shape. Its weight stands in ``signs.tsv``, a column for
each shape, a block of rows for texts of two languages and one for texts of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from ondit.lineage.terms import Matrix, Terms

Shape = tuple[int, int]
SHAPES: tuple[Shape, ...] = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3))
"""Sentences of the one text, and of the other, that make a bead."""
Weighed = dict[str, dict[Shape, float]]
TABLE = Path(__file__).with_suffix(".tsv")
_HUNDRED = np.float32(100.0)  # characters; lengths are given in hundreds
_SHORT = np.float32(20.0)  # characters; the texts that were learned from hold few shorter sentences


def gains(terms: Terms, *, across: bool) -> tuple[dict[Shape, Matrix], dict[Shape, Matrix]]:
    """Give for each shape the likenesses, and what each bead is worth on a path."""
    weights = weighed()["across" if across else "within"]
    return weighted(terms, weights)


def weighted(terms: Terms, weights: Weighed) -> tuple[dict[Shape, Matrix], dict[Shape, Matrix]]:
    """Give what :func:`gains` gives, by ``weights``."""
    like = {
        (rows, columns): terms.likeness(rows, columns)
        for rows, columns in SHAPES
        if terms.size[0] >= rows and terms.size[1] >= columns
    }
    gain: dict[Shape, Matrix] = {}
    for shape in like:
        worth = np.zeros_like(like[shape])
        for name, sign in signs(terms, like, shape):
            worth += np.float32(weights[name][shape]) * sign
        gain[shape] = worth
    return like, gain


@cache
def weighed() -> dict[str, Weighed]:
    """Give the weights: by ``across`` or ``within``, name of the sign, and shape."""
    found: dict[str, Weighed] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            texts, name, *cells = line.split("\t")
            row = dict(zip(SHAPES, map(float, cells), strict=True))
            found.setdefault(texts, {})[name] = row
    return found


def signs(terms: Terms, like: dict[Shape, Matrix], shape: Shape) -> Iterator[tuple[str, Matrix]]:
    """Give the signs of all beads of ``shape``, by name, in a fixed order."""
    own, single = like[shape], like[1, 1]
    height, width = own.shape
    yield "any", np.ones_like(own)
    yield "likeness", own
    yield "likeness-root", np.sqrt(own)
    apart = terms.imbalance(*shape)
    yield "imbalance", apart
    yield "imbalance-square", apart * apart
    for side, other in (
        ("row", _rival(single, *shape)),
        ("column", _rival(single.T, *shape[::-1]).T),
    ):
        yield f"ahead-{side}", np.maximum(own - other, np.float32(0))
        yield f"behind-{side}", np.minimum(own - other, np.float32(0))
    padded = np.pad(single, 1)
    before = padded[:height, :width]
    after = padded[shape[0] + 1 :, shape[1] + 1 :][:height, :width]
    yield "neighbours", before + after
    yield "neighbour-root", np.sqrt(np.maximum(before, after))
    shorter = np.minimum(terms.one.lengths(shape[0])[:, None], terms.other.lengths(shape[1])[None])
    yield "length", np.log(np.maximum(shorter, _SHORT) / _HUNDRED)
    if shape == (1, 1):
        gained, evened = _merged(terms, like, apart)
        yield "merger-loss", np.minimum(gained, np.float32(0))
        yield "merger-gain", np.maximum(gained, np.float32(0))
        yield "merger-balance", evened
    else:
        parts = _parts(single, *shape)
        least: Matrix = np.min(parts, axis=0)
        yield "beyond-best-part", own - np.max(parts, axis=0)
        yield "least-part", least
        yield "least-part-root", np.sqrt(least)


def _rival(single: Matrix, rows: int, columns: int) -> Matrix:
    """Give the greatest likeness of any row of a bead to a column outside it."""
    count = single.shape[0] - rows + 1
    run: Matrix = np.max([single[place : place + count] for place in range(rows)], axis=0)
    nothing = np.zeros((count, 1), dtype=np.float32)
    before = np.maximum.accumulate(np.concatenate([nothing, run], axis=1), axis=1)
    after = np.maximum.accumulate(np.concatenate([run, nothing], axis=1)[:, ::-1], axis=1)[:, ::-1]
    width = single.shape[1] - columns + 1
    found: Matrix = np.maximum(before[:, :width], after[:, columns : columns + width])
    return found


def _parts(single: Matrix, rows: int, columns: int) -> list[Matrix]:
    height, width = single.shape[0] - rows + 1, single.shape[1] - columns + 1
    return [
        single[row : row + height, column : column + width]
        for row in range(rows)
        for column in range(columns)
    ]


def _merged(terms: Terms, like: dict[Shape, Matrix], apart: Matrix) -> tuple[Matrix, Matrix]:
    """Give by how much the best merger with a neighbour is liker, and more even in length."""
    single = like[1, 1]
    gained, evened = np.full_like(single, -1.0), np.full_like(single, 4.0)
    for rows, columns in ((2, 1), (1, 2)):
        if (rows, columns) not in like:
            continue
        merged, length = like[rows, columns], terms.imbalance(rows, columns)
        height, width = merged.shape
        for row in range(rows):
            for column in range(columns):
                place = slice(row, row + height), slice(column, column + width)
                more = merged - single[place]
                better = more > gained[place]
                gained[place][better] = more[better]
                evened[place][better] = length[better]
    # Two texts of a sentence each have none to merge with.
    alone = (2, 1) not in like and (1, 2) not in like
    return (np.zeros_like(single), np.zeros_like(single)) if alone else (gained, apart - evened)
