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
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ondit.lineage.changes import CLOSE, changes
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
    Strength,
)
from ondit.text import digest

if TYPE_CHECKING:
    from ondit.lineage.align import Bead


class Proof(Struct, frozen=True, kw_only=True):
    """What suffices to call two articles related, all of it together."""

    telling: int
    """Number of telling pairs."""
    mass: float
    """What they exceed the likeness of a counterpart by, in all."""
    covered: float = 0.0
    """Share of the words of one article in counterparts."""
    told: float = 0.0
    """Share of the words of one article in telling pairs."""


class Row(Struct, frozen=True, kw_only=True):
    """What suffices of sentences that follow one another in both articles, quotations left out.

    Who tells of one event on his own may share a sentence, but not the next one too.
    """

    sentences: int
    mass: float
    """What they exceed the likeness of a counterpart by, in all."""


class Scale(Struct, frozen=True, kw_only=True):
    """Likenesses that decide, for texts of one language or of two."""

    counterpart: float
    """From here a sentence is said to stand for another, once the articles are related."""
    telling: float
    """From here a pair is evidence that they are."""
    proofs: tuple[Proof, ...]
    """Any of them suffices."""
    rows: tuple[Row, ...] = ()
    """So does any of these."""


# Chosen on newstest2009 and newstest2013 (160 articles, each with its translation, parts of it and
# the nearest other articles), and on stories that two people wrote from one set of facts: those had
# at most four telling pairs, two sentences in a row with a mass of 0.49, three with one of 0.16.
ACROSS = Scale(
    counterpart=0.12,
    telling=0.25,
    proofs=(
        Proof(telling=5, mass=1.0, covered=0.15),
        Proof(telling=4, mass=0.9, covered=0.25, told=0.30),
    ),
    rows=(Row(sentences=2, mass=0.6), Row(sentences=3, mass=0.3)),
)
WITHIN = Scale(counterpart=0.30, telling=0.45, proofs=(Proof(telling=3, mass=1.0, covered=0.0),))
_TELLING_WORDS = 6  # a shorter sentence is a phrase that anybody writes
_GAP = 2  # a sentence may be left out between two that stand beside one another
_ENOUGH = 3  # telling pairs that make strong evidence
# Of a page of a few sentences nearly all must be covered, whatever their number.
_WHOLE = 0.75
_LITERAL = 0.9  # likeness from which a sentence of the same language is taken over as it stands
# Words in an unbroken row of sentences taken over as they stand that are no accident: the formulas
# that papers of one house share are shorter.
_LITERAL_RUN = 30
_MOSTLY = 0.6  # share of the aligned words that must be literal for a copy or an excerpt
_HALF = 0.5
_COPIED = 0.65  # of the words of both articles, for a copy; below, the lesser is an excerpt
# Share of its words from which a sentence is but a quotation, be it with the name of who said it.
_QUOTED = 0.5


class Coverage(Struct, frozen=True, kw_only=True):
    """What the beads add up to. Shares are of words, but for ``sentences``."""

    sentences: tuple[float, float]
    """Share of the sentences of each article that have a counterpart."""
    words: tuple[float, float]
    telling: int
    """Number of telling pairs."""
    mass: float
    """What they exceed the likeness of a counterpart by, in all."""
    told: tuple[float, float]
    """Share of words in telling pairs."""
    literal: float
    """Share of the aligned words that stand in sentences taken over as they are."""
    literal_run: int
    """Words of the longest unbroken row of literal telling pairs."""
    runs: int
    """Number of unbroken rows of beads."""
    rows: tuple[Row, ...]
    """The unbroken rows of beads; what is no quotation in each."""
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
    kind = _kind(found, scale, across=across)
    pairs = _pairs(left, right, found, scale, kind=kind, across=across)
    direction = direct(a, b, origins=origins, kind=kind, covered=found.words, pairs=pairs)
    common = _common_agency(a, b, kind, origins)
    if direction.source is None and (common or (kind == "excerpt" and max(found.words) < _WHOLE)):
        kind = "same-source"
    record = Derivation(
        id=digest("derivation", kind, a.id, b.id),
        kind=kind,
        one=a.id,
        other=b.id,
        one_covered=round(found.sentences[0], 4),
        other_covered=round(found.sentences[1], 4),
        languages=(a.language, b.language),
        evidence=(_counted(a, left, right, found), *common, *direction.evidence),
        pairs=pairs,
    )
    return _directed(record, direction)


def _order(article: Article) -> tuple[str, str, str]:
    return (article.id, article.name, article.url or "")


# --------------------------------------------------------------------------------------------
# What the sentences say


def cover(left: Prints, right: Prints, beads: Sequence[Bead], scale: Scale) -> Coverage:
    """Sum up the beads that reach the likeness of a counterpart."""
    kept = _counterparts(beads, scale)
    telling = [b for b in kept if b.likeness >= scale.telling and _tells(left, right, b)]
    literal = [bead for bead in kept if bead.likeness >= _LITERAL]
    sizes = _Sizes(left, right)
    aligned = sizes.of(kept)
    return Coverage(
        sentences=(
            sum(len(bead.rows) for bead in kept) / max(len(left.sentences), 1),
            sum(len(bead.columns) for bead in kept) / max(len(right.sentences), 1),
        ),
        words=sizes.shares(kept),
        telling=len(telling),
        mass=sum(bead.likeness - scale.counterpart for bead in telling),
        told=sizes.shares(telling),
        literal=sum(sizes.of(literal)) / max(sum(aligned), 1),
        literal_run=sizes.longest([bead for bead in telling if bead.likeness >= _LITERAL]),
        rows=_rows(left, right, beads, scale),
        runs=len(kept) - sum(_follows(first, second) for first, second in pairwise(kept)),
        beads=kept,
    )


