"""Learn to choose among readings: ``chooser.npz``, ``tagger.npz`` and ``lang/*/readings.tsv``.

Three things are learned one upon another: what the plain facts of a reading weigh
(``training/readings.py``), what the traits of a token weigh (``training/tagging.py``), and trees
that tell from the evidence of a reading, in which both stand, whether an annotator marked it
(Jaccard index of word positions with a core statement of the same cue, at least a half). What the
trees see of an article must not come from weights that were learned from it (Wolpert 1992,
*Stacked Generalization*): so the articles are parted, and each part is read by what the others
taught.

What may be learned from is what we may ship: our annotations of NTREX (CC BY-SA 4.0; its text is
read, not shipped) and our own texts. ``--measure`` learns from other files (PolNeAR, whose licence
is not stated) and writes nothing: it shows what the method can do.

    python training/choosing.py $ONDIT_DATA/ntrex/dev.jsonl
    python training/choosing.py $ONDIT_DATA/ntrex/dev.jsonl --folds 8
    python training/choosing.py --measure $ONDIT_DATA/polnear/train.jsonl
        --on $ONDIT_DATA/polnear/dev.jsonl

With ``--folds`` an article is read by facts, traits and trees that never saw it. Only the weights
behind the evidence from which the trees of a part were grown are those of the other parts, the
part's own articles among them; to leave these out as well, all would be learned 64 times.
Deterministic: parts are cut by a hash of the article's name, chance is drawn from a seed.
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
from catboost import CatBoost
from numpy.typing import NDArray

import readings
import tagging as tokens
from forests import exported
from ondit import lang
from ondit.speech import choosing, tagging
from ondit.speech.clauses import stretches
from ondit.speech.evidence import Case, evidence
from ondit.speech.lexicon import Lexicon, lexicon
from ondit.speech.passages import passages
from ondit.speech.stretches import Stretch
from ondit.speech.traits import MARGIN, Sheet, sheet
from ondit.trees import Forest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))
import who  # noqa: E402

GOLD = ROOT / "training" / "annotations" / "ntrex" / "gold.jsonl"
OWN = ROOT / "training" / "annotations" / "own"
OUT = ROOT / "src" / "ondit" / "speech" / "chooser.npz"
Floats = NDArray[np.float32]

PARTS = 8
OWN_WEIGHT = 0.5  # of our own texts, which are denser than news
# By cross-validation on NTREX; PolNeAR, with fourteen times the articles, bears more trees.
TREES, MANY = 150, 400
# Of the weights of facts beside the trees, likewise: with many articles the trees need no help.
SHARE, LITTLE = 0.5, 0.0
DEPTH = 6
RATE = 0.08
PENALTY = 5
MATCH = 0.5


class Read(NamedTuple):
    """An annotated article as the rules read it."""

    row: dict[str, Any]
    weight: float
    words: Lexicon
    scored: who.Scored
    stretches: list[Stretch]
    offsets: list[int]
    laid: Sheet
    truth: Floats
    cues: list[readings.Choice]


def read(row: dict[str, Any], weight: float) -> Read:
    """Read an article by the rules, and lay its annotation beside it."""
    made, starts = who.article(row)
    language = lang.find(made.language)
    assert language is not None
    words = lexicon(language)
    scored = who.Scored(row)
    found = passages(made, words)
    offsets = [starts[passage.block][1] for passage in found]
    told = stretches(found, words)
    laid = sheet(told, words)
    truth = tokens.answers(row, told, offsets, laid)
    cues = readings.choices(row, told, words, scored, offsets, weight)
    return Read(row, weight, words, scored, told, offsets, laid, truth, cues)


class Rows(NamedTuple):
    """The evidence of the readings of some articles, and which are right."""

    evidence: Floats
    right: Floats
    weight: Floats


def part_of(name: str, parts: int = PARTS) -> int:
    """Give the part of an article; its translation lies in the same."""
    return int(hashlib.sha256(name.rsplit(".", 1)[0].encode()).hexdigest(), 16) % parts


def weights(articles: Sequence[Read]) -> tuple[dict[str, float], tagging.Weights]:
    """Learn what facts and traits weigh."""
    facts = readings.learn([cue for each in articles for cue in each.cues])
    # The outer margins have no traits.
    kept = [each.laid.stretch[MARGIN:-MARGIN] >= 0 for each in articles]
    traits = np.concatenate(
        [each.laid.traits.T[some] for each, some in zip(articles, kept, strict=True)]
    )
    truth = np.concatenate(
        [each.truth[MARGIN:-MARGIN][some] for each, some in zip(articles, kept, strict=True)]
    )
    importance = np.concatenate(
        [np.full(some.sum(), each.weight) for each, some in zip(articles, kept, strict=True)]
    )
    return facts, tokens.learn(traits.astype(np.int32), truth, importance.astype(np.float32))


def rows_of(articles: Iterable[Read], facts: dict[str, float], traits: tagging.Weights) -> Rows:
    """Give the evidence of all readings of some articles by the weights of facts and traits."""
    found: list[Floats] = []
    right: list[float] = []
    weight: list[float] = []
    for each in articles:
        marks = tagging.marks(each.stretches, each.words, traits)
        listed = [(here, choosing.cases(here, each.words, facts)) for here in each.stretches]
        told = list(choosing.proposed(listed, marks))
        if told:
            found.append(evidence(told, marks))
            matched = _matched(each, told)
            right += matched
            weight += [each.weight] * len(matched)
    return Rows(
        np.concatenate(found),
        np.array(right, dtype=np.float32),
        np.array(weight, dtype=np.float32),
    )


def _matched(article: Read, told: Sequence[Case]) -> list[float]:
    """Tell for each reading whether an annotator marked it."""
    gold = [
        (article.scored.positions(each["content"]), article.scored.positions(each["cue"]))
        for each in article.row["statements"]
        if each.get("core", True) is not False
    ]
    found: list[float] = []
    for case in told:
        passage, offset = case.stretch.passage, article.offsets[case.stretch.place]

        def positions(
            ranges: Sequence[tuple[int, int]], p: Any = passage, o: int = offset
        ) -> frozenset[int]:
            return readings.positions(article.scored, p, o, ranges)

        here = positions([(case.stretch.lo, case.stretch.hi)])
        cue = positions(case.draft.cue)
        # What goes on in other sentences is found by other means.
        wanted = [content & here or content for content, said in gold if said & cue]
        for reading in case.readings:
            content = positions(reading.content)
            likest = max((readings.likeness(each, content) for each in wanted), default=0.0)
            found.append(float(likest >= MATCH))
    return found


def grow(rows: Sequence[Rows], trees: int) -> Forest:
    """Grow the trees that tell right readings from wrong ones."""
    model = CatBoost(
        {
            "loss_function": "Logloss",
            "iterations": trees,
            "depth": DEPTH,
            "learning_rate": RATE,
            "l2_leaf_reg": PENALTY,
            "border_count": 64,
            "random_seed": tokens.SEED,
            "thread_count": 1,
            "verbose": False,
            "allow_writing_files": False,
        }
    )
    model.fit(
        np.concatenate([each.evidence for each in rows]),
        np.concatenate([each.right for each in rows]),
        sample_weight=np.concatenate([each.weight for each in rows]),
    )
    return exported(model, 1, depth=DEPTH)


class Taught(NamedTuple):
    """What each part was read with, by the others, and the rows that it gave."""

    facts: list[dict[str, float]]
    traits: list[tagging.Weights]
    rows: list[Rows]


def taught(articles: Sequence[Read], parts: int) -> Taught:
    """Learn facts and traits without each part, and read it by them."""
    by_part: list[list[Read]] = [[] for _ in range(parts)]
    for each in articles:
        by_part[part_of(each.row["id"], parts)].append(each)
    found = Taught([], [], [])
    for number in range(parts):
        others = [each for part in by_part[:number] + by_part[number + 1 :] for each in part]
        facts, traits = weights(others)
        found.facts.append(facts)
        found.traits.append(traits)
        found.rows.append(rows_of(by_part[number], facts, traits))
    return found


def measure(model: choosing.Model, rows: list[dict[str, Any]]) -> Counter[str]:
    """Measure statements and speakers on ``rows`` with ``model`` in place of the shipped one."""
    kept = choosing.model
    choosing.model = lambda _: model  # type: ignore[assignment]
    try:
        return who.measure(rows, scope="speech")
    finally:
        choosing.model = kept


def crossed(
    rows: list[dict[str, Any]], extra: list[dict[str, Any]], parts: int
) -> dict[str, Counter[str]]:
    """Measure by cross-validation over articles: each is read by what the others taught."""
    known = taught(_all(rows, extra), parts)
    counts: dict[str, Counter[str]] = {}
    for number in range(parts):
        trees = grow(known.rows[:number] + known.rows[number + 1 :], TREES)
        model = choosing.Model(
            facts=known.facts[number], tokens=known.traits[number], forest=trees, share=SHARE
        )
        for code in sorted({row["lang"] for row in rows}):
            mine = [
                row for row in rows if row["lang"] == code and part_of(row["id"], parts) == number
            ]
            if mine:
                counts[code] = counts.get(code, Counter()) + measure(model, mine)
    return counts


def learn(
    articles: Sequence[Read], *, trees: int, share: float, parts: int = PARTS
) -> choosing.Model:
    """Learn facts and traits from all articles, and trees from what each part gave."""
    grown = grow(taught(articles, parts).rows, trees)
    facts, traits = weights(articles)
    return choosing.Model(facts=facts, tokens=traits, forest=grown, share=share)


def _all(rows: Iterable[dict[str, Any]], extra: Iterable[dict[str, Any]]) -> list[Read]:
    return [read(row, 1.0) for row in rows] + [read(row, OWN_WEIGHT) for row in extra]


def own() -> list[dict[str, Any]]:
    """Give our own annotated texts."""
    return who.rows_of(sorted(OWN.glob("*.jsonl")), [])


def write(model: choosing.Model, articles: Sequence[Read]) -> None:
    """Write all that was learned, with a digest of what it was learned from."""
    rows = [each.row for each in articles]
    digest = hashlib.sha256(
        json.dumps([(row["id"], row["text"], row["statements"]) for row in rows]).encode()
    ).hexdigest()[:16]
    met = {
        code: {
            fact
            for each in articles
            if each.row["lang"] == code
            for cue in each.cues
            for facts in cue.facts
            for fact in facts
        }
        for code in sorted({row["lang"] for row in rows})
    }
    readings.write(model.facts, met, digest)
    tokens.write(model.tokens, digest)
    trees = model.forest
    np.savez_compressed(
        OUT,
        features=trees.features.astype(np.uint8),
        thresholds=trees.thresholds,
        leaves=trees.leaves.astype(np.float32),
        bias=trees.bias,
        share=np.array(model.share),
        data=np.array(digest),
    )
    print(f"{OUT.name}: {len(trees.features)} trees, {OUT.stat().st_size // 1024} KB")


def main() -> None:
    """Learn and write, or learn and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", nargs="?", type=Path, help="the texts of the NTREX annotations")
    parser.add_argument("--folds", type=int, help="cross-validate instead of writing")
    parser.add_argument("--measure", type=Path, help="learn from this file, and write nothing")
    parser.add_argument("--on", type=Path, help="measure on this file")
    parser.add_argument("--parts", type=int, default=PARTS, help="of what is learned from")
    options = parser.parse_args()
    if options.measure:
        articles = _all(who.rows_of([options.measure], []), [])
        model = learn(articles, trees=MANY, share=LITTLE, parts=options.parts)
        who.report(
            f"{options.on.stem}, speech scope", measure(model, who.rows_of([options.on], []))
        )
        return
    rows = who.rows_of([GOLD], [options.texts])
    if options.folds:
        for code, count in crossed(rows, own(), options.folds).items():
            who.report(f"{code}, speech scope, {options.folds} folds over articles", count)
        return
    articles = _all(rows, own())
    write(learn(articles, trees=TREES, share=SHARE, parts=options.parts), articles)


if __name__ == "__main__":
    main()
