"""Which row of a comparison each sentence stands in, and where the ribbons between them run.

A row is a pair of sentences that answer one another, by the order of the left text. Where the right
text tells things in another order, the pair still stands together, since that is how it is read;
but a row of its own, at the place where the right text has the sentence, says so, and a ribbon runs
there from the left sentence. As few pairs as can be count as moved: all but the longest run that
both texts tell in the same order.

A ribbon is drawn row by row, each row its own piece: so it meets its sentences whatever the height
of the rows turns out to be, on a phone and on paper, without a script.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from ondit.model import Pair, Relation, Span

Course = Literal["across", "ends", "begins", "out", "through", "in"]
"""How a ribbon goes through a row: from left to right; from the left or right edge to nothing;
from the left edge into its lane; along its lane; from its lane to the right edge."""

LANES = 4
"""Ribbons of moved sentences that find room beside one another; more share the last lane."""
_LEAST = 0.3
"""Share of a row that the shortest sentence is drawn with: a ribbon must be seen."""


class Strand(Struct, frozen=True, kw_only=True):
    """The piece of a ribbon in one row."""

    course: Course
    relation: Relation
    left: float = 1.0
    """How high it is at the left edge, as a share of the row; ``right`` likewise."""
    right: float = 1.0
    lane: int = 0
    down: bool = True
    """Whether it goes down the page to the sentence on the right."""


class Row(Struct, frozen=True, kw_only=True):
    """One row: the number of its pair, and the ribbons that pass."""

    pair: int
    moved: bool = False
    ghost: bool = False
    """Whether it only says that the right text has the sentence of the pair here."""
    strands: tuple[Strand, ...] = ()


def rows(pairs: Sequence[Pair]) -> list[Row]:
    """Give the rows of ``pairs``, which come by the order of the left text."""
    moved = _moved(pairs)
    order = _order(pairs, moved)
    at = {place: row for row, place in enumerate(order)}
    strands: list[list[Strand]] = [[] for _ in order]
    busy: list[list[tuple[int, int]]] = [[] for _ in range(LANES)]
    for number in moved:
        here, there = at[number, False], at[number, True]
        ends = (min(here, there), max(here, there))
        lane = next((n for n, taken in enumerate(busy) if _free(ends, taken)), LANES - 1)
        busy[lane].append(ends)
        for row, strand in _course(pairs[number], here, there, lane):
            strands[row].append(strand)
    for number, pair in enumerate(pairs):
        if number not in moved:
            strands[at[number, False]].append(_straight(pair))
    return [
        Row(pair=number, moved=number in moved, ghost=ghost, strands=tuple(strands[row]))
        for row, (number, ghost) in enumerate(order)
    ]


def _moved(pairs: Sequence[Pair]) -> list[int]:
    """Give the pairs that the right text has in another order, as few as can be."""
    both = [number for number, pair in enumerate(pairs) if pair.here and pair.there]
    ends: list[Span] = []  # the least last place of a run of each length
    last: list[int] = []
    before: dict[int, int | None] = {}
    for number in both:
        place = min(pairs[number].there)
        length = bisect_left(ends, place)
        before[number] = last[length - 1] if length else None
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    kept = set()
    run = last[-1] if last else None
    while run is not None:
        kept.add(run)
        run = before[run]
    return [number for number in both if number not in kept]


def _order(pairs: Sequence[Pair], moved: Sequence[int]) -> list[tuple[int, bool]]:
    """Give the pairs with the places of the moved ones among them, as (number, ghost)."""
    ghosts = sorted(moved, key=lambda number: min(pairs[number].there))
    order: list[tuple[int, bool]] = []
    for number, pair in enumerate(pairs):
        if pair.there and number not in moved:
            while ghosts and min(pairs[ghosts[0]].there) < min(pair.there):
                order.append((ghosts.pop(0), True))
        order.append((number, False))
    return order + [(number, True) for number in ghosts]


def _free(ends: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return all(ends[1] < first or last < ends[0] for first, last in taken)


def _course(pair: Pair, here: int, there: int, lane: int) -> Iterator[tuple[int, Strand]]:
    """Lead a ribbon from the left sentence of a moved pair to the row of the right one."""

    def strand(course: Course) -> Strand:
        return Strand(course=course, relation=pair.relation, lane=lane, down=there > here)

    yield here, strand("out")
    for row in range(min(here, there) + 1, max(here, there)):
        yield row, strand("through")
    yield there, strand("in")


def _straight(pair: Pair) -> Strand:
    """Give the ribbon of a pair that stands in its place: as high as its sentences are long."""
    here, there = (sum(span.end - span.start for span in side) for side in (pair.here, pair.there))
    most = max(here, there, 1)
    return Strand(
        course="across" if here and there else "ends" if here else "begins",
        relation=pair.relation,
        left=max(_LEAST, here / most),
        right=max(_LEAST, there / most),
    )
