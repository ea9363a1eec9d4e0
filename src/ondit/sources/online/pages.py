"""Addresses made pages: each is asked for, and what cannot be had is a failure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ondit.errors import EmptyFile, OnditError
from ondit.model import Failure, Page
from ondit.sources import capture, told
from ondit.sources.online.fetch import Fetched, Fetcher


def pages(addresses: Iterable[str], fetcher: Fetcher) -> Iterator[Page | Failure]:
    """Ask for ``addresses`` in their order, each once; give their pages, or why there is none."""
    seen: set[str] = set()
    for address in addresses:
        if address not in seen:
            seen.add(address)
            yield page(address, fetcher)


def page(address: str, fetcher: Fetcher) -> Page | Failure:
    """Ask for one address."""
    try:
        return made(fetcher.get(address))
    except OnditError as error:
        return Failure(name=address, error=type(error).__name__, facts=error.facts)


def made(fetched: Fetched) -> Page:
    """Make a page of an answer; raise when it has no body."""
    if not fetched.body:
        raise EmptyFile(path=fetched.asked)
    declared = fetched.headers.get("content-type")
    page = Page(
        name=fetched.asked,
        body=fetched.body,
        url=fetched.url,
        media_type=capture.media_type(declared),
        charset=capture.charset(declared),
        fetched=fetched.moment,
    )
    return told.changed(told.fetched(page, "online"), fetched.headers)
