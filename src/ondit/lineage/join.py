"""Which articles share enough fingerprints to be worth comparing.

One way for all: fingerprints become *postings*, one integer each (the fingerprint above, the
article's number below), sorted. Where neighbours share a fingerprint, their articles are a pair;
the pairs are counted. A whole corpus is joined so (:func:`join`), in partitions by fingerprint
where it does not fit into memory (:func:`postings`, :func:`partition`, :func:`merge`,
:func:`matches`, :func:`counted`: the caller keeps the files); and one new article is looked up so
in an index that somebody else keeps (:func:`probe`). An article that is probed against an index
which holds all the others finds the partners that the join gives it.

A fingerprint that more than ``MOST_HOLDERS`` articles hold says little: it is boilerplate, or a
page copied a thousand times. Its holders are matched with the ``HUBS`` of the lowest numbers alone,
and such matches count only for pairs that share half of what the lesser holds: so the thousand stay
one family, at linear cost, and a licence text joins nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ondit.lineage.fingerprints import FAMILIES, Family, Fingerprints

Postings = NDArray[np.uint64]
"""Fingerprint x 2^32 + number of the article, ascending."""
Lookup = Callable[[Family, NDArray[np.uint32]], Postings]
"""Gives of each fingerprint of a family the articles that hold it, at most ``MOST_HOLDERS`` + 1 of
the lowest numbers, as ascending postings."""
Fetch = Callable[[Sequence[int]], Sequence[Fingerprints]]
"""Gives the fingerprints of the articles of these numbers, in this order."""

# Set by hand, not measured one by one.
MOST_HOLDERS = 40
HUBS = 3
ACROSS: frozenset[Family] = frozenset({"pairs"})
"""Families that say nothing of two articles in one language."""
_LEAST_SHARED = {"shingles": 2, "pairs": 3}
_TEXT = 0.5  # share of the lesser article's fingerprints that a pair must have in common by hubs
_BESIDE = 0.9  # by what share of the whole decides between passages that share as much
_WINDOW = 80  # words of both articles within which the pairs of one translated passage stand


class Options(Struct, frozen=True, kw_only=True):
    """Which pairs are wanted."""

    families: tuple[Family, ...] = FAMILIES
    same_site: bool = True
    """Whether articles of one site are matched with one another."""
    days: int | None = None
    """How far apart two trusted days of publication may be; undated articles match all."""
    most: int | None = None
    """Candidates of one article for each family, the best first; ``None``: all."""


class Candidate(Struct, frozen=True, kw_only=True):
    """Two articles that are worth comparing, by number."""

    one: int
    other: int
    """The greater number."""
    family: Family
    shared: int
    """Fingerprints that both hold."""
    score: float
    """For shingles the share of the lesser article's that are shared; for pairs of concepts how
    many stand in one passage of both, and below one what the whole shares. For ranking within a
    family."""
    places: tuple[int, int]
    """At which word of each the densest shared passage begins."""


class Counts(Struct, frozen=True, kw_only=True):
    """Pairs of articles, and how many fingerprints they share; ascending, each pair once."""

    pairs: NDArray[np.uint64]
    """The lesser number x 2^32 + the greater."""
    shared: NDArray[np.int64]
    """By fingerprints that few hold."""
    hubbed: NDArray[np.int64]
    """By fingerprints that many hold."""


class Spoken:
    """The languages of numbered articles."""

    def __init__(self, languages: Mapping[int, str | None]) -> None:
        codes = {name: code for code, name in enumerate(dict.fromkeys(languages.values()))}
        order = sorted(languages)
        self._numbers = np.array(order, dtype=np.uint64)
        self._codes = np.array([codes[languages[number]] for number in order], dtype=np.int64)
        # Numbers without a gap are places, which saves looking for them.
        self._dense = bool(order) and order[0] == 0 and order[-1] == len(order) - 1

    def of(self, holders: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Give of each article the code of its language; codes differ as languages do."""
        if self._dense:
            return self._codes[holders.astype(np.int64)]
        places = np.searchsorted(self._numbers, holders)
        return self._codes[np.minimum(places, len(self._codes) - 1)]


