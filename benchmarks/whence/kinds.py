"""Kind: how often derived pairs are recognised for what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from ondit.lineage.compare import compare
from ondit.text import normalise

from .made import Made, made
from .texts import article, data, lines, parallel


def recognised(sets: Sequence[str]) -> Iterator[tuple[str, float, Counter[str]]]:
    """Give for each sort of derived pair the share whose kind is right, and the kinds found."""
    rng = np.random.default_rng(23)
    found: dict[str, list[Made]] = {}
    for name in sets:
        for sort, pairs in made(parallel(name), rng).items():
            found.setdefault(sort, []).extend(pairs)
    for sort, pairs in found.items():
        kinds_found: Counter[str] = Counter(compare(a, b).kind for _, a, b in pairs)
        right = sum(kinds_found[kind] for kind in pairs[0][0].split("|"))
        yield sort, right / len(pairs), kinds_found


def report(sets: Sequence[str]) -> None:
    """Print how often each sort of derived pair is recognised, and at all as derived."""
    for sort, right, found in recognised(sets):
        derived = 1 - found["independent"] / found.total()
        shares = f"derived {derived:7.2%}  kind {right:7.2%}"
        print(f"{sort:38} {found.total():5}  {shares}  {dict(found)}")


def machine_translations(_sets: Sequence[str] = ()) -> None:
    """Print how often machine translations are recognised, against the original and a reference."""
    rows = {row["id"]: row for row in lines(data() / "whence" / "newstest2013" / "pairs.jsonl")}
    against: dict[str, Counter[str]] = {"original": Counter(), "human translation": Counter()}
    for number, row in enumerate(lines(data() / "whence" / "mt_2013" / "newstest2013.jsonl")):
        if row["id"] not in rows or number % 3:
            continue
        machine = article("en", [normalise(text) for text in row["en"]], name="machine")
        for name, code in (("original", "fr"), ("human translation", "en")):
            texts = [normalise(text) for text in rows[row["id"]][code]]
            against[name][compare(machine, article(code, texts)).kind] += 1
    for name, counts in against.items():
        print(f"machine translation against {name}: {dict(counts)}")
