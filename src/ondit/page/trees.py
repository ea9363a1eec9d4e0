"""Boosted oblivious trees, evaluated with numpy: no library is needed to run the model.

An oblivious tree asks the same question on all branches of a level, so a tree of depth *d* is *d*
features, *d* thresholds and 2^*d* leaves, and a forest is three arrays (Prokhorenkova et al. 2018,
*CatBoost*). ``training/blocks.py`` makes the file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

from ondit.page.features import Matrix

_FILE = Path(__file__).with_name("blocks.npz")


class Forest(Struct, frozen=True):
    """Trees of one depth: ``features`` and ``thresholds`` are (trees, depth)."""

    features: np.ndarray[Any, np.dtype[np.int64]]
    thresholds: Matrix
    leaves: Matrix
    """(trees, 2 ** depth), in log odds."""

    def probabilities(self, rows: Matrix) -> Matrix:
        """Give the probability for each of ``rows``."""
        trees, depth = self.features.shape
        above = rows[:, self.features.ravel()] > self.thresholds.ravel()
        bits = above.reshape(len(rows), trees, depth) @ (1 << np.arange(depth))
        odds = self.leaves[np.arange(trees), bits].sum(axis=1)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float32)


@cache
def load() -> tuple[Forest, Forest]:
    """Give the forests of the first and of the second look."""
    with np.load(_FILE) as arrays:
        first, second = (
            Forest(
                arrays[f"features{look}"].astype(np.int64),
                arrays[f"thresholds{look}"].astype(np.float32),
                arrays[f"leaves{look}"].astype(np.float32),
            )
            for look in (1, 2)
        )
    return first, second
