"""What differs inside a pair of aligned sentences: numbers, days, names, negation, words.

Inside one language the two token rows are laid side by side, and every run that differs is a
change of the kind that its tokens have. Across languages only what can be compared by value is told
(:mod:`ondit.lineage.crossing`). In both a passage in quotation marks that has become plain words,
or the reverse, is a change.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from ondit.lineage.crossing import CLOSE, crossed, units
from ondit.lineage.prints import Sentence
from ondit.lineage.quantities import opposed, other_unit
from ondit.lineage.sides import DATED, Row, Side
from ondit.model import Change, ChangeKind, Span

__all__ = ["CLOSE", "changes"]

# Tokens of a side beyond which words are not compared one by one: the comparison costs the square.
_MOST_TOKENS = 400
# Words inside quotation marks from which a passage is quoted: fewer are a title, or a word held at
# a distance.
_QUOTED_WORDS = 6
_SHORT = 4  # words of a run that is shown whole
_BOUND_WORDS = 2  # words of a phrase that bounds a number: *more than*
_ORDER: tuple[ChangeKind, ...] = ("number", "unit", "date", "negation", "hedge", "name")


def changes(here: Side, there: Side, *, across: bool, likeness: float = 1.0) -> tuple[Change, ...]:
    """Give what differs between the two sides; nothing when they say the same."""
    found = _quotation(here, there)
    if not across and [one.text for one in here] == [one.text for one in there]:
        return tuple(found)  # most pairs of copies: what kind of words they are need not be read
    left, right = Row(here), Row(there)
    if across:
        found += crossed(left, right, likeness)
    elif left.forms != right.forms:
        found += _within(left, right)
    if not across and not any(change.kind == "unit" for change in found):
        found += units(left, right)  # by signs alone: $, €
    return tuple(found)


# --------------------------------------------------------------------------------------------
# Inside one language


def _within(left: Row, right: Row) -> list[Change]:
    """Give the runs of words that differ; what is a number, a name… in them is told apart."""
    if max(len(left.forms), len(right.forms)) > _MOST_TOKENS:
        ends = (0, len(left.forms)), (0, len(right.forms))
        return [Change(kind="words", here=left.spans(*ends[0]), there=right.spans(*ends[1]))]
    lone = _lone(left, right), _lone(right, left)
    matcher = SequenceMatcher(None, left.forms, right.forms, autojunk=False)
    found: list[Change] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += _run(left, (a, b), right, (c, d), lone)
    return found


_Lone = dict[ChangeKind, set[int]]
"""The words of one side, by kind, that the other side has nowhere."""


def _lone(row: Row, other: Row) -> _Lone:
    theirs, forms = other.values(), set(other.forms)
    found: _Lone = {
        "number": set(),
        "date": row.days.missing(other.days),
        "unit": {
            place
            for place, quantity in row.units.items()
            if any(other_unit(quantity, unit) for _, _, unit in other.quantities)
        },
        "name": {place for place in row.marked["name"] if row.forms[place] not in forms},
    }
    for first, last, quantity in row.quantities:
        if quantity.sure and quantity.value not in theirs:
            found["date" if quantity.sort in DATED else "number"].update(range(first, last))
        elif any(opposed(quantity, unit) for _, _, unit in other.quantities):
            found["number"].update(range(first - _BOUND_WORDS, first))
    for kind in ("negation", "hedge"):
        ours, others = row.marked[kind], other.marked[kind]
        found[kind] = ours if len(ours) > len(others) else set()
    return found


def _run(
    left: Row,
    run: tuple[int, int],
    right: Row,
    other: tuple[int, int],
    lone: tuple[_Lone, _Lone],
) -> list[Change]:
    """Give the changes of one run. In a short one the whole run is the number, the name…."""
    found: list[Change] = []
    short = max(run[1] - run[0], other[1] - other[0]) <= _SHORT
    for kind in _ORDER:
        ours = [place for place in range(*run) if place in lone[0][kind]]
        theirs = [place for place in range(*other) if place in lone[1][kind]]
        if not ours and not theirs:
            continue
        if short:
            return [Change(kind=kind, here=left.spans(*run), there=right.spans(*other))]
        found.append(Change(kind=kind, here=left.joined(ours), there=right.joined(theirs)))
    return [*found, Change(kind="words", here=left.spans(*run), there=right.spans(*other))]


# --------------------------------------------------------------------------------------------
# Quotation


def _quotation(here: Side, there: Side) -> list[Change]:
    """Tell where a passage in quotation marks has become plain words, or the other way round.

    A mark stands in the sentence itself: of a quotation that runs over several sentences, marks are
    lost by mistake.
    """
    quoted = [_quoted(side) for side in (here, there)]
    bare = [all(sentence.is_bare for sentence in side) for side in (here, there)]
    if quoted[0] and bare[1]:
        return [Change(kind="quotation", here=quoted[0])]
    if quoted[1] and bare[0]:
        return [Change(kind="quotation", there=quoted[1])]
    return []


def _quoted(side: Side) -> tuple[Span, ...]:
    return tuple(
        span
        for sentence in side
        if sentence.has_marks
        for span in sentence.quoted
        if _is_speech(sentence, span)
    )


def _is_speech(sentence: Sentence, span: Span) -> bool:
    """Tell whether a quotation is long enough, and no title: most of whose words have capitals."""
    inside = [
        sentence.text[start]
        for start, _ in sentence.tokens
        if span.start <= sentence.span.start + start < span.end and sentence.text[start].isalnum()
    ]
    capitals = sum(letter.isupper() for letter in inside)
    return len(inside) >= _QUOTED_WORDS and capitals * 2 <= len(inside)
