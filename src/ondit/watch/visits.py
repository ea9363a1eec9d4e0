"""Visits to feeds: when each is due, what is new in it, and its pages fetched.

A feed is visited at its interval, shifted by a tenth at most: by its address, so that feeds do not
all come due at once and every run shifts them alike. One that fails is visited less and less often,
once a day at last; a page that fails is asked for again at the next two visits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from ondit import pipeline
from ondit.errors import OnditError
from ondit.model import Failure, Page
from ondit.sources import feeds, told
from ondit.sources.online import pages
from ondit.sources.online.fetch import Fetched, Fetcher
from ondit.watch.state import State, Visited

_SHIFT = 0.1
_RAREST = 86_400.0
_TRIES = 3
"""Times that a page is asked for."""
_MOST = 100
"""New pages fetched at one visit; the others wait for the next."""
_LISTS = 20
"""Lists within a list (an index of sitemaps) that are visited with it."""


class Visit(Struct, kw_only=True):
    """What came of one visit."""

    address: str
    pages: list[Page] = []
    failures: list[Failure] = []
    """Those that will not be asked for again, and the feed's own."""


class Visits:
    """The feeds of a watch."""

    def __init__(
        self,
        addresses: list[str],
        *,
        every: float,
        own: Mapping[str, float],
        state: State,
        fetcher: Fetcher,
        now: Callable[[], float],
    ) -> None:
        """``every`` and ``own`` are seconds; ``now`` gives seconds since 1970."""
        self.addresses = addresses
        self._every = every
        self._own = own
        self._state = state
        self._fetcher = fetcher
        self._now = now

    def due(self, *, all_healthy: bool = False) -> list[str]:
        """Give the feeds that are due, the longest first; or all that do not fail."""
        now = self._now()
        known = {one: self._state.feed(one) for one in self.addresses}
        found = [
            one
            for one in self.addresses
            if known[one].due <= now or (all_healthy and not known[one].failed)
        ]
        return sorted(found, key=lambda one: known[one].due)

    def pause(self) -> float:
        """Give the seconds until the next feed is due."""
        nearest = min((self._state.feed(one).due for one in self.addresses), default=self._now())
        return max(0.0, nearest - self._now())

    def visit(self, address: str) -> Visit:
        """Visit one feed and fetch what is new; never raises for what the network does."""
        known = self._state.feed(address)
        visit = Visit(address=address)
        earlier = {"etag": known.etag, "last-modified": known.modified}
        try:
            answer = self._fetcher.get(address, earlier=earlier)
            entries = [] if answer.unchanged else list(self._entries(answer, 0))
        except OnditError as error:
            known.failed += 1
            visit.failures.append(pipeline.failure(address, error))
        else:
            known.failed = 0
            left = self._fetch(entries, known, visit)
            # While something is left of it, the feed is asked for whole again.
            known.etag = "" if left else answer.headers.get("etag", known.etag)
            known.modified = "" if left else answer.headers.get("last-modified", known.modified)
        known.due = self._now() + self._interval(address, known.failed)
        return visit

    def _entries(self, answer: Fetched, depth: int) -> Iterator[feeds.Entry]:
        """Give the entries of a list, and of the lists it leads to."""
        listing = feeds.read(answer.body, name=answer.asked, url=answer.url)
        yield from listing.entries
        for inner in listing.lists[:_LISTS] if depth == 0 else ():
            try:
                yield from self._entries(self._fetcher.get(inner), depth + 1)
            except OnditError:
                continue  # the others may be read

    def _fetch(self, entries: list[feeds.Entry], known: Visited, visit: Visit) -> bool:
        """Fetch what is new; tell whether something is left for the next visit."""
        seen = set(known.seen)
        fresh = [one for one in entries if _short(one.key or one.url) not in seen]
        listed = {one.url: one for one in reversed(entries)}
        for one in fresh[:_MOST]:
            known.note(_short(one.key or one.url))
        for url in dict.fromkeys((*known.waiting, *(one.url for one in fresh[:_MOST]))):
            found = pages.page(url, self._fetcher)
            if isinstance(found, Page):
                known.waiting.pop(url, None)
                visit.pages.append(told.listed(found, listed[url]) if url in listed else found)
                continue
            tries = known.waiting.get(url, 0) + 1
            if tries >= _TRIES or found.error in _FINAL:
                known.waiting.pop(url, None)
                visit.failures.append(found)
            else:
                known.waiting[url] = tries
        return len(fresh) > _MOST

    def _interval(self, address: str, failed: int) -> float:
        every = self._own.get(address, self._every)
        share = hashlib.blake2s(address.encode(), digest_size=2).digest()
        shift = 1 + _SHIFT * (int.from_bytes(share, "big") / 32_767.5 - 1)
        waited: float = every * 2 ** min(failed, 16)
        return min(max(every, _RAREST), waited) * shift


_FINAL = frozenset({"ForbiddenByRobots", "PrivateAddress", "NotAnAddress", "TooLarge"})
"""Failures that another visit will not mend."""


def _short(key: str) -> str:
    return hashlib.blake2s(key.encode(), digest_size=8).hexdigest()
