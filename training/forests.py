"""The trees that CatBoost grew, as the arrays that run without it (:mod:`ondit.trees`)."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
from catboost import CatBoost

from ondit.trees import Forest


def exported(model: CatBoost, classes: int, *, depth: int) -> Forest:
    """Give the trees of ``model`` as arrays."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        saved = json.loads(path.read_text(encoding="utf-8"))
    trees = saved["oblivious_trees"]
    chosen = np.zeros((len(trees), depth), dtype=np.int64)
    cuts = np.full((len(trees), depth), np.inf, dtype=np.float32)  # never above: a missing level
    leaves = np.zeros((len(trees), 1 << depth, classes), dtype=np.float32)
    for at, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            chosen[at, level], cuts[at, level] = split["float_feature_index"], split["border"]
        values = np.array(tree["leaf_values"], dtype=np.float32).reshape(-1, classes)
        leaves[at, : len(values)] = values
    scale, bias = saved["scale_and_bias"]
    return Forest(chosen, cuts, leaves * scale, np.array(bias, dtype=np.float32).reshape(classes))
