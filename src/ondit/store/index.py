"""The index of fingerprints: which articles hold a fingerprint, for :mod:`ondit.lineage.join`.

Fingerprints lie in buckets by their upper 16 bits; a bucket is one row that holds the lower 16 bits
and the articles as two arrays, sorted: six bytes for each. To put a page into as many buckets as it
has fingerprints would rewrite megabytes, so the fingerprints of the latest pages wait in rows of
their own, which every question also looks into, until they are many enough to be merged.

Articles go by their *mark*, which is made of their identifier and not of when they came: which of
them stand for a fingerprint that very many hold (``HUBS``) must not depend on the order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ondit.lineage.fingerprints import FAMILIES, Family, Fingerprints
from ondit.lineage.join import HUBS, MOST_HOLDERS, Counts, Postings, counted, matches, merge
from ondit.lineage.join import postings as posted
from ondit.store.database import Session

Item = tuple[int, Fingerprints]
"""The mark of an article, and its fingerprints."""

LATEST = 200
"""Pages that wait before they are merged, at least: one more read of 2 MB for each question."""
_SHARE = 0.02  # of the pages in the index that may wait, where that is more
_BUCKETS = 1 << 16
_AT_ONCE = 2048  # buckets written in one transaction, and counted together
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFF_FFFF)


class Index:
    """The fingerprints of all articles of a store."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: dict[Family, Postings] = {}

    # ------------------------------------------------------------------------ asking

    def lookup(self, family: Family, numbers: NDArray[np.uint32]) -> Postings:
        """Give the articles that hold each of ``numbers``, as ascending postings."""
        wanted = np.unique(numbers)
        found = [_held(self._latest(family), wanted)]
        uppers = (wanted >> np.uint32(16)).astype(np.int64)
        for upper in np.unique(uppers).tolist():
            here = self._bucket(family, upper)
            if len(here):
                found.append(_held(here, wanted[uppers == upper]))
        return np.unique(merge(found))  # an article that is put again is there twice

    def shared(self, family: Family, among: NDArray[np.uint64]) -> Counts:
        """Count what pairs of articles share, for pairs with one at least in ``among`` (sorted)."""
        parts: list[Counts] = []
        for first in range(0, _BUCKETS, _AT_ONCE):
            groups = []
            for upper, held in self._buckets(family, first):
                latest = _between(self._latest(family), upper)
                counts = matches(np.unique(merge([held, latest])) if len(latest) else held)
                groups.append(_touching(counts, among))
            parts = [counted([*parts, *groups])]
        return parts[0]

    # ------------------------------------------------------------------------ changing

    def put(self, items: Sequence[Item]) -> set[int]:
        """Add articles, few enough to wait; give those whose matches with others change."""
        changed: set[int] = set()
        for family in FAMILIES:
            added = posted(items, family)
            before = self.lookup(family, (added >> _HALF).astype(np.uint32))
            changed |= disturbed(before, np.unique(merge([before, added])))
        self._session.many(
            "INSERT OR REPLACE INTO latest VALUES (?, ?, ?)",
            ((mark, prints.shingles, prints.pairs) for mark, prints in items),
        )
        self._waiting.clear()
        return changed

    def take(self, items: Sequence[Item]) -> set[int]:
        """Remove articles; give those whose matches with others change."""
        changed: set[int] = set()
        for family in FAMILIES:
            taken = posted(items, family)
            before = self.lookup(family, (taken >> _HALF).astype(np.uint32))
            changed |= disturbed(np.setdiff1d(before, taken), before)
            for upper in np.unique(taken >> np.uint64(48)).astype(np.int64).tolist():
                held = self._bucket(family, upper)
                if len(held):
                    self._write(family, upper, np.setdiff1d(held, taken))
        self._session.many("DELETE FROM latest WHERE mark = ?", ((mark,) for mark, _ in items))
        self._waiting.clear()
        return changed - {mark for mark, _ in items}

    def merge(self, items: Iterable[Item] = ()) -> Iterator[set[int]]:
        """Add articles, and those that wait, to the buckets, some buckets after the other.

        Each step is one transaction of the caller, who is given the articles whose matches with
        others change; to do a step again does no harm. The last step empties the rows that wait.
        """
        added = {family: posted(items, family) for family in FAMILIES}
        for family in FAMILIES:
            every = merge([added[family], self._latest(family)])
            for first in range(0, _BUCKETS, _AT_ONCE):
                changed: set[int] = set()
                low, high = np.searchsorted(
                    every, np.array([first << 48, ((first + _AT_ONCE) << 48) - 1], dtype=np.uint64)
                )
                part = every[low:high]
                for upper in np.unique(part >> np.uint64(48)).astype(np.int64).tolist():
                    held = self._bucket(family, upper)
                    more = _between(part, upper)
                    after = np.unique(np.concatenate([held, more]))
                    # What waits has been told of when it was put there.
                    known = np.setdiff1d(after, _between(added[family], upper))
                    changed |= disturbed(known, after)
                    self._write(family, upper, after)
                yield changed
        self._session.run("DELETE FROM latest")
        self._waiting.clear()
        yield set()

    def waiting(self) -> int:
        """Give how many articles wait to be merged."""
        return int(self._session.value("SELECT count(*) FROM latest"))

    def may_wait(self, more: int, articles: int) -> bool:
        """Tell whether ``more`` articles may wait, in a store of so many ``articles``."""
        return self.waiting() + more <= max(LATEST, int(_SHARE * articles))

    # ------------------------------------------------------------------------ rows

    def _latest(self, family: Family) -> Postings:
        if family not in self._waiting:
            rows = self._session.rows(f"SELECT mark, {family} FROM latest")
            parts = [
                np.frombuffer(held, dtype="<u4").astype(np.uint64) << _HALF | np.uint64(mark)
                for mark, held in rows
            ]
            self._waiting[family] = merge(parts)
        return self._waiting[family]

    def _bucket(self, family: Family, upper: int) -> Postings:
        packed = self._session.value(
            "SELECT packed FROM fingerprints WHERE bucket = ?", (_number(family, upper),)
        )
        return _opened(packed, upper)

    def _buckets(self, family: Family, first: int) -> Iterator[tuple[int, Postings]]:
        """Give the buckets from ``first`` that hold anything, or wait to."""
        start = _number(family, first)
        rows = self._session.rows(
            "SELECT bucket, packed FROM fingerprints WHERE bucket >= ? AND bucket < ?",
            (start, start + _AT_ONCE),
        )
        held = {row[0] - start + first: row[1] for row in rows}
        latest = np.unique(self._latest(family) >> np.uint64(48)).astype(np.int64).tolist()
        for upper in sorted(held.keys() | {u for u in latest if first <= u < first + _AT_ONCE}):
            yield upper, _opened(held.get(upper), upper)

    def _write(self, family: Family, upper: int, held: Postings) -> None:
        if not len(held):
            sql, given = "DELETE FROM fingerprints WHERE bucket = ?", (_number(family, upper),)
            self._session.run(sql, given)
            return
        lower = ((held >> _HALF) & np.uint64(0xFFFF)).astype("<u2").tobytes()
        packed = lower + (held & _LOW).astype("<u4").tobytes()
        self._session.run(
            "INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", (_number(family, upper), packed)
        )


