"""Learn what each fact about a reading weighs: ``src/ondit/lang/*/readings.tsv``.

The readings of every cue (:mod:`ondit.speech.readings`) of the annotated articles are laid beside
the annotation: right are those whose content matches a statement of the same cue best (Jaccard
index of word positions, at least a half), as core or as an aside, and where none does it is right
that nothing is reported. A log-linear model with a squared penalty learns weights under which the
right readings are probable; facts seen once are left out. English and French are learned together:
most facts are plain grammar and the same in both.

``training/choosing.py`` calls it, and learns the rest.

Deterministic. Numbers are rounded to a hundredth.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ondit import lang
from ondit.speech import weighing
from ondit.speech.lexicon import Lexicon
from ondit.speech.passages import Passage
from ondit.speech.stretches import Stretch

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))
import who  # noqa: E402

Array = NDArray[np.float64]

# Chosen by cross-validation on NTREX, both languages; between 1 and 6 it hardly matters.
PENALTY = 3.0
STEPS = 100
RATE = 0.05
LEAST_SEEN = 2  # cues in which a fact must have been seen
NEAR_BEST = 0.03  # a reading that matches nearly as well as the best is right, too
LIGHT = 0.03  # weights below this are not kept


class Choice(NamedTuple):
    """One cue: the facts of each reading, and how well each matches the annotation."""

    article: str
    facts: list[list[str]]
    match: list[float]
    weight: float = 1.0


def choices(
    row: dict[str, Any],
    stretches: Sequence[Stretch],
    words: Lexicon,
    scored: who.Scored,
    offsets: Sequence[int],
    weight: float,
) -> list[Choice]:
    """Give the cues of an annotated article with their readings."""
    gold = [
        (scored.positions(each["content"]), scored.positions(each["cue"]), each.get("core", True))
        for each in row["statements"]
    ]
    found: list[Choice] = []
    for stretch in stretches:
        passage, offset = stretch.passage, offsets[stretch.place]
        here = positions(scored, passage, offset, [(stretch.lo, stretch.hi)])
        for draft, told in weighing.considered(stretch, words):
            if not told:
                continue
            cue = positions(scored, passage, offset, draft.cue)
            # What goes on in other sentences is found by other means.
            wanted = [(c & here or c, core) for c, said, core in gold if said & cue]
            match = [
                max(
                    (
                        likeness(positions(scored, passage, offset, each.content), content)
                        for content, core in wanted
                        if core == (each.sort != "aside")
                    ),
                    default=0.0,
                )
                for each in told
            ]
            found.append(Choice(row["id"], [each.facts for each in told], match, weight))
    return found


def positions(
    scored: who.Scored, passage: Passage, offset: int, ranges: Sequence[tuple[int, int]]
) -> frozenset[int]:
    """Give the positions of the words in some tokens of a passage."""
    return scored.positions(
        [
            (offset + passage.starts[start], offset + passage.ends[end - 1])
            for start, end in ranges
            if start < end
        ]
    )


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Give the Jaccard index of two sets of words, or nought where it is below a half."""
    share = len(one & other) / max(1, len(one | other))
    return share if share >= 0.5 else 0.0


def learn(data: Sequence[Choice]) -> dict[str, float]:
    """Give the weight of each fact."""
    seen = Counter(fact for each in data for fact in {f for facts in each.facts for f in facts})
    number = {
        fact: place
        for place, fact in enumerate(sorted(f for f, count in seen.items() if count >= LEAST_SEEN))
    }
    columns: list[int] = []
    rows = [0]
    groups = [0]
    match: list[float] = []
    for each in data:
        for facts, value in zip(each.facts, each.match, strict=True):
            columns.extend(number[fact] for fact in facts if fact in number)
            rows.append(len(columns))
            match.append(value)
        groups.append(len(match))
    counts = np.array([each.weight for each in data])
    weights = _fitted(
        np.array(columns), np.array(rows), np.array(groups), np.array(match), counts, len(number)
    )
    return {
        fact: round(float(weights[place]), 2)
        for fact, place in number.items()
        if abs(weights[place]) >= LIGHT
    }


def _fitted(
    columns: NDArray[np.int64],
    rows: NDArray[np.int64],
    groups: NDArray[np.int64],
    match: Array,
    counts: Array,
    size: int,
) -> Array:
    """Maximise the probability of the right readings (Adam, Kingma and Ba 2015, full batch)."""
    row_of = np.repeat(np.arange(len(match)), np.diff(rows))
    group_of = np.repeat(np.arange(len(groups) - 1), np.diff(groups))
    best = np.maximum.reduceat(match, groups[:-1])
    right = ((match >= best[group_of] - NEAR_BEST) & (match > 0)).astype(np.float64)
    right /= np.maximum(np.add.reduceat(right, groups[:-1])[group_of], 1.0)
    weights = np.zeros(size)
    mean, spread = np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        worth = np.bincount(row_of, weights=weights[columns], minlength=len(match))
        # Nothing reported is a reading, too, worth nothing.
        most = np.maximum(np.maximum.reduceat(worth, groups[:-1]), 0.0)
        odds = np.exp(worth - most[group_of])
        total = np.add.reduceat(odds, groups[:-1]) + np.exp(-most)
        error = (odds / total[group_of] - right) * counts[group_of]
        pull = np.bincount(columns, weights=error[row_of], minlength=size).astype(np.float64)
        slope = pull + PENALTY * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope * slope
        pace = np.sqrt(spread / (1 - 0.999**step)) + 1e-8
        weights = weights - RATE * (mean / (1 - 0.9**step)) / pace
    return weights


def write(weights: dict[str, float], met: dict[str, set[str]], digest: str) -> None:
    """Write for each language the facts met in it."""
    for code, facts in met.items():
        language = lang.find(code)
        assert language is not None
        kept = {fact: weight for fact, weight in sorted(weights.items()) if fact in facts}
        head = f"# fact\tweight\n# training/choosing.py; data {digest}; CC BY-SA 4.0 (see NOTICE)\n"
        body = "".join(f"{fact}\t{weight:g}\n" for fact, weight in kept.items())
        path = language.folder / "readings.tsv"
        path.write_text(head + body, encoding="utf-8")
        print(f"{path.name}, {code}: {len(kept)} facts, {path.stat().st_size // 1024} KB")
