"""The dates that a page shows: its ``<time>`` elements, and the dates in its words.

What a date is, the words before it say (*published on*, *mis à jour le*), also those inside its own
element; then the names of the markup; and where nothing says it, a date beside the headline is
taken for that of publication, one that stands alone before one in a sentence. Several dates that
are announced far from the headline are those of teasers and events.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from ondit import lang
from ondit.model import DateClue, Saying
from ondit.page import phrases
from ondit.page.dom import Document, Stamp
from ondit.page.written import Order, clue, dates_in, day_number, stamp_in, weekdays
from ondit.text import fold

_FEW = 2  # stamps named as dates of publication far from the headline; more are those of teasers
_MOST_STAMPS = 40
_MOST_SHOWN = 20
_LONGEST_LABEL = 40  # characters of a piece that is but the label of a date
_LONGEST_BESIDE = 120  # characters around a bare date; a longer line tells of something
_ALONE = 40  # characters around a date that stands alone, but for a name or a section
_SHORTEST_PHRASE = 5  # characters of words before a date from which they tell a language
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(r"\d\d[./]\d\d[./]\d\d(?!\d)")
_DATED = re.compile(r"(?:^|[\W_])(?:date|datum|datetime|pubdate|posted|published|publi)(?=[\W_]|$)")


class Region(Struct, frozen=True):
    """Where the dates of an article stand on its page, by the numbers of pieces."""

    near: dict[int, int]
    """The pieces around the headline, with their rank, the likeliest first."""
    within: range
    """From a little above the headline to a little below the text."""
    apart: frozenset[int]
    """What readers wrote."""


def stamped(document: Document, region: Region) -> list[DateClue]:
    """Give what the ``<time>`` elements, and what else carries a date for machines, say."""
    near = region.near
    far = len(near)
    stamps = sorted(document.stamps, key=lambda stamp: near.get(stamp.piece, far))[:_MOST_STAMPS]
    many = sum(_is_named(stamp) and stamp.piece not in near for stamp in stamps) > _FEW
    found: list[DateClue] = []
    for stamp in stamps:
        found += _of_stamp(stamp, document, region, many=many)
    return found


def _of_stamp(stamp: Stamp, document: Document, region: Region, *, many: bool) -> list[DateClue]:
    names = stamp.names.lower()
    value = stamp.value or stamp.words
    words = stamp.words or value
    if "startdate" in names or "enddate" in names:
        return clue(value, "event", "time", trusted=True, why="declared")
    said = _announced(stamp, document)
    if ("modif" in names or "updated" in names) and "publi" not in names:
        said = "modified"
    is_near = stamp.piece in region.near
    named = said != "modified" and _is_named(stamp) and (is_near or not many)
    labelled = said is not None and (is_near or not many)
    why = "declared" if named else "labelled" if labelled else "near-headline"
    if not named and not labelled and not is_near:
        why = "elsewhere"
        if not many and stamp.piece in region.within and _is_lone(stamp, document, region):
            why = "alone"
    trusted = named or said is not None or is_near
    shown = dates_in(stamp.words, order="dmy") if said == "published" else []
    if shown and labelled and abs(day_number(shown[0][2]) - _day_of(value)) > 1:
        value = shown[0][2]  # the element bears another moment than the one that it announces
    return clue(value, said or "published", "time", trusted=trusted, why=why, words=words)


def _announced(stamp: Stamp, document: Document) -> Saying | None:
    """Tell what the words in and before a stamp say it is: *Updated April 10, 2025*."""
    own = dates_in(stamp.words, order="dmy")
    if own and (said := _said(stamp.words[: own[0][0]])):
        return said
    pieces = document.pieces
    within = pieces[stamp.piece].text if stamp.piece < len(pieces) else ""
    before = pieces[stamp.piece - 1].text if stamp.piece else ""
    return _said(within[: max(within.find(stamp.words), 0)]) or _said(before[-_LONGEST_LABEL:])


def _day_of(value: str) -> int:
    """Give the number of the day of a machine's date, 0 where it is none."""
    found = stamp_in(value[:80])
    return day_number(found) if found else 0


def _is_named(stamp: Stamp) -> bool:
    """Tell whether the markup calls ``stamp`` a date of publication."""
    names = stamp.names.lower()
    return "publi" in names or "pubdate" in names or "posted" in names


def _is_lone(stamp: Stamp, document: Document, region: Region) -> bool:
    """Tell whether no other stamp of the page bears another day."""
    days = {(each.value or each.words)[:10] for each in document.stamps[:_MOST_STAMPS]}
    return len(days) == 1 and stamp.piece not in region.apart


def worded(document: Document, region: Region) -> list[DateClue]:
    """Give the dates that people see: with a label anywhere, bare only near the headline."""
    found: list[tuple[tuple[bool, int], DateClue]] = []
    order = _order(document.language)
    far = len(region.near)
    for number, piece in enumerate(document.pieces):
        text = piece.text
        is_near = number in region.near
        if not 6 < len(text) < 250 or not (is_near or "20" in text or "19" in text):
            continue
        short = is_near and bool(_SHORT_YEAR.search(text))
        if not short and not _YEAR.search(text):
            continue
        reading = order or _order_of_words(text)
        for start, end, value in dates_in(text, order=reading, short=short)[:3]:
            said = _said(text[:start]) or (_label_before(document, number) if start < 2 else None)
            beside = len(text) - (end - start)
            is_line = start < 2 or beside <= _LONGEST_BESIDE
            is_bare = said is None and is_line and piece.tag != "figcaption"
            is_shown = is_near or (beside <= _ALONE and _is_dated(document, number, region))
            if said is None and not (is_bare and is_shown):
                continue
            rank = (said is None and beside > _ALONE, region.near.get(number, far))
            found.append((rank, _shown(value, said, text[start:end])))
        if len(found) > _MOST_SHOWN:
            break
    return _without_events([(rank[1] == far, each) for rank, each in sorted(found, key=_ranked)])


def _shown(value: str, said: Saying | None, words: str) -> DateClue:
    return DateClue(
        value=value,
        says=said or "published",
        seen_in="visible",
        words=words,
        trusted=said is not None,
        why="labelled" if said else "near-headline",
    )


def _ranked(pair: tuple[tuple[bool, int], DateClue]) -> tuple[bool, int]:
    return pair[0]


def _without_events(found: list[tuple[bool, DateClue]]) -> list[DateClue]:
    """Give the dates, those far from the headline not trusted where several are announced."""
    days = {each.value[:10] for far, each in found if far and each.says == "published"}
    return [
        replace(each, trusted=False, why="elsewhere")
        if far and each.says == "published" and len(days) > 1
        else each
        for far, each in found
    ]


def _is_dated(document: Document, number: int, region: Region) -> bool:
    """Tell whether a date alone stands by the article in a box that is called one of dates."""
    if number not in region.within or number in region.apart:
        return False
    return bool(_DATED.search(document.boxes[document.pieces[number].box].names))


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
    return core in head and bool(rest) and rest in weekdays()
