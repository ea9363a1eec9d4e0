"""Changes: how often a number, a name… is said to be changed in what people translated.

Professional translations of news hold mistakes too: what is said of these was read by eye, and
``docs/whence.md`` tells how much of it is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ondit.lineage.compare import compare

from .texts import article, parallel


def said(sets: Sequence[str]) -> tuple[int, Counter[str]]:
    """Give the number of aligned pairs of whole translations, and of pairs with each change."""
    pairs, found = 0, Counter[str]()
    for name in sets:
        for source in parallel(name):
            one = article("en", [english for english, _ in source])
            other = article("fr", [french for _, french in source])
            for pair in compare(one, other).pairs:
                if pair.here and pair.there:
                    pairs += 1
                    found.update({change.kind for change in pair.changes})
    return pairs, found


def report(sets: Sequence[str]) -> None:
    """Print the share of pairs of which each change is said."""
    pairs, found = said(sets)
    for kind in ("number", "unit", "date", "name", "negation", "hedge", "quotation"):
        print(f"changes said of {pairs} translated pairs: {kind:10} {found[kind] / pairs:7.2%}")
