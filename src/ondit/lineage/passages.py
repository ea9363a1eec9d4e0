"""Where two articles share most: the densest passage of the fingerprints that both hold.

Many pairs of articles are looked at together. One article of each pair, that which is in more of
them, is written into a table by the upper half of its fingerprints; of the other only what hits the
table is looked for in earnest. So a pair costs one look for each fingerprint, and no search.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ondit.lineage.fingerprints import Family, Fingerprints

_WINDOW = 80  # words of both articles within which the pairs of one translated passage stand
_TABLES = 16  # articles written down together, and
_PAIRS = 256  # pairs looked at together: what the processor's cache holds
_UPPER = 1 << 16

Ints = NDArray[np.int64]


def densest(
    prints: Sequence[Fingerprints], ones: Ints, others: Ints, family: Family
) -> tuple[Ints, Ints, Ints]:
    """Give of each pair how many fingerprints its densest passage holds, and where it begins.

    ``ones`` and ``others`` are places in ``prints``. A passage is what lies within ``_WINDOW``
    words of one shared fingerprint in both; it begins at a word of the one and a word of the other.
    """
    pair, left, right = _common(prints, ones, others, family)
    counts = np.ones(len(pair), dtype=np.int64)
    here = np.arange(len(pair))
    for step in range(1, len(pair)):
        here = here[: np.searchsorted(here, len(pair) - step)]
        near = (pair[here] == pair[here + step]) & (left[here + step] - left[here] <= _WINDOW)
        here = here[near]
        if not len(here):
            break
        both = here[np.abs(right[here + step] - right[here]) <= _WINDOW]
        counts[both] += 1
        counts[both + step] += 1
    dense, starts, stops = (np.zeros(len(ones), dtype=np.int64) for _ in range(3))
    firsts = np.flatnonzero(np.diff(pair, prepend=-1))
    if not len(firsts):
        return dense, starts, stops
    sizes = np.diff(np.append(firsts, len(pair)))
    most = np.maximum.reduceat(counts, firsts)
    best = np.flatnonzero(counts == np.repeat(most, sizes))
    best = best[np.diff(pair[best], prepend=-1) != 0]  # the first of those that hold most
    far = len(left) and max(int(left.max()), int(right.max())) + 1
    near = np.abs(left - np.repeat(left[best], sizes)) <= _WINDOW
    near &= np.abs(right - np.repeat(right[best], sizes)) <= _WINDOW
    held = pair[firsts]
    dense[held] = most
    starts[held] = np.minimum.reduceat(np.where(near, left, far), firsts)
    stops[held] = np.minimum.reduceat(np.where(near, right, far), firsts)
    return dense, starts, stops


def _common(
    prints: Sequence[Fingerprints], ones: Ints, others: Ints, family: Family
) -> tuple[Ints, Ints, Ints]:
    """Give the fingerprints that both of a pair hold: the pair, and the places in both.

    Ordered by pair, by the place in the one and by that in the other.
    """
    pairs_of = np.bincount(np.concatenate([ones, others]), minlength=len(prints))
    turned = pairs_of[others] > pairs_of[ones]
    written, read = np.where(turned, others, ones), np.where(turned, ones, others)
    order = np.argsort(written, kind="stable")
    new = np.cumsum(np.diff(written[order], prepend=-1) != 0) - 1
    cuts = np.diff(new // _TABLES, append=-1) + np.diff(np.arange(len(new)) // _PAIRS, append=-1)
    found = [
        _met(prints, written[part], read[part], part, family)
        for part in np.split(order, np.flatnonzero(cuts) + 1)
        if len(part)
    ]
    if not found:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    pair, here, there = (np.concatenate(column) for column in zip(*found, strict=True))
    left, right = np.where(turned[pair], there, here), np.where(turned[pair], here, there)
    order = np.lexsort((right, left, pair))
    return pair[order], left[order], right[order]


def _met(
    prints: Sequence[Fingerprints], written: Ints, read: Ints, pairs: Ints, family: Family
) -> tuple[Ints, Ints, Ints]:
    """Give what each of the ``read`` has in common with the one ``written`` beside it."""
    names, tables = np.unique(written, return_inverse=True)
    held, owners = _row(prints, names, family)
    table = np.zeros(len(names) * _UPPER, dtype=np.bool_)
    table[owners * _UPPER + (held >> np.uint32(16))] = True
    sought, seekers = _row(prints, read, family)
    hits = np.flatnonzero(table[(tables * _UPPER)[seekers] + (sought >> np.uint32(16))])
    pair = seekers[hits]
    keys = held.astype(np.uint64) | owners.astype(np.uint64) << np.uint64(32)
    wanted = sought[hits].astype(np.uint64) | tables[pair].astype(np.uint64) << np.uint64(32)
    at = np.searchsorted(keys, wanted)
    same = np.flatnonzero(keys[np.minimum(at, len(keys) - 1)] == wanted) if len(keys) else at
    here = _places(prints, names, family)[at[same]]
    there = _places(prints, read, family)[hits[same]]
    return pairs[pair[same]], here.astype(np.int64), there.astype(np.int64)


def _row(
    prints: Sequence[Fingerprints], places: Ints, family: Family
) -> tuple[NDArray[np.uint32], Ints]:
    """Give the fingerprints of some articles in a row, and of each which of these holds it."""
    chosen = [prints[place] for place in places.tolist()]
    numbers = [one.shingles if family == "shingles" else one.pairs for one in chosen]
    owners = np.repeat(np.arange(len(chosen)), [len(one) // 4 for one in numbers])
    return np.frombuffer(b"".join(numbers), dtype="<u4"), owners


def _places(prints: Sequence[Fingerprints], places: Ints, family: Family) -> NDArray[np.uint16]:
    """Give the words at which the fingerprints of some articles stand, in a row."""
    chosen = [prints[place] for place in places.tolist()]
    held = [one.shingle_places if family == "shingles" else one.pair_places for one in chosen]
    return np.frombuffer(b"".join(held), dtype="<u2")
