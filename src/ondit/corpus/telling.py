"""Telling: stories are made again of every group of related articles that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ondit.lineage.commons import commons
from ondit.lineage.families import explained
from ondit.lineage.stories import stories
from ondit.model import Correction, CorrectionKind
from ondit.store import log, pages, relations
from ondit.store.database import Session


def tell(session: Session) -> None:
    """Make the stories again of the articles that wait for it."""
    corrections = log.in_force(log.corrections(session))
    unrelated = _pairs(corrections, "unrelated")
    wrong = _pairs(corrections, "not-parent")
    parents = {
        one.article: one.other for one in corrections if one.kind == "parent" and one.article
    }
    apart = {frozenset(pair) for pair in unrelated}
    joined = _joined_by_hand(session, parents)
    while (first := session.value("SELECT article FROM todo_story LIMIT 1")) is not None:
        piece = sorted(relations.component(session, first, joined))
        found = sorted(relations.among(session, piece), key=lambda record: record.id)
        formulas = commons(found)
        none = {one.id for one in found if {one.one, one.other} in apart} | formulas
        denied = [one for one in found if one.id in none]
        held = [one for one in found if one.id not in none]
        articles = list(relations.light(session, piece))
        told = stories(articles, held, unrelated=unrelated, wrong=wrong, parents=parents)
        with session.transaction():
            relations.see(session, explained(held, stories=told))
            relations.deny(session, held, denied=False)
            relations.deny(session, denied, denied=True)
            relations.tell(session, piece, told)


def _pairs(corrections: Sequence[Correction], kind: CorrectionKind) -> list[tuple[str, str]]:
    """Give the pairs of articles of the corrections of one kind."""
    return [
        (one.article, one.other)
        for one in corrections
        if one.kind == kind and one.article and one.other
    ]


def _joined_by_hand(session: Session, parents: Mapping[str, str | None]) -> dict[int, set[int]]:
    """Give the articles that users said come from one another, by number, both ways."""
    joined: dict[int, set[int]] = {}
    for child, parent in parents.items():
        one = pages.number_of(session, child)
        other = pages.number_of(session, parent) if parent else None
        if one is not None and other is not None:
            joined.setdefault(one, set()).add(other)
            joined.setdefault(other, set()).add(one)
    return joined
