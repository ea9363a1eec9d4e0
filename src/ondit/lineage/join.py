"""Which articles share enough fingerprints to be worth comparing.

One way for all: fingerprints become postings (:mod:`ondit.lineage.postings`), pairs of articles are
counted where they are neighbours (:mod:`ondit.lineage.matching`), and the pairs that share enough
are looked at (:mod:`ondit.lineage.passages`). A whole corpus is joined so (:func:`join`), in
partitions by fingerprint where it does not fit into memory; and one new article is looked up so in
an index that somebody else keeps (:func:`probe`). An article that is probed against an index which
holds all the others finds the partners that the join gives it.

What few hold counts. By what very many hold, a pair is found only where it shares half of what the
lesser holds, or, across languages, a whole passage: so a thousand copies stay one family, their
translation is found, at linear cost, and a licence text joins nobody within a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ondit.lineage.fingerprints import FAMILIES, Family, Fingerprints
from ondit.lineage.matching import UNIT, Counts, Spoken, matches, owned
from ondit.lineage.passages import densest
from ondit.lineage.postings import HALF, LOW, Postings, merge, once, postings

Lookup = Callable[[Family, NDArray[np.uint32]], Postings]
"""Gives of each fingerprint of a family the articles that hold it, at most ``MOST_HOLDERS`` + 1 of
the lowest numbers, as ascending postings."""
Fetch = Callable[[Sequence[int]], Sequence[Fingerprints]]
"""Gives the fingerprints of the articles of these numbers, in this order."""

ACROSS: frozenset[Family] = frozenset({"pairs"})
"""Families that say nothing of two articles in one language."""
_LEAST_SHARED = {"shingles": 2, "pairs": 3}
_TEXT = 0.5  # share of the lesser article's fingerprints that a pair must have in common by hubs
_PASSAGE = 12  # or pairs of concepts that one passage must share by hubs: chance gives six
_TOGETHER = 4096  # pairs whose fingerprints are fetched and looked at together: 60 MB


class Options(Struct, frozen=True, kw_only=True):
    """Which pairs are wanted."""

    families: tuple[Family, ...] = FAMILIES
    same_site: bool = True
    """Whether articles of one site are matched with one another."""
    days: int | None = None
    """How far apart two trusted days of publication may be; undated articles match all."""
    most: int | None = None
    """Candidates of one article for each family, the best first; ``None``: all."""
    dense: int = 0
    """Pairs of concepts that one passage of both must share."""


class Candidate(Struct, frozen=True, kw_only=True):
    """Two articles that are worth comparing, by number."""

    one: int
    other: int
    """The greater number."""
    family: Family
    shared: int
    """Fingerprints that both hold."""
    dense: int
    """Of these, how many stand in one passage of both."""
    few: int
    """Those of them that few hold."""
    score: float
    """For shingles the share of the lesser article's that are shared; for pairs of concepts how
    many stand in one passage, each weighing the less the more articles hold it. For ranking within
    a family."""
    places: tuple[int, int]
    """At which word of each the densest shared passage begins."""


def candidates(
    found: Counts, fetch: Fetch, family: Family, *, options: Options | None = None
) -> list[Candidate]:
    """Keep the pairs that share enough and that the options allow, the best first.

    ``fetch`` is asked for the articles of pairs that share enough only.
    """
    options = options or Options()
    least = _LEAST_SHARED[family]
    if family in ACROSS:
        least = max(least, options.dense)
    likely = found.some(found.total >= least)
    kept: list[Candidate] = []
    for start in range(0, len(likely.pairs), _TOGETHER):
        kept += _kept(likely.some(slice(start, start + _TOGETHER)), fetch, family, options)
    kept.sort(key=lambda row: (-row.score, row.one, row.other))
    return kept


def _kept(found: Counts, fetch: Fetch, family: Family, options: Options) -> list[Candidate]:
    """Give the candidates among some pairs."""
    ends = (found.pairs >> HALF).astype(np.int64), (found.pairs & LOW).astype(np.int64)
    numbers = np.unique(np.concatenate(ends))
    prints = fetch(numbers.tolist())
    ones, others = (np.searchsorted(numbers, end) for end in ends)
    sizes = np.array([len(one.numbers(family)) for one in prints])
    least = np.minimum(sizes[ones], sizes[others])
    share = np.minimum(found.total / np.maximum(least, 1), 1.0)
    by_few = found.shared >= np.minimum(_LEAST_SHARED[family], least)
    good = by_few | (share >= _TEXT)
    if family in ACROSS:
        good |= found.hubbed >= _PASSAGE
    good &= _allowed(prints, ones, others, family, options)
    found, ones, others = found.some(good), ones[good], others[good]
    by_few, share = by_few[good], share[good]
    dense, *begins = densest(prints, ones, others, family)
    score = share
    if family in ACROSS:
        by_hubs = (share >= _TEXT) | (dense >= _PASSAGE)
        dense = np.where(by_hubs, dense, np.minimum(dense, found.shared))
        mean = found.weight / (np.maximum(found.shared, 1) * UNIT)
        score = np.minimum(dense, found.shared) * mean + share
        good = (by_few | by_hubs) & (dense >= options.dense)
    else:
        good = np.ones(len(ones), dtype=np.bool_)
    columns = (
        numbers[ones], numbers[others], found.total, found.shared, dense, score, *begins
    )  # fmt: skip
    return [
        Candidate(
            one=one,
            other=other,
            family=family,
            shared=shared,
            few=few,
            dense=in_passage,
            score=scored,
            places=(here, there),
        )
        for one, other, shared, few, in_passage, scored, here, there in zip(
            *(column[good].tolist() for column in columns), strict=True
        )
    ]


def _allowed(
    prints: Sequence[Fingerprints],
    ones: NDArray[np.int64],
    others: NDArray[np.int64],
    family: Family,
    options: Options,
) -> NDArray[np.bool_]:
    """Tell which pairs the options allow, and the family."""
    allowed = np.ones(len(ones), dtype=np.bool_)
    if family in ACROSS:
        languages = _coded([one.language for one in prints])
        allowed &= languages[ones] != languages[others]
    if not options.same_site:
        sites = _coded([None, *(one.site for one in prints)])[1:]
        allowed &= (sites[ones] != sites[others]) | (sites[ones] == 0)
    if options.days is not None:
        days = np.array([np.nan if one.day is None else one.day for one in prints])
        allowed &= ~(np.abs(days[ones] - days[others]) > options.days)
    return allowed


def _coded(names: Sequence[str | None]) -> NDArray[np.int64]:
    codes = {name: code for code, name in enumerate(dict.fromkeys(names))}
    return np.array([codes[name] for name in names], dtype=np.int64)


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
        own: Postings = (numbers.astype(np.uint64) << HALF) | np.uint64(number)
        held = lookup(family, numbers)
        counts = owned(once(merge([held, own])), number)

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
