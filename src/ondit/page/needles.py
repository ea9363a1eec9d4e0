"""Many fixed strings looked for in a page at once.

A page is searched for some hundreds of strings that betray its machinery, and hardly any of them
is there. Looking for each by itself costs more than reading the page. So each string is known by
six of its bytes (four of a short one), the rarest that it has; all places of the page are compared
with these in a few steps of numpy, and only where they stand the string itself is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

_SHORT, _LONG = 4, 6  # bytes by which a string is known, and one that is longer than the latter
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
    """Tell how seldom ``part`` stands in the source of a page, its first four bytes above all."""
    ranks = [_COMMON.find(byte) % len(_COMMON) for byte in part]
    everywhere = part[:_SHORT] in _EVERYWHERE or part[-_SHORT:] in _EVERYWHERE
    return 3 * sum(ranks[:2]) + sum(ranks[2:]) - (1000 if everywhere else 0)


class Needles:
    """A set of strings of five bytes and more, made ready to be looked for together.

    Pages are looked at two bytes at a time, so that a string is known by two runs of its bytes: one
    for each way in which it can lie across the pairs.
    """

    def __init__(self, needles: Iterable[bytes]) -> None:
        self._by_run: dict[bytes, list[tuple[int, bytes]]] = {}
        self._begun, self._short, self._long = np.zeros((3, 1 << 16), dtype=bool)
        for needle in dict.fromkeys(needles):
            if len(needle) <= _SHORT:
                raise ValueError(needle)
            size = _LONG if len(needle) > _LONG else _SHORT
            for odd in (0, 1):
                shifts = range(odd, len(needle) - size + 1, 2)
                shift = max(shifts, key=lambda at: (_rarity(needle[at : at + size]), -at))
                run = needle[shift : shift + size]
                self._by_run.setdefault(run, []).append((shift, needle))
                self._know(np.frombuffer(run, dtype="<u2"))

    def _know(self, run: _Array) -> None:
        begun = _mix(run[:1], run[1:2])
        self._begun[begun] = True
        if len(run) * 2 == _SHORT:
            self._short[begun] = True
        else:
            self._long[_mix(begun, run[2:])] = True

    def find(self, text: bytes) -> dict[bytes, list[int]]:
        """Give the places of each string that stands in ``text``, both in page order."""
        found: dict[bytes, list[int]] = {}
        for size, places in self._likely(text):
            for place in places:
                for shift, needle in self._by_run.get(text[place : place + size], ()):
                    start = place - shift
                    if start >= 0 and text.startswith(needle, start):
                        found.setdefault(needle, []).append(start)
        for starts in found.values():
            starts.sort()
        return dict(sorted(found.items(), key=lambda each: each[1][0]))

    def _likely(self, text: bytes) -> Iterator[tuple[int, list[int]]]:
        """Give the places at which some string's four bytes, or six, may stand."""
        padded = text + bytes(_LONG)
        pairs = np.frombuffer(padded, dtype="<u2", count=len(padded) // 2)
        begun = _mix(pairs[:-2], pairs[1:-1])
        at = np.flatnonzero(self._begun.take(begun))
        four = begun[at]
        six = _mix(four, pairs[at + 2])
        yield _SHORT, (at[self._short.take(four)] * 2).tolist()
        yield _LONG, (at[self._long.take(six)] * 2).tolist()


def _mix(one: _Array, other: _Array) -> _Array:
    """Give 16 bits that depend on all bytes of both; what overflows is lost, as it may be."""
    return one * np.uint16(40503) + other
