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

from ondit.model import DateClue, Page, Saying
from ondit.page import captured, declared, displayed, scripted
from ondit.page.displayed import Region
from ondit.page.dom import Document
from ondit.page.meta import Head
from ondit.page.written import clue, day_number, months, of_day
from ondit.page.zones import at_home, is_zoned, on_its_day
from ondit.text import fold

_IN_ADDRESS = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[a-z]{3,9})[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$|[a-z])",
    re.I,
)
_RANKS = {
    "declared": 0,
    "labelled": 1,
    "address": 2,
    "listed": 3,
    "scripted": 4,
    "near-headline": 5,
    "alone": 6,
    "server": 7,
}
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=[/\s]|$)")
_WEAK = ("near-headline", "alone", "scripted")
_MONTH = 20  # days between the middle of a month and a date in it, in whatever zone
_FIRST_YEAR = 1994  # no news page is older; dates before it are those of events


def read(document: Document, head: Head, *, region: Region, page: Page) -> tuple[DateClue, ...]:
    """Give the dates of ``document`` in the order they are believed.

    ``region`` tells where on the page the article shows its own.
    """
    found: list[DateClue] = []
    for where, says, value in declared.dates(head):
        found += clue(value, says, where, trusted=True, why="declared")
    found += displayed.stamped(document, region)
    for address in (head.url or page.url, head.canonical):
        found += _from_address(address)
    found += displayed.worded(document, region)
    if not any(each.says == "published" and each.trusted for each in found):
        found += scripted.dates(document)
    found += captured.dates(document, page)
    taken = min((each.value for each in found if each.says == "fetched"), default=None)
    named = _MONTH_IN_ADDRESS.search(f"{head.url or page.url or ''} {head.canonical or ''}")
    middle = f"{named[1]}-{named[2]}-15" if named else None
    checked = (_doubted(each, taken, middle) for each in found)
    unique: dict[tuple[str, str, str], DateClue] = {}
    for each in checked:
        unique.setdefault((each.value, each.says, each.seen_in), each)
    return tuple(unique.values())


def choose(clues: tuple[DateClue, ...], says: Saying) -> DateClue | None:
    """Give the clue to show for ``says``: by trust, then by its reason, then in the order found.

    A day in the address overrules a declared time that lies more than a year after it: such pages
    were moved to another system, which stamped them anew. So does another date a declared one that
    lies after the declared change. A moment that the page gives by the clock of its own place too
    is told by that one, and one in UTC whose day there is another by that day.
    """
    usable = [clue for clue in clues if clue.says == says and clue.why in _RANKS]
    those = sorted(usable, key=lambda clue: (not clue.trusted, _RANKS[clue.why]))
    if says == "published":
        changed = [clue for clue in clues if clue.says == "modified" and clue.why == "declared"]
        those.sort(key=lambda clue: bool(changed) and _is_after(clue, changed[0]))
    if not those:
        return None
    by_address = next((clue for clue in those if clue.why == "address"), None)
    if by_address and int(those[0].value[:4]) - int(by_address.value[:4]) > 1:
        return by_address
    zoned = [clue for clue in clues if clue.says == says and clue.why == "elsewhere"]
    told = at_home(those[0], [*those[1:], *(clue for clue in zoned if is_zoned(clue))])
    return on_its_day(told, those[1:]) if says == "published" else told


def _is_after(clue: DateClue, changed: DateClue) -> bool:
    """Tell whether a declared date of publication lies days after the declared change."""
    return clue.why == "declared" and day_number(clue.value) - day_number(changed.value) > 1


def _from_address(address: str | None) -> list[DateClue]:
    if not address:
        return []
    match = _IN_ADDRESS.search(address.split("?")[0].split("//")[-1])
    if match is None:
        return []
    year, month, day = match.groups()
    number = int(month) if month.isdigit() else months().get(fold(month), 0)
    value = of_day(int(year), number, int(day))
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


def _doubted(clue: DateClue, taken: str | None, middle: str | None) -> DateClue:
    """Take the trust from a date that cannot be the page's.

    ``taken``: when the page was there; ``middle``: that of the month which its address names.
    """
    why = None
    is_weak = clue.says == "published" and clue.why in _WEAK
    if int(clue.value[:4]) < _FIRST_YEAR or clue.value.startswith("1970-01-01"):
        why = "placeholder"
    elif taken and clue.says in ("published", "modified") and clue.value[:10] > taken[:10]:
        why = "after-fetched"
    elif is_weak and middle and abs(day_number(clue.value) - day_number(middle)) > _MONTH:
        why = "not-in-address"
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
