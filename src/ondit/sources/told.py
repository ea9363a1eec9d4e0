"""Dates that are told of a page from outside it: by the list it was in, by servers and archives.

They say little of when a page was written, and much of when it was there: no page is younger than
the day it was fetched. A feed's date is the site's own word, and trusted; a server's last change is
mostly the moment at which its machinery made the page anew.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ondit.model import DateClue, Page
from ondit.sources import dates
from ondit.sources.feeds import Entry


def fetched(page: Page, seen_in: str) -> Page:
    """Give ``page`` with a clue of when it was fetched, as ``seen_in`` tells."""
    if page.fetched is None:
        return page
    clue = DateClue(
        value=page.fetched,
        says="fetched",
        seen_in=seen_in,
        words=page.fetched,
        trusted=True,
        why="fetched",
    )
    return replace(page, told=(*page.told, clue))


def changed(page: Page, headers: Mapping[str, str]) -> Page:
    """Give ``page`` with what its server said of its last change; ``headers`` in lower case."""
    words = headers.get("last-modified", "")
    value = dates.mailed(words)
    if value is None:
        return page
    clue = DateClue(
        value=value.replace("+00:00", "Z"),
        says="modified",
        seen_in="http:last-modified",
        words=words[:80],
        trusted=False,
        why="server",
    )
    return replace(page, told=(*page.told, clue))


def listed(page: Page, entry: Entry) -> Page:
    """Give ``page`` with the date of the ``entry`` that led to it."""
    if entry.published is None:
        return page
    clue = DateClue(
        value=entry.published,
        says="published" if entry.dated_by != "sitemap:lastmod" else "modified",
        seen_in=entry.dated_by,
        words=entry.published,
        trusted=entry.dated_by != "sitemap:lastmod",
        why="listed" if entry.dated_by != "sitemap:lastmod" else "server",
    )
    return replace(page, told=(*page.told, clue))
