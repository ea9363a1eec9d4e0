"""MinHash with locality-sensitive hashing, as two peers do it: what most people would try first.

Both sign the set of a text's stretches of five words with 128 permutations. Their bands are the
common choice for near copies (Jaccard 0.5 for datasketch, which chooses its own bands; 32 bands for
rensa). The peers are in the dependency group ``benchmarks``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

PERMUTATIONS = 128
_THRESHOLD = 0.5
_BANDS = 32
_SHINGLE = 5

Partners = list[list[int]]
"""Of each text the earlier ones that share a band with it."""


def shingles(text: str) -> list[str]:
    """Give the distinct stretches of five words of a text, lower case."""
    words = text.lower().split()
    count = max(len(words) - _SHINGLE + 1, 1)
    return list({" ".join(words[place : place + _SHINGLE]) for place in range(count)})


def datasketch(texts: Sequence[str]) -> Partners:
    """Insert one text after the other into datasketch's index."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=_THRESHOLD, num_perm=PERMUTATIONS)
    found = []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        found.append([int(other) for other in index.query(sketch)])
        index.insert(number, sketch)
    return found


def rensa(texts: Sequence[str]) -> Partners:
    """Insert one text after the other into rensa's index."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=_THRESHOLD, num_perm=PERMUTATIONS, num_bands=_BANDS)
    found = []
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(shingles(text))
        found.append([int(other) for other in index.query(sketch)])
        index.insert(number, sketch)
    return found


def peers() -> Iterator[tuple[str, Callable[[Sequence[str]], Partners]]]:
    """Give the peers that are installed."""
    for name, peer in (("datasketch", datasketch), ("rensa", rensa)):
        if find_spec(name):
            yield name, peer
