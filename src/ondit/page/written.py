"""Dates as they are written: by machines (ISO 8601), in figures, by the months of all languages.

A date in figures that can be read two ways is left out unless the language has one order; a year of
two figures counts only where it is asked for, since prices and versions look like it.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal

from ondit import lang
from ondit.model import DateClue, Saying
from ondit.page import phrases
from ondit.text import fold

Order = Literal["dmy", "mdy", "either"]

_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)"
    r"(?:[T ]+(\d\d)[:h]?(\d\d)(?::?(\d\d)(?:\.\d+)?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d(?!\d))?)?(?!\d)"
)
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d|\.\d)")
# In figures, or as in Chinese, Japanese and Korean, with the signs for year and month.
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[/.]|\s?[年년]\s?|\.\s)(\d{1,2})"
    r"(?:[/.]|\s?[月월]\s?|\.\s)(\d{1,2})(?!\d)"
)
_SHORT = re.compile(r"(?<![\d/.-])(\d\d)([./])(\d\d)\2([0-3]\d)(?![\d/.-])")
_CLOCK = re.compile(
    r"(?:\W{0,3}(?:[^\W\d]{1,3}\W{1,2})?|[日일.]\s?(?:[(（][^\W\d]{1,3}[)）])?\s?)"
    r"(\d{1,2})\s?[h:.時시时]\s?(\d{2})(?!\d)(?::\d\d\s(?P<zone>[+-]\d{4}|GMT|UTC)\b)?\s?([ap]\.?m\b)?",
    re.I,
)
_CLOCK_BEFORE = re.compile(r"(?<![\d:.])(\d{1,2})[h:](\d{2})\s?([ap]\.?m\b\.?)?[\s,|-]{1,3}$", re.I)


def dates_in(
    text: str, *, order: Order = "either", short: bool = False
) -> list[tuple[int, int, str]]:
    """Give the dates in ``text`` with their places, as ISO 8601.

    A date in figures that can be read both ways is left out unless its ``order`` is known.
    ``short``: whether years may have two figures (*25.04.24*).
    """
    if short and (brief := _short_dates(text, order)):
        return brief
    found: list[tuple[int, int, str]] = []
    folded = fold(text)
    if "19" not in folded and "20" not in folded:
        return found  # no pattern is without a year of these centuries
    if len(folded) == len(text):  # places are the same
        day_first, month_first = _worded()
        for match in day_first.finditer(folded):
            value = of_day(int(match[3]), months()[match[2]], int(match[1]))
            found += _with_clock(text, match, value)
        for match in month_first.finditer(folded):
            value = of_day(int(match[3]), months()[match[1]], int(match[2]))
            found += _with_clock(text, match, value)
    for match in _ISO.finditer(text):
        stamp = _from_match(match)
        if stamp and "-" in match.group():
            found.append((match.start(), match.end(), stamp))
    for match in _YEAR_FIRST.finditer(text):
        found += _with_clock(text, match, of_day(int(match[1]), int(match[2]), int(match[3])))
    for match in _FIGURES.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        is_open = first <= 12 and second <= 12 and first != second and match[2] != "."
        if is_open and order == "either":
            continue
        is_day_first = first > 12 or match[2] == "." or (is_open and order == "dmy")
        day, month = (first, second) if is_day_first else (second, first)
        found += _with_clock(text, match, of_day(year, month, day))
    return sorted(found)


def _short_dates(text: str, order: Order) -> list[tuple[int, int, str]]:
    """Give the dates whose year has two figures: day first with full stops, else by ``order``."""
    found: list[tuple[int, int, str]] = []
    for match in _SHORT.finditer(text):
        if match[2] == "." or order == "dmy":
            year = 2000 + int(match[4])
            found += _with_clock(text, match, of_day(year, int(match[3]), int(match[1])))
    return found


def _with_clock(text: str, match: re.Match[str], value: str | None) -> list[tuple[int, int, str]]:
    """Give the date of ``match``, with the time of day where one follows."""
    if value is None:
        return []
    clock = _CLOCK.match(text, match.end())
    if clock is None:
        clock = _CLOCK_BEFORE.search(text[max(match.start() - 20, 0) : match.start()])
    if clock is None:
        return [(match.start(), match.end(), value)]
    hour, minute = int(clock[1]), int(clock[2])
    half, zone = clock.group(clock.re.groups), clock.groupdict().get("zone") or ""
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 23 or minute > 59:
        return [(match.start(), match.end(), value)]
    end = clock.end() if clock.re is _CLOCK else match.end()
    zone = "Z" if zone in ("GMT", "UTC") else f"{zone[:3]}:{zone[3:]}" if zone else ""
    return [(match.start(), end, f"{value}T{hour:02}:{minute:02}{zone}")]


def stamp_in(text: str) -> str | None:
    """Give the first date for machines in ``text``, as ISO 8601."""
    match = _ISO.search(text)
    return _from_match(match) if match else None


def _from_match(match: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = match.groups()
    value = of_day(int(year), int(month), int(day))
    if value is None or hour is None or int(hour) > 23 or int(minute) > 59:
        return value
    clock = f"{value}T{hour}:{minute}" + (f":{second}" if second else "")
    if zone in ("Z", "UTC", "GMT"):
        return clock + "Z"
    return clock + (f"{zone[:3]}:{zone[-2:]}" if zone else "")


def day_number(value: str) -> int:
    """Give the number of the day of an ISO date, so that days can be counted between two."""
    return date.fromisoformat(value[:10]).toordinal()


def of_day(year: int, month: int, day: int) -> str | None:
    """Give a day as ISO 8601, ``None`` when there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def is_weekday(word: str) -> bool:
    """Tell whether ``word`` is a day of the week, or the beginning of one, three letters long."""
    folded = fold(word)
    return len(folded) > 2 and any(day.startswith(folded) for day in weekdays())


