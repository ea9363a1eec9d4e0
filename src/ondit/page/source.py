"""The source of a page as bytes: what stands in it, and in what it stands.

A number in a script is an account; the same number in a paragraph is a word of the article. So
each place of the source is told by what is around it: a script, a tag, a comment, or text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import numpy as np
from msgspec import Struct

from ondit.page.needles import Needles

BOUNDS = (b"<script", b"</script", b"<style", b"</style")
"""What must be among the needles for places to be told."""
_TAG_REACH = 3000  # bytes before a place in which its tag begins
_TAG = re.compile(rb"<(?:(!--)|([a-zA-Z][\w-]*))")
_PLACES = {
    "a": "link",
    "area": "link",
    "iframe": "frame",
    "img": "image",
    "link": "link-tag",
    "meta": "meta",
    "script": "script",
}


class Place(Struct, frozen=True, kw_only=True):
    """Where in the source something stands."""

    seen_in: str
    """``text`` is what people read."""
    start: int = 0
    """Where its tag begins."""


class Source:
    """The bytes of a page, and which of some strings stand where in them."""

    def __init__(self, raw: bytes, needles: Needles) -> None:
        self.raw = raw
        self._same = raw.isascii()
        self.hits = needles.find(self.raw)
        self._scripts = self.hits.get(b"<script", [])
        self._closed = self.hits.get(b"</script", [])
        self._styles = self.hits.get(b"<style", [])
        self._unstyled = self.hits.get(b"</style", [])

    def scripts(self) -> Iterator[tuple[int, int]]:
        """Give where the content of each script begins and ends."""
        for start in self._scripts:
            begun = self.raw.find(b">", start, start + _TAG_REACH) + 1
            after = bisect_right(self._closed, start)
            if begun and after < len(self._closed):
                yield begun, self._closed[after]

    def place(self, at: int) -> Place:
        """Tell in what a place of the source lies."""
        inside = self._inside(at, self._scripts, self._closed)
        if inside is not None:
            is_tag = self.raw.find(b">", inside, inside + _TAG_REACH) > at
            return Place(seen_in="script" if is_tag else "inline-script", start=inside)
        if self._inside(at, self._styles, self._unstyled) is not None:
            return Place(seen_in="style", start=at)
        opened = self.raw.rfind(b"<", max(at - _TAG_REACH, 0), at)
        closed = self.raw.rfind(b">", max(at - _TAG_REACH, 0), at)
        match = _TAG.match(self.raw, opened) if opened > closed else None
        if match is not None:
            name = "comment" if match[1] else _PLACES.get(match[2].decode().lower(), "attribute")
            return Place(seen_in=name, start=opened)
        commented = self.raw.rfind(b"<!--", max(at - _TAG_REACH, 0), at)
        if commented > self.raw.rfind(b"-->", max(at - _TAG_REACH, 0), at):
            return Place(seen_in="comment", start=commented)
        return Place(seen_in="text", start=at)

    def _inside(self, at: int, opened: list[int], closed: list[int]) -> int | None:
        before = bisect_right(opened, at)
        if not before:
            return None
        start = opened[before - 1]
        after = bisect_right(closed, start)
        end = closed[after] if after < len(closed) else len(self.raw)
        return start if at < end else None

    def text(self, start: int, end: int) -> str:
        """Give a part of the source."""
        return self.raw[max(start, 0) : end].decode("utf-8", "ignore")

    def characters(self, places: Iterable[int]) -> dict[int, int]:
        """Give the character that each of the bytes ``places`` begins."""
        wanted = sorted(set(places))
        if self._same:
            return {at: at for at in wanted}
        # In UTF-8 the bytes that go on with a character are those from 0x80 to 0xBF.
        goes_on = np.frombuffer(self.raw, dtype=np.int8) < -64
        found: dict[int, int] = {}
        count = last = 0
        for at in wanted:
            count += at - last - int(np.count_nonzero(goes_on[last:at]))
            found[at], last = count, at
        return found
