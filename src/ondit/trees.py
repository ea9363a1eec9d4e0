"""Boosted oblivious trees, evaluated with numpy: no library is needed to run a model.

An oblivious tree asks the same question on all branches of a level, so a tree of depth *d* is *d*
features, *d* thresholds and 2^*d* leaves, and a forest is three arrays (Prokhorenkova et al. 2018,
*CatBoost*). A leaf holds one value for each class, so that one forest tells many roles apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

_TOGETHER = 1000
"""Rows scored at once: 20,000 would take 300 MB for the answers of all trees."""


class Forest:
    """Trees of one depth: ``features`` and ``thresholds`` are (trees, depth).

    ``leaves`` are (trees, 2 ** depth, classes), in log odds; ``bias``, (classes,), is what all rows
    are given before any tree.
    """

    def __init__(self, features: Numbers, thresholds: Floats, leaves: Floats, bias: Floats) -> None:
        self.features, self.thresholds = features, thresholds
        self.leaves, self.bias = leaves, bias
        trees, depth = features.shape
        # Trees share their questions, so that each is asked of the rows once. Single bytes hold the
        # answers of a tree, which is at most eight deep.
        questions = np.array([features.ravel(), thresholds.ravel()], dtype=np.float64)
        distinct, which = np.unique(questions, axis=1, return_inverse=True)
        self._columns = distinct[0].astype(np.int64)
        self._cuts = distinct[1].astype(np.float32)[:, None]
        self._levels = np.ascontiguousarray(which.reshape(trees, depth).T)
        self._begins = np.arange(0, trees << depth, 1 << depth)[:, None]

    def scores(self, rows: Floats) -> Floats:
        """Give the log odds of each class for each of ``rows``: (rows, classes)."""
        if len(rows) <= _TOGETHER:
            return self._scored(rows)
        parts = np.array_split(rows, len(rows) // _TOGETHER + 1)
        return np.concatenate([self._scored(part) for part in parts])

    def _scored(self, rows: Floats) -> Floats:
        columns = np.ascontiguousarray(rows.T)
        above = (columns.take(self._columns, axis=0) > self._cuts).view(np.uint8)
        leaf = np.zeros((len(self.features), len(rows)), dtype=np.uint8)
        for level, questions in enumerate(self._levels):
            leaf |= above.take(questions, axis=0) << level
        places = leaf + self._begins
        flat = self.leaves.reshape(-1, len(self.bias))
        if len(self.bias) == 1:
            sums = flat[:, 0].take(places).sum(axis=0)[:, None]
        else:
            sums = flat.take(places, axis=0).sum(axis=0)
        return np.asarray(sums + self.bias, dtype=np.float32)
