"""Which related pages share but a passage that other pages bear as well, and nothing else.

An imprint, a line about the author, the text about a company at the end of its releases: such a
passage names and counts, so that two pages alone do not show what it is (:mod:`.notice`). The
others do. Where it stands at an edge of three pages that have nothing else in common, it is no
kinship of any two of them. What is at home in a page is news of it and no formula; so a dispatch
that thirty papers print, at whatever place, is shared as before.

Two pages are *bound* when all that they share is a formula, by the two alone, or may be one: it
stands at an edge of both, quotes nobody, and the rest of neither takes it up. A pair that may be
one is one where a third page is bound to both. Where the rest of a page seems to take it up (an
imprint names the town that the page is about), the source of it might be met: then two such pages
are asked for, or many that are bound to the other page and have it at an edge as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ondit.model import Derivation, EvidenceKind

BINDING: frozenset[EvidenceKind] = frozenset({"shared-formula", "passage-at-the-edge"})
"""The evidence that is asked for."""
# Pages that must be bound to both, by the strength of what the two alone show. Held to seven
# notices with names among the articles of 2009 and 2013, and to parts of these put into others.
_OTHERS = {"medium": 1, "weak": 2}
_MANY = 5  # pages bound to one of the two only: hardly so many strangers took from one source


def commons(derivations: Iterable[Derivation]) -> frozenset[str]:
    """Give the identifiers of those among ``derivations`` that are no kinship.

    The independent ones among them that share a formula should be given as well: they bind, and are
    in the answer.
    """
    bound: dict[str, set[str]] = defaultdict(set)
    beside: dict[str, set[str]] = defaultdict(set)
    asked: list[tuple[Derivation, int]] = []
    found: set[str] = set()
    for record in derivations:
        for evidence in record.evidence:
            if evidence.kind not in BINDING:
                continue
            if evidence.kind == "passage-at-the-edge":
                asked.append((record, _OTHERS[evidence.strength]))
            weak = evidence.kind == "passage-at-the-edge" and evidence.strength == "weak"
            for held in (beside,) if weak else (beside, bound):
                held[record.one].add(record.other)
                held[record.other].add(record.one)
        if record.kind == "independent":
            found.add(record.id)
    for record, others in asked:
        one, other = record.one, record.other
        if len(bound[one] & bound[other]) >= others or any(
            len(bound[a] & beside[b]) >= _MANY for a, b in ((one, other), (other, one))
        ):
            found.add(record.id)
    return frozenset(found)
