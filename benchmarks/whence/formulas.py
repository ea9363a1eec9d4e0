"""Formulas: notices with names that unrelated pages bear, and parts that several pages took.

Eight articles of a set get one notice, at their beginning or end: no two of them are related, and
the two alone may not show it. Beside: an article and three other texts with the same part of it at
an edge, which must still be found to come from it. See :mod:`ondit.lineage.commons`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from ondit.lineage.commons import commons
from ondit.lineage.compare import compare
from ondit.model import Article

from .made import part
from .texts import article, parallel

_PAGES = 8  # that bear one notice
_LEAST, _MOST = 6, 30  # sentences of an article
_SHARE = 0.3  # of an article, that three others hold
_HOSTS = (5, 9, 14)  # how far away in the set they stand
_TABLE = Path(__file__).with_name("notices.tsv")


def notices() -> Iterator[tuple[int, str, list[str]]]:
    """Give each notice in each language: the side of a pair that speaks it, and the sentences."""
    held: dict[tuple[str, str], list[str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, code, text = line.split("\t")
            held.setdefault((name, code), []).append(text)
    for (_, code), texts in held.items():
        yield ("en", "fr").index(code), code, texts


def crowds(sets: Sequence[str]) -> Iterator[list[Article]]:
    """Give unrelated pages with a notice."""
    for name in sets:
        articles = parallel(name, least=_LEAST)
        rng = np.random.default_rng(8)
        for side, code, notice in notices():
            for first in (False, True):
                chosen = rng.choice(len(articles), _PAGES, replace=False)
                bodies = [[pair[side] for pair in articles[n]][:_MOST] for n in chosen]
                yield [
                    article(code, [*notice, *body] if first else [*body, *notice])
                    for body in bodies
                ]


def families(sets: Sequence[str]) -> Iterator[list[Article]]:
    """Give an article, and three texts with one part of it at an edge."""
    for name in sets:
        articles = parallel(name, least=_LEAST)
        rng = np.random.default_rng(9)
        for number in range(0, len(articles), 3):
            for code, side in (("en", 0), ("fr", 1)):
                source = [pair[side] for pair in articles[number]]
                cut = part(source, _SHARE, rng)
                pages = [article(code, source)]
                for place, away in enumerate(_HOSTS):
                    host = [pair[side] for pair in articles[(number + away) % len(articles)]]
                    host = host[: max(_LEAST + 2, len(cut))]
                    pages.append(article(code, [*cut, *host] if place == 1 else [*host, *cut]))
                yield pages


def report(sets: Sequence[str]) -> None:
    """Print what remains related of the strangers, and what is lost of the families."""
    counts: Counter[str] = Counter()
    for pages in crowds(sets):
        records = [compare(one, other) for one, other in combinations(pages, 2)]
        formulas = commons(records)
        counts["pairs"] += len(records)
        related = [record for record in records if record.kind != "independent"]
        counts["by two"] += len(related)
        counts["by all"] += sum(record.id not in formulas for record in related)
    print(
        f"notices with names: of {counts['pairs']} pairs of strangers {counts['by two']} related"
        f" by the two alone, {counts['by all']} beside others"
    )
    for pages in families(sets):
        records = [compare(one, other) for one, other in combinations(pages, 2)]
        formulas = commons(records)
        for record in records:
            if pages[0].id in (record.one, record.other) and record.kind != "independent":
                counts["taken"] += 1
                counts["lost"] += record.id in formulas
    print(f"parts at an edge of three others: {counts['lost']} of {counts['taken']} lost so")
