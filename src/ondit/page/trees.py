"""Boosted oblivious trees, evaluated with numpy: no library is needed to run the model.

An oblivious tree asks the same question on all branches of a level, so a tree of depth *d* is *d*
features, *d* thresholds and 2^*d* leaves, and a forest is three arrays (Prokhorenkova et al. 2018,
*CatBoost*). A leaf holds one value for each class, so that one forest tells many roles apart.
``training/blocks.py`` makes the file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

from ondit.page.layout import Floats

_FILE = Path(__file__).with_name("blocks.npz")


class Forest(Struct, frozen=True):
    """Trees of one depth: ``features`` and ``thresholds`` are (trees, depth)."""

    features: np.ndarray[Any, np.dtype[np.int64]]
    thresholds: Floats
    leaves: Floats
    """(trees, 2 ** depth, classes), in log odds."""
    bias: Floats
    """(classes,): what all rows are given before any tree."""

    def scores(self, rows: Floats) -> Floats:
        """Give the log odds of each class for each of ``rows``: (rows, classes)."""
        trees, depth = self.features.shape
        columns = np.ascontiguousarray(rows.T)
        above = columns[self.features.ravel()] > self.thresholds.reshape(-1, 1)
        bits = above.view(np.uint8).reshape(trees, depth, len(rows))
        places = bits[:, 0].astype(np.intp)
        for level in range(1, depth):
            places |= bits[:, level].astype(np.intp) << level
        places += np.arange(0, trees << depth, 1 << depth)[:, None]
        flat = self.leaves.reshape(trees << depth, -1)
        sums = flat[places.T.ravel()].reshape(len(rows), trees, -1).sum(axis=1)
        return np.asarray(sums + self.bias, dtype=np.float32)


def chances(scores: Floats) -> Floats:
    """Give the probabilities of classes whose log odds are ``scores``: rows sum to one."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def chance(scores: Floats) -> Floats:
    """Give the probability of a single class."""
    return np.asarray(1.0 / (1.0 + np.exp(-scores[:, 0])), dtype=np.float32)


@cache
def load() -> tuple[Forest, Forest, Forest, tuple[str, ...]]:
    """Give the forests of the first and of the second look, that of the roles, and its classes."""
    with np.load(_FILE) as arrays:
        first, second, roles = (
            Forest(
                arrays[f"features{look}"].astype(np.int64),
                arrays[f"thresholds{look}"].astype(np.float32),
                arrays[f"leaves{look}"].astype(np.float32),
                arrays[f"bias{look}"].astype(np.float32),
            )
            for look in (1, 2, 3)
        )
        classes = tuple(str(name) for name in arrays["classes"])
    return first, second, roles, classes
