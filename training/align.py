"""Learn what the signs of a pair of sentences weigh: ``src/ondit/lineage/signs.tsv``.

    PYTHONPATH=benchmarks python training/align.py

Texts: NTREX (CC BY-SA 4.0), the English articles and their translations, sentences deleted,
inserted, merged, split and moved by chance with fixed seeds; for texts of one language each article
beside itself with up to two fifths of its words replaced. The other news tests are for measuring
only and are not seen here.

Method: maximum likelihood of the right path among all paths (a conditional random field), by
Adam (Kingma and Ba 2015) with a little shrinking. Of moved texts the longest monotone part of the
right beads is taken for the path, since a path is monotone.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ondit.lineage.align import chances
from ondit.lineage.signs import SHAPES, TABLE, Shape, signs
from ondit.lineage.terms import Terms
from whence.alignment import Gold, perturbed, sentences_of
from whence.made import edited
from whence.texts import parallel

SEEDS = range(1, 9)
EPOCHS = 8
BATCH = 16
RATE = 0.08
SHRINK = 3e-3
MOST_EDITED = 0.4  # share of the words of a text of one language that is replaced
START = -2.0  # what any bead is worth before training; beads of more sentences less

Floats = NDArray[np.float64]
Signs = dict[Shape, NDArray[np.float32]]
"""Of each shape: signs x rows x columns."""


class Example:
    """Two texts, all their signs, and the right path."""

    def __init__(self, terms: Terms, gold: Gold) -> None:
        self.size = terms.size
        like = {
            shape: terms.likeness(*shape)
            for shape in SHAPES
            if terms.size[0] >= shape[0] and terms.size[1] >= shape[1]
        }
        self.names = {shape: [name for name, _ in signs(terms, like, shape)] for shape in like}
        self.signs: Signs = {
            shape: np.stack([sign for _, sign in signs(terms, like, shape)]) for shape in like
        }
        self.path = monotone(gold)


def monotone(gold: Gold) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Give the monotone row of right beads that holds the most sentences."""
    beads = sorted(
        (rows, columns)
        for rows, columns in gold
        if (len(rows), len(columns)) in SHAPES
        and rows[-1] - rows[0] == len(rows) - 1
        and columns[-1] - columns[0] == len(columns) - 1
    )
    most = [0] * len(beads)
    before = [-1] * len(beads)
    for place, (rows, columns) in enumerate(beads):
        for earlier in range(place):
            above, left = beads[earlier]
            if above[-1] < rows[0] and left[-1] < columns[0] and most[earlier] > most[place]:
                most[place], before[place] = most[earlier], earlier
        most[place] += len(rows) + len(columns)
    place = int(np.argmax(most)) if beads else -1
    found = []
    while place >= 0:
        found.append(beads[place])
        place = before[place]
    return found[::-1]


def examples(*, across: bool) -> Iterator[Example]:
    """Give the texts that are learned from."""
    articles = parallel("ntrex")
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        for moved in (False, True):
            for number, source in enumerate(articles):
                strange = articles[(number + 7) % len(articles)]
                codes = ("en", "fr")
                if not across:
                    side = int(rng.integers(2))
                    codes = (codes[side], codes[side])
                    source = [(pair[side], pair[side]) for pair in source]
                    strange = [(pair[side], pair[side]) for pair in strange]
                left, right, gold = perturbed(source, strange, rng, moved=moved)
                if not across:
                    share = float(rng.random()) * MOST_EDITED
                    right = edited(right, [pair[0] for pair in strange], rng, share=share)
                one, other = sentences_of(codes[0], left), sentences_of(codes[1], right)
                if one and other:
                    yield Example(Terms(one, other, across=across), gold)


