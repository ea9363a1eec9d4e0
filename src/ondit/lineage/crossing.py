"""What a translation changed: numbers, units, days, names, denials, hearsay.

Words differ between languages by nature, so only what can be compared by value is, and a change is
told only where both sides leave something of one sort unmatched, or where what one side says is
said in no way on the other. A translator may put *refused* for *did not accept* and *the last 16*
for *huitièmes*: whatever may explain a difference silences it. Rather unknown than wrong, since a
change that is told of a faithful translation is a false accusation.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from ondit.lang.card import Language
from ondit.lineage.bridge import name_key, translated
from ondit.lineage.quantities import Quantity, by_first, cut_up, opposed, other_unit, same
from ondit.lineage.sides import DATED, Row, near
from ondit.model import Change, ChangeKind
from ondit.text import fold

# A number below this, in words, is often put otherwise in a translation: two, both, a couple.
_SMALL = 10
_FEW = 3  # the same in a close translation, where only *one* and *two* are put otherwise
# Likeness from which a translation is close enough for a name or a negation to be missed in it; a
# third of all true pairs are (chosen by the false alarms on the translations of 2013).
CLOSE = 0.35
_BEGUN = 4  # letters by which a name and what is made of it are alike: Maya, Mayan
_ALIKE = 0.5  # share of letters that two spellings of one name have in common: Gutele, Gutle
_SHORTEST = 3  # letters of a name: less is a title or an initial
_ACRONYM = 5  # capitals that are letters of other words in another language: PSA, APS


def crossed(left: Row, right: Row, likeness: float) -> list[Change]:
    """Give what differs between a sentence and its translation."""
    found = _numbers(left, right, likeness) + units(left, right) + _days(left, right)
    if likeness >= CLOSE:
        found += _negation(left, right) + _hearsay(left, right) + _names(left, right)
    return found


# --------------------------------------------------------------------------------------------
# Numbers


def _numbers(left: Row, right: Row, likeness: float) -> list[Change]:
    """Tell which quantities of one side the other does not have, sort by sort."""
    lone = [_lone(row, other, likeness) for row, other in ((left, right), (right, left))]
    found: list[Change] = []
    for sort in dict.fromkeys(quantity.sort for _, _, quantity in lone[0]):
        sides = [[run for run in side if run[2].sort == sort] for side in lone]
        if sides[1] and len(sides[0]) == len(sides[1]):
            kind: ChangeKind = "date" if sort in DATED else "number"
            found.append(_change(kind, left, sides[0], right, sides[1]))
    return found + _bounds(left, right)


_Runs = list[tuple[int, int, Quantity]]


def _change(kind: ChangeKind, left: Row, ours: _Runs, right: Row, theirs: _Runs) -> Change:
    return Change(
        kind=kind,
        here=tuple(span for first, last, _ in ours for span in left.spans(first, last)),
        there=tuple(span for first, last, _ in theirs for span in right.spans(first, last)),
    )


def _lone(row: Row, other: Row, likeness: float) -> _Runs:
    least = _SMALL if likeness < CLOSE else _FEW
    return [
        run
        for run in row.quantities
        if run[2].sure
        and (run[2].digits or run[2].value >= least)
        and not any(same(run[2], theirs) for _, _, theirs in other.quantities)
    ]


def _bounds(left: Row, right: Row) -> list[Change]:
    """Tell that a number is exceeded on one side and not reached on the other."""
    if left.marked["negation"] or right.marked["negation"]:
        return []  # no less than
    for first, last, ours in left.quantities:
        for start, end, theirs in right.quantities:
            if opposed(ours, theirs):
                run = [(first, last, ours)], [(start, end, theirs)]
                return [_change("number", left, run[0], right, run[1])]
    return []


def units(left: Row, right: Row) -> list[Change]:
    """Tell that a number counts dollars on one side and euros on the other."""
    for first, last, ours in left.quantities:
        alike = [run for run in right.quantities if run[2].value == ours.value]
        twins = [run for run in left.quantities if run[2].value == ours.value]
        if len(alike) == len(twins) == 1 and other_unit(ours, alike[0][2]):
            return [_change("unit", left, [(first, last, ours)], right, alike)]
    return []


def _days(left: Row, right: Row) -> list[Change]:
    """Tell that one side names a day or a month, and the other another one."""
    for ours, theirs in (
        (left.days.weekdays, right.days.weekdays),
        (left.days.months, right.days.months),
        (left.days.relative, right.days.relative),
    ):
        lone = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
        if len(lone[0]) == len(lone[1]) == 1:
            here, there = ours[lone[0].pop()], theirs[lone[1].pop()]
            return [
                Change(
                    kind="date",
                    here=left.spans(here, here + 1),
                    there=right.spans(there, there + 1),
                )
            ]
    return []


# --------------------------------------------------------------------------------------------
# Denials and hearsay


class _Silencers:
    """What may stand for a negation, or for hearsay, in a language."""

    def __init__(self, language: Language) -> None:
        words = language.lineage.changes
        self.denials = frozenset(fold(word) for word in words.implied_negations)
        self.firm = frozenset(fold(word) for word in language.lineage.negations) - self.denials
        self.paired = frozenset(fold(word) for word in language.lineage.paired_negations)
        self.companions = frozenset(fold(word) for word in language.lineage.negation_companions)
        self.endings = language.lineage.negation_endings
        self.beginnings = tuple(fold(word) for word in words.negative_beginnings)
        self.hearsay = frozenset(fold(word) for word in words.hearsay)
        self.auxiliaries = frozenset(fold(word) for word in words.hearsay_auxiliaries)
        self.participles = tuple(fold(ending) for ending in words.participle_endings)
        self.unreal = frozenset(fold(word) for word in words.unreal)
        self.attributions = by_first(cut_up(language, phrase) for phrase in words.attributions)
        self.attributing = words.attribution_endings

    def firmly(self, forms: Sequence[str], place: int) -> bool:
        """Tell whether the negation at ``place`` denies a whole clause, beyond doubt.

        Where negations have companions it has one: *un pas* is a step.
        """
        form = forms[place]
        if self.companions and self.companions.isdisjoint(near(forms, place)):
            return False
        return form in self.firm or form in self.paired or form.endswith(self.endings)

    def denies(self, form: str) -> bool:
        """Tell whether a word may deny."""
        return form in self.denials or form.startswith(self.beginnings)

    def told(self, forms: Sequence[str]) -> list[int]:
        """Give the places of words that say that something is only told."""
        real = self.unreal.isdisjoint(forms)
        return [
            place
            for place, form in enumerate(forms)
            if form in self.hearsay
            or (
                real
                and form in self.auxiliaries
                and any(after.endswith(self.participles) for after in forms[place + 1 : place + 3])
            )
        ]

    def attributes(self, forms: Sequence[str]) -> bool:
        """Tell whether something says who tells it, or that it is open."""
        if self.attributing and any(form.endswith(self.attributing) for form in forms):
            return True
        return any(
            tuple(forms[place : place + len(phrase)]) == phrase
            for place, form in enumerate(forms)
            for phrase in self.attributions.get(form, ())
        )


@cache
def _silencers(language: Language) -> _Silencers:
    return _Silencers(language)


def _language(row: Row) -> Language | None:
    return row.places[0][0].language if row.places else None


def _negation(left: Row, right: Row) -> list[Change]:
    """Tell that one side denies, and the other has no word that might."""
    ours, theirs = sorted(left.marked["negation"]), sorted(right.marked["negation"])
    speaking, silent = (right, left) if theirs else (left, right)
    languages = _language(speaking), _language(silent)
    if bool(ours) == bool(theirs) or languages[0] is None or languages[1] is None:
        return []
    words = _silencers(languages[0])
    if not any(words.firmly(speaking.forms, place) for place in ours or theirs):
        return []
    asked = {sentence.text.rstrip()[-1:] for row in (left, right) for sentence, _ in row.places}
    if "?" in asked:
        return []  # a question may be put either way
    words = _silencers(languages[1])
    if silent.idle or any(words.denies(form) for form in silent.forms):
        return []
    return [
        Change(
            kind="negation",
            here=tuple(span for row in ours for span in left.spans(row, row + 1)),
            there=tuple(span for row in theirs for span in right.spans(row, row + 1)),
        )
    ]


def _hearsay(left: Row, right: Row) -> list[Change]:
    """Tell that one side says that something is only told, and the other states it."""
    sides = (left, right)
    said: list[list[int]] = []
    for row in sides:
        language = _language(row)
        said.append(_silencers(language).told(row.forms) if language else [])
    if bool(said[0]) == bool(said[1]):
        return []
    plain = right if said[0] else left
    language = _language(plain)
    if language is None or _silencers(language).attributes(plain.forms):
        return []
    return [Change(kind="hedge", here=left.joined(said[0]), there=right.joined(said[1]))]


# --------------------------------------------------------------------------------------------
# Names


def _names(left: Row, right: Row) -> list[Change]:
    """Tell that each side names somebody whom the other does not."""
    rows = (left, right)
    lone = [_lone_names(left, right), _lone_names(right, left)]
    if len(lone[0]) != len(lone[1]) or not lone[0]:
        return []
    ours, theirs = (
        [name_key(row.forms[n]) for n in side] for row, side in zip(rows, lone, strict=True)
    )
    if any(_alike(one, other) for one in ours for other in theirs):
        return []
    return [
        Change(
            kind="name",
            here=tuple(span for row in lone[0] for span in left.spans(row, row + 1)),
            there=tuple(span for row in lone[1] for span in right.spans(row, row + 1)),
        )
    ]


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _lone_names(row: Row, other: Row) -> list[int]:
    """Give the rows of names that no word of the other side can stand for.

    Only names that no table translates are asked for: those cross by their letters. Nor titles of
    works, which are put in quotation marks, nor acronyms, which are made anew in each language.
    """
    keys = {name_key(part) for form in other.forms for part in (form, *form.split("-"))}
    begun = {key[:_BEGUN] for key in keys}
    return [
        place
        for place in sorted(row.marked["name"])
        if not _silent(row, place)
        and not any(
            name_key(part)[:_BEGUN] in begun for part in row.forms[place].split("-") if part
        )
    ]


def _silent(row: Row, place: int) -> bool:
    """Tell whether a name may be translated."""
    sentence, token = row.places[place]
    start, end = sentence.tokens[token]
    text = sentence.text[start:end]
    if len(text) < _SHORTEST or (text.isupper() and len(text) <= _ACRONYM):
        return True
    at = sentence.span.start + start
    if any(quote.start <= at < quote.end for quote in sentence.quoted):
        return True
    return translated(sentence.language, row.forms[place])
