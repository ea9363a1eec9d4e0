"""Quantities: numbers with what they count, and whether two of them say the same.

A number alone is told from another by its value; what stands around it says what it is: a
percentage, money, a measure, a day, a year, a time of the day, an ordinal. Writers put the same
quantity in many ways (*6.30 pm*, *18h30*; *20 miles*, *32 km*; *1.7m*, *1,7 million*), so whatever
it may be read as counts as the same: two quantities differ only where no reading makes them equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ondit.lang.card import Language
from ondit.lineage.numbers import Number, numbers
from ondit.lineage.prints import Sentence
from ondit.text import fold

Sort = Literal["percent", "money", "measure", "day", "year", "clock", "ordinal", "plain"]

MEASURES: dict[str, tuple[str, float]] = {
    "km": ("length", 1000.0),
    "m": ("length", 1.0),
    "cm": ("length", 0.01),
    "mm": ("length", 0.001),
    "mile": ("length", 1609.344),
    "foot": ("length", 0.3048),
    "yard": ("length", 0.9144),
    "inch": ("length", 0.0254),
    "kg": ("mass", 1.0),
    "g": ("mass", 0.001),
    "tonne": ("mass", 1000.0),
    "ounce": ("mass", 0.02835),
    "litre": ("volume", 1.0),
    "gallon": ("volume", 3.785),
    "barrel": ("volume", 158.987),
    "hectare": ("area", 1.0),
    "acre": ("area", 0.4047),
    "degree": ("degree", 1.0),
    "second": ("time", 1.0),
    "minute": ("time", 60.0),
    "hour": ("time", 3600.0),
    "day": ("time", 86400.0),
    "week": ("time", 604800.0),
    "month": ("time", 2629800.0),
    "year": ("time", 31557600.0),
    "megawatt": ("power", 1.0),
    "gigawatt": ("power", 1000.0),
    "point": ("point", 1.0),
}
"""What each unit measures, and how many of the first unit it is."""
_SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_PERCENT = "%"
_ROUNDED = 0.12  # who converts a measure rounds it: 20 miles are 30 kilometres
_FREEZING, _FAHRENHEIT = 32, 1.8
_YEARS = (1500, 2100)
_HALF_DAY = 720  # minutes
_NEAR = 3  # tokens after a number within which its unit stands: *5 billion US dollars*
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_MINUTES = re.compile(r"h(\d{2})?")
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})([a-zè]{1,3})?")
_ONES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


class Quantity(Struct, frozen=True, kw_only=True):
    """A number in a sentence: its tokens, ``first`` to ``last`` (half-open), and what it counts."""

    first: int
    last: int
    value: float
    sort: Sort
    unit: str = ""
    """Currency or measure."""
    unit_at: int = -1
    """Token of the unit."""
    scale: float = 1.0
    digits: bool = False
    sure: bool = True
    """Whether it is certainly a number; else it only explains one of the other side."""
    readings: tuple[float, ...] = ()
    """What else it may stand for."""
    bound: int = 0
    """1 where it is said to be exceeded, -1 where not reached."""


class _Words(Struct, frozen=True, kw_only=True):
    """The tables of a language, folded."""

    percents: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    ordinals: dict[str, int]
    ordinal_endings: frozenset[str]
    collectives: dict[str, int]
    scale_letters: dict[str, int]
    halves: frozenset[tuple[str, ...]]
    clock_marks: frozenset[str]
    units: dict[str, str]
    currencies: dict[str, str]
    months: frozenset[str]
    bounds: dict[tuple[str, ...], int]
    counting: frozenset[str]
    ranging: frozenset[str]
    small: frozenset[str]


@cache
def _words(language: Language) -> _Words:
    words = language.lineage.changes
    cut = [cut_up(language, phrase) for phrase in words.percents]
    above = {cut_up(language, phrase): 1 for phrase in words.above}
    return _Words(
        percents=frozenset(phrase[0] for phrase in cut if len(phrase) == 1),
        phrases=frozenset(phrase for phrase in cut if len(phrase) > 1),
        ordinals={fold(word): value for word, value in words.ordinals.items()},
        ordinal_endings=frozenset(fold(word) for word in words.ordinal_endings),
        collectives={fold(word): value for word, value in words.collectives.items()},
        scale_letters=words.scale_letters,
        halves=frozenset(cut_up(language, phrase) for phrase in words.halves),
        clock_marks=words.clock_marks,
        units={fold(w): name for name, forms in words.units.items() for w in forms},
        currencies={fold(w): name for name, forms in words.currencies.items() for w in forms},
        months=frozenset(fold(word) for word in language.words.months),
        bounds=above | {cut_up(language, phrase): -1 for phrase in words.below},
        counting=frozenset(cut_up(language, word)[0] for word in words.counting),
        ranging=frozenset(fold(word) for word in words.ranging),
        small=frozenset(fold(word) for word in language.words.function_words),
    )


def cut_up(language: Language, phrase: str) -> tuple[str, ...]:
    """Give the tokens of a phrase as sentences have them."""
    found = (fold(phrase[start:end]) for start, end in language.tokens(phrase))
    return tuple(form.rstrip("'") or form for form in found)


def by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give phrases by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


def quantities(sentence: Sentence) -> list[Quantity]:
    """Give the quantities of a sentence in order."""
    language, forms = sentence.language, sentence.forms
    if language is None:
        plain = numbers(None, forms)
        return [_plain(number) for number in plain]
    words = _words(language)
    read = numbers(language, forms)
    taken = {place for number in read for place in range(number.first, number.last)}
    found: list[Quantity] = []
    whole = -1  # token that has been read as a whole: 20.12.2012, 10:30
    for number in read:
        if number.first == whole:
            continue
        quantity = _read(sentence, words, number)
        if quantity.sort in ("clock", "day") and number.last - number.first == 1:
            whole = number.first
        found.append(quantity)
    found = _ranged(forms, words, found) + list(_others(sentence, words, taken))
    return sorted(found, key=lambda quantity: quantity.first)


def _ranged(forms: Sequence[str], words: _Words, found: Sequence[Quantity]) -> list[Quantity]:
    """Give to the first number of a range what the second one counts: *3 to 6 inches*."""
    ranged = list(found)
    for place in range(len(found) - 2, -1, -1):
        one, other = found[place], ranged[place + 1]
        between = forms[one.last : other.first]
        if one.sort == "plain" and len(between) == 1 and between[0] in words.ranging:
            ranged[place] = replace(one, sort=other.sort, unit=other.unit)
    return ranged


def _plain(number: Number) -> Quantity:
    return Quantity(
        first=number.first,
        last=number.last,
        value=number.value,
        sort="plain",
        scale=number.scale,
        digits=number.digits,
    )


def _read(sentence: Sentence, words: _Words, number: Number) -> Quantity:
    """Tell what a number counts, by what stands around it."""
    forms, first, last = sentence.forms, number.first, number.last
    value = number.value
    sort, unit, unit_at = _counted(sentence, words, number)
    readings: list[float] = []
    after = forms[last] if last < len(forms) else ""
    if _DATE.fullmatch(forms[first]):
        sort, readings = "day", [float(part) for part in re.split(r"\D", forms[first])]
    else:
        minutes = _clock(sentence, words, number)
        if minutes is not None:
            sort, value, readings = "clock", minutes, [value]
    if after in words.scale_letters and sentence.tokens[last - 1][1] == sentence.tokens[last][0]:
        readings.append(value * words.scale_letters[after])
    for place in range(last, min(last + _NEAR, len(forms))):
        if any(tuple(forms[place : place + len(half)]) == half for half in words.halves):
            readings.append(value + number.scale / 2)
    return Quantity(
        first=first,
        last=last,
        value=value,
        sort=sort,
        unit=unit,
        unit_at=unit_at,
        scale=number.scale,
        digits=number.digits,
        readings=tuple(readings),
        bound=_bound(forms, words, first),
    )


def _counted(sentence: Sentence, words: _Words, number: Number) -> tuple[Sort, str, int]:
    """Give the sort of a number, its unit, and the token of the unit (-1 without one)."""
    forms, first, last = sentence.forms, number.first, number.last
    after = forms[last] if last < len(forms) else ""
    if after in words.percents or any(
        tuple(forms[last : last + len(phrase)]) == phrase for phrase in words.phrases
    ):
        return "percent", _PERCENT, last
    for place in (first - 1, last):
        if 0 <= place < len(forms) and forms[place] in _SYMBOLS:
            return "money", _SYMBOLS[forms[place]], place
    beside = last < len(forms) and sentence.tokens[last - 1][1] == sentence.tokens[last][0]
    if after in words.ordinal_endings and beside:
        if _has_month(forms, words, first, last + 1):
            return "day", "", -1
        return "ordinal", "", -1
    if _has_month(forms, words, first, last):
        return "day", "", -1
    found = _unit(forms, words, last)
    if found:
        return found
    bare = number.digits and last - first == 1 and forms[first].isdigit()
    if bare and len(forms[first]) == len(str(_YEARS[0])) and _YEARS[0] <= number.value < _YEARS[1]:
        return "year", "", -1
    return "plain", "", -1


def _unit(forms: Sequence[str], words: _Words, last: int) -> tuple[Sort, str, int] | None:
    """Give what is counted by a number that ends at ``last``."""
    for place in range(last, min(last + _NEAR, len(forms))):
        form = forms[place]
        for part in (form, form.split("-")[0], form.split("-")[-1]):
            if part in words.currencies:
                return "money", words.currencies[part], place
            if part in words.units and all(
                f in words.counting or f == "-" for f in forms[last:place]
            ):
                return "measure", words.units[part], place
        if form[0].isdigit() or not (form[0].isalpha() or form in "-°"):
            break
        if form in words.small and form not in words.counting:
            break
    return None


def _has_month(forms: Sequence[str], words: _Words, first: int, last: int) -> bool:
    """Tell whether a month stands beside a number: *March 3*, *3 March*, *3rd of March*."""
    near = [first - 1, last, last + 1 if last < len(forms) and len(forms[last]) == 2 else last]
    return any(0 <= place < len(forms) and forms[place] in words.months for place in near)


def _clock(sentence: Sentence, words: _Words, number: Number) -> float | None:
    """Give a time of the day in minutes: *10:30*, *6.30 pm*, *18h30*, *5 pm*."""
    forms, first, last = sentence.forms, number.first, number.last
    after = forms[last] if last < len(forms) else ""
    match = _CLOCK.fullmatch(forms[first])
    if match and (":" in forms[first] or after in words.clock_marks):
        return float(int(match[1]) * 60 + int(match[2]))
    hours = float(forms[first]) if forms[first].isdigit() else number.value
    minutes = _MINUTES.fullmatch(after)
    if minutes and sentence.language is not None and "h" in words.clock_marks:
        return hours * 60 + int(minutes[1] or 0)
    return hours * 60 if after in words.clock_marks else None


def _bound(forms: Sequence[str], words: _Words, first: int) -> int:
    """Give 1 before a number that is exceeded, -1 before one that is not reached."""
    for phrase, sign in words.bounds.items():
        for start in (first - len(phrase), first - len(phrase) - 1):  # a mark may come between
            if start >= 0 and tuple(forms[start : start + len(phrase)]) == phrase:
                return sign
    return 0


def _others(sentence: Sentence, words: _Words, taken: set[int]) -> Iterator[Quantity]:
    """Give ordinals in words, nouns that count, and Roman figures."""
    for place, form in enumerate(sentence.forms):
        if place in taken:
            continue
        if form in words.ordinals:
            value = float(words.ordinals[form])
            yield Quantity(first=place, last=place + 1, value=value, sort="ordinal")
        elif form in words.collectives:
            value = float(words.collectives[form])
            yield Quantity(first=place, last=place + 1, value=value, sort="plain", sure=False)
        elif roman := _roman(sentence, words, place):
            value = float(roman)
            yield Quantity(first=place, last=place + 1, value=value, sort="ordinal", sure=False)


def _roman(sentence: Sentence, words: _Words, place: int) -> int:
    start, end = sentence.tokens[place]
    match = _ROMAN.fullmatch(sentence.text[start:end])
    if not match or (match[3] and fold(match[3]) not in words.ordinal_endings):
        return 0
    return 10 * len(match[1]) + _ONES[match[2]]


# --------------------------------------------------------------------------------------------
# Likenesses


def same(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities may say the same."""
    if _equal(one, other) or _converted(one, other):
        return True
    values = ({one.value, *one.readings}, {other.value, *other.readings})
    if any(_near(a, b) for a in values[0] for b in values[1]):
        return True
    for a, b in ((one, other), (other, one)):
        # The scale may stand elsewhere, or be said in a word that is not known.
        if a.scale == 1 and b.scale != 1 and _near(a.value, b.value / b.scale):
            return True
        # The marks of the other language, left as they were.
        if a.digits and b.digits and a.scale == b.scale and _near(a.value * 1000, b.value):
            return True
    return False