def learned(texts: list[Example]) -> dict[Shape, Floats]:
    """Give the weights of the signs."""
    names = max(texts, key=lambda one: min(one.size)).names
    spread = {shape: _spread(texts, shape) for shape in SHAPES}
    spread = {shape: _evened(spread, shape, names) for shape in SHAPES}
    weights = {shape: np.zeros(len(spread[shape])) for shape in SHAPES}
    for shape in SHAPES:
        weights[shape][0] = START - (sum(shape) - 2)
    speed = {shape: np.zeros_like(weights[shape]) for shape in SHAPES}
    heat = {shape: np.zeros_like(weights[shape]) for shape in SHAPES}
    rng = np.random.default_rng(5)
    step = 0
    for epoch in range(EPOCHS):
        order = rng.permutation(len(texts))
        likelihood = 0.0
        for first in range(0, len(order), BATCH):
            batch = [texts[number] for number in order[first : first + BATCH]]
            slope = {shape: -SHRINK * len(batch) * weights[shape] for shape in SHAPES}
            likelihood += sum(_slope(one, weights, spread, slope) for one in batch)
            slope = {shape: _evened(slope, shape, names) for shape in SHAPES}
            step += 1
            for shape in SHAPES:
                mean = slope[shape] / BATCH
                speed[shape] = 0.9 * speed[shape] + 0.1 * mean
                heat[shape] = 0.99 * heat[shape] + 0.01 * mean * mean
                pace = np.sqrt(heat[shape] / (1 - 0.99**step) + 1e-8)
                rate = RATE * (1 - epoch / EPOCHS)
                weights[shape] += rate * speed[shape] / (1 - 0.9**step) / pace
        print(f"  round {epoch + 1}: log-likelihood {likelihood / len(texts):.3f} a text")
    return {shape: weights[shape] / spread[shape] for shape in SHAPES}


def _evened(rows: dict[Shape, Floats], shape: Shape, names: dict[Shape, list[str]]) -> Floats:
    """Give the mean of a row and of that of the turned shape: it does not matter which is first."""
    turned = shape[::-1]
    places = [names[turned].index(_turned(name)) for name in names[shape]]
    mean: Floats = (rows[shape] + rows[turned][places]) / 2
    return mean


def _turned(name: str) -> str:
    words = {"row": "column", "column": "row"}
    return "-".join(words.get(word, word) for word in name.split("-"))


def _spread(texts: list[Example], shape: Shape) -> Floats:
    """Give the standard deviation of each sign over likely beads."""
    rows = [one.signs[shape] for one in texts[:300] if shape in one.signs]
    likely = np.concatenate([sign[:, sign[1] > 0.05] for sign in rows], axis=1)
    found: Floats = likely.std(axis=1).astype(np.float64) + 1e-3
    found[0] = 1.0
    return found


def _slope(
    one: Example,
    weights: dict[Shape, Floats],
    spread: dict[Shape, Floats],
    slope: dict[Shape, Floats],
) -> float:
    """Add the slope of the log-likelihood of one text to ``slope``; give the log-likelihood."""
    gain = {
        shape: np.tensordot(weights[shape] / spread[shape], sign, 1).astype(np.float32)
        for shape, sign in one.signs.items()
    }
    whole, shares = chances(gain, *one.size)
    for shape, sign in one.signs.items():
        slope[shape] -= (sign * shares[shape]).sum(axis=(1, 2)) / spread[shape]
    value = -whole
    for rows, columns in one.path:
        shape = (len(rows), len(columns))
        value += float(gain[shape][rows[0], columns[0]])
        slope[shape] += one.signs[shape][:, rows[0], columns[0]] / spread[shape]
    return value


def main() -> None:
    """Learn and write the weights."""
    lines = [
        "# texts, sign, weight for beads of 1-1, 2-1, 1-2, 3-1, 1-3 sentences."
        " Made by training/align.py from NTREX (CC BY-SA 4.0)."
    ]
    for texts, across in (("across", True), ("within", False)):
        print(texts)
        found = list(examples(across=across))
        weights = learned(found)
        named = max(found, key=lambda one: min(one.size)).names
        names = list(dict.fromkeys(name for shape in SHAPES for name in named[shape]))
        for name in names:
            cells = [
                f"{weights[shape][named[shape].index(name)]:.3f}" if name in named[shape] else "0"
                for shape in SHAPES
            ]
            lines.append("\t".join([texts, name, *cells]))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
