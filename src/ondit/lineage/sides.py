"""One side of a pair of aligned sentences: its words in a row, and what kind of word each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from ondit.lang.card import Language
from ondit.lineage.prints import Sentence
from ondit.lineage.quantities import Quantity, by_first, cut_up, quantities
from ondit.model import ChangeKind, Span
from ondit.text import fold

Side = Sequence[Sentence]
"""The sentences of one side of a pair."""

_COMPANY = 4  # words between a negation and its companion: « n'a encore rien »
DATED = frozenset({"day", "year", "clock"})
"""Sorts of quantities that say when."""


class _Words(Struct, frozen=True, kw_only=True):
    """The tables of a language, folded."""

    negations: frozenset[str]
    endings: tuple[str, ...]
    paired: frozenset[str]
    companions: frozenset[str]
    hedges: frozenset[str]
    weekdays: dict[str, int]
    relative: dict[str, int]
    months: dict[str, int]
    idle: dict[str, tuple[tuple[str, ...], ...]]
    """By their first word."""


@cache
def _words(language: Language) -> _Words:
    words, changes = language.lineage, language.lineage.changes
    return _Words(
        negations=frozenset(fold(word) for word in words.negations),
        endings=words.negation_endings,
        paired=frozenset(fold(word) for word in words.paired_negations),
        companions=frozenset(fold(word) for word in words.negation_companions),
        hedges=frozenset(fold(word) for word in words.hedges),
        weekdays={fold(word): number for number, word in enumerate(changes.weekdays)},
        relative={fold(word): number for word, number in changes.relative_days.items()},
        months={fold(word): number for word, number in language.words.months.items()},
        idle=by_first(cut_up(language, phrase) for phrase in changes.idle_negations),
    )


class Days(Struct, frozen=True, kw_only=True):
    """The days that a side names, by number and the rows of the words."""

    weekdays: dict[int, int]
    relative: dict[int, int]
    months: dict[int, int]

    def missing(self, other: Days) -> set[int]:
        """Give the rows of days that ``other`` does not name."""
        sides = (
            (self.weekdays, other.weekdays),
            (self.relative, other.relative),
            (self.months, other.months),
        )
        return {
            row for ours, theirs in sides for number, row in ours.items() if number not in theirs
        }


class Row:
    """The words and numbers of one side in a row."""

    def __init__(self, side: Side) -> None:
        self.places: list[tuple[Sentence, int]] = []
        self.forms: list[str] = []
        self.quantities: list[tuple[int, int, Quantity]] = []
        """Rows of each quantity, half-open."""
        self.units: dict[int, Quantity] = {}
        """Rows of words that say what a quantity counts."""
        self.marked: dict[ChangeKind, set[int]] = {"negation": set(), "hedge": set(), "name": set()}
        self.idle = False
        """Whether it has a negation that denies nothing: *not only*."""
        self.days = Days(weekdays={}, relative={}, months={})
        for sentence in side:
            self._read(sentence)

    def _read(self, sentence: Sentence) -> None:
        row_of: dict[int, int] = {}
        for place, form in enumerate(sentence.forms):
            if form[0].isalnum():
                row_of[place] = len(self.places)
                self.places.append((sentence, place))
                self.forms.append(form)
        for quantity in quantities(sentence):
            first = row_of.get(quantity.first)
            if first is not None:
                last = row_of.get(quantity.last - 1, first) + 1
                self.quantities.append((first, last, quantity))
                if quantity.unit_at in row_of:
                    self.units[row_of[quantity.unit_at]] = quantity
        for kind, places in marked(sentence).items():
            self.marked[kind].update(row_of[place] for place in places if place in row_of)
        self._read_words(sentence, row_of)

    def _read_words(self, sentence: Sentence, row_of: dict[int, int]) -> None:
        if sentence.language is None:
            return
        words = _words(sentence.language)
        self.idle |= any(True for _ in _idle(sentence.forms, words))
        capital = sentence.language.lineage.origin.capital_days
        for place, row in row_of.items():
            form = sentence.forms[place]
            if form in words.weekdays:
                self.days.weekdays.setdefault(words.weekdays[form], row)
            elif form in words.relative:
                self.days.relative.setdefault(words.relative[form], row)
            elif form in words.months:
                written = sentence.text[sentence.tokens[place][0]]
                if written.isupper() or not capital:
                    self.days.months.setdefault(words.months[form], row)

    def values(self) -> set[float]:
        """Give the values of the numbers."""
        return {quantity.value for _, _, quantity in self.quantities}

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


def marked(sentence: Sentence) -> dict[ChangeKind, set[int]]:
    """Give the places of the tokens of ``sentence`` that deny, hedge or name."""
    names = {
        place
        for place, (start, _) in enumerate(sentence.tokens)
        if place and sentence.text[start].isupper() and sentence.forms[place - 1][0].isalnum()
    }
    if sentence.language is None:
        return {"name": names}
    words = _words(sentence.language)
    negations = set(_negations(sentence.forms, words)) - set(_idle(sentence.forms, words))
    hedged = {place for place, form in enumerate(sentence.forms) if form in words.hedges}
    return {"negation": negations, "hedge": hedged, "name": names - negations}


def _negations(forms: Sequence[str], words: _Words) -> Iterator[int]:
    for place, form in enumerate(forms):
        accompanied = form in words.paired and not words.companions.isdisjoint(near(forms, place))
        if form in words.negations or form.endswith(words.endings) or accompanied:
            yield place


def near(forms: Sequence[str], place: int) -> Sequence[str]:
    """Give the words among which the companion of a negation at ``place`` stands."""
    return forms[max(place - _COMPANY, 0) : place + _COMPANY]


def _idle(forms: Sequence[str], words: _Words) -> Iterator[int]:
    """Give the places of phrases in which a negation denies nothing."""
    for place, form in enumerate(forms):
        for phrase in words.idle.get(form, ()):
            if tuple(forms[place : place + len(phrase)]) == phrase:
                yield from range(place, place + len(phrase))
