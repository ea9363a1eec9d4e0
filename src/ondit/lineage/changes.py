"""What differs inside a pair of aligned sentences: numbers, names, negation, quotation, words.

Inside one language the two token rows are laid side by side, and every run that differs is a
change of the kind that its tokens have. Across languages words differ by nature, so only what
can be compared by value is: numbers, names that are spelt alike in both or stand in the tables,
the presence of a negation, and quotation marks. There a change is told only where both sides leave
something unmatched, or where what is missing is written in figures: rather unknown than wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from ondit.lang.card import Language
from ondit.lineage.bridge import name_key, translated
from ondit.lineage.numbers import Number, numbers
from ondit.lineage.prints import Sentence
from ondit.model import Change, ChangeKind, Span
from ondit.text import fold

Side = Sequence[Sentence]
"""The sentences of one side of a pair."""

# Tokens of a side beyond which words are not compared one by one: the comparison costs the square.
_MOST_TOKENS = 400
# A number below this, in words, is often put otherwise in a translation: two, both, a couple.
_SMALL = 10
# Likeness from which a translation is close enough for a name or a negation to be missed in it; a
# third of all true pairs are (chosen by the false alarms on the translations of 2013).
CLOSE = 0.35
# Words inside quotation marks from which a passage is quoted, not a word held at a distance.
_QUOTED_WORDS = 3
_BEGUN = 4  # letters by which a name and what is made of it are alike: Maya, Mayan
_SHORT = 4  # words of a run that is shown whole
_ORDER: tuple[ChangeKind, ...] = ("number", "negation", "hedge", "name")


def changes(here: Side, there: Side, *, across: bool, likeness: float = 1.0) -> tuple[Change, ...]:
    """Give what differs between the two sides; nothing when they say the same."""
    found = _quotation(here, there)
    if not across and _words(here) == _words(there):
        return tuple(found)  # most pairs of copies: what kind of words they are need not be read
    left, right = _Row(here), _Row(there)
    if across:
        found += _numbers_across(left, right)
        found += _negation_across(left, right, likeness)
        found += _names_across(left, right, likeness)
    else:
        found += _within(left, right)
    return tuple(found)


def _words(side: Side) -> list[str]:
    return [form for sentence in side for form in sentence.key]


class _Row:
    """The words and numbers of one side in a row, and what kind of word each is."""

    def __init__(self, side: Side) -> None:
        self.places: list[tuple[Sentence, int]] = []
        self.forms: list[str] = []
        self.numbers: list[tuple[int, int, Number]] = []
        self.marked: dict[ChangeKind, set[int]] = {"negation": set(), "hedge": set(), "name": set()}
        for sentence in side:
            self._read(sentence)

    def _read(self, sentence: Sentence) -> None:
        row_of: dict[int, int] = {}
        for place, form in enumerate(sentence.forms):
            if form[0].isalnum():
                row_of[place] = len(self.places)
                self.places.append((sentence, place))
                self.forms.append(form)
        for number in numbers(sentence.language, sentence.forms):
            first = row_of.get(number.first)
            if first is not None:
                self.numbers.append((first, row_of.get(number.last - 1, first) + 1, number))
        for kind, places in marked(sentence).items():
            self.marked[kind].update(row_of[place] for place in places if place in row_of)

    def values(self, first: int, last: int) -> Counter[float]:
        """Count the values of the numbers that reach into a run."""
        return Counter(n.value for a, b, n in self.numbers if a < last and b > first)

    def spans(self, first: int, last: int) -> tuple[Span, ...]:
        """Give the spans of a run of words, one for each sentence that it touches."""
        found: list[Span] = []
        while first < last:
            sentence, place = self.places[first]
            end = first
            while end < last and self.places[end][0] is sentence:
                end += 1
            found.append(sentence.place(place, self.places[end - 1][1] + 1))
            first = end
        return tuple(found)

    def joined(self, rows: Sequence[int]) -> tuple[Span, ...]:
        """Give the spans of ``rows``, neighbours as one."""
        found: list[Span] = []
        first = 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or rows[place] != rows[place - 1] + 1:
                found += self.spans(rows[first], rows[place - 1] + 1)
                first = place
        return tuple(found)


@cache
def _cards(
    language: Language,
) -> tuple[frozenset[str], tuple[str, ...], frozenset[str], frozenset[str]]:
    """Give the folded negations, their endings, the paired ones and their companions."""
    words = language.lineage
    return (
        frozenset(fold(word) for word in words.negations),
        words.negation_endings,
        frozenset(fold(word) for word in words.paired_negations),
        frozenset(fold(word) for word in words.negation_companions),
    )


@cache
def _hedges(language: Language) -> frozenset[str]:
    return frozenset(fold(word) for word in language.lineage.hedges)


def marked(sentence: Sentence) -> dict[ChangeKind, set[int]]:
    """Give the places of the tokens of ``sentence`` that deny, hedge or name."""
    names = {
        place
        for place, (start, _) in enumerate(sentence.tokens)
        if place and sentence.text[start].isupper() and sentence.forms[place - 1][0].isalnum()
    }
    if sentence.language is None:
        return {"name": names}
    single, endings, paired, companions = _cards(sentence.language)
    accompanied = any(form in companions for form in sentence.forms)
    negations = {
        place
        for place, form in enumerate(sentence.forms)
        if form in single or (accompanied and form in paired) or form.endswith(endings)
    }
    hedges = _hedges(sentence.language)
    hedged = {place for place, form in enumerate(sentence.forms) if form in hedges}
    return {"negation": negations, "hedge": hedged, "name": names - negations}


# --------------------------------------------------------------------------------------------
# Inside one language


def _within(left: _Row, right: _Row) -> list[Change]:
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


def _lone(row: _Row, other: _Row) -> _Lone:
    theirs = other.values(0, len(other.forms))
    found: _Lone = {
        "number": {
            place
            for first, last, number in row.numbers
            if number.value not in theirs
            for place in range(first, last)
        }
    }
    forms = set(other.forms)
    found["name"] = {place for place in row.marked["name"] if row.forms[place] not in forms}
    for kind in ("negation", "hedge"):
        ours, others = row.marked[kind], other.marked[kind]
        found[kind] = ours if len(ours) > len(others) else set()
    return found


def _run(
    left: _Row,
    run: tuple[int, int],
    right: _Row,
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


def _quotation(here: Side, there: Side) -> list[Change]:
    """Tell where a passage in quotation marks has become plain words, or the other way round."""
    quoted = [
        tuple(span for s in side for span in s.quoted if s.quoted_words >= _QUOTED_WORDS)
        for side in (here, there)
    ]
    bare = [not any(s.quoted or s.has_marks for s in side) for side in (here, there)]
    if quoted[0] and bare[1]:
        return [Change(kind="quotation", here=quoted[0])]
    if quoted[1] and bare[0]:
        return [Change(kind="quotation", there=quoted[1])]
    return []


# --------------------------------------------------------------------------------------------
# Across languages


def _numbers_across(left: _Row, right: _Row) -> list[Change]:
    """Tell which figures of one side the other does not have."""
    ours, theirs = ([n for _, _, n in row.numbers] for row in (left, right))
    lone = [
        [
            (first, last)
            for first, last, number in row.numbers
            if not _has(others, number) and (number.digits or number.value >= _SMALL)
        ]
        for row, others in ((left, theirs), (right, ours))
    ]
    if not lone[0] or not lone[1]:
        return []
    return [
        Change(
            kind="number",
            here=tuple(span for run in lone[0] for span in left.spans(*run)),
            there=tuple(span for run in lone[1] for span in right.spans(*run)),
        )
    ]


def _has(others: Sequence[Number], number: Number) -> bool:
    """Tell whether one of ``others`` is the same, written in another way."""
    return any(
        other.value == number.value
        or (abs(other.value - number.value) == 12 and other.value + number.value < 36)
        # The marks of the other language, left as they were.
        or other.value in (number.value * 1000, number.value / 1000)
        # The eighties.
        or (abs(other.value - number.value) == 1900 and min(other.value, number.value) < 100)
        for other in others
    )


def _negation_across(left: _Row, right: _Row, likeness: float) -> list[Change]:
    """Tell that one side denies and the other does not."""
    ours, theirs = sorted(left.marked["negation"]), sorted(right.marked["negation"])
    if bool(ours) == bool(theirs) or likeness < CLOSE:
        return []
    return [
        Change(
            kind="negation",
            here=tuple(span for row in ours for span in left.spans(row, row + 1)),
            there=tuple(span for row in theirs for span in right.spans(row, row + 1)),
        )
    ]


def _names_across(left: _Row, right: _Row, likeness: float) -> list[Change]:
    """Tell that each side names somebody whom the other does not."""
    lone = [_lone_names(left, right), _lone_names(right, left)]
    if not lone[0] or not lone[1] or likeness < CLOSE:
        return []
    return [
        Change(
            kind="name",
            here=tuple(span for row in lone[0] for span in left.spans(row, row + 1)),
            there=tuple(span for row in lone[1] for span in right.spans(row, row + 1)),
        )
    ]


def _lone_names(row: _Row, other: _Row) -> list[int]:
    """Give the rows of names that no word of the other side can stand for.

    Only names that no table translates are asked for: those cross by their letters.
    """
    keys = {name_key(part) for form in other.forms for part in (form, *form.split("-"))}
    begun = {key[:_BEGUN] for key in keys}
    return [
        place
        for place in sorted(row.marked["name"])
        if not translated(row.places[place][0].language, row.forms[place])
        and not any(
            name_key(part)[:_BEGUN] in begun for part in row.forms[place].split("-") if part
        )
    ]
