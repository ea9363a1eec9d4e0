"""Two texts as weighted terms, and the likenesses of their sentences.

Two sentences are likened by the cosine of their weighted terms: folded words inside one language,
concepts (:mod:`ondit.lineage.bridge`) across two. A term weighs more the fewer sentences of the
two texts hold it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ondit.lineage.bridge import Weights
from ondit.lineage.prints import Sentence

Matrix = NDArray[np.float32]

# Variance of a length per character of both texts: half the 6.8 of Gale and Church 1993.
_VARIANCE = np.float32(3.4)
_ONE = np.float32(1.0)
# Sentences that two texts have at least, for the rarity of a term: of two posts of a sentence each,
# all that they share would be common.
_LEAST = 20


class _Side:
    """The sentences of one text as weighted terms."""

    def __init__(
        self, text: Sequence[Sentence], bags: list[Weights], weigh: Weights, number: dict[str, int]
    ) -> None:
        self.sizes = np.array([len(sentence.text) for sentence in text], dtype=np.float32)
        # Terms that the other text lacks count in the length alone; they have the last columns.
        self._shared = len(number)
        columns = dict(number)
        for bag in bags:
            for term in bag:
                columns.setdefault(term, len(columns))
        self._single = np.zeros((len(bags), max(len(columns), 1)))
        for row, bag in enumerate(bags):
            places = [columns[term] for term in bag]
            self._single[row, places] = [weight * weigh[term] for term, weight in bag.items()]

    def runs(self, length: int) -> Matrix:
        """Give each run of ``length`` neighbours as a vector of length one."""
        count = len(self._single) - length + 1
        summed = self._single[:count].copy()
        for place in range(1, length):
            summed += self._single[place : place + count]
        norms = np.sqrt(np.einsum("ij,ij->i", summed, summed))
        shared = summed[:, : max(self._shared, 1)] if self._shared else np.zeros((count, 1))
        found: Matrix = (shared / np.maximum(norms, 1e-9)[:, None]).astype(np.float32)
        return found

    def lengths(self, length: int) -> Matrix:
        """Give the number of characters of each run."""
        count = len(self.sizes) - length + 1
        found: Matrix = np.sum([self.sizes[n : n + count] for n in range(length)], axis=0)
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
    total = max(len(bags), _LEAST)
    return {term: float(np.log1p(total / count)) for term, count in held.items()}
