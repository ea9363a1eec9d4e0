"""The index of fingerprints: which articles hold a fingerprint, for :mod:`ondit.lineage.join`.

Fingerprints lie in buckets by their upper 16 bits; a bucket is one row that holds the lower 16 bits
and the articles as two arrays, sorted: six bytes for each. To put a page into as many buckets as it
has fingerprints would rewrite megabytes, so the fingerprints of the latest pages wait in rows of
their own, which every question also looks into, until they are many enough to be merged: a few
buckets with each page that comes, so that no page pays for all.

Articles go by their *mark*, which is made of their identifier and not of when they came: which of
them stand for a fingerprint that very many hold (``HUBS``) must not depend on the order.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ondit.lineage.fingerprints import FAMILIES, Family, Fingerprints
from ondit.lineage.matching import HUBS, MOST_HOLDERS, Counts, Spoken, counted, matches
from ondit.lineage.postings import HALF, LOW, Postings, merge
from ondit.lineage.postings import postings as posted
from ondit.store.database import Session

Item = tuple[int, Fingerprints]
"""The mark of an article, and its fingerprints."""


class Disturbed(NamedTuple):
    """Articles that are matched with fewer others than before, or with more."""

    together: list[set[int]]
    """For each fingerprint that became common, or ceased to be: its holders, with one another."""
    alone: set[int]
    """With any, by a fingerprint that was common before and after."""

    @property
    def every(self) -> set[int]:
        """All of them."""
        return self.alone.union(*self.together)

    def add(self, more: Disturbed) -> None:
        """Add others."""
        self.together.extend(more.together)
        self.alone.update(more.alone)

    def without(self, some: Collection[int]) -> Disturbed:
        """Leave some out."""
        return Disturbed(
            [holders.difference(some) for holders in self.together], self.alone.difference(some)
        )


def _nobody() -> Disturbed:
    return Disturbed([], set())


LATEST = 1000
"""Pages that wait before they are merged, at least: one more read of 6 MB for each question."""
_SHARE = 0.02  # of the pages in the index that may wait, where that is more
_BUCKETS = 1 << 16
_AT_ONCE = 2048  # buckets written in one transaction, and counted together
_STEP = 256  # buckets merged with one page: 2 MB in a store of 50,000 pages
_MERGING = "merging"  # key in meta: how far the merger of which articles is


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
        start = _number(family, 0)
        uppers, firsts = np.unique((wanted >> np.uint32(16)).astype(np.int64), return_index=True)
        sought = dict(zip((uppers + start).tolist(), np.split(wanted, firsts[1:]), strict=False))
        rows = self._session.rows(
            "SELECT bucket, packed FROM fingerprints"
            " WHERE bucket IN (SELECT value FROM json_each(?)) ORDER BY bucket",
            (json.dumps(list(sought)),),
        )
        for bucket, packed in rows:
            found += _read(packed, sought[bucket])
        return _once(merge(found))  # an article that is put again is there twice

    def shared(
        self, family: Family, among: NDArray[np.uint64], spoken: Spoken | None = None
    ) -> Counts:
        """Count what pairs of articles share, for pairs with one at least in ``among`` (sorted).

        With ``spoken``, for pairs of two languages.
        """
        found: list[Counts] = []
        for first in range(0, _BUCKETS, _AT_ONCE):
            held, waiting = self._group(family, first), _group_of(self._latest(family), first)
            every = _once(merge([held, waiting])) if len(waiting) else held
            if len(every):
                found = [counted([*found, matches(every, spoken, among)])]
        return counted(found)

    # ------------------------------------------------------------------------ changing

    def put(self, items: Sequence[Item]) -> Disturbed:
        """Add articles, few enough to wait; give those whose matches with others change."""
        changed = _nobody()
        for family in FAMILIES:
            added = posted(items, family)
            before = self.lookup(family, (added >> HALF).astype(np.uint32))
            changed.add(disturbed(before, _once(merge([before, added]))))
        before_all = self.waiting()
        self._session.many(
            "INSERT OR REPLACE INTO latest VALUES (?, ?, ?)",
            ((mark, prints.shingles, prints.pairs) for mark, prints in items),
        )
        if self.waiting() == before_all + len(items):
            self._waiting = {
                family: merge([held, posted(items, family)])
                for family, held in self._waiting.items()
            }
        else:
            self._waiting.clear()
        self._spare({mark for mark, _ in items})
        return changed

    def take(self, items: Sequence[Item]) -> Disturbed:
        """Remove articles; give those whose matches with others change."""
        changed = _nobody()
        for family in FAMILIES:
            taken = posted(items, family)
            before = self.lookup(family, (taken >> HALF).astype(np.uint32))
            changed.add(disturbed(np.setdiff1d(before, taken), before))
            for upper in _uppers(taken).tolist():
                held = self._bucket(family, upper)
                if len(held):
                    self._write(family, np.setdiff1d(held, taken), np.array([upper]))
        self._session.many("DELETE FROM latest WHERE mark = ?", ((mark,) for mark, _ in items))
        self._waiting.clear()
        self._spare({mark for mark, _ in items})
        return changed.without({mark for mark, _ in items})

    def merge(self, items: Iterable[Item] = ()) -> Iterator[Disturbed]:
        """Add articles, and those that wait, to the buckets, some buckets after the other.

        Each step is one transaction of the caller, who is given the articles whose matches with
        others change; to do a step again does no harm. The last step empties the rows that wait.
        """
        items = list(items)
        for family in FAMILIES:
            added = posted(items, family)
            every = merge([added, self._latest(family)])
            for first in range(0, _BUCKETS, _AT_ONCE):
                more, new = _group_of(every, first), _group_of(added, first)
                changed = _nobody()
                if len(more):
                    after = _once(merge([self._group(family, first), more]))
                    # What waits has been told of when it was put there.
                    touched = _held(after, _prints(new))
                    changed = disturbed(np.setdiff1d(touched, new), touched)
                    self._write(family, after, _uppers(more))
                yield changed
        self._session.run("DELETE FROM latest")
        self._session.run("DELETE FROM meta WHERE key = ?", (_MERGING,))
        self._waiting.clear()
        yield _nobody()

    def tend(self, more: int, articles: int) -> None:
        """Merge a little of what waits, after ``more`` articles came into a store of ``articles``.

        Part of the caller's transaction. What is merged stays among what waits until all of it is;
        nothing that is asked has another answer in between.
        """
        most = _may_wait(articles)
        merging = self._merging()
        if merging is None:
            if self.waiting() <= most:
                return
            merging = 0, [row[0] for row in self._session.rows("SELECT mark FROM latest")]
        step, marks = merging
        steps = len(FAMILIES) * _BUCKETS // _STEP
        for _ in range(min(more * -(-steps // most), steps - step)):
            self._merge_some(step, np.array(sorted(marks), dtype=np.uint64))
            step += 1
        if step < steps:
            self._note_merging(step, marks)
            return
        self._session.many("DELETE FROM latest WHERE mark = ?", ((mark,) for mark in marks))
        self._session.run("DELETE FROM meta WHERE key = ?", (_MERGING,))
        self._waiting.clear()

    def _merge_some(self, step: int, marks: NDArray[np.uint64]) -> None:
        """Merge the buckets of one step, of the articles of ``marks`` that still wait."""
        family, first = FAMILIES[step * _STEP // _BUCKETS], step * _STEP % _BUCKETS
        waiting = _group_of(self._latest(family), first, _STEP)
        more = waiting[np.isin(waiting & LOW, marks)]
        if len(more):
            every = _once(merge([self._group(family, first, _STEP), more]))
            self._write(family, every, _uppers(more))

    def _merging(self) -> tuple[int, list[int]] | None:
        """Give at which step the merger of which articles is, if there is one."""
        held = self._session.value("SELECT value FROM meta WHERE key = ?", (_MERGING,))
        if held is None:
            return None
        step, marks = json.loads(held)
        return step, marks

    def _note_merging(self, step: int, marks: list[int]) -> None:
        self._session.run(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MERGING, json.dumps([step, marks]))
        )

    def _spare(self, changed: set[int]) -> None:
        """Leave articles that changed out of the merger: part of it may be of what they were."""
        merging = self._merging()
        if merging is not None and not changed.isdisjoint(merging[1]):
            self._note_merging(merging[0], [mark for mark in merging[1] if mark not in changed])

    def waiting(self) -> int:
        """Give how many articles wait to be merged."""
        return int(self._session.value("SELECT count(*) FROM latest"))

    def may_wait(self, more: int, articles: int) -> bool:
        """Tell whether ``more`` articles may wait, in a store of so many ``articles``."""
        return self.waiting() + more <= _may_wait(articles)

    # ------------------------------------------------------------------------ rows

    def _latest(self, family: Family) -> Postings:
        if family not in self._waiting:
            rows = self._session.rows(f"SELECT mark, {family} FROM latest")
            parts = [
                np.frombuffer(held, dtype="<u4").astype(np.uint64) << HALF | np.uint64(mark)
                for mark, held in rows
            ]
            self._waiting[family] = merge(parts)
        return self._waiting[family]

    def _bucket(self, family: Family, upper: int) -> Postings:
        packed = self._session.value(
            "SELECT packed FROM fingerprints WHERE bucket = ?", (_number(family, upper),)
        )
        return _opened([(upper, packed)] if packed else [])

    def _group(self, family: Family, first: int, count: int = _AT_ONCE) -> Postings:
        """Give what ``count`` buckets from ``first`` hold."""
        start = _number(family, first)
        rows = self._session.rows(
            "SELECT bucket, packed FROM fingerprints WHERE bucket >= ? AND bucket < ?"
            " ORDER BY bucket",
            (start, start + count),
        )
        return _opened([(row[0] - start + first, row[1]) for row in rows])

    def _write(self, family: Family, held: Postings, uppers: NDArray[np.int64]) -> None:
        """Write those of the buckets that are named, from postings that hold all of them."""
        bounds = np.concatenate([uppers, uppers + 1]).astype(np.uint64) << np.uint64(48)
        places = np.searchsorted(held, bounds).astype(np.int64)
        low, high = places[: len(uppers)], places[len(uppers) :]
        # Past the last bucket there is no number to look for.
        high[uppers == _BUCKETS - 1] = len(held)
        lower = ((held >> HALF) & np.uint64(0xFFFF)).astype("<u2")
        marks = (held & LOW).astype("<u4")
        rows, empty = [], []
        for upper, a, b in zip(uppers.tolist(), low.tolist(), high.tolist(), strict=True):
            if a == b:
                empty.append((_number(family, upper),))
            else:
                packed = lower[a:b].tobytes() + marks[a:b].tobytes()
                rows.append((_number(family, upper), packed))
        self._session.many("INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", rows)
        self._session.many("DELETE FROM fingerprints WHERE bucket = ?", empty)


def _once(ascending: Postings) -> Postings:
    """Give each value once. ``np.unique`` hashes, which takes ten times as long as to compare."""
    if len(ascending) < 2:
        return ascending
    found: Postings = ascending[np.concatenate([[True], ascending[1:] != ascending[:-1]])]
    return found


def mark_of(article: str) -> int:
    """Give the mark that the article of an identifier has unless another took it."""
    return int(article[:8], 16)


def _number(family: Family, upper: int) -> int:
    return FAMILIES.index(family) * _BUCKETS + upper


def _opened(rows: Sequence[tuple[int, bytes]]) -> Postings:
    """Give the postings of buckets, which come in order."""
    counts = [len(packed) // 6 for _, packed in rows]
    lower = b"".join(packed[: 2 * n] for (_, packed), n in zip(rows, counts, strict=True))
    marks = b"".join(packed[2 * n :] for (_, packed), n in zip(rows, counts, strict=True))
    uppers = np.repeat(np.array([upper for upper, _ in rows], dtype=np.uint64), counts)
    low = np.frombuffer(lower, dtype="<u2").astype(np.uint64) << HALF
    held = np.frombuffer(marks, dtype="<u4").astype(np.uint64)
    found: Postings = np.bitwise_or(np.bitwise_or(uppers << np.uint64(48), low), held)
    return found


def _may_wait(articles: int) -> int:
    return max(LATEST, int(_SHARE * articles))


def _read(packed: bytes, wanted: NDArray[np.uint32]) -> Iterator[Postings]:
    """Give the postings of ``wanted`` fingerprints from their bucket, and unpack no others."""
    count = len(packed) // 6
    lower = np.frombuffer(packed, dtype="<u2", count=count)
    for number in wanted.tolist():
        start = int(lower.searchsorted(np.uint16(number & 0xFFFF)))
        end = int(lower.searchsorted(np.uint16(number & 0xFFFF), side="right"))
        if start < end:
            marks = np.frombuffer(packed, "<u4", end - start, 2 * count + 4 * start)
            yield marks.astype(np.uint64) | np.uint64(number << 32)


def _prints(postings: Postings) -> NDArray[np.uint32]:
    return _once(postings >> HALF).astype(np.uint32)


def _uppers(postings: Postings) -> NDArray[np.int64]:
    return _once(postings >> np.uint64(48)).astype(np.int64)


def _group_of(postings: Postings, first: int, count: int = _AT_ONCE) -> Postings:
    """Give those of ``postings`` that belong into ``count`` buckets from ``first``."""
    low = int(np.searchsorted(postings, np.uint64(first << 48)))
    end = first + count
    if end >= _BUCKETS:
        return postings[low:]
    return postings[low : int(np.searchsorted(postings, np.uint64(end << 48)))]


def _held(postings: Postings, wanted: NDArray[np.uint32]) -> Postings:
    """Give those of ``postings`` whose fingerprints are ``wanted`` (ascending)."""
    if not len(postings):
        return postings
    starts = np.searchsorted(postings, wanted.astype(np.uint64) << HALF)
    ends = np.searchsorted(postings, (wanted.astype(np.uint64) << HALF) | LOW, side="right")
    sizes = ends - starts
    if not sizes.any():
        return postings[:0]
    offsets = np.repeat(starts - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    found: Postings = postings[np.arange(int(sizes.sum())) + offsets]
    return found


def disturbed(fewer: Postings, more: Postings) -> Disturbed:
    """Give the articles of which a pair is matched differently in two states of the index.

    ``more`` holds all that ``fewer`` does. When a fingerprint comes to be held by more than
    ``MOST_HOLDERS``, its holders are no longer matched with one another; when the lowest of its
    holders change, those that gave way are no longer matched with all.
    """
    prints = more >> HALF
    firsts = np.flatnonzero(np.diff(prints, prepend=prints[:1] ^ np.uint64(1)))
    sizes = np.diff(np.append(firsts, len(more)))
    found = _nobody()
    for first, size in zip(
        firsts[sizes > MOST_HOLDERS].tolist(), sizes[sizes > MOST_HOLDERS].tolist(), strict=True
    ):
        holders = more[first : first + size]
        before = _held(fewer, (holders[:1] >> HALF).astype(np.uint32))
        if len(before) == size:
            continue
        if len(before) <= MOST_HOLDERS:
            found.together.append(set((before & LOW).tolist()))
        else:
            gave_way: Collection[int] = np.setdiff1d(before[:HUBS], holders[:HUBS]).tolist()
            found.alone.update(posting & 0xFFFF_FFFF for posting in gave_way)
    return found
