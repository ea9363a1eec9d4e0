"""Learn what each trait of a token weighs: ``src/ondit/speech/tagger.npz``.

Every token of a stretch in which somebody may speak has five answers in the annotation: whether it
is content of a core statement, begins one, ends one, belongs to a cue, to a source. Each answer is
learned by itself (logistic regression over hashed traits, by AdaGrad, Duchi et al. 2011, in small
batches), one table of weights for English and French together. Weights are rounded to bytes; those
that come to nought are not kept. Deterministic: the order of the batches is drawn from a seed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from ondit.speech.stretches import Stretch
from ondit.speech.tagging import LABELS, Weights, packed
from ondit.speech.traits import BITS, Sheet

OUT = Path(__file__).parents[1] / "src" / "ondit" / "speech" / "tagger.npz"
SEED = 20261130
# Chosen on PolNeAR's training half; twice or half of each changes little.
EPOCHS = 4
BATCH = 3000
RATE = 0.2
PENALTY = 1e-3
_FIRST = 0.01  # of the squared slopes, before any was met
_BIAS = -2.0
_BYTE = 127

Table = NDArray[np.float32]


def answers(
    row: dict[str, Any], stretches: Sequence[Stretch], offsets: Sequence[int], sheet: Sheet
) -> Table:
    """Give the answer of the annotation to each label at each place of the sheet.

    ``offsets`` say where the text of each passage begins in that of the article.
    """
    found = np.zeros((len(sheet.stretch), len(LABELS)), dtype=np.float32)
    for each in row["statements"]:
        if each.get("core", True) is False:
            continue
        for stretch in stretches:
            begins = [
                offsets[stretch.place] + at
                for at in stretch.passage.starts[stretch.lo : stretch.hi]
            ]
            for start, end in each["content"]:
                first, last = _places(begins, start, end, stretch, sheet)
                if first < last:
                    found[first:last, 0] = 1
                    found[first, 1] = found[last - 1, 2] = 1
            for label, name in ((3, "cue"), (4, "source")):
                for start, end in each[name]:
                    first, last = _places(begins, start, end, stretch, sheet)
                    found[first:last, label] = 1
    return found


def _places(
    begins: Sequence[int], start: int, end: int, stretch: Stretch, sheet: Sheet
) -> tuple[int, int]:
    """Give the places of what is annotated, without marks at its ends."""
    first = stretch.at + bisect_left(begins, start)
    last = stretch.at + bisect_left(begins, end)
    while first < last and sheet.marks[first]:
        first += 1
    while first < last and sheet.marks[last - 1]:
        last -= 1
    return first, last


def learn(traits: NDArray[np.int32], truth: Table, importance: Table) -> Weights:
    """Learn the weights: ``traits`` are (tokens, traits), ``truth`` (tokens, labels)."""
    weights = np.zeros((1 << BITS, len(LABELS)), dtype=np.float32)
    squares = np.full_like(weights, _FIRST)
    bias = np.full(len(LABELS), _BIAS, dtype=np.float32)
    chance = np.random.default_rng(SEED)
    rows = matrix(traits)
    for _ in range(EPOCHS):
        order = chance.permutation(len(traits))
        for at in range(0, len(order), BATCH):
            some = np.sort(order[at : at + BATCH])
            part = rows[some]
            odds = 1 / (1 + np.exp(-(part @ weights + bias)))
            error = (odds - truth[some]) * importance[some, None]
            met, which = np.unique(part.indices, return_inverse=True)
            narrow = sparse.csr_matrix(
                (part.data, which.astype(np.int32), part.indptr), shape=(len(some), len(met))
            )
            slope = (narrow.T @ error) * (100 / len(some)) + PENALTY * weights[met]
            squares[met] += slope * slope
            weights[met] -= RATE * slope / np.sqrt(squares[met])
            bias -= 0.05 * error.mean(axis=0)
    # Behind what 99.99 % of the weights in use do not exceed, a byte is full.
    used = np.abs(weights[np.abs(weights).max(axis=1) > 0])
    scale = np.quantile(used, 0.9999, axis=0).astype(np.float32) / _BYTE
    table = np.clip(np.rint(weights / scale), -_BYTE, _BYTE).astype(np.int8)
    return packed(table, scale, bias.astype(np.float32))


def matrix(traits: NDArray[np.int32]) -> Any:
    """Give the traits of tokens as a sparse matrix of ones."""
    size, width = traits.shape
    ones = np.ones(size * width, dtype=np.float32)
    edges = np.arange(0, size * width + 1, width)
    return sparse.csr_matrix((ones, traits.ravel(), edges), shape=(size, 1 << BITS))


def write(weights: Weights, digest: str) -> None:
    """Write the weights that are not nought."""
    table = weights.rows.view(np.int8).reshape(-1, 8)[:, : len(LABELS)]
    places = np.flatnonzero(np.abs(table).max(axis=1) > 0)
    np.savez_compressed(
        OUT,
        places=places.astype(np.uint32),
        weights=table[places],
        scale=weights.scale,
        bias=weights.bias,
        data=np.array(digest),
    )
    print(f"{OUT.name}: {len(places)} traits, {OUT.stat().st_size // 1024} KB")