def _counterparts(beads: Sequence[Bead], scale: Scale) -> tuple[Bead, ...]:
    """Give the beads that are no chance: alike enough to tell, or in a row with one that is."""
    likely = [bead for bead in beads if bead.likeness >= scale.counterpart]
    held = [bead.likeness >= scale.telling for bead in likely]
    forth = range(1, len(likely))
    for steps, before in ((forth, -1), (reversed(range(len(likely) - 1)), 1)):
        for place in steps:
            held[place] |= held[place + before] and _beside(likely[place], likely[place + before])
    return tuple(bead for bead, holds in zip(likely, held, strict=True) if holds)


def _beside(one: Bead, other: Bead) -> bool:
    """Tell whether two beads are neighbours in both articles, a sentence apart at most."""
    first, second = sorted((one, other), key=lambda bead: bead.rows)
    down, across = second.rows[0] - first.rows[-1], second.columns[0] - first.columns[-1]
    return 0 < down <= _GAP and 0 < across <= _GAP


def _rows(left: Prints, right: Prints, beads: Sequence[Bead], scale: Scale) -> tuple[Row, ...]:
    """Give the unbroken rows of likely beads, with what speaks in them."""
    found: list[Row] = []
    likely = [bead for bead in beads if bead.likeness >= scale.counterpart]
    for place, bead in enumerate(likely):
        row = Row(sentences=0, mass=0.0)
        if place and _follows(likely[place - 1], bead):
            row = found.pop()
        if _tells(left, right, bead):
            mass = row.mass + bead.likeness - scale.counterpart
            row = Row(sentences=row.sentences + 1, mass=mass)
        found.append(row)
    return tuple(found)


class _Sizes:
    """The numbers of words of the sentences of two articles."""

    def __init__(self, left: Prints, right: Prints) -> None:
        self.left = [len(sentence.key) for sentence in left.sentences]
        self.right = [len(sentence.key) for sentence in right.sentences]

    def of(self, beads: Sequence[Bead]) -> tuple[int, int]:
        """Give the words of each article that stand in ``beads``."""
        return (
            sum(self.left[row] for bead in beads for row in bead.rows),
            sum(self.right[column] for bead in beads for column in bead.columns),
        )

    def shares(self, beads: Sequence[Bead]) -> tuple[float, float]:
        """Give the share of the words of each article that stand in ``beads``."""
        left, right = self.of(beads)
        return left / max(sum(self.left), 1), right / max(sum(self.right), 1)

    def longest(self, beads: Sequence[Bead]) -> int:
        """Give the words of the longest unbroken row of ``beads``."""
        best = row = 0
        for place, bead in enumerate(beads):
            row = row if place and _follows(beads[place - 1], bead) else 0
            row += min(self.of([bead]))
            best = max(best, row)
        return best


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


def _follows(first: Bead, second: Bead) -> bool:
    """Tell whether ``second`` comes right after ``first`` in both articles."""
    return second.rows[0] == first.rows[-1] + 1 and second.columns[0] == first.columns[-1] + 1


def _kind(found: Coverage, scale: Scale, *, across: bool) -> DerivationKind:
    """Decide what the coverage amounts to."""
    if not _related(found, scale, across=across):
        return "independent"
    if across:
        return "translation"
    least, most = sorted(found.words)
    if found.literal >= _MOSTLY:
        if least >= _COPIED and most >= _WHOLE:
            return "copy"
        if most >= _WHOLE or found.runs <= max(2, len(found.beads) // 3):
            return "excerpt"
        return "same-source"
    return "rewrite" if most >= _HALF else "same-source"


def _related(found: Coverage, scale: Scale, *, across: bool) -> bool:
    """Tell whether the articles share more sentences than independent ones do."""
    most = max(found.words)
    if max(found.told) >= _WHOLE:
        return True
    if not across and found.literal_run >= _LITERAL_RUN:
        return True
    if not across and found.literal >= _WHOLE and most >= _WHOLE:
        return True  # a headline alone, or a few short phrases
    if any(
        row.sentences >= enough.sentences and row.mass >= enough.mass
        for enough in scale.rows
        for row in found.rows
    ):
        return True
    return any(
        found.telling >= proof.telling
        and found.mass >= proof.mass
        and most >= proof.covered
        and max(found.told) >= proof.told
        for proof in scale.proofs
    )


# --------------------------------------------------------------------------------------------
# The record


def _counted(a: Article, left: Prints, right: Prints, found: Coverage) -> Evidence:
    strength: Strength = "weak"
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
    found = changes(here, there, across=across, likeness=bead.likeness)
    # Of a free translation nobody can say that it says the same.
    alike = not across or bead.likeness >= CLOSE
    relation: Relation = "same" if alike and not found else "changed"
    return Pair(
        relation=relation,
        here=tuple(sentence.span for sentence in here),
        there=tuple(sentence.span for sentence in there),
        likeness=round(bead.likeness, 4),
        changes=found,
    )


def _common_agency(
    a: Article, b: Article, kind: DerivationKind, origins: tuple[Origin, Origin] | None
) -> tuple[Evidence, ...]:
    """Give the marks of an agency that two likenesses of one dispatch bear, one of each page.

    Not of a page and itself: nobody else's text is between them.
    """
    if kind not in ("copy", "excerpt", "rewrite") or origins is None or a.id == b.id:
        return ()
    marks = [
        {one.outlet: one for one in origin.evidence if one.kind == "agency-mark" and one.outlet}
        for origin in origins
    ]
    for agency, mark in marks[0].items():
        if agency in marks[1]:
            return tuple(
                replace(one, page=article.id) for one, article in ((mark, a), (marks[1][agency], b))
            )
    return ()


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
