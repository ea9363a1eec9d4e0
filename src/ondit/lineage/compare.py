"""How two articles relate: copy, excerpt, rewrite, translation, same source, or independent.

The decision is made by aligned sentences, never by a likeness of whole texts: two papers that tell
of one event share its words, but few sentences. A pair of sentences is *telling* when it is more
alike than articles on one event make it, long enough, and not the same quotation, which anybody
may cite. Articles with too few telling pairs are independent; what the others are follows
from how much of each is covered, how literally, and in which languages they are.

The record is the same whichever article is given first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from ondit.lineage.changes import changes
from ondit.lineage.direction import Direction, direct
from ondit.lineage.prints import Prints, Sentence, prints
from ondit.model import (
    Article,
    Change,
    Derivation,
    DerivationKind,
    Evidence,
    Origin,
    Pair,
    Relation,
)
from ondit.text import digest

if TYPE_CHECKING:
    from ondit.lineage.align import Bead


class Scale(Struct, frozen=True, kw_only=True):
    """Likenesses that decide, for texts of one language or of two."""

    counterpart: float
    """From here a sentence is said to stand for another, once the articles are related."""
    telling: float
    """From here a pair is evidence that they are."""


# Chosen on newstest2009 and newstest2013 (161 articles, each with its translation and with the
# three articles nearest to it): see docs/whence.md for what the held-out sets make of them.
ACROSS = Scale(counterpart=0.12, telling=0.25)
WITHIN = Scale(counterpart=0.30, telling=0.45)
_TELLING_WORDS = 6  # a shorter sentence is a phrase that anybody writes
_ENOUGH = 3  # telling pairs; independent articles on one event have two at most
_COVERED = 0.30  # of the words of one article in counterparts, across languages
# Of a page of a few sentences nearly all must be covered, whatever their number.
_WHOLE = 0.75
_LITERAL = 0.85  # likeness from which a sentence of the same language is taken over as it stands
_MOSTLY = 0.6  # share of the aligned words that must be literal for a copy or an excerpt
_HALF = 0.5
_QUOTED = 0.7  # share of its words from which a sentence is but a quotation


class Coverage(Struct, frozen=True, kw_only=True):
    """What the beads add up to. Shares are of words, but for ``sentences``."""

    sentences: tuple[float, float]
    """Share of the sentences of each article that have a counterpart."""
    words: tuple[float, float]
    telling: int
    """Number of telling pairs."""
    told: tuple[float, float]
    """Share of words in telling pairs."""
    literal: float
    """Share of the aligned words that stand in sentences taken over as they are."""
    runs: int
    """Number of unbroken rows of beads."""
    beads: tuple[Bead, ...]


def compare(a: Article, b: Article, *, origins: tuple[Origin, Origin] | None = None) -> Derivation:
    """Tell how ``a`` and ``b`` relate. ``origins`` are what each page alone tells, in that order.

    When a direction is said, ``one`` of the record is the source; else it is the one whose
    identifier sorts first.
    """
    from ondit.lineage.align import align  # late: numpy costs a trace of one page its start

    if _order(b) < _order(a):
        a, b = b, a
        origins = (origins[1], origins[0]) if origins else None
    left, right = prints(a), prints(b)
    across = a.language != b.language and a.language is not None and b.language is not None
    scale = ACROSS if across else WITHIN
    found = cover(left, right, align(left.sentences, right.sentences, across=across), scale)
    kind = _kind(found, across=across)
    pairs = _pairs(left, right, found, scale, kind=kind, across=across)
    direction = direct(a, b, origins=origins, kind=kind, covered=found.words, pairs=pairs)
    record = Derivation(
        id=digest("derivation", kind, a.id, b.id),
        kind=kind,
        one=a.id,
        other=b.id,
        one_covered=round(found.sentences[0], 4),
        other_covered=round(found.sentences[1], 4),
        languages=(a.language, b.language),
        evidence=(_counted(a, left, right, found), *direction.evidence),
        pairs=pairs,
    )
    return _directed(record, direction)


def _order(article: Article) -> tuple[str, str, str]:
    return (article.id, article.name, article.url or "")


# --------------------------------------------------------------------------------------------
# What the sentences say


def cover(left: Prints, right: Prints, beads: Sequence[Bead], scale: Scale) -> Coverage:
    """Sum up the beads that reach the likeness of a counterpart."""
    kept = tuple(bead for bead in beads if bead.likeness >= scale.counterpart)
    sizes = [[len(s.key) for s in side.sentences] for side in (left, right)]
    totals = [max(sum(size), 1) for size in sizes]
    words = [0, 0]
    told = [0, 0]
    counted = [0, 0]
    telling = literal = 0
    for bead in kept:
        weights = [
            sum(size[place] for place in places)
            for size, places in zip(sizes, (bead.rows, bead.columns), strict=True)
        ]
        tells = bead.likeness >= scale.telling and _tells(left, right, bead)
        telling += tells
        literal += sum(weights) if bead.likeness >= _LITERAL else 0
        for side, places in enumerate((bead.rows, bead.columns)):
            words[side] += weights[side]
            told[side] += weights[side] if tells else 0
            counted[side] += len(places)
    return Coverage(
        sentences=(counted[0] / max(len(sizes[0]), 1), counted[1] / max(len(sizes[1]), 1)),
        words=(words[0] / totals[0], words[1] / totals[1]),
        telling=telling,
        told=(told[0] / totals[0], told[1] / totals[1]),
        literal=literal / max(sum(words), 1),
        runs=_runs(kept),
        beads=kept,
    )


def _tells(left: Prints, right: Prints, bead: Bead) -> bool:
    """Tell whether a bead is more than a title, a short phrase or a quotation that both cite."""
    if any(left.title[row] for row in bead.rows) or any(right.title[c] for c in bead.columns):
        return False
    sides = (
        [left.sentences[row] for row in bead.rows],
        [right.sentences[column] for column in bead.columns],
    )
    if min(sum(len(s.key) for s in side) for side in sides) < _TELLING_WORDS:
        return False
    # One of them may have lost its marks, or have opened them some paragraphs before.
    return not any(_is_quotation(side) for side in sides)


def _is_quotation(side: Sequence[Sentence]) -> bool:
    words = sum(len(sentence.key) for sentence in side)
    return sum(sentence.quoted_words for sentence in side) >= _QUOTED * words


def _runs(beads: Sequence[Bead]) -> int:
    """Count the rows of beads that follow one another in both articles."""
    return len(beads) - sum(
        after.rows[0] == before.rows[-1] + 1 and after.columns[0] == before.columns[-1] + 1
        for before, after in pairwise(beads)
    )


def _kind(found: Coverage, *, across: bool) -> DerivationKind:
    """Decide what the coverage amounts to."""
    if not _related(found, across=across):
        return "independent"
    if across:
        return "translation"
    least, most = sorted(found.words)
    if found.literal >= _MOSTLY:
        if least >= _HALF and most >= _WHOLE:
            return "copy"
        if most >= _WHOLE or found.runs <= max(2, len(found.beads) // 3):
            return "excerpt"
        return "same-source"
    return "rewrite" if most >= _HALF else "same-source"


def _related(found: Coverage, *, across: bool) -> bool:
    """Tell whether the articles share more sentences than independent ones do."""
    most = max(found.words)
    if max(found.told) >= _WHOLE or (not across and found.literal >= _WHOLE and most >= _WHOLE):
        return True
    if found.telling < _ENOUGH:
        return False
    return not across or most >= _COVERED


# --------------------------------------------------------------------------------------------
# The record


def _counted(a: Article, left: Prints, right: Prints, found: Coverage) -> Evidence:
    strength: Literal["strong", "medium", "weak"] = "weak"
    if found.telling >= _ENOUGH:
        strength = "strong" if max(found.words) >= _HALF else "medium"
    return Evidence(
        kind="aligned-sentences",
        strength=strength,
        page=a.id,
        facts={
            "aligned": str(len(found.beads)),
            "total_one": str(len(left.sentences)),
            "total_other": str(len(right.sentences)),
        },
    )


def _pairs(
    left: Prints,
    right: Prints,
    found: Coverage,
    scale: Scale,
    *,
    kind: DerivationKind,
    across: bool,
) -> tuple[Pair, ...]:
    """Give the pairs by the order of ``left``, what is only in ``right`` where it stands there.

    Of independent articles only telling pairs are given: the rest is chance.
    """
    if kind == "independent":
        beads = [bead for bead in found.beads if bead.likeness >= scale.telling]
        return tuple(_pair(left, right, bead, across=across) for bead in beads)
    by_row = {bead.rows[0]: bead for bead in found.beads}
    taken_rows = {row for bead in found.beads for row in bead.rows}
    taken_columns = {column for bead in found.beads for column in bead.columns}
    given: set[int] = set()
    pairs: list[Pair] = []

    def added(upto: int) -> None:
        for column in range(upto):
            if column not in taken_columns and column not in given:
                given.add(column)
                pairs.append(Pair(relation="added", there=(right.sentences[column].span,)))

    front = 0
    for row, sentence in enumerate(left.sentences):
        if row in by_row:
            bead = by_row[row]
            if bead.columns[0] >= front:
                added(bead.columns[0])
                front = bead.columns[-1] + 1
            pairs.append(_pair(left, right, bead, across=across))
        elif row not in taken_rows:
            pairs.append(Pair(relation="dropped", here=(sentence.span,)))
    added(len(right.sentences))
    return tuple(pairs)


def _pair(left: Prints, right: Prints, bead: Bead, *, across: bool) -> Pair:
    here = [left.sentences[row] for row in bead.rows]
    there = [right.sentences[column] for column in bead.columns]
    found = changes(here, there, across=across)
    relation: Relation = "changed" if found else "same"
    return Pair(
        relation=relation,
        here=tuple(sentence.span for sentence in here),
        there=tuple(sentence.span for sentence in there),
        likeness=round(bead.likeness, 4),
        changes=found,
    )


_TURNED: dict[Relation, Relation] = {"added": "dropped", "dropped": "added"}


def _directed(record: Derivation, direction: Direction) -> Derivation:
    """Put the source first where one is said."""
    if direction.source is None:
        return record
    if direction.source == record.one:
        return replace(record, directed=True, credited=direction.credited)
    evidence = (_turned_count(record.evidence[0], record.other), *record.evidence[1:])
    return Derivation(
        id=digest("derivation", record.kind, record.other, record.one),
        kind=record.kind,
        one=record.other,
        other=record.one,
        directed=True,
        credited=direction.credited,
        one_covered=record.other_covered,
        other_covered=record.one_covered,
        languages=(record.languages[1], record.languages[0]),
        evidence=evidence,
        pairs=tuple(_turned(pair) for pair in record.pairs),
    )


def _turned_count(evidence: Evidence, page: str) -> Evidence:
    facts = dict(evidence.facts)
    facts["total_one"], facts["total_other"] = facts["total_other"], facts["total_one"]
    return replace(evidence, page=page, facts=facts)


def _turned(pair: Pair) -> Pair:
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
