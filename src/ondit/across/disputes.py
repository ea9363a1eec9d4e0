"""Statements of two voices that cannot both hold, as far as their words tell. Opt-in.

Two sentences are opposed when they are about the same (one is mostly covered by the other), exactly
one of them denies, and what it denies, the words after its negation, is what the other says. A
statement told as a denial (*X denied that…*) denies as well, so that a denied negation affirms.
Numbers that differ are no ground: of such pairs hardly six in ten contradict each other.

On the development half of DACCORD (French pairs from fact-checks, 253 contradictions in 534) the
shipped thresholds tell 41 pairs, 37 of them contradictions: precision 90 per cent, 95 per cent
interval 78 to 96, recall 15 (``benchmarks/across.py``). Below them nothing is told. What is
told is a place to look, never a verdict on who is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ondit.across.contents import Content, Part, candidates, covered, shares
from ondit.across.utterances import Told, told
from ondit.across.voices import Placing
from ondit.lineage.sides import marked
from ondit.model import Change, Correction, Dispute, DisputeGround, Span, TracedPage, Version
from ondit.text import digest

_ABOUT = 0.6  # share of one sentence that the other covers
_BACK = 0.2  # share of the other that the one covers
_DENIED = 0.6  # mean share of the units after the negation that the other covers
_AFTER = 3  # units after a negation that it denies
_LEAST_UNITS = 3


class Opposition(Struct, frozen=True, kw_only=True):
    """How two contents oppose each other."""

    ground: DisputeGround
    likeness: float
    change: Change
    """The negation, on the side that has it."""


def disputes(
    pages: Iterable[TracedPage], corrections: Sequence[Correction] = ()
) -> tuple[Dispute, ...]:
    """Give the opposed statements of different voices, the likest pairs first.

    What the page does not tell as said opposes nothing.
    """
    every = told(pages, Placing(corrections))
    statements = [each for each in every if each.statement.factuality == "actual"]
    found: list[Dispute] = []
    for here, there in candidates([each.content for each in statements]):
        one, other = statements[here], statements[there]
        if one.voice is None or other.voice is None or one.voice == other.voice:
            continue
        opposition = opposed(one.content, other.content)
        if opposition is not None:
            found.append(_dispute(one, other, opposition))
    return tuple(sorted(found, key=lambda each: (-each.likeness, each.id)))


def _dispute(one: Told, other: Told, found: Opposition) -> Dispute:
    return Dispute(
        id=digest(
            "dispute", one.article.id, one.statement.id, other.article.id, other.statement.id
        ),
        one=Version(article=one.article.id, statement=one.statement.id),
        other=Version(
            article=other.article.id,
            statement=other.statement.id,
            likeness=found.likeness,
            changes=(found.change,),
        ),
        ground=found.ground,
        likeness=found.likeness,
    )


def opposed(one: Content, other: Content) -> Opposition | None:
    """Tell how two contents oppose each other, by their most alike sentences that do."""
    found = [
        opposition
        for here in one.parts
        for there in other.parts
        if (opposition := _opposed(one, here, other, there)) is not None
    ]
    return max(found, key=lambda each: each.likeness, default=None)


def _opposed(one: Content, here: Part, other: Content, there: Part) -> Opposition | None:
    if min(len(here.units), len(there.units)) < _LEAST_UNITS:
        return None
    both = covered(here, there), covered(there, here)
    if max(both) < _ABOUT or min(both) < _BACK:
        return None
    likeness = round(2 * both[0] * both[1] / (both[0] + both[1]), 4)
    negations = _negations(one, here), _negations(other, there)
    denials = [content.statement.stance == "denies" for content in (one, other)]
    if denials[0] != denials[1]:
        if bool(negations[0]) != bool(negations[1]):
            return None  # *denied that it is not so*: they agree
        return Opposition(ground="denial", likeness=likeness, change=Change(kind="negation"))
    if bool(negations[0]) == bool(negations[1]):
        return None
    if negations[0]:
        denied = _denied(here, negations[0], there)
        spans = tuple(_place(one, here, place) for place in negations[0])
        change = Change(kind="negation", here=spans)
    else:
        denied = _denied(there, negations[1], here)
        spans = tuple(_place(other, there, place) for place in negations[1])
        change = Change(kind="negation", there=spans)
    if denied < _DENIED:
        return None
    return Opposition(ground="negation", likeness=likeness, change=change)


def _negations(content: Content, part: Part) -> list[int]:
    """Give the tokens of the part's sentence that deny."""
    return sorted(marked(content.sentences[part.units[0].sentence])["negation"])


def _denied(part: Part, negations: Sequence[int], other: Part) -> float:
    """Give how far ``other`` covers what ``part`` denies: the units after its last negation."""
    after = [
        share
        for unit, share in zip(part.units, shares(part, other), strict=True)
        if unit.place > negations[-1]
    ][:_AFTER]
    return sum(after) / len(after) if after else 0.0


def _place(content: Content, part: Part, token: int) -> Span:
    return content.sentences[part.units[0].sentence].place(token, token + 1)
