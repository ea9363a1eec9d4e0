"""Many fixed strings looked for in a page at once.

A page is searched for some hundreds of strings that betray its machinery, and hardly any of them
is there. Looking for each by itself costs more than reading the page. So each string is known by
four of its bytes, the rarest that it has; all places of the page are compared with these four
bytes in a few steps of numpy, and only where they stand the string itself is compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

_KNOWN = 4  # bytes by which a string is known
_Array = np.ndarray[Any, np.dtype[Any]]


# The bytes of 200 saved pages, the commonest first.
_COMMON = (
    b""" etainsor-l"cdp.um/0hg12=fb:w><v4y3,5x_6;k879LjMS&\\zCAI()q{"""
    b"""}NETD'F#BR%OPYWZG[]UHVQJX!+K?|@$*~^`"""
)
# Runs of four that stand on every page, so that a string is better known by others.
_EVERYWHERE = frozenset(
    b".com com/ www. -con font form /wp- wp-c p-co omme mmen s.co ject bjec ubli .org urce lick"
    b" script widg publ scri styl tyle http tp:/ ttps ps:/ cont onte nten clas data".split()
)


def _rarity(part: bytes) -> int:
    """Tell how seldom ``part`` stands in the source of a page, its first two bytes above all."""
    if part in _EVERYWHERE:
        return -1
    ranks = [_COMMON.find(byte) % len(_COMMON) for byte in part]
    return 3 * (ranks[0] + ranks[1]) + ranks[2] + ranks[3]


class Needles:
    """A set of strings of five bytes and more, made ready to be looked for together.

    Pages are looked at two bytes at a time, so that a string is known by two runs of four bytes:
    one for each way in which it can lie across the pairs.
    """

    def __init__(self, needles: Iterable[bytes]) -> None:
        self._by_part: dict[bytes, list[tuple[int, bytes]]] = {}
        for needle in dict.fromkeys(needles):
            if len(needle) <= _KNOWN:
                raise ValueError(needle)
            for odd in (0, 1):
                shifts = range(odd, len(needle) - _KNOWN + 1, 2)
                shift = max(shifts, key=lambda at: (_rarity(needle[at : at + _KNOWN]), -at))
                part = needle[shift : shift + _KNOWN]
                self._by_part.setdefault(part, []).append((shift, needle))
        self._first = np.zeros(1 << 16, dtype=bool)
        self._mixed = np.zeros(1 << 16, dtype=bool)
        for part in self._by_part:
            pairs = np.frombuffer(part, dtype="<u2")
            self._first[pairs[0]] = True
            self._mixed[_mix(pairs[:1], pairs[1:])] = True

    def find(self, text: bytes) -> dict[bytes, list[int]]:
        """Give the places of each string that stands in ``text``, in order."""
        found: dict[bytes, list[int]] = {}
        for place in self._likely(text):
            for shift, needle in self._by_part.get(text[place : place + _KNOWN], ()):
                start = place - shift
                if start >= 0 and text.startswith(needle, start):
                    found.setdefault(needle, []).append(start)
        for places in found.values():
            places.sort()
        return found

    def _likely(self, text: bytes) -> list[int]:
        """Give the places at which some string's four bytes may stand."""
        if len(text) < _KNOWN:
            return []
        pairs = np.frombuffer(text, dtype="<u2", count=len(text) // 2)
        begun = np.flatnonzero(self._first[pairs[:-1]])
        likely = self._mixed[_mix(pairs[begun], pairs[begun + 1])]
        places: list[int] = (begun[likely] * 2).tolist()
        return places


def _mix(one: _Array, other: _Array) -> _Array:
    """Give 16 bits that depend on all four bytes; what overflows is lost, as it may be."""
    return one * np.uint16(40503) + other
