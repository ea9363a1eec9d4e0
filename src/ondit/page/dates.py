"""When: every date the page bears, where it stood, and how far to believe it.

Machines' dates (:mod:`declared`, ``<time>``) are parsed as ISO 8601, people's by the months of
every language; a zone is kept as given, or is what the page itself shows (:mod:`zones`). Trust
follows the place: a date declared as publication, one in the address, one with words such as
*published on* before it; a bare date near the headline is believed only when nothing better is
there. A declared date that lies before the web, is the first of January 1970, or comes after the
page was fetched, is kept and not trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Literal

from ondit import lang
from ondit.model import DateClue, Page, Saying
from ondit.page import captured, declared, phrases
from ondit.page.dom import Document, Stamp
from ondit.page.meta import Head
from ondit.page.zones import at_home
from ondit.text import fold

_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)"
    r"(?:[T ]+(\d\d)[:h]?(\d\d)(?::?(\d\d)(?:\.\d+)?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d(?!\d))?)?(?!\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d|\.\d)")
# In figures, or as in Chinese, Japanese and Korean, with the signs for year and month.
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[/.]|\s?[年년]\s?|\.\s)(\d{1,2})"
    r"(?:[/.]|\s?[月월]\s?|\.\s)(\d{1,2})(?!\d)"
)
_CLOCK = re.compile(
    r"(?:\W{0,3}(?:[^\W\d]{1,3}\W{1,2})?|[日일.]\s?(?:[(（][^\W\d]{1,3}[)）])?\s?)"
    r"(\d{1,2})\s?[h:.時시时]\s?(\d{2})(?!\d)(?::\d\d\s(?P<zone>[+-]\d{4}|GMT|UTC)\b)?\s?([ap]\.?m\b)?",
    re.I,
)
_CLOCK_BEFORE = re.compile(r"(?<![\d:.])(\d{1,2})[h:](\d{2})\s?([ap]\.?m\b\.?)?[\s,|-]{1,3}$", re.I)
_IN_ADDRESS = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[a-z]{3,9})[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$|[a-z])",
    re.I,
)
_RANKS = {"declared": 0, "labelled": 1, "address": 2, "listed": 3, "near-headline": 4, "server": 5}
_FEW = 2  # stamps named as dates of publication far from the headline; more are those of teasers
_FIRST_YEAR = 1994  # no news page is older; dates before it are those of events

_LONGEST_LABEL = 40  # characters of a piece that is but the label of a date
_SHORTEST_PHRASE = 5  # characters of words before a date from which they tell a language

Order = Literal["dmy", "mdy", "either"]
Place = Literal["json-ld", "meta", "time", "url", "visible"]


def read(
    document: Document, head: Head, *, near: Iterable[int], page: Page
) -> tuple[DateClue, ...]:
    """Give the dates of ``document`` in the order they are believed.

    ``near`` are the numbers of the pieces around the headline, where a page shows its date, those
    where it is likeliest first.
    """
    found: list[DateClue] = []
    for where, says, value in declared.dates(head):
        found += _clue(value, says, where, trusted=True, why="declared")
    places = {piece: rank for rank, piece in reversed(list(enumerate(near)))}
    found += _from_stamps(document, places)
    for address in (head.url or page.url, head.canonical):
        found += _from_address(address)
    found += _visible(document, places)
    found += captured.dates(document, page)
    taken = min((clue.value for clue in found if clue.says == "fetched"), default=None)
    checked = (_doubted(clue, taken) for clue in found)
    unique = {(clue.value, clue.says, clue.seen_in): clue for clue in checked}
    return tuple(unique.values())


def choose(clues: tuple[DateClue, ...], says: Saying) -> DateClue | None:
    """Give the clue to show for ``says``: by trust, then by its reason, then in the order found.

    A day in the address overrules a declared time that lies more than a year after it: such pages
    were moved to another system, which stamped them anew. A moment that the page gives by the clock
    of its own place too is told by that one.
    """
    usable = [clue for clue in clues if clue.says == says and clue.why in _RANKS]
    those = sorted(usable, key=lambda clue: (not clue.trusted, _RANKS[clue.why]))
    if not those:
        return None
    by_address = next((clue for clue in those if clue.why == "address"), None)
    if by_address and int(those[0].value[:4]) - int(by_address.value[:4]) > 1:
        return by_address
    return at_home(those[0], those[1:])


def _from_stamps(document: Document, near: dict[int, int]) -> list[DateClue]:
    found: list[DateClue] = []
    far = len(near)
    stamps = sorted(document.stamps, key=lambda stamp: near.get(stamp.piece, far))[:40]
    many = sum(_is_named(stamp) and stamp.piece not in near for stamp in stamps) > _FEW
    for stamp in stamps:
        names = stamp.names.lower()
        before = document.pieces[stamp.piece - 1].text if stamp.piece else ""
        within = document.pieces[stamp.piece].text if stamp.piece < len(document.pieces) else ""
        said = _said(within[: max(within.find(stamp.words), 0)]) or _said(before[-40:])
        if ("modif" in names or "updated" in names) and "publi" not in names:
            said = "modified"
        if "startdate" in names or "enddate" in names:
            found += _clue(
                stamp.value or stamp.words, "event", "time", trusted=True, why="declared"
            )
            continue
        is_near = stamp.piece in near
        named = _is_named(stamp) and (is_near or not many)
        trusted = named or said is not None or is_near
        why = (
            "declared"
            if named
            else "labelled"
            if said and (is_near or not many)
            else "near-headline"
            if is_near
            else "elsewhere"
        )
        value = stamp.value or stamp.words
        found += _clue(
            value, said or "published", "time", trusted=trusted, why=why, words=stamp.words or value
        )
    return found


def _is_named(stamp: Stamp) -> bool:
    """Tell whether the markup calls ``stamp`` a date of publication."""
    names = stamp.names.lower()
    return "publi" in names or "pubdate" in names or "posted" in names


def _from_address(address: str | None) -> list[DateClue]:
    if not address:
        return []
    match = _IN_ADDRESS.search(address.split("?")[0].split("//")[-1])
    if match is None:
        return []
    year, month, day = match.groups()
    number = int(month) if month.isdigit() else _months().get(fold(month), 0)
    value = _iso(int(year), number, int(day))
    if value is None:
        return []
    return [
        DateClue(
            value=value,
            says="published",
            seen_in="url",
            words=match.group().strip("/-_"),
            trusted=True,
            why="address",
        )
    ]


def _visible(document: Document, near: dict[int, int]) -> list[DateClue]:
    """Read the dates that people see: with a label anywhere, bare only near the headline."""
    found: list[tuple[int, DateClue]] = []
    order = _order(document.language)
    for number, piece in enumerate(document.pieces):
        text = piece.text
        if not 6 < len(text) < 250 or not _YEAR.search(text):
            continue
        for start, end, value in dates_in(text, order=order or _order_of_words(text))[:3]:
            said = _said(text[:start]) or (_label_before(document, number) if start < 2 else None)
            if said is None and number not in near:
                continue
            clue = DateClue(
                value=value,
                says=said or "published",
                seen_in="visible",
                words=text[start:end],
                trusted=said is not None,
                why="labelled" if said else "near-headline",
            )
            found.append((near.get(number, len(near)), clue))
        if len(found) > 20:
            break
    return [clue for _, clue in sorted(found, key=lambda pair: pair[0])]


def _label_before(document: Document, number: int) -> Saying | None:
    """Tell what the piece before says a date alone in piece ``number`` is: *Published on*."""
    before = document.pieces[number - 1].text if number else ""
    return _said(before) if 0 < len(before) <= _LONGEST_LABEL else None


def _order(language: str | None) -> Order | None:
    known = lang.find((language or "").strip().lower().replace("_", "-").split("-")[0])
    return known.page.date_order if known else None


def _order_of_words(text: str) -> Order:
    """Give the order of the language in whose words ``text`` announces a date."""
    folded = fold(text)
    for language in lang.every():
        for phrase in (*language.page.modified, *language.page.published):
            if len(phrase) > _SHORTEST_PHRASE and fold(phrase) in folded:
                return language.page.date_order
    return "either"


def _said(before: str) -> Saying | None:
    """Tell what the words before a date say it is."""
    head = phrases.bare(before[-60:])
    if not head:
        return None
    for says, core in _cores():
        if core in head and (
            head == core or head.endswith(f" {core}") or _weekday_after(head, core)
        ):
            return says
    return None


@cache
def _cores() -> tuple[tuple[Saying, str], ...]:
    """Give what dates are announced by, without marks, words of change first."""
    kinds: tuple[Saying, ...] = ("modified", "published")
    pairs = [(says, phrases.bare(phrase)) for says in kinds for phrase in phrases.gathered(says)]
    return tuple((says, core) for says, core in pairs if len(core) > 3)


def _weekday_after(head: str, core: str) -> bool:
    """Tell whether ``head`` is ``core`` and the name of a weekday: *publié le mardi*."""
    rest = head.rpartition(core)[2].strip(" ,.:")
    return core in head and bool(rest) and rest in _weekdays()


def is_weekday(word: str) -> bool:
    """Tell whether ``word`` is a day of the week, or the beginning of one, three letters long."""
    folded = fold(word)
    return len(folded) > 2 and any(day.startswith(folded) for day in _weekdays())


def is_month(word: str) -> bool:
    """Tell whether ``word`` is a month, or how one is shortened."""
    return fold(word.strip(".,")) in _months()


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fold(day) for language in lang.every() for day in language.words.weekdays)


@cache
def _months() -> dict[str, int]:
    further = lang.beyond().months.items()
    return {fold(name): number for number, names in further for name in names} | {
        fold(name): number
        for language in lang.every()
        for name, number in language.words.months.items()
    }


@cache
def _worded() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = "|".join(sorted(map(re.escape, _months()), key=lambda name: (-len(name), name)))
    ordinals = "|".join(re.escape(ending) for table in phrases.words() for ending in table.ordinals)
    joiners = "|".join(map(re.escape, phrases.gathered("date_joiners")))
    joint = rf"\s+(?:(?:{joiners})\s+)?"
    day = rf"(?<!\d)(\d{{1,2}})(?:{ordinals}|\.)?"
    day_first = rf"{day}{joint}({months})\b\.?,?{joint}((?:19|20)\d\d)(?!\d)"
    month_first = (
        rf"\b({months})\b\.?\s+(\d{{1,2}})(?:{ordinals})?(?:,\s*|\s+)((?:19|20)\d\d)(?!\d)"
    )
    return re.compile(day_first), re.compile(month_first)


def dates_in(text: str, *, order: Order = "either") -> list[tuple[int, int, str]]:
    """Give the dates in ``text`` with their places, as ISO 8601.

    A date in figures that can be read both ways is left out unless its ``order`` is known.
    """
    found: list[tuple[int, int, str]] = []
    folded = fold(text)
    if "19" not in folded and "20" not in folded:
        return found  # no pattern is without a year of these centuries
    if len(folded) == len(text):  # places are the same
        day_first, month_first = _worded()
        for match in day_first.finditer(folded):
            value = _iso(int(match[3]), _months()[match[2]], int(match[1]))
            found += _with_clock(text, match, value)
        for match in month_first.finditer(folded):
            value = _iso(int(match[3]), _months()[match[1]], int(match[2]))
            found += _with_clock(text, match, value)
    for match in _ISO.finditer(text):
        stamp = _from_match(match)
        if stamp and "-" in match.group():
            found.append((match.start(), match.end(), stamp))
    for match in _YEAR_FIRST.finditer(text):
        found += _with_clock(text, match, _iso(int(match[1]), int(match[2]), int(match[3])))
    for match in _FIGURES.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        is_open = first <= 12 and second <= 12 and first != second and match[2] != "."
        if is_open and order == "either":
            continue
        is_day_first = first > 12 or match[2] == "." or (is_open and order == "dmy")
        day, month = (first, second) if is_day_first else (second, first)
        found += _with_clock(text, match, _iso(year, month, day))
    return sorted(found)


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


def _clue(
    value: str, says: Saying, seen_in: str, *, trusted: bool, why: str, words: str = ""
) -> list[DateClue]:
    """Give the clue of a machine's date, or nothing when it cannot be read."""
    match = _ISO.search(value[:80])
    stamp = _from_match(match) if match else None
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


def _from_match(match: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = match.groups()
    value = _iso(int(year), int(month), int(day))
    if value is None or hour is None or int(hour) > 23 or int(minute) > 59:
        return value
    clock = f"{value}T{hour}:{minute}" + (f":{second}" if second else "")
    if zone in ("Z", "UTC", "GMT"):
        return clock + "Z"
    return clock + (f"{zone[:3]}:{zone[-2:]}" if zone else "")


def _iso(year: int, month: int, day: int) -> str | None:
    """Give a day as ISO 8601, ``None`` when there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _doubted(clue: DateClue, fetched: str | None) -> DateClue:
    """Take the trust from a date that cannot be the page's."""
    why = None
    if int(clue.value[:4]) < _FIRST_YEAR or clue.value.startswith("1970-01-01"):
        why = "placeholder"
    elif fetched and clue.says in ("published", "modified") and clue.value[:10] > fetched[:10]:
        why = "after-fetched"
    if why is None:
        return clue
    return DateClue(
        value=clue.value,
        says=clue.says,
        seen_in=clue.seen_in,
        words=clue.words,
        trusted=False,
        why=why,
    )