def _equal(one: Quantity, other: Quantity) -> bool:
    """Tell whether times, hours or years are one, written with more or less of them."""
    minutes = [
        q.value if q.sort == "clock" else q.value * 60 if q.unit == "hour" else None
        for q in (one, other)
    ]
    if minutes[0] is not None and minutes[1] is not None:
        return _near(minutes[0] % _HALF_DAY, minutes[1] % _HALF_DAY)
    if "clock" in (one.sort, other.sort):
        clock, number = (one, other) if one.sort == "clock" else (other, one)
        hours = number.value * 60, int(number.value) * 60 + round(number.value % 1 * 100)
        return any(_near(minutes % _HALF_DAY, clock.value % _HALF_DAY) for minutes in hours)
    short, long = sorted((one.value, other.value))
    return short < 100 and long - short in (1900, 2000)


def _converted(one: Quantity, other: Quantity) -> bool:
    """Tell whether one may be the other in another unit or currency."""
    if one.sort == other.sort == "money":
        return one.unit != other.unit
    if one.unit == other.unit == "degree":
        return any(
            abs((f - _FREEZING) / _FAHRENHEIT - c) < 1
            for f, c in ((one.value, other.value), (other.value, one.value))
        )
    kinds = [MEASURES.get(q.unit) if q.sort == "measure" else None for q in (one, other)]
    if kinds[0] is None or kinds[1] is None or one.unit == other.unit:
        return False
    if kinds[0][0] != kinds[1][0]:
        return False
    a, b = one.value * kinds[0][1], other.value * kinds[1][1]
    return abs(a - b) <= _ROUNDED * max(a, b)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1.0)


def opposed(one: Quantity, other: Quantity) -> bool:
    """Tell whether one number is exceeded and the same one not reached."""
    return one.bound * other.bound < 0 and _near(one.value, other.value)


def other_unit(one: Quantity, other: Quantity) -> bool:
    """Tell whether the same number counts another thing: dollars, euros; percents, kilometres."""
    if not (one.unit and other.unit) or one.unit == other.unit or not _near(one.value, other.value):
        return False
    kinds = MEASURES.get(one.unit), MEASURES.get(other.unit)
    zero = one.value == 0
    return not zero and (one.sort != other.sort or kinds != (None, None) or one.sort == "money")
