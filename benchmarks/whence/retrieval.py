"""Finding: whether the source of an article is among the first candidates, out of ten thousand.

Each article of the sets is the source of one copy in the other language, of which a share is
translated by a person and the rest are passages of other news. A copy is looked up as a new page is
in a store.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ondit.lineage.fingerprints import Family, Fingerprints, fingerprints_of
from ondit.lineage.join import Options, probe
from ondit.lineage.matching import MOST_HOLDERS
from ondit.lineage.postings import Postings, postings

from .library import SIZE, fillings, others
from .texts import Parallel, article, parallel

SHARES = (1.0, 0.5, 0.25, 0.15)
_PART = 60  # words of a translated part, at least; the rest of the copy is made to fit the share
CODES = ("en", "fr")


class Index:
    """The fingerprints of a library, as a store keeps them."""

    def __init__(self, prints: Sequence[Fingerprints], family: Family) -> None:
        self.prints = prints
        self.run = postings(enumerate(prints), family)

    def lookup(self, _: Family, numbers: NDArray[np.uint32]) -> Postings:
        """Give the holders of each number."""
        low, high = numbers.astype(np.uint64) << np.uint64(32), np.uint64(0xFFFFFFFF)
        firsts, lasts = np.searchsorted(self.run, low), np.searchsorted(self.run, low | high)
        sizes = np.minimum(lasts - firsts, MOST_HOLDERS + 1)
        steps = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        found: Postings = self.run[np.repeat(firsts, sizes) + steps]
        return found

    def fetch(self, numbers: Sequence[int]) -> list[Fingerprints]:
        """Give the fingerprints of these numbers."""
        return [self.prints[number] for number in numbers]


def copy(source: Parallel, side: int, other: Sequence[str], share: float, seed: int) -> str:
    """Give a text of which ``share`` is translated from ``source``; ``other`` makes up the rest."""
    rng = np.random.default_rng(seed)
    sentences = [pair[side] for pair in source]
    if share == 1.0:
        return " ".join(sentences)
    first = last = int(rng.integers(len(sentences)))
    words: list[str] = []
    while len(words) < _PART and last - first < len(sentences):
        first, last = (first, last + 1) if last < len(sentences) else (first - 1, last)
        words = " ".join(sentences[first:last]).split()
    rest: list[str] = []
    while len(rest) < len(words) * (1 - share) / share:
        rest += other[int(rng.integers(len(other)))].split()
    at = int(rng.integers(len(rest) + 1))
    return " ".join([*rest[:at], *words, *rest[at:]])


def ranks(sets: Sequence[str], own: int, shares: Sequence[float]) -> dict[float, list[int]]:
    """Give for each share the rank of each source, from 0; :data:`SIZE` where it is not found.

    The sources are in the language ``own`` (0 English, 1 French), the copies in the other.
    """
    sources = [one for name in sets for one in parallel(name)]
    texts = [" ".join(pair[own] for pair in one) for one in sources] + others(CODES[own])
    prints = fingerprints_of([article(CODES[own], [text]) for text in texts[:SIZE]])
    index = Index(prints, "pairs")
    found: dict[float, list[int]] = {}
    for share in shares:
        found[share] = []
        for number, source in enumerate(sources):
            text = copy(source, 1 - own, fillings(CODES[1 - own]), share, number)
            query = fingerprints_of([article(CODES[1 - own], [text])])[0]
            options = Options(families=("pairs",))
            rows = probe(SIZE, query, index.lookup, index.fetch, options=options)
            order = [row.one for row in rows]
            found[share].append(order.index(number) if number in order else SIZE)
    return found


def report(sets: Sequence[str]) -> None:
    """Print how often the source is first, and among the first ten and fifty."""
    for own, code in enumerate(CODES):
        before = time.process_time()
        for share, places in ranks(sets, own, SHARES).items():
            first, ten, fifty = (np.mean(np.array(places) < most) for most in (1, 10, 50))
            sort = f"source in {code} of a copy of which {share:.0%} is translated"
            print(f"{sort}: R@1 {first:.2%}, R@10 {ten:.2%}, R@50 {fifty:.2%} of {len(places)}")
        print(f"  CPU {time.process_time() - before:.1f} s")
