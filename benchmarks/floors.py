"""The quality that must not be lost: every figure beside its floor.

``python benchmarks/floors.py`` measures, prints each figure with its floor, and leaves with 1 when
one lies below. A floor holds for one corpus, named by its hash: where the data has changed, the
figure is shown and not judged. ``--update`` writes what was measured as the new floors, rounded
down; it refuses to lower one without ``--allow-lower``, and then the commit must say why. The other
benchmarks are modules beside this script, where Python looks first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import across
import scores
import truths
import whence
import who
from ondit.errors import PageError
from ondit.page.read import read

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE.parent / "training"))
import choosing  # noqa: E402

FLOORS = _HERE / "floors.json"
_ROOT = _HERE.parent
_PAGES = {
    "fundus": ("F1", "headline", "standfirst", "date", "authors"),
    "wcxb": ("F1", "headline", "authors", "date"),
    "postlight": ("headline", "standfirst", "authors", "date"),
    "htmldate": ("date", "right when said"),
}
_NEIGHBOURS = 300  # other articles of each language among which the nearest are looked for
_FOLDS = 8  # of our annotated articles
_FAMILIES = 30  # articles from which a family is grown
_TRANSLATED = (1.0, 0.15)  # of a copy whose source is looked for among ten thousand
_SEGMENTS = {"traf": ("with", "without", "authors", "date")}


class Figure(NamedTuple):
    """One measured figure: 0 to 1, more is better."""

    name: str
    value: float
    corpus: str
    """Hash of the files that it was measured on."""


def fingerprint(*paths: Path) -> str:
    """Give the hash of the contents of ``paths``."""
    joined = hashlib.sha256()
    for path in paths:
        joined.update(hashlib.sha256(path.read_bytes()).digest())
    return joined.hexdigest()[:16]


def figures() -> Iterator[Figure]:
    """Measure everything that has a floor."""
    yield from _what()
    yield from _who()
    yield from _whence()
    yield from _across()


def _what() -> Iterator[Figure]:
    """Read pages of sites that the model of blocks never saw."""
    for name, wanted in (_PAGES | _SEGMENTS).items():
        rows = [row for row in truths.truth(name) if truths.is_held_out(row)]
        tally = scores.Tally()
        for number, row in enumerate(rows):
            try:
                article = read(truths.page(name, row))
            except PageError:
                article = None
            scores.measure(article, row, tally, number)
        corpus = fingerprint(truths.data() / "what" / name / "truth.jsonl")
        for measure in wanted:
            yield Figure(f"what {name} {measure}", tally.mean(measure), corpus)


def _who() -> Iterator[Figure]:
    """Find statements in articles of PolNeAR, and in ours by what the other ones taught."""
    data = truths.data()
    gold = _ROOT / "training" / "annotations" / "ntrex" / "gold.jsonl"
    texts, political = data / "ntrex" / "dev.jsonl", data / "polnear" / "dev.jsonl"
    rows = who.rows_of([political], [])
    measured = {"polnear en": (who.measure(rows, scope="speech"), fingerprint(political))}
    crossed = choosing.crossed(who.rows_of([gold], [texts]), choosing.own(), _FOLDS)
    for code, count in sorted(crossed.items()):
        measured[f"ntrex crossed {code}"] = count, fingerprint(gold, texts)
    for name, (count, corpus) in measured.items():
        for label, suffix in (("statement", ""), ("with speaker", " with speaker")):
            yield Figure(f"who {name} {label}", who.f_measure(count, suffix) / 100, corpus)


def _whence() -> Iterator[Figure]:
    """Recognise derived articles made from one set, and leave their neighbours alone."""
    corpus = fingerprint(truths.data() / "ntrex" / "dev.jsonl")
    for sort, share, _ in whence.recognised(["ntrex"]):
        yield Figure(f"whence {sort}", share, corpus)
    near = [record.kind for _, record, _ in whence.independents(["ntrex"], others=_NEIGHBOURS)]
    yield Figure("whence independent", near.count("independent") / len(near), corpus)
    for sort, said in whence.told(list(whence.cases(["ntrex"]))).items():
        yield Figure(f"whence direction, {sort}: said", said.said / said.tried, corpus)
        yield Figure(f"whence direction, {sort}: right", said.right / max(said.said, 1), corpus)
    hung: dict[str, list[bool]] = {}
    for measured, _, right in whence.attached(["ntrex"], most=_FAMILIES):
        hung.setdefault(measured, []).append(right)
    for measured, found in hung.items():
        yield Figure(f"whence parents by {measured}", sum(found) / len(found), corpus)
    library = truths.data() / "whence"
    corpus = fingerprint(
        truths.data() / "ntrex" / "dev.jsonl",
        library / "parallel.tsv",
        *(library / "distractors" / f"{code}.jsonl" for code in whence.CODES),
    )
    for own, code in enumerate(whence.CODES):
        for share, places in whence.ranks(["ntrex"], own, _TRANSLATED).items():
            for name, most in (("first", 1), ("among ten", 10)):
                found = [place < most for place in places]
                label = f"whence source in {code} of {share:.0%} translated: {name}"
                yield Figure(label, sum(found) / len(found), corpus)


def _across() -> Iterator[Figure]:
    """Know statements again in translation, and tell contradictions."""
    data = truths.data()
    gold = _ROOT / "training" / "annotations" / "ntrex" / "gold.jsonl"
    texts, pairs = data / "ntrex" / "dev.jsonl", data / "daccord" / "dev.jsonl"
    for name, value in across.utterances(gold, texts).items():
        yield Figure(f"across translations, {name}", value, fingerprint(gold, texts))
    for name, value in across.disputes(pairs).items():
        yield Figure(f"across contradictions, {name}", value, fingerprint(pairs))


def main() -> int:
    """Measure, print, and judge or update."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--update", action="store_true", help="write the figures as floors")
    parser.add_argument("--allow-lower", action="store_true", help="even where one goes down")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    below = []
    for figure in figures():
        floor = floors.get(figure.name, {"corpus": figure.corpus, "floor": 0.0})
        judged = floor["corpus"] == figure.corpus
        low = judged and figure.value < floor["floor"]
        mark = "below" if low else "" if judged else "other data"
        print(f"{figure.name:36} {figure.value:.3f}  floor {floor['floor']:.3f}  {mark}")
        if low:
            below.append(figure.name)
        if options.update and (options.allow_lower or not low):
            value = math.floor(figure.value * 1000) / 1000
            kept = value if options.allow_lower or not judged else max(value, floor["floor"])
            floors[figure.name] = {"corpus": figure.corpus, "floor": kept}
    if options.update:
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if below and not (options.update and options.allow_lower) else 0


if __name__ == "__main__":
    sys.exit(main())
