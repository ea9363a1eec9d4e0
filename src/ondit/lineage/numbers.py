"""Numbers by value: 1,000 and 1 000, 3.5 and 3,5, two million and 2m are the same.

A mark between digits is read as the language's typography has it, and the other way round only
where that cannot be. Numerals in words add up (twenty-five, quatre-vingt-dix-sept) and multiply
(three hundred thousand). In *pour cent* none is read. A numeral that is also an article is a number
only inside another (*un million*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from ondit.lang.card import Language
from ondit.text import fold

_DIGITS = re.compile(r"\d+(?:[.,’'  ]\d+)*")
_MARK = re.compile(r"[^\d]")
_LONGEST = 12  # tokens of a numeral in words; beyond that it is a list


class Number(Struct, frozen=True, kw_only=True):
    """A number in a text: its tokens, ``first`` to ``last`` (half-open), and its value."""

    first: int
    last: int
    value: float
    digits: bool
    """Whether it is written in figures."""
    scale: float = 1.0
    """What its last word multiplies by: a thousand, a million…"""


class _Numerals(Struct, frozen=True, kw_only=True):
    """The numerals of a language, folded."""

    small: dict[str, int]
    scales: dict[str, int]
    articles: frozenset[str]
    joins: frozenset[str]
    percents: frozenset[tuple[str, ...]]
    """Phrases that make a number a percentage, of which one word may be a numeral: *pour cent*."""


_NONE = _Numerals(
    small={}, scales={}, articles=frozenset(), joins=frozenset(), percents=frozenset()
)


@cache
def _numerals(language: Language) -> _Numerals:
    words = language.lineage
    return _Numerals(
        small={fold(word): value for word, value in words.numbers.items()},
        scales={fold(word): value for word, value in words.scales.items()},
        articles=frozenset(fold(word) for word in words.also_articles),
        joins=frozenset(fold(word) for word in words.numeral_joins),
        percents=frozenset(
            tuple(fold(phrase).split()) for phrase in words.changes.percents if " " in phrase
        ),
    )


def numbers(language: Language | None, forms: Sequence[str]) -> list[Number]:
    """Give the numbers among the folded tokens ``forms``, in order."""
    numerals = _numerals(language) if language else _NONE
    decimal = language.words.typography.decimal if language else "."
    found: list[Number] = []
    place = 0
    while place < len(forms):
        form = forms[place]
        if form[:1].isdigit():
            after = _figures(forms, place, decimal, numerals, found)
        elif form not in numerals.small and form not in numerals.scales and "-" not in form:
            after = place + 1
        else:
            after = _words(forms, place, numerals, found)
        place = max(after, place + 1)
    return found


def _figures(
    forms: Sequence[str], place: int, decimal: str, numerals: _Numerals, found: list[Number]
) -> int:
    """Read the figures of one token, with the scale after it; give the place after."""
    values = [_value(part, decimal) for part in _DIGITS.findall(forms[place])]
    after = place + 1
    scale = 1
    if len(values) == 1:
        scale, after = _scale(forms, after, numerals)
    found.extend(
        Number(first=place, last=after, value=value * scale, digits=True, scale=scale)
        for value in values
    )
    return after


def _scale(forms: Sequence[str], place: int, numerals: _Numerals) -> tuple[int, int]:
    """Give what the word at ``place`` multiplies by, and the place after: *30-million-euro* too."""
    word = place + (place < len(forms) and forms[place] == "-")
    scale = numerals.scales.get(forms[word].split("-")[0], 0) if word < len(forms) else 0
    return (scale, word + 1) if scale >= 1000 else (1, place)


def _value(digits: str, decimal: str) -> float:
    """Give the value of figures whose last mark may be the ``decimal`` or a grouping one."""
    parts = _MARK.split(digits)
    marks = _MARK.findall(digits)
    if not marks:
        return float(digits)
    repeated = marks.count(marks[-1]) > 1
    could_group = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3
    if repeated or (could_group and marks[-1] != decimal) or marks[-1] not in ".,":
        return float("".join(parts))
    return float("".join(parts[:-1]) + "." + parts[-1])


def _words(forms: Sequence[str], place: int, numerals: _Numerals, found: list[Number]) -> int:
    """Read a run of numerals in words from ``place``; give the place after."""
    parts: list[str] = []
    after = last = place
    while after < len(forms) and after < place + _LONGEST:
        cut = [part for part in forms[after].split("-") if part]
        if tuple(forms[after - 1 : after + 1]) in numerals.percents:
            break
        if cut and all(part in numerals.small or part in numerals.scales for part in cut):
            if parts and not _continues(parts[-1], cut[0], numerals):
                break  # five and ten: two numbers
            parts.extend(cut)
            last = after + 1
        elif cut and _inside(cut, numerals) and len(cut) > 1:
            parts.extend(part for part in cut if part not in numerals.joins)
            last = after + 1
        elif not parts or forms[after] not in numerals.joins:
            break
        after += 1
    if parts and not all(part in numerals.articles for part in parts):
        scales = [numerals.scales.get(part, 1) for part in parts]
        large = max((scale for scale in scales if scale >= 1000), default=1)
        found.append(
            Number(first=place, last=last, value=_total(parts, numerals), digits=False, scale=large)
        )
    return last


def _continues(before: str, part: str, numerals: _Numerals) -> bool:
    """Tell whether ``part`` goes on with the numeral that ``before`` ends (twenty one)."""
    if before in numerals.scales or part in numerals.scales:
        return True
    small, added = numerals.small[before], numerals.small[part]
    return added < 20 <= small or (added == 20 and small < 10)


def _inside(cut: list[str], numerals: _Numerals) -> bool:
    """Tell whether all parts of a hyphenated word are numerals or stand inside them."""
    return cut[0] not in numerals.joins and all(
        part in numerals.small or part in numerals.scales or part in numerals.joins for part in cut
    )


def _total(parts: list[str], numerals: _Numerals) -> float:
    """Add and multiply numerals."""
    total = current = 0
    for part in parts:
        scale = numerals.scales.get(part, 0)
        value = numerals.small.get(part, 0)
        if scale >= 1000:
            total += max(current, 1) * scale
            current = 0
        elif scale:
            current = max(current, 1) * scale
        elif value == 20 and 1 < current < 10:
            current *= value  # quatre-vingts
        else:
            current += value
    return float(total + current)
