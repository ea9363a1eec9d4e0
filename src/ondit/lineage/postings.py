"""Postings: which article holds which fingerprint, one integer each, sorted.

The fingerprint stands above and the article's number below, so that in a sorted row the holders of
one fingerprint are neighbours. A row may be cut by fingerprint where it does not fit into memory:
the caller keeps the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ondit.lineage.fingerprints import Family, Fingerprints

Postings = NDArray[np.uint64]
"""Fingerprint x 2^32 + number of the article, ascending."""

HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)


def postings(items: Iterable[tuple[int, Fingerprints]], family: Family) -> Postings:
    """Give the sorted postings of some numbered articles."""
    found = unsorted(items, family)
    found.sort()
    return found


def unsorted(items: Iterable[tuple[int, Fingerprints]], family: Family) -> Postings:
    """Give the same in the order of the articles, for who cuts them into partitions."""
    items = list(items)
    held = [prints.shingles if family == "shingles" else prints.pairs for _, prints in items]
    numbers = np.array([number for number, _ in items], dtype=np.uint64)
    sizes = np.array([len(one) // 4 for one in held], dtype=np.int64)
    found = np.frombuffer(b"".join(held), dtype="<u4").astype(np.uint64)
    found <<= HALF
    found |= np.repeat(numbers, sizes)
    return found


def partition(found: Postings, parts: int) -> list[Postings]:
    """Cut postings into ``parts`` by fingerprint; equal fingerprints fall into the same part."""
    cuts = [np.uint64((number << 64) // parts) for number in range(1, parts)]
    return np.split(found, np.searchsorted(found, np.array(cuts, dtype=np.uint64)))


def merge(runs: Sequence[Postings]) -> Postings:
    """Join sorted postings into one row."""
    found = np.concatenate([*runs, np.zeros(0, dtype=np.uint64)])
    found.sort(kind="stable")
    return found


def once(ascending: Postings) -> Postings:
    """Give each posting once; ``np.unique`` hashes, which takes ten times as long."""
    new = np.concatenate([[True], ascending[1:] != ascending[:-1]])[: len(ascending)]
    found: Postings = ascending[new]
    return found
