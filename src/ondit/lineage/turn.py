"""A derivation seen from its other side.

Two articles are compared in an order that does not depend on who asks, and the record is turned
when the second proves the source.
"""

from __future__ import annotations

from msgspec.structs import replace

from ondit.model import Change, Derivation, Evidence, Pair, Relation
from ondit.text import digest

_TURNED: dict[Relation, Relation] = {"added": "dropped", "dropped": "added"}


def turned(record: Derivation) -> Derivation:
    """Give ``record`` with its two articles exchanged, whose first evidence is the count."""
    return replace(
        record,
        id=digest("derivation", record.kind, record.other, record.one),
        one=record.other,
        other=record.one,
        one_covered=record.other_covered,
        other_covered=record.one_covered,
        languages=(record.languages[1], record.languages[0]),
        evidence=(_turned_count(record.evidence[0], record.other), *record.evidence[1:]),
        pairs=tuple(_turned_pair(pair) for pair in record.pairs),
    )


def _turned_count(evidence: Evidence, page: str) -> Evidence:
    facts = dict(evidence.facts)
    facts["total_one"], facts["total_other"] = facts["total_other"], facts["total_one"]
    return replace(evidence, page=page, facts=facts)


def _turned_pair(pair: Pair) -> Pair:
    return Pair(
        relation=_TURNED.get(pair.relation, pair.relation),
        here=pair.there,
        there=pair.here,
        likeness=pair.likeness,
        changes=tuple(
            Change(kind=change.kind, here=change.there, there=change.here)
            for change in pair.changes
        ),
    )
