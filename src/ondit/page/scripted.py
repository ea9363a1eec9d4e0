"""The date of publication in the data of a page's scripts, for pages that declare it nowhere else.

Systems that build their pages in the browser put the article's record into a script, under a key
that says what it is (*datePublished*, *publish_date*). Such a script may hold the records of other
articles too, so the date counts only where all of these keys give one day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from ondit.model import DateClue
from ondit.page.dom import Document
from ondit.page.written import clue

_KEY = re.compile(
    rb"""["'](?:date[-_]?publi(?:shed|cation)|(?:first[-_]?)?publi(?:sh|shed|cation)[-_]?"""
    rb"""(?:date|time|on|at|datetime|timestamp)(?:[-_]?time|[-_]?utc)?|pub[-_]?date|"""
    rb"""article[-_]?publi(?:shed|cation)[-_]?(?:date|time))\\?["']\s*:\s*\\?["']?([^"'\\,}\n]{8,40})""",
    re.IGNORECASE,
)
_HINTS = (b"ubli", b"ubdate", b"ubDate", b"ub_date", b"ub-date")  # one is in each key
_BEFORE, _AFTER = 16, 90  # bytes around such a hint in which the key and its value stand
_SECONDS = re.compile(r"1[0-9]{9}(?:\d{3})?(?:\.\d+)?")
_NO_DAY = "-01-01"  # a record without a day has the first of the year
_MOST = 40  # keys of one page that are looked at


def dates(document: Document) -> Iterator[DateClue]:
    """Give the date on which the scripts of ``document`` agree, if they do."""
    found: dict[str, DateClue] = {}
    for number, value in enumerate(_values(document.raw)):
        if number == _MOST:
            return
        for each in clue(_written(value), "published", "script", trusted=True, why="scripted"):
            if not each.value.endswith(_NO_DAY):
                found.setdefault(each.value[:10], each)
    if len(found) == 1:
        yield from found.values()


def _values(raw: bytes) -> Iterator[str]:
    """Give what stands under the keys, found by what is in each, in a tenth of the time."""
    for hint in _HINTS:
        at = raw.find(hint)
        while at >= 0:
            match = _KEY.search(raw, max(at - _BEFORE, 0), at + _AFTER)
            if match is not None:
                yield match[1].decode("ascii", "replace")
            at = raw.find(hint, match.end() if match is not None else at + len(hint))


def _written(value: str) -> str:
    """Give ``value``, seconds or milliseconds since 1970 as the date that they are."""
    seconds = _SECONDS.fullmatch(value.strip())
    if seconds is None:
        return value
    digits = value.strip().split(".")[0]
    return f"{datetime.fromtimestamp(int(digits[:10]), UTC):%Y-%m-%dT%H:%M:%SZ}"
