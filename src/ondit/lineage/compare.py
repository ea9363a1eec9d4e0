"""How two articles relate: copy, excerpt, rewrite, translation, same source, or independent.

The decision is made by aligned sentences, never by a likeness of whole texts: two papers that tell
of one event share its words, but few sentences. Articles with too few telling pairs of sentences
(:mod:`ondit.lineage.coverage`) are independent; what the others are follows from how much of each
is covered, how literally, and in which languages they are.

The record is the same whichever article is given first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ondit.lineage.changes import CLOSE, changes
from ondit.lineage.coverage import ACROSS, WHOLE, WITHIN, Coverage, Scale, cover, related
from ondit.lineage.direction import Direction, direct
from ondit.lineage.notice import at_edges, notice
from ondit.lineage.prints import Prints, prints
from ondit.lineage.subject import Place, apart, place
from ondit.lineage.turn import turned
from ondit.model import (
    Article,
    Derivation,
    DerivationKind,
    Evidence,
    EvidenceKind,
    Origin,
    Pair,
    Relation,
    Strength,
)
from ondit.text import digest

if TYPE_CHECKING:
    from ondit.lineage.align import Bead


# Set by hand; held to the copies, excerpts and rewrites of tests/test_compare.py, and not measured
# one by one.
_ENOUGH = 3  # telling pairs that make strong evidence
_MOSTLY = 0.6  # share of the aligned words that must be literal for a copy or an excerpt
# Mean likeness of a copy: where a word is changed in most sentences it is a rewrite. Set by hand,
# and held to benchmarks/whence (copies with 3 % of their words edited, rewrites of 20 %).
_FAITHFUL = 0.92
_HALF = 0.5  # share of the words of an article that is much of it
# Natural log-odds that a passage is at home, below which nothing around it speaks of its subject:
# of parts cut out of the articles of 2009 and 2013 one in a hundred stays below in its own article.
_FOREIGN = -2.0
# Log-odds from which the rest of a page takes up a passage at its edge. With what other pages show
# (:mod:`.commons`), of parts of articles at an edge of three other texts one in seventy is lost; of
# pairs that share a notice with names one in three hundred stays (2010 and NTREX).
_SEEMING = 3.0
_LITTLE = 0.4  # of the words of a page, above which what it shares is no mere formula
_FORMULA = 200  # words in a row that are no formula any more: the longest licences have half of it
_SHOWN = 5  # sentences of a formula that are kept: enough to show
_COPIED = 0.65  # of the words of both articles, for a copy; below, the lesser is an excerpt


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
    places = (place(a, pairs, first=True), place(b, pairs, first=False))
    formula = _formula(a, b, pairs, kind, found, places)
    if formula:
        kind = "independent"
        pairs = _pairs(left, right, found, scale, kind=kind, across=across)
    elif kind == "same-source" and (apart(*places) or apart(*places[::-1])):
        kind = "excerpt" if found.literal >= _MOSTLY else "rewrite"
    direction = direct(
        a, b, origins=origins, kind=kind, covered=found.words, pairs=pairs, places=places
    )
    common = _common_agency(a, b, kind, origins)
    if direction.source is None and (common or (kind == "excerpt" and _is_common(found, places))):
        kind = "same-source"
    record = Derivation(
        id=digest("derivation", kind, a.id, b.id),
        kind=kind,
        one=a.id,
        other=b.id,
        one_covered=round(found.sentences[0], 4),
        other_covered=round(found.sentences[1], 4),
        likeness=round(found.faithful, 4),
        languages=(a.language, b.language),
        evidence=(
            _counted(a, left, right, found),
            *_unbridged(left, right, across=across),
            *formula,
            *_edge(a, b, pairs, kind, found, places),
            *common,
            *direction.evidence,
        ),
        pairs=pairs,
    )
    return _directed(record, direction)


def _order(article: Article) -> tuple[str, str, str]:
    return (article.id, article.name, article.url or "")


def _kind(found: Coverage, scale: Scale, *, across: bool) -> DerivationKind:
    """Decide what the coverage amounts to."""
    if not related(found, scale, across=across):
        return "independent"
    if across:
        return "translation"
    least, most = sorted(found.words)
    if found.literal >= _MOSTLY:
        if least >= _COPIED and most >= WHOLE:
            return "copy" if found.faithful >= _FAITHFUL else "rewrite"
        if most >= WHOLE or found.runs <= max(2, len(found.beads) // 3):
            return "excerpt"
        return "same-source"
    return "rewrite" if most >= _HALF else "same-source"


def _is_common(found: Coverage, places: tuple[Place, Place]) -> bool:
    """Tell that neither article can be said to hold what both share as its own."""
    seems = apart(*places, sure=False) or apart(*places[::-1], sure=False)
    return max(found.words) < WHOLE and not seems


def _formula(
    a: Article,
    b: Article,
    pairs: Sequence[Pair],
    kind: DerivationKind,
    found: Coverage,
    places: tuple[Place, Place],
) -> tuple[Evidence, ...]:
    """Give what both share if it is a guest in both, and they have nothing else in common.

    A licence, an advertisement or a formula stands on pages that do not derive from one another.
    """
    if kind == "independent" or found.literal_run > _FORMULA or max(found.words) >= WHOLE:
        return ()
    guest = max(one.odds for one in places) <= _FOREIGN and max(found.words) < _LITTLE
    if not (guest and kind != "translation") and not notice((a, b), pairs, places):
        return ()
    return (_passage("shared-formula", "weak", a, pairs),)


def _edge(
    a: Article,
    b: Article,
    pairs: Sequence[Pair],
    kind: DerivationKind,
    found: Coverage,
    places: tuple[Place, Place],
) -> tuple[Evidence, ...]:
    """Say that what both share may be a formula: other pages decide (:mod:`.commons`)."""
    if kind == "independent" or max(found.words) >= WHOLE or not at_edges((a, b), pairs):
        return ()
    guest = max(one.odds for one in places) < _SEEMING
    return (_passage("passage-at-the-edge", "medium" if guest else "weak", a, pairs),)


def _passage(kind: EvidenceKind, strength: Strength, a: Article, pairs: Sequence[Pair]) -> Evidence:
    shared = [pair for pair in pairs if pair.here and pair.there]
    return Evidence(
        kind=kind,
        strength=strength,
        page=a.id,
        spans=tuple(pair.here[0] for pair in shared[:_SHOWN]),
        there=tuple(pair.there[0] for pair in shared[:_SHOWN]),
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


def _unbridged(left: Prints, right: Prints, *, across: bool) -> tuple[Evidence, ...]:
    """Say of which language no table leads to the other: a translation would hardly be seen."""
    return tuple(
        Evidence(
            kind="no-bridge", strength="weak", page=side.article.id, language=side.article.language
        )
        for side in (left, right)
        if across and side.language is None
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


def _directed(record: Derivation, direction: Direction) -> Derivation:
    """Put the source first where one is said."""
    if direction.source is None:
        return record
    ordered = record if direction.source == record.one else turned(record)
    return replace(ordered, directed=True, credited=direction.credited)
