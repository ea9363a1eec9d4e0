"""Many fixed strings looked for in a page at once.

A page is searched for some hundreds of strings that betray its machinery, and hardly any of them
is there. Looking for each by itself costs more than reading the page. So each string is known by
eight of its bytes (six or four of a short one), the rarest that it has; all places of the page are
compared with these in a few steps of numpy, and only where they stand the string itself is
compared. An automaton (Aho-Corasick) takes as long in Rust, and five times as long in C.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

_SIZES = (4, 6, 8)  # bytes by which a string is known that is longer than they are
_STRIDE = 1 << 18  # bytes looked at at once, an even number; few pages have as many
_Array = np.ndarray[Any, np.dtype[Any]]


# The bytes of 200 saved pages, the commonest first.
_COMMON = (
    b""" etainsor-l"cdp.um/0hg12=fb:w><v4y3,5x_6;k879LjMS&\\zCAI()q{"""
    b"""}NETD'F#BR%OPYWZG[]UHVQJX!+K?|@$*~^`"""
)
_RANKS = bytes(_COMMON.find(byte) % len(_COMMON) for byte in range(256))
# Runs of four that stand on every page, so that a string is better known by others.
_EVERYWHERE = frozenset(
    b".com com/ www. -con font form /wp- wp-c p-co omme mmen s.co ject bjec ubli .org urce lick"
    b" script widg publ scri styl tyle http tp:/ ttps ps:/ cont onte nten clas data".split()
)


def _rarity(part: bytes) -> int:
    """Tell how seldom ``part`` stands in the source of a page, its first four bytes above all."""
    ranks = part.translate(_RANKS)
    everywhere = part[:4] in _EVERYWHERE or part[-4:] in _EVERYWHERE
    return sum(ranks) + 2 * sum(ranks[:2]) - (1000 if everywhere else 0)


class Needles:
    """A set of strings of five bytes and more, made ready to be looked for together.

    Pages are looked at two bytes at a time, so that a string is known by two runs of its bytes: one
    for each way in which it can lie across the pairs.
    """

    def __init__(self, needles: Iterable[bytes]) -> None:
        self._by_run: dict[bytes, list[tuple[int, bytes]]] = {}
        self._begun = np.zeros(1 << 16, dtype=bool)
        self._known = {size: np.zeros(1 << 16, dtype=bool) for size in _SIZES}
        for needle in dict.fromkeys(needles):
            if len(needle) <= _SIZES[0]:
                raise ValueError(needle)
            size = max(size for size in _SIZES if size < len(needle))
            for odd in (0, 1):
                shifts = range(odd, len(needle) - size + 1, 2)
                shift = max(shifts, key=lambda at: (_rarity(needle[at : at + size]), -at))
                run = needle[shift : shift + size]
                self._by_run.setdefault(run, []).append((shift, needle))
        for size, known in self._known.items():
            runs = b"".join(run for run in self._by_run if len(run) == size)
            at = np.arange(0, len(runs) // 2, size // 2)
            hashes = dict(_hashes(np.frombuffer(runs + bytes(_SIZES[-1]), dtype="<u2"), at))
            self._begun[hashes[_SIZES[0]]] = True
            known[hashes[size]] = True

    def find(self, text: bytes) -> dict[bytes, list[int]]:
        """Give the places of each string that stands in ``text``, both in page order."""
        found: dict[bytes, list[int]] = {}
        for begin in range(0, max(len(text), 1), _STRIDE):
            # A run may lie across the end of a stride, but begins in one.
            for size, places in self._likely(text[begin : begin + _STRIDE + _SIZES[-1] - 2]):
                for at in places:
                    place = begin + at
                    if at >= _STRIDE:
                        break
                    for shift, needle in self._by_run.get(text[place : place + size], ()):
                        start = place - shift
                        if start >= 0 and text.startswith(needle, start):
                            found.setdefault(needle, []).append(start)
        for starts in found.values():
            starts.sort()
        return dict(sorted(found.items(), key=lambda each: each[1][0]))

    def _likely(self, text: bytes) -> Iterator[tuple[int, list[int]]]:
        """Give the places at which some string's bytes may stand, by how many it is known."""
        padded = text + bytes(_SIZES[-1])
        pairs = np.frombuffer(padded, dtype="<u2", count=len(padded) // 2)
        begun = self._begun.take(_mix(pairs[:-3], pairs[1:-2]))
        at = np.flatnonzero(begun)
        for size, hashed in _hashes(pairs, at):
            yield size, (at[self._known[size].take(hashed)] * 2).tolist()


def _hashes(pairs: _Array, at: _Array) -> Iterator[tuple[int, _Array]]:
    """Give 16 bits for the first bytes at the places ``at``, for each number of them in turn."""
    hashed = pairs[at]
    for more in range(1, _SIZES[-1] // 2):
        hashed = _mix(hashed, pairs[at + more])
        if 2 * more + 2 in _SIZES:
            yield 2 * more + 2, hashed


def _mix(one: _Array, other: _Array) -> _Array:
    """Give 16 bits that depend on all bytes of both; what overflows is lost, as it may be."""
    return one * np.uint16(40503) + other
