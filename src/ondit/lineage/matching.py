"""Counting what pairs of articles share, from their sorted postings.

Every two holders of a fingerprint are a pair, written as one integer with how many hold the
fingerprint; sorted, the pairs are counted in runs. No step of Python is taken for an article.

A fingerprint that more than ``MOST_HOLDERS`` articles hold says little: it is boilerplate, or a
page copied a thousand times. Its holders are matched with the ``HUBS`` of the lowest numbers alone.
What fewer hold *weighs* the more, the fewer they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ondit.lineage.postings import HALF, LOW, Postings

# Set by hand, not measured one by one.
MOST_HOLDERS = 40
HUBS = 3
UNIT = 1 << 16
"""Weight of a fingerprint that one article held alone."""
_WEIGHTS = np.array([0, *(round(UNIT / n**0.5) for n in range(1, MOST_HOLDERS + 1))])
_HOLDERS = np.uint64(6)  # bits that tell how many hold a fingerprint; 0: too many
_NUMBER = np.uint64(29)  # bits of an article's number in a pair
_SLICE = 1 << 19  # postings looked at in one go: 100 MB
_AT_ONCE = 1 << 20  # pairs made in one go: 60 MB

Rows = NDArray[np.int64]
Keys = NDArray[np.uint64]
"""A pair, and below it how many hold the fingerprint that it was made of."""


class Counts(Struct, frozen=True, kw_only=True):
    """Pairs of articles, and how many fingerprints they share; ascending, each pair once."""

    pairs: NDArray[np.uint64]
    """The lesser number x 2^32 + the greater."""
    shared: NDArray[np.int64]
    """By fingerprints that few hold."""
    hubbed: NDArray[np.int64]
    """By fingerprints that many hold."""
    weight: NDArray[np.int64]
    """What those that few hold weigh together, in 1 / :data:`UNIT`."""

    @property
    def total(self) -> NDArray[np.int64]:
        """By all fingerprints."""
        return self.shared + self.hubbed

    def some(self, rows: NDArray[np.bool_] | slice) -> Counts:
        """Give those of the rows that are marked."""
        return Counts(
            pairs=self.pairs[rows],
            shared=self.shared[rows],
            hubbed=self.hubbed[rows],
            weight=self.weight[rows],
        )


class Spoken:
    """The languages of numbered articles."""

    def __init__(self, languages: Mapping[int, str | None]) -> None:
        codes = {name: code for code, name in enumerate(dict.fromkeys(languages.values()))}
        order = sorted(languages)
        self._numbers = np.array(order, dtype=np.uint64)
        self._codes = np.array([codes[languages[number]] for number in order], dtype=np.int16)
        # Numbers without a gap are places, which saves looking for them.
        self._dense = bool(order) and order[0] == 0 and order[-1] == len(order) - 1

    def of(self, holders: NDArray[np.uint64]) -> NDArray[np.int16]:
        """Give of each article the code of its language; codes differ as languages do."""
        if self._dense:
            return self._codes[holders.astype(np.int64)]
        places = np.searchsorted(self._numbers, holders)
        return self._codes[np.minimum(places, len(self._codes) - 1)]


def matches(
    found: Postings, spoken: Spoken | None = None, among: NDArray[np.uint64] | None = None
) -> Counts:
    """Count the pairs of articles in one partition of the sorted postings.

    With ``spoken`` only pairs of two languages are made, with ``among`` (ascending) only pairs of
    which one at least stands in it.
    """
    parts = [_matched(part, spoken, among) for part in _slices(found)]
    return parts[0] if len(parts) == 1 else counted(parts)


def _slices(found: Postings) -> list[Postings]:
    """Cut postings between fingerprints, so that little memory is needed at a time."""
    ends = found[_SLICE::_SLICE] >> HALF << HALF
    return np.split(found, np.unique(np.searchsorted(found, ends)))


def _matched(found: Postings, spoken: Spoken | None, among: NDArray[np.uint64] | None) -> Counts:
    held = _held(found, spoken, among)
    few = held.sizes <= MOST_HOLDERS
    keys = [held.some(part).pairs() for part in _in_parts(held, few)]
    return _tallied([*keys, held.some(~few).hubs()], held.names)


class _Held(NamedTuple):
    """Who holds which fingerprint, and what is known of the holders."""

    sizes: Rows
    """How many hold each fingerprint."""
    holders: NDArray[np.uint64]
    codes: NDArray[np.int16] | None
    wanted: NDArray[np.bool_] | None
    names: NDArray[np.uint64] | None
    """The articles by the numbers of ``holders``, where they are numbered anew."""

    def some(self, prints: NDArray[np.bool_]) -> _Held:
        """Give those of the fingerprints that are marked."""
        if prints.all():
            return self
        rows = np.repeat(prints, self.sizes)
        codes, wanted = (
            None if column is None else column[rows] for column in (self.codes, self.wanted)
        )
        return _Held(self.sizes[prints], self.holders[rows], codes, wanted, self.names)  # type: ignore[arg-type]

    def pairs(self) -> Keys:
        """Give every wanted pair of holders of one fingerprint."""
        if self.codes is None:
            ends = np.repeat(np.cumsum(self.sizes), self.sizes)
            here = np.arange(len(self.holders))
            return self._keys(*_repeated(here, here + 1, ends - here - 1))
        return self._crossed(self.codes)

    def _crossed(self, codes: NDArray[np.int16]) -> Keys:
        """Give the wanted pairs of two languages: each language with those after it."""
        prints = np.repeat(np.arange(len(self.sizes)), self.sizes)
        rest = np.arange(len(prints))
        found = []
        for code in np.argsort(-np.bincount(codes), kind="stable").tolist():
            is_own = codes[rest] == code
            own, rest = rest[is_own], rest[~is_own]
            if not len(rest):
                break
            others = np.bincount(prints[rest], minlength=len(self.sizes))
            starts = np.cumsum(others) - others
            ones, places = _repeated(own, starts[prints[own]], others[prints[own]])
            found.append(self._keys(ones, rest[places]))
        return np.concatenate([*found, np.zeros(0, dtype=np.uint64)])

    def hubs(self) -> Keys:
        """Give the wanted pairs of every holder of a fingerprint with its first few holders."""
        firsts = np.repeat(np.cumsum(self.sizes) - self.sizes, self.sizes)
        here = np.arange(len(self.holders))
        found = [np.zeros(0, dtype=np.uint64)]
        for hub in range(HUBS):
            later = here - firsts > hub
            ones, others = firsts[later] + hub, here[later]
            if self.codes is not None:
                across = self.codes[ones] != self.codes[others]
                ones, others = ones[across], others[across]
            found.append(self._keys(ones, others, hubbed=True))
        return np.concatenate(found)

    def _keys(self, ones: Rows, others: Rows, *, hubbed: bool = False) -> Keys:
        if self.wanted is not None:
            touching = self.wanted[ones] | self.wanted[others]
            ones, others = ones[touching], others[touching]
        left, right = self.holders[ones], self.holders[others]
        keys = np.minimum(left, right) << (_NUMBER + _HOLDERS)
        keys |= np.maximum(left, right) << _HOLDERS
        if not hubbed:
            keys |= np.repeat(self.sizes, self.sizes).astype(np.uint64)[ones]
        return keys


def _held(found: Postings, spoken: Spoken | None, among: NDArray[np.uint64] | None) -> _Held:
    """Take the postings apart, and leave out the fingerprints that make no wanted pair."""
    new = np.ones(len(found), dtype=np.bool_)
    new[1:] = (found[1:] >> HALF) != (found[:-1] >> HALF)
    sizes = np.diff(np.append(np.flatnonzero(new), len(found)))
    shared = np.repeat(sizes > 1, sizes)
    holders, sizes = found[shared] & LOW, sizes[sizes > 1]
    codes = None if spoken is None else spoken.of(holders)
    wanted = None if among is None else _is_in(holders, among)
    names = None
    if len(holders) and int(holders.max()) >> int(_NUMBER):
        names = np.unique(holders)
        holders = np.searchsorted(names, holders).astype(np.uint64)
    held = _Held(sizes, holders, codes, wanted, names)
    firsts = np.cumsum(sizes) - sizes
    useful = np.ones(len(sizes), dtype=np.bool_)
    if codes is not None and len(sizes):
        useful &= np.minimum.reduceat(codes, firsts) != np.maximum.reduceat(codes, firsts)
    if wanted is not None and len(sizes):
        useful &= np.logical_or.reduceat(wanted, firsts)
    return held.some(useful)


def _in_parts(held: _Held, few: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Cut the fingerprints of few holders so that each part makes about ``_AT_ONCE`` pairs."""
    made = np.cumsum(np.where(few, held.sizes * (held.sizes - 1) // 2, 0))
    parts = made // _AT_ONCE
    last = int(parts[-1]) if len(parts) else 0
    return [few & (parts == part) for part in range(last + 1)]


def _repeated(ones: Rows, starts: Rows, counts: Rows) -> tuple[Rows, Rows]:
    """Give each of ``ones`` with as many places from its start as it counts."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    places = np.arange(total) + np.repeat(starts - ends + counts, counts)
    return np.repeat(ones, counts), places


def _is_in(values: NDArray[np.uint64], among: NDArray[np.uint64]) -> NDArray[np.bool_]:
    if not len(among):
        return np.zeros(len(values), dtype=np.bool_)
    place = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return np.asarray(among[place] == values)


def owned(found: Postings, number: int) -> Counts:
    """Count the pairs of article ``number`` alone, as :func:`matches` would."""
    prints, holders = (found >> HALF).astype(np.uint32), found & LOW
    firsts = np.flatnonzero(np.diff(prints, prepend=prints[:1] ^ np.uint32(1)))
    sizes = np.diff(np.append(firsts, len(found)))
    many = np.repeat(sizes > MOST_HOLDERS, sizes)
    rank = np.arange(len(found)) - np.repeat(firsts, sizes)
    own_rank = np.repeat(rank[holders == number], sizes)
    kept = (holders != number) & (~many | (rank < HUBS) | (own_rank < HUBS))
    names, places = np.unique(np.append(holders[kept], np.uint64(number)), return_inverse=True)
    others, own = places[:-1].astype(np.uint64), places[-1].astype(np.uint64)
    keys = np.minimum(others, own) << (_NUMBER + _HOLDERS)
    keys |= np.maximum(others, own) << _HOLDERS
    keys |= np.where(many, 0, np.repeat(sizes, sizes)).astype(np.uint64)[kept]
    return _tallied([keys], names)


def _tallied(parts: Sequence[Keys], names: NDArray[np.uint64] | None) -> Counts:
    """Count how often each pair occurs, by fingerprints of few holders and of many."""
    keys = np.concatenate(parts)
    keys.sort()  # values alone sort ten times faster than places
    pairs = keys >> _HOLDERS
    new = np.ones(len(keys), dtype=np.bool_)
    new[1:] = pairs[1:] != pairs[:-1]
    firsts = np.flatnonzero(new)
    holders = (keys & ((np.uint64(1) << _HOLDERS) - np.uint64(1))).astype(np.uint8)
    pairs = pairs[firsts]
    left, right = pairs >> _NUMBER, pairs & ((np.uint64(1) << _NUMBER) - np.uint64(1))
    if names is not None:
        left, right = names[left.astype(np.intp)], names[right.astype(np.intp)]
    sizes = np.diff(np.append(firsts, len(keys)))
    nothing = np.zeros(len(firsts), dtype=np.int64)
    hubbed = np.add.reduceat(holders == 0, firsts, dtype=np.int64) if len(firsts) else nothing
    weight = np.add.reduceat(_WEIGHTS[holders], firsts) if len(firsts) else nothing
    return Counts(pairs=left << HALF | right, shared=sizes - hubbed, hubbed=hubbed, weight=weight)


def counted(parts: Sequence[Counts]) -> Counts:
    """Add up what the partitions gave."""
    pairs = np.concatenate([part.pairs for part in parts] or [np.zeros(0, dtype=np.uint64)])
    order = np.argsort(pairs, kind="stable")  # quick where parts are sorted, as they are
    pairs = pairs[order]
    firsts = np.flatnonzero(np.diff(pairs, prepend=pairs[:1] ^ np.uint64(1)))
    if len(firsts) == 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Counts(pairs=pairs, shared=nothing, hubbed=nothing, weight=nothing)
    shared, hubbed, weight = (
        np.add.reduceat(np.concatenate(column)[order], firsts)
        for column in zip(*((one.shared, one.hubbed, one.weight) for one in parts), strict=True)
    )
    return Counts(pairs=pairs[firsts], shared=shared, hubbed=hubbed, weight=weight)
