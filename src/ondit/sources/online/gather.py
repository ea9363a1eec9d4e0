"""What was given, wherever it lies: files from the disk, addresses and lists from the network.

An address whose answer is a feed, a sitemap or a list stands for the pages that it lists; so does
such a file on the disk. A list may lead to further lists, no deeper than an index of sitemaps does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from ondit import urls
from ondit.errors import ListNotFetched, NotAList, OnditError
from ondit.model import Failure, Page
from ondit.sources import feeds, files, told
from ondit.sources.online import pages as asked
from ondit.sources.online.fetch import Fetcher

_DEPTH = 2
"""Lists within lists that are followed: an outline leads to feeds, an index to sitemaps."""


def is_address(given: str) -> bool:
    """Tell whether something given is an address, not a path."""
    return given.lower().startswith(("http://", "https://"))


def hosts(given: Sequence[str]) -> list[str]:
    """Give the hosts that will be asked, as far as what was given tells: itself, and lists of it.

    Those typed come first; then those of the lists on the disk, in their order.
    """
    found = [urls.parsed(one) for one in given if is_address(one)]
    for path in given:
        if not is_address(path):
            listing = _listing(path)
            entries = listing.entries if listing else ()
            found += [urls.parsed(entry.url) for entry in entries]
            found += [urls.parsed(address) for address in (listing.lists if listing else ())]
    return list(dict.fromkeys(url.host for url in found if url is not None and url.host))


def typed(given: Sequence[str]) -> list[str]:
    """Give the hosts that the user typed, which may lie anywhere."""
    return hosts([one for one in given if is_address(one)])


def feeds_of(given: Sequence[str]) -> list[str]:
    """Give the addresses of the feeds given: typed, or in a list or an OPML file.

    Raises :class:`ondit.errors.NotAList` for a file that is neither.
    """
    found: list[str] = []
    for one in given:
        if is_address(one):
            found.append(one)
            continue
        listing = feeds.read(files.page(one, lists=True).body, name=one)
        if listing.kind not in ("text", "outline"):
            raise NotAList(path=one)
        found += [*listing.lists, *(entry.url for entry in listing.entries)]
    return list(dict.fromkeys(found))


def pages(
    given: Sequence[str], fetcher: Fetcher, *, skipped: Counter[str] | None = None
) -> Iterator[Page | Failure]:
    """Give the pages of files, folders, archives, addresses and lists, in order."""
    seen: set[str] = set()
    for online, group in groupby(given, is_address):
        if online:
            for address in group:
                yield from _at(address, fetcher, seen, 0)
            continue
        for found in files.pages(group, skipped=skipped):
            is_list = isinstance(found, Failure) and found.error == ListNotFetched.__name__
            listing = _listing(found.name) if is_list else None
            if listing is None:
                yield found
            else:
                yield from _of(listing, fetcher, seen, 0)


def _listing(path: str) -> feeds.Listing | None:
    """Read the list that lies at ``path``; ``None`` when it is none."""
    if not Path(path).is_file():
        return None
    try:
        return feeds.read(files.page(path, lists=True).body, name=path)
    except OnditError:
        return None


def _at(
    address: str,
    fetcher: Fetcher,
    seen: set[str],
    depth: int,
    entry: feeds.Entry | None = None,
) -> Iterator[Page | Failure]:
    """Give the page at ``address``, or the pages it lists; ``entry`` is where it was listed."""
    if address in seen:
        return
    seen.add(address)
    try:
        fetched = fetcher.get(address)
        if feeds.kind(fetched.body) is None:
            page = asked.made(fetched)
            yield page if entry is None else told.listed(page, entry)
            return
        listing = feeds.read(fetched.body, name=address, url=fetched.url)
    except OnditError as error:
        yield Failure(name=address, error=type(error).__name__, facts=error.facts)
        return
    yield from _of(listing, fetcher, seen, depth)


def _of(
    listing: feeds.Listing, fetcher: Fetcher, seen: set[str], depth: int
) -> Iterator[Page | Failure]:
    inner: Iterable[str] = listing.lists if depth < _DEPTH else ()
    for entry in listing.entries:
        yield from _at(entry.url, fetcher, seen, depth + 1, entry)
    for address in inner:
        yield from _at(address, fetcher, seen, depth + 1)
