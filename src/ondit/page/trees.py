"""The forests that tell what a block is, and what their scores mean.

They are boosted oblivious trees (:mod:`ondit.trees`); ``training/blocks.py`` makes the file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from ondit.page.layout import Floats
from ondit.trees import Forest

_FILE = Path(__file__).with_name("blocks.npz")


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