def postings(items: Iterable[tuple[int, Fingerprints]], family: Family) -> Postings:
    """Give the sorted postings of some numbered articles."""
    parts = [
        (prints.numbers(family).astype(np.uint64) << _HALF) | np.uint64(number)
        for number, prints in items
    ]
    found = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)
    found.sort()
    return found


_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


def partition(found: Postings, parts: int) -> list[Postings]:
    """Cut postings into ``parts`` by fingerprint; equal fingerprints fall into the same part."""
    cuts = [np.uint64((number << 64) // parts) for number in range(1, parts)]
    return np.split(found, np.searchsorted(found, np.array(cuts, dtype=np.uint64)))


def merge(runs: Sequence[Postings]) -> Postings:
    """Join sorted postings into one row."""
    found = np.concatenate([*runs, np.zeros(0, dtype=np.uint64)])
    found.sort(kind="stable")
    return found


def matches(
    found: Postings, spoken: Spoken | None = None, among: NDArray[np.uint64] | None = None
) -> Counts:
    """Count the pairs of articles in one partition of the sorted postings.

    With ``spoken`` only pairs of two languages are made, with ``among`` (ascending) only pairs of
    which one at least stands in it.
    """
    prints, holders = (found >> _HALF).astype(np.uint32), found & _LOW
    firsts = np.flatnonzero(np.diff(prints, prepend=prints[:1] ^ np.uint32(1)))
    sizes = np.diff(np.append(firsts, len(found)))
    held = _Held(
        prints,
        holders,
        None if spoken is None else spoken.of(holders),
        None if among is None else _is_in(holders, among),
    )
    useful = held.useful(firsts)
    few = _neighbours(held.kept(np.repeat(useful & (sizes <= MOST_HOLDERS), sizes)))
    common = useful & (sizes > MOST_HOLDERS)
    hubs = _hubbed(held, firsts[common], sizes[common])
    return _tallied(few, hubs)


class _Held(NamedTuple):
    """Who holds which fingerprint, and what is known of the holders."""

    prints: NDArray[np.uint32]
    holders: NDArray[np.uint64]
    codes: NDArray[np.int64] | None
    wanted: NDArray[np.bool_] | None

    def kept(self, rows: NDArray[np.bool_]) -> _Held:
        """Give those of the rows that are marked."""
        return _Held(*(None if column is None else column[rows] for column in self))  # type: ignore[arg-type]

    def useful(self, firsts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell of each fingerprint whether any pair of its holders may be wanted."""
        useful = np.ones(len(firsts), dtype=np.bool_)
        if not len(firsts):
            return useful
        if self.codes is not None:
            useful &= np.minimum.reduceat(self.codes, firsts) != np.maximum.reduceat(
                self.codes, firsts
            )
        if self.wanted is not None:
            useful &= np.logical_or.reduceat(self.wanted, firsts)
        return useful

    def pairs(self, ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Give the wanted pairs of two rows each, the lesser number first."""
        if self.codes is not None:
            across = self.codes[ones] != self.codes[others]
            ones, others = ones[across], others[across]
        if self.wanted is not None:
            touching = self.wanted[ones] | self.wanted[others]
            ones, others = ones[touching], others[touching]
        return self.holders[ones] << _HALF | self.holders[others]


def _neighbours(held: _Held) -> NDArray[np.uint64]:
    """Give every pair of holders of one fingerprint."""
    prints = held.prints
    found: list[NDArray[np.uint64]] = []
    here = np.arange(len(prints))
    for step in range(1, MOST_HOLDERS):
        here = here[: np.searchsorted(here, len(prints) - step)]
        here = here[prints[here] == prints[here + step]]
        if not len(here):
            break
        found.append(held.pairs(here, here + step))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)


def _hubbed(held: _Held, firsts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Give the pairs of every holder of a common fingerprint with its first few holders."""
    # Of each posting of a common fingerprint its rank among the holders.
    ranks = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    starts = np.repeat(firsts, sizes)
    found: list[NDArray[np.uint64]] = [np.zeros(0, dtype=np.uint64)]
    for hub in range(HUBS):
        wanted = ranks > hub
        found.append(held.pairs(starts[wanted] + hub, starts[wanted] + ranks[wanted]))
    return np.concatenate(found)


def _is_in(values: NDArray[np.uint64], among: NDArray[np.uint64]) -> NDArray[np.bool_]:
    if not len(among):
        return np.zeros(len(values), dtype=np.bool_)
    place = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return np.asarray(among[place] == values)


def _once(ascending: Postings) -> Postings:
    """Give each posting once; ``np.unique`` hashes, which takes ten times as long."""
    new = np.concatenate([[True], ascending[1:] != ascending[:-1]])[: len(ascending)]
    found: Postings = ascending[new]
    return found


def _owned(found: Postings, number: int) -> Counts:
    """Count the pairs of article ``number`` alone, as :func:`matches` would."""
    prints, holders = (found >> _HALF).astype(np.uint32), found & _LOW
    firsts = np.flatnonzero(np.diff(prints, prepend=prints[:1] ^ np.uint32(1)))
    sizes = np.diff(np.append(firsts, len(found)))
    many = np.repeat(sizes > MOST_HOLDERS, sizes)
    rank = np.arange(len(found)) - np.repeat(firsts, sizes)
    own_rank = np.repeat(rank[holders == number], sizes)
    kept = (holders != number) & (~many | (rank < HUBS) | (own_rank < HUBS))
    other, own = holders[kept], np.uint64(number)
    pairs = np.minimum(other, own) << _HALF | np.maximum(other, own)
    return _tallied(pairs[~many[kept]], pairs[many[kept]])


def _tallied(few: NDArray[np.uint64], hubs: NDArray[np.uint64]) -> Counts:
    """Count how often each pair occurs, by fingerprints of few holders and of many."""
    parts = []
    for rows in (few, hubs):
        rows.sort()  # in place: values alone sort ten times faster than places
        firsts = np.flatnonzero(np.diff(rows, prepend=rows[:1] ^ np.uint64(1)))
        sizes = np.diff(np.append(firsts, len(rows)))
        nothing = np.zeros(len(firsts), dtype=np.int64)
        sums = (nothing, sizes) if rows is hubs else (sizes, nothing)
        parts.append(Counts(pairs=rows[firsts], shared=sums[0], hubbed=sums[1]))
    return counted(parts) if len(hubs) else parts[0]


def counted(parts: Sequence[Counts]) -> Counts:
    """Add up what the partitions gave."""
    pairs = np.concatenate([part.pairs for part in parts] or [np.zeros(0, dtype=np.uint64)])
    order = np.argsort(pairs, kind="stable")  # quick where parts are sorted, as they are
    pairs = pairs[order]
    firsts = np.flatnonzero(np.diff(pairs, prepend=pairs[:1] ^ np.uint64(1)))
    if len(firsts) == 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Counts(pairs=pairs, shared=nothing, hubbed=nothing)
    shared = np.concatenate([part.shared for part in parts])[order]
    hubbed = np.concatenate([part.hubbed for part in parts])[order]
    return Counts(
        pairs=pairs[firsts],
        shared=np.add.reduceat(shared, firsts),
        hubbed=np.add.reduceat(hubbed, firsts),
    )


def candidates(
    found: Counts, fetch: Fetch, family: Family, *, options: Options | None = None
) -> list[Candidate]:
    """Keep the pairs that share enough and that the options allow, the best first.

    ``fetch`` is asked for the articles of pairs that share enough only.
    """
    options = options or Options()
    total = found.shared + found.hubbed
    likely = np.flatnonzero(total >= _LEAST_SHARED[family])
    ones = (found.pairs[likely] >> _HALF).astype(np.int64)
    others = (found.pairs[likely] & _LOW).astype(np.int64)
    wanted = np.unique(np.concatenate([ones, others])).tolist()
    known = dict(zip(wanted, fetch(wanted), strict=True))
    kept = []
    for one, other, place in zip(ones.tolist(), others.tolist(), likely.tolist(), strict=True):
        pair = known[one], known[other]
        if _allowed(pair, family, options):
            by_few = int(found.shared[place])
            made = _candidate(one, other, pair, family, by_few, int(total[place]))
            if made is not None:
                kept.append(made)
    kept.sort(key=lambda row: (-row.score, row.one, row.other))
    return kept


def _allowed(pair: tuple[Fingerprints, Fingerprints], family: Family, options: Options) -> bool:
    one, other = pair
    if family in ACROSS and one.language == other.language:
        return False
    if not options.same_site and one.site is not None and one.site == other.site:
        return False
    if options.days is None or one.day is None or other.day is None:
        return True
    return abs(one.day - other.day) <= options.days


def _candidate(
    one: int,
    other: int,
    pair: tuple[Fingerprints, Fingerprints],
    family: Family,
    by_few: int,
    total: int,
) -> Candidate | None:
    sizes = [len(prints.numbers(family)) for prints in pair]
    share = total / max(min(sizes), 1)
    if by_few < min(_LEAST_SHARED[family], min(sizes)) and share < _TEXT:
        return None
    dense, places = densest(*pair, family)
    share = min(share, 1.0)
    score = share if family == "shingles" else min(dense, by_few) + share * _BESIDE
    return Candidate(one=one, other=other, family=family, shared=total, score=score, places=places)


def densest(one: Fingerprints, other: Fingerprints, family: Family) -> tuple[int, tuple[int, int]]:
    """Give how many shared fingerprints the densest passage holds, and where it begins in both."""
    numbers = one.numbers(family), other.numbers(family)
    less = int(len(numbers[0]) > len(numbers[1]))
    fewer, more = numbers[less], numbers[1 - less]
    at = more.searchsorted(fewer)
    held = np.flatnonzero(more.take(at, mode="clip") == fewer) if len(more) else at[:0]
    if not len(held):
        return 0, (0, 0)
    places = (held, at[held])
    left = one.places(family)[places[less]].astype(np.int32)
    right = other.places(family)[places[1 - less]].astype(np.int32)
    near = np.abs(left[None, :] - left[:, None]) <= _WINDOW
    near &= np.abs(right[None, :] - right[:, None]) <= _WINDOW
    counts = near.sum(axis=1)
    best = np.lexsort((right, left, -counts))[0]
    return int(counts[best]), (int(left[near[best]].min()), int(right[near[best]].min()))


def join(
    items: Iterable[tuple[int, Fingerprints]], *, options: Options | None = None
) -> list[Candidate]:
    """Give the candidates among numbered articles, family by family, the best first."""
    options = options or Options()
    known = dict(items)
    found: list[Candidate] = []
    spoken = Spoken({number: prints.language for number, prints in known.items()})
    for family in options.families:
        counts = matches(postings(known.items(), family), spoken if family in ACROSS else None)
        rows = candidates(
            counts, lambda numbers: [known[n] for n in numbers], family, options=options
        )
        found += best(rows, options.most)
    return found


def probe(
    number: int,
    prints: Fingerprints,
    lookup: Lookup,
    fetch: Fetch,
    *,
    options: Options | None = None,
) -> list[Candidate]:
    """Give the candidates of one article among those of an index, family by family.

    ``number`` is its own; it may be in the index already.
    """
    options = options or Options()
    found: list[Candidate] = []
    for family in options.families:
        numbers = prints.numbers(family)
        own: Postings = (numbers.astype(np.uint64) << _HALF) | np.uint64(number)
        held = lookup(family, numbers)
        counts = _owned(_once(merge([held, own])), number)

        def known(wanted: Sequence[int]) -> Sequence[Fingerprints]:
            others = [n for n in wanted if n != number]
            fetched = dict(zip(others, fetch(others), strict=True)) | {number: prints}
            return [fetched[n] for n in wanted]

        found += best(candidates(counts, known, family, options=options), options.most)
    return found


def best(rows: Sequence[Candidate], most: int | None) -> list[Candidate]:
    """Keep of ``rows``, the best first, those that are among the ``most`` of one of the two."""
    if most is None:
        return list(rows)
    held: dict[int, int] = {}
    kept = []
    for row in rows:
        counts = held.get(row.one, 0), held.get(row.other, 0)
        if min(counts) < most:
            kept.append(row)
        held[row.one], held[row.other] = counts[0] + 1, counts[1] + 1
    return kept
