"""When a page was there, and what was told of its dates from outside.

An archive's copy says when it was taken: in the address under which it is kept, and in a script
that the archive put into it. The page cannot be younger, whatever it declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ondit.model import DateClue, Page
from ondit.page.dom import Document

_ADDRESS = re.compile(
    r"(?i)(?:web\.archive\.org|wayback\.archive-it\.org(?:/\d+)?"
    r"|(?:www\.)?webarchive\.org\.uk/wayback/archive|archive\.(?:ph|is|today|li|vn|fo|md))"
    r"/(?:web/)?(\d{14}|\d{8})(?:[a-z]{2}_)?/"
)
_SCRIPT = re.compile(r"""__wm\.(?:wombat|init)\(\s*"[^"\n]{0,2000}"\s*,\s*"(\d{14})\"""")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_TOP = 4000  # characters in which a browser writes whence it saved the page


def dates(document: Document, page: Page) -> Iterator[DateClue]:
    """Give what was told of ``page``, and each moment at which it is known to have been taken."""
    yield from page.told
    if page.fetched is not None and not any(clue.says == "fetched" for clue in page.told):
        yield _taken(page.fetched, "given", page.fetched)
    address = _ADDRESS.search(f"{page.url or ''} {saved_from(document) or ''} {page.name}")
    for match, seen_in in ((address, "wayback:url"), (_SCRIPT.search(document.source), "wayback")):
        if match is not None and (value := _moment(match.group(1))) is not None:
            yield _taken(value, seen_in, match.group(1))


def saved_from(document: Document) -> str | None:
    """Give the address from which a browser says that it saved the page."""
    saved = _SAVED.search(document.source, 0, _TOP)
    return saved.group(1) if saved else None


def _taken(value: str, seen_in: str, words: str) -> DateClue:
    return DateClue(
        value=value, says="fetched", seen_in=seen_in, words=words, trusted=True, why="fetched"
    )


def _moment(digits: str) -> str | None:
    """Give the moment that an archive writes in digits, which is UTC."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if year < 1994 or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    value = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    if len(digits) < 14:
        return value
    return f"{value}T{digits[8:10]}:{digits[10:12]}:{digits[12:]}Z"