def is_month(word: str) -> bool:
    """Tell whether ``word`` is a month, or how one is shortened."""
    return fold(word.strip(".,")) in months()


@cache
def weekdays() -> frozenset[str]:
    """Give the days of the week in every language, folded."""
    return frozenset(fold(day) for language in lang.every() for day in language.words.weekdays)


@cache
def months() -> dict[str, int]:
    """Give the months of every language, and how they are shortened, with their numbers."""
    further = lang.beyond().months.items()
    return {fold(name): number for number, names in further for name in names} | {
        fold(name): number
        for language in lang.every()
        for name, number in language.words.months.items()
    }


@cache
def _worded() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, months()), key=lambda name: (-len(name), name)))
    ordinals = "|".join(re.escape(ending) for table in phrases.words() for ending in table.ordinals)
    joiners = "|".join(map(re.escape, phrases.gathered("date_joiners")))
    joint = rf"(?:\s+(?:(?:{joiners})\s+)?|[-./](?=\w))"
    day = rf"(?<!\d)(\d{{1,2}})(?:{ordinals}|\.)?"
    day_first = rf"{day}{joint}({names})\b\.?,?{joint}((?:19|20)\d\d)(?!\d)"
    month_first = rf"\b({names})\b\.?\s+(\d{{1,2}})(?:{ordinals})?(?:,\s*|\s+)((?:19|20)\d\d)(?!\d)"
    return re.compile(day_first), re.compile(month_first)


def clue(
    value: str, says: Saying, seen_in: str, *, trusted: bool, why: str, words: str = ""
) -> list[DateClue]:
    """Give the clue of a date as a machine gives it, or nothing when it cannot be read."""
    stamp = stamp_in(value[:80])
    if stamp is None:
        readable = dates_in(value[:120])
        if not readable:
            return []
        stamp = readable[0][2]
    return [
        DateClue(
            value=stamp,
            says=says,
            seen_in=seen_in,
            words=words or value.strip()[:80],
            trusted=trusted,
            why=why,
        )
    ]
