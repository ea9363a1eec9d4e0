"""Which of many related pairs explain the others: children of one text are alike, too.

Two translations of one dispatch resemble each other without either being the other's source. A
pair is *explained* by a third article when each of the two is closer to that one than to the
other (:mod:`ondit.lineage.closeness`), and between equals the pair whose identifiers sort first is
the closer. So the weakest side of every triangle is explained, and what
remains holds the family together, as in a relative neighbourhood graph (Toussaint 1980). A pair in
which one credits the other needs no other explanation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from ondit.lineage.closeness import closeness as near
from ondit.model import Derivation, Story


def explained(
    derivations: Iterable[Derivation], *, stories: Iterable[Story] = ()
) -> tuple[Derivation, ...]:
    """Give ``derivations`` in the same order, those with an explanation naming it in ``via``.

    What is an edge of one of ``stories`` was chosen among all, and stays. When the third article is
    the source of both, the pair's kind becomes ``same-source``.
    """
    known = tuple(derivations)
    closeness: dict[str, dict[str, int]] = defaultdict(dict)
    follows: set[tuple[str, str]] = set()
    for rank, one in enumerate(sorted(known, key=_farthest_last)):
        if one.one != one.other:
            closeness[one.one][one.other] = closeness[one.other][one.one] = -rank
        if one.directed:
            follows.add((one.other, one.one))
    edges = {edge.derivation for story in stories for edge in story.edges}
    return tuple(one if one.id in edges else _explained(one, closeness, follows) for one in known)


def _farthest_last(pair: Derivation) -> tuple[float, str, str]:
    first, second = sorted((pair.one, pair.other))
    return (-max(near(pair, first), near(pair, second)), first, second)


def _explained(
    pair: Derivation, closeness: dict[str, dict[str, int]], follows: set[tuple[str, str]]
) -> Derivation:
    if pair.one == pair.other or pair.credited:
        return pair
    here, there = closeness[pair.one], closeness[pair.other]
    own = here[pair.other]
    middles = {
        middle: min(here[middle], there[middle])
        for middle in here.keys() & there.keys()
        if min(here[middle], there[middle]) > own
    }
    if not middles:
        return pair
    via = min(middles, key=lambda middle: (-middles[middle], middle))
    if {(pair.one, via), (pair.other, via)} <= follows:
        return replace(pair, kind="same-source", directed=False, credited=None, via=via)
    return replace(pair, via=via)
