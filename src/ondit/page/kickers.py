"""What stands over a headline: its subject, its series, its place.

A kicker is set in the heading itself or right above it, and is no part of the headline. A class
name may say so; without one it is the titles of the page's head that tell, since they join both
with a mark where the page sets them apart by type (*Minority in Syria: Druze ask for a share of
power*), or leave the kicker out. A date set in the heading is told apart in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from ondit import lang
from ondit.model import Role
from ondit.page import phrases, written
from ondit.page.meta import Head
from ondit.page.places import Place
from ondit.page.setting import Setting
from ondit.page.shape import linked
from ondit.text import fold

_SHORTEST = 16  # characters of a headline; of 1,028 that a claim parts off, 12 were right, 2 wrong
_LONGEST = 80  # characters of a kicker; the longest of 24 that were met had 62
_ABOVE = 3  # places above the headline among which a kicker stands
_NAMED = 40  # characters of one that only its class name or its place tells
_FEWEST = 3
_MARKS = re.compile(r"\s*[:|/]\s+|\s+[|/·•»–—-]{1,2}\s+|\s*[：｜／]\s*")
_JOINED = re.compile(r"[:|/·•»–—：｜／,;.-]")
_BETWEEN = re.compile(r"[\W_]+")
_OPENING = "«‹“„‚\"'‘([¿¡「『"
_CLAIMS = ("json-ld:headline", "meta:og:title", "meta:twitter:title")


def part(found: Sequence[Place], setting: Setting) -> list[Place]:
    """Give ``found`` with the kicker of its headline in a place of its own."""
    at = next((n for n, place in enumerate(found) if place.role == "headline"), -1)
    if at < 0:
        return list(found)
    heading, *label = _unlabelled(found[at], setting.head)
    cut = _cut(heading.text, setting.head)
    if cut:
        return [*found[:at], *_halves(heading, cut), *label, *found[at + 1 :]]
    above = _above(found, at, setting)
    given = [*found[:at], heading, *label, *found[at + 1 :]]
    if above >= 0:
        given[above] = given[above].as_("kicker")
    return given


def is_one(place: Place, setting: Setting) -> bool:
    """Tell whether a short line right above the headline can be its kicker."""
    text = place.text
    if not _FEWEST <= len(text) < _NAMED or written.dates_in(text, order="dmy"):
        return False
    return fold(text) not in setting.people | setting.own and not _in_another_cell(place, setting)


def _in_another_cell(place: Place, setting: Setting) -> bool:
    """Tell whether the headline stands in another cell of a table than ``place``."""
    document, box = setting.document, setting.piece(place).box
    while box >= 0 and not document.first[box] <= setting.headline < document.last[box]:
        if document.boxes[box].tag in ("td", "th", "tr"):
            return True
        box = document.boxes[box].parent
    return False


def _unlabelled(heading: Place, head: Head) -> list[Place]:
    """Part ``heading`` from the label of a pay wall behind its words: *… Subscribers only*."""
    text = heading.text
    flat = _flat(text)
    for title in dict(head.titles).values():
        if title == text or title[:1] != text[:1]:
            continue
        known = _flat(_MARKS.split(title, maxsplit=1)[0])
        if len(known) < _SHORTEST or not flat.startswith(known) or flat == known:
            continue
        letters = [number for number, sign in enumerate(text) if sign.isalnum()]
        end = letters[len(known) - 1] + 1 if len(letters) == len(flat) else len(text)
        label = phrases.furnishing(text[end:].strip())
        if label is not None and label.kind == "paywall":
            kept = msgspec.structs.replace(heading, text=text[:end], links=())
            rest = msgspec.structs.replace(heading, text=text[end:].strip(), links=())
            return [kept, rest.set_aside("paywall")]
    return [heading]


def _halves(heading: Place, cut: int) -> tuple[Place, Place]:
    """Give the place before ``cut``, a kicker or a date, and the headline after it."""
    words = heading.text[:cut].rstrip(" :|/•·»–—-：｜／")
    is_date = not any(map(str.isalpha, words))
    role: Role = "dateline" if is_date else "kicker"
    before = msgspec.structs.replace(heading, text=words, role=role, links=())
    return before, msgspec.structs.replace(heading, text=heading.text[cut:], links=())


def _cut(text: str, head: Head) -> int:
    """Give where in the heading ``text`` the headline begins, 0 where it has no kicker."""
    flat, places = _flat(text), None
    for where, title in head.titles:
        if title == text:
            continue
        for length, is_whole in _tails(title, flat):
            if is_whole and where not in _CLAIMS:
                continue  # the title of the window may be cut short at its front too
            places = places or [n for n, sign in enumerate(text) if sign.isalnum()]
            if len(places) != len(flat):
                return 0  # a sign that folds to two
            first = places[len(flat) - length]
            gap = text[places[len(flat) - length - 1] + 1 : first]
            if not is_whole and _JOINED.search(gap):
                continue
            start = _opened(text, first)
            before = text[:start].strip(" :|/•·–—-")
            if len(before) <= _LONGEST and _parts(before, gap, text[first]):
                return start
    return 0


def _tails(title: str, flat: str) -> Iterator[tuple[int, bool]]:
    """Give how many letters at the end of a heading a title gives as the headline.

    And whether that is all of the title, or what it has after (or, cut short, behind) a mark.
    """
    whole = _flat(title)
    if len(title) >= _SHORTEST and len(whole) < len(flat) and flat.endswith(whole):
        yield len(whole), True
    for mark in _MARKS.finditer(title):
        before, after = _flat(title[: mark.start()]), _flat(title[mark.end() :])
        if not before or len(title) - mark.end() < _SHORTEST:
            continue
        if len(after) < len(flat) and flat.endswith(after):
            yield len(after), False
        elif flat.startswith(before) and flat[len(before) :].startswith(after[:_SHORTEST]):
            yield len(flat) - len(before), False


def _flat(text: str) -> str:
    """Give the letters and figures of ``text`` without what stands between."""
    return _BETWEEN.sub("", text.casefold())


def _opened(text: str, first: int) -> int:
    """Give where the words that begin at ``first`` begin with the mark that opens them."""
    mark = len(text[:first].rstrip()) - 1
    is_opened = mark >= 0 and text[mark] in _OPENING
    return mark if is_opened and (mark == 0 or text[mark - 1].isspace()) else first


def _parts(before: str, gap: str, first: str) -> bool:
    """Tell whether ``before`` can be a kicker: words or a date, and no half of a word."""
    if first.islower() or (not gap and (not first.isupper() or before[-1:].isupper())):
        return False
    if not any(map(str.isalpha, before)):
        return bool(written.dates_in(before, order="dmy"))
    return bool(_JOINED.search(gap)) or _last_word(before) not in _small_words()


def _last_word(text: str) -> str:
    return fold(text).rsplit(" ", 1)[-1]


@cache
def _small_words() -> frozenset[str]:
    """Give the words of all languages with which no phrase ends: *in*, *the*, *to*."""
    return frozenset(fold(word) for each in lang.every() for word in each.words.function_words)


def _above(found: Sequence[Place], at: int, setting: Setting) -> int:
    """Give the place above the headline that is its kicker, -1 for none."""
    # Those that hold a kicker too are longer.
    longer = len(found[at].text) + 1
    titles = {_flat(title) for _, title in setting.head.titles if len(title) > longer}
    headline = _flat(found[at].text)
    for number in range(at - 1, max(at - _ABOVE, 0) - 1, -1):
        place = found[number]
        if not place.text or len(place.text) > _LONGEST:
            continue
        if titles and (above := _flat(place.text)) and above + headline in titles:
            return number
        is_named = "kicker" in setting.hint(place).own and is_one(place, setting)
        if is_named and place.role is None and linked(setting.piece(place)) < 0.5:
            return number  # a link would lead to a section
    return -1