def mark_of(article: str) -> int:
    """Give the mark that the article of an identifier has unless another took it."""
    return int(article[:8], 16)


def _number(family: Family, upper: int) -> int:
    return FAMILIES.index(family) * _BUCKETS + upper


def _opened(packed: bytes | None, upper: int) -> Postings:
    if not packed:
        return np.zeros(0, dtype=np.uint64)
    count = len(packed) // 6
    lower = np.frombuffer(packed, dtype="<u2", count=count).astype(np.uint64)
    marks = np.frombuffer(packed, dtype="<u4", offset=2 * count).astype(np.uint64)
    found: Postings = (np.uint64(upper) << np.uint64(48)) | (lower << _HALF) | marks
    return found


def _held(postings: Postings, wanted: NDArray[np.uint32]) -> Postings:
    """Give those of ``postings`` whose fingerprints are ``wanted`` (ascending)."""
    if not len(postings):
        return postings
    starts = np.searchsorted(postings, wanted.astype(np.uint64) << _HALF)
    ends = np.searchsorted(postings, (wanted.astype(np.uint64) << _HALF) | _LOW, side="right")
    sizes = ends - starts
    if not sizes.any():
        return postings[:0]
    offsets = np.repeat(starts - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    found: Postings = postings[np.arange(int(sizes.sum())) + offsets]
    return found


def _between(postings: Postings, upper: int) -> Postings:
    """Give those of ``postings`` that belong into a bucket."""
    bounds = np.array([upper << 48, (upper << 48) | 0xFFFF_FFFF_FFFF], dtype=np.uint64)
    low = int(np.searchsorted(postings, bounds[0]))
    high = int(np.searchsorted(postings, bounds[1], side="right"))
    return postings[low:high]


def _touching(counts: Counts, among: NDArray[np.uint64]) -> Counts:
    """Keep the pairs with one article at least in ``among``."""
    kept = _is_in(counts.pairs >> _HALF, among) | _is_in(counts.pairs & _LOW, among)
    return Counts(pairs=counts.pairs[kept], shared=counts.shared[kept], hubbed=counts.hubbed[kept])


def _is_in(values: NDArray[np.uint64], among: NDArray[np.uint64]) -> NDArray[np.bool_]:
    if not len(among):
        return np.zeros(len(values), dtype=np.bool_)
    place = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return np.asarray(among[place] == values)


def disturbed(fewer: Postings, more: Postings) -> set[int]:
    """Give the articles of which a pair is matched differently in two states of the index.

    ``more`` holds all that ``fewer`` does. When a fingerprint comes to be held by more than
    ``MOST_HOLDERS``, its holders are no longer matched with one another; when the lowest of its
    holders change, those that gave way are no longer matched with all.
    """
    prints = more >> _HALF
    firsts = np.flatnonzero(np.diff(prints, prepend=prints[:1] ^ np.uint64(1)))
    sizes = np.diff(np.append(firsts, len(more)))
    found: set[int] = set()
    for first, size in zip(
        firsts[sizes > MOST_HOLDERS].tolist(), sizes[sizes > MOST_HOLDERS].tolist(), strict=True
    ):
        holders = more[first : first + size]
        before = _held(fewer, (holders[:1] >> _HALF).astype(np.uint32))
        if len(before) == size:
            continue
        if len(before) <= MOST_HOLDERS:
            found.update((before & _LOW).tolist())
        else:
            gave_way: Collection[int] = np.setdiff1d(before[:HUBS], holders[:HUBS]).tolist()
            found.update(posting & 0xFFFF_FFFF for posting in gave_way)
    return found
