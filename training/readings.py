"""Learn what each fact about a reading weighs: ``src/ondit/lang/*/readings.tsv``.

The readings of every cue (:mod:`ondit.speech.readings`) of the annotated articles are laid beside
the annotation: right are those whose content matches a statement of the same cue best (Jaccard
index of word positions, at least a half), as core or as an aside, and where none does it is right
that nothing is reported. A log-linear model with a squared penalty learns weights under which the
right readings are probable; facts seen once are left out. English and French are learned together:
most facts are plain grammar and the same in both.

What may be learned from is what we may ship: our annotations of NTREX (CC BY-SA 4.0; its text is
read, not shipped) and our own texts. ``--measure`` learns from other files (PolNeAR, whose licence
is not stated) and writes nothing: it shows what the method can do.

    python training/readings.py $ONDIT_DATA/ntrex/dev.jsonl
    python training/readings.py $ONDIT_DATA/ntrex/dev.jsonl --folds 8
    python training/readings.py --measure $ONDIT_DATA/polnear/train.jsonl
        --on $ONDIT_DATA/polnear/dev.jsonl

Deterministic: no chance but the folds, which are cut by a hash of the article's name. Numbers are
rounded to a hundredth.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ondit import lang
from ondit.speech import weighing
from ondit.speech.clauses import by_rules
from ondit.speech.lexicon import lexicon
from ondit.speech.passages import Passage, passages

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))
import who  # noqa: E402

GOLD = ROOT / "training" / "annotations" / "ntrex" / "gold.jsonl"
OWN = ROOT / "training" / "annotations" / "own"
Array = NDArray[np.float64]

# Chosen by cross-validation on NTREX, both languages; between 1 and 6 it hardly matters.
PENALTY = 3.0
STEPS = 100
RATE = 0.05
LEAST_SEEN = 2  # cues in which a fact must have been seen
NEAR_BEST = 0.03  # a reading that matches nearly as well as the best is right, too
OWN_WEIGHT = 0.5  # of a cue in our own texts, which are denser than news
LIGHT = 0.03  # weights below this are not kept


class Choice(NamedTuple):
    """One cue: the facts of each reading, and how well each matches the annotation."""

    article: str
    facts: list[list[str]]
    match: list[float]
    weight: float = 1.0


def choices(rows: Iterable[dict[str, Any]], *, weight: float = 1.0) -> list[Choice]:
    """Give the cues of annotated articles with their readings."""
    return [choice._replace(weight=weight) for row in rows for choice in _of_article(row)]


def _of_article(row: dict[str, Any]) -> Iterable[Choice]:
    made, starts = who.article(row)
    scored = who.Scored(row)
    language = lang.find(made.language)
    assert language is not None
    words = lexicon(language)
    gold = [
        (scored.positions(each["content"]), scored.positions(each["cue"]), each.get("core", True))
        for each in row["statements"]
    ]
    for place, passage in enumerate(passages(made, words)):
        offset = starts[passage.block][1]
        for number, (lo, hi) in enumerate(passage.stretches):
            drafts, unread = by_rules(passage, place, number, words, lo, hi)
            here = _positions(scored, passage, offset, [(lo, hi)])
            found = weighing.considered(passage, words, drafts, unread, lo, hi)
            for draft, readings in found:
                if not readings:
                    continue
                cue = _positions(scored, passage, offset, draft.cue)
                # What goes on in other sentences is found by other means.
                wanted = [(c & here or c, core) for c, told, core in gold if told & cue]
                match = [
                    max(
                        (
                            _likeness(_positions(scored, passage, offset, each.content), content)
                            for content, core in wanted
                            if core == (each.sort != "aside")
                        ),
                        default=0.0,
                    )
                    for each in readings
                ]
                yield Choice(row["id"], [each.facts for each in readings], match)


def _positions(
    scored: who.Scored, passage: Passage, offset: int, ranges: Sequence[tuple[int, int]]
) -> frozenset[int]:
    return scored.positions(
        [
            (offset + passage.starts[start], offset + passage.ends[end - 1])
            for start, end in ranges
            if start < end
        ]
    )


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
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


def write(
    weights: dict[str, float], data: Sequence[Choice], rows: Sequence[dict[str, Any]]
) -> None:
    """Write for each language the facts met in it."""
    code_of = {row["id"]: row["lang"] for row in rows}
    digest = hashlib.sha256(
        json.dumps([(row["id"], row["text"], row["statements"]) for row in rows]).encode()
    ).hexdigest()[:16]
    for language in lang.every():
        met = {
            fact
            for each in data
            if code_of[each.article] == language.code
            for facts in each.facts
            for fact in facts
        }
        kept = {fact: weight for fact, weight in sorted(weights.items()) if fact in met}
        head = f"# fact\tweight\n# training/readings.py; data {digest}; CC BY-SA 4.0 (see NOTICE)\n"
        body = "".join(f"{fact}\t{weight:g}\n" for fact, weight in kept.items())
        path = language.folder / "readings.tsv"
        path.write_text(head + body, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {len(kept)} facts, {path.stat().st_size // 1024} KB")


def fold(name: str, folds: int) -> int:
    """Give the fold of an article; its translation lies in the same."""
    return int(hashlib.sha256(name.rsplit(".", 1)[0].encode()).hexdigest(), 16) % folds


def measure(weights: dict[str, float], rows: list[dict[str, Any]]) -> Counter[str]:
    """Measure statements and speakers on ``rows`` with ``weights`` in place of the shipped ones."""
    kept = weighing.weights
    weighing.weights = lambda _: weights  # type: ignore[assignment]
    try:
        return who.measure(rows, scope="speech")
    finally:
        weighing.weights = kept


def crossed(
    rows: list[dict[str, Any]], extra: list[dict[str, Any]], folds: int
) -> dict[str, Counter[str]]:
    """Measure by cross-validation over articles: each is read by what the others taught."""
    data, beside = choices(rows), choices(extra, weight=OWN_WEIGHT)
    counts: dict[str, Counter[str]] = {}
    for part in range(folds):
        taught = [each for each in data if fold(each.article, folds) != part]
        weights = learn([*taught, *beside])
        for code in sorted({row["lang"] for row in rows}):
            mine = [row for row in rows if row["lang"] == code and fold(row["id"], folds) == part]
            if mine:
                counts[code] = counts.get(code, Counter()) + measure(weights, mine)
    return counts


def own() -> list[dict[str, Any]]:
    """Give our own annotated texts."""
    return who.rows_of(sorted(OWN.glob("*.jsonl")), [])


def main() -> None:
    """Learn and write, or learn and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", nargs="?", type=Path, help="the texts of the NTREX annotations")
    parser.add_argument("--folds", type=int, help="cross-validate instead of writing")
    parser.add_argument("--measure", type=Path, help="learn from this file, and write nothing")
    parser.add_argument("--on", type=Path, help="measure on this file")
    options = parser.parse_args()
    if options.measure:
        weights = learn(choices(who.rows_of([options.measure], [])))
        who.report(
            f"{options.on.stem}, speech scope", measure(weights, who.rows_of([options.on], []))
        )
        return
    rows = who.rows_of([GOLD], [options.texts])
    if options.folds:
        for code, count in crossed(rows, own(), options.folds).items():
            who.report(f"{code}, speech scope, {options.folds} folds over articles", count)
        return
    data = [*choices(rows), *choices(own(), weight=OWN_WEIGHT)]
    write(learn(data), data, [*rows, *own()])


if __name__ == "__main__":
    main()
