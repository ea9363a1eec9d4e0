"""When a page was there, and what was told of its dates from outside.

An archive's copy says when it was taken: in the address under which it is kept, and in a script
that the archive put into it. The page cannot be younger, whatever it declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from ondit.model import DateClue, Page
from ondit.page.dom import Document

_ADDRESS = re.compile(
    r"(?i)(?:web\.archive\.org|wayback\.archive-it\.org(?:/\d+)?"
    r"|(?:www\.)?webarchive\.org\.uk/wayback/archive|archive\.(?:ph|is|today|li|vn|fo|md))"
    r"/(?:web/)?(\d{14}|\d{8})(?:[a-z]{2}_)?/"
)
_SCRIPT = re.compile(rb"""__wm\.(?:wombat|init)\(\s*"[^"\n]{0,2000}"\s*,\s*"(\d{14})\"""")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_FIRST_YEAR = 1994  # no archive has older pages
_TOP = 4000  # characters in which a browser writes whence it saved the page


def dates(document: Document, page: Page) -> Iterator[DateClue]:
    """Give what was told of ``page``, and each moment at which it is known to have been taken."""
    yield from (clue for clue in page.told if _is_date(clue.value))
    given = page.fetched is not None and _is_date(page.fetched)
    if given and page.fetched is not None and not any(clue.says == "fetched" for clue in page.told):
        yield _taken(page.fetched, "given", page.fetched)
    given_as = f"{page.url or ''} {saved_from(document) or ''} {page.name}"
    address = _ADDRESS.search(given_as) if "archive" in given_as.lower() else None
    start = document.raw.find(b"__wm.")
    script = _SCRIPT.search(document.raw, start) if start >= 0 else None
    for digits, seen_in in (
        (address.group(1) if address else "", "wayback:url"),
        (script.group(1).decode() if script else "", "wayback"),
    ):
        if digits and (value := _moment(digits)) is not None:
            yield _taken(value, seen_in, digits)


def saved_from(document: Document) -> str | None:
    """Give the address from which a browser says that it saved the page."""
    saved = _SAVED.search(document.beginning(_TOP))
    return saved.group(1) if saved else None


def _taken(value: str, seen_in: str, words: str) -> DateClue:
    return DateClue(
        value=value, says="fetched", seen_in=seen_in, words=words, trusted=True, why="fetched"
    )


def _moment(digits: str) -> str | None:
    """Give the moment that an archive writes in digits, which is UTC."""
    value = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    if len(digits) == 14:
        value += f"T{digits[8:10]}:{digits[10:12]}:{digits[12:]}Z"
    return value if int(digits[:4]) >= _FIRST_YEAR and _is_date(value) else None


def _is_date(value: str) -> bool:
    """Tell whether a date begins with its year and is one of the calendar."""
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return value[:4].isdecimal()
