"""Which pairs among many articles are worth comparing.

Among a few all are. Among many, those whose fingerprints join (:mod:`ondit.lineage.join`). The
articles are numbered by their identifiers, so that their order does not matter, and articles that
are equal, word for word, are one for this purpose: each is paired with the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.lineage.fingerprints import fingerprints_of
from ondit.lineage.join import Options, join
from ondit.model import Article

ALL_PAIRS = 30  # articles up to which every pair is compared: 435 comparisons, a few seconds
# Candidates of one article for each family of fingerprints. The source of a copy of which 15 % is
# translated is among the first ten of ten thousand texts in 98.8 % of cases when it is English, in
# 99.7 % when it is French, and among fifty in 99.7 % (319 articles, half of them used for tuning).
_MOST = 20


def related(articles: Sequence[Article]) -> list[tuple[int, int]]:
    """Give the pairs of positions (the lesser first) that are worth comparing, in order."""
    count = len(articles)
    if count <= ALL_PAIRS:
        return [(i, j) for i in range(count) for j in range(i + 1, count)]
    order = sorted(range(count), key=lambda place: (articles[place].id, articles[place].name))
    prints = fingerprints_of([articles[place] for place in order])
    first: dict[tuple[int, str | None], int] = {}
    twins = {
        number: first.setdefault((one.key, one.language), number)
        for number, one in enumerate(prints)
    }
    pairs = {(number, twin) for number, twin in twins.items() if number != twin}
    singles = [(number, prints[number]) for number in dict.fromkeys(twins.values())]
    pairs |= {(row.one, row.other) for row in join(singles, options=Options(most=_MOST))}
    placed = [(order[one], order[other]) for one, other in pairs]
    return sorted((min(pair), max(pair)) for pair in placed)
