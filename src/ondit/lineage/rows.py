"""The words of texts as rows of numbers, without a step of Python for each word.

A text is read as code points. A table folds each to its bare lower-case letter, as
:func:`ondit.text.fold` does, and tells what is part of a word: letters and digits are, all else
stands between words; a character of a script that writes no spaces is a word by itself. The number
of a word is a polynomial of its letters modulo 2^64, taken from one running sum over the text
(Karp and Rabin 1987), and stirred so that every bit depends on every letter. The same word has the
same number in every text, on every machine, in every language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2^64; the golden ratio's bits
_WHOLE = 1 << 64
_PLANE = 0x10000  # units of UTF-16
# Scripts that write no spaces between words: Thai to Burmese, Khmer, kana, ideographs.
_UNSPACED = ((0x0E00, 0x1100), (0x1780, 0x1800), (0x3040, 0x3100), (0x3400, 0xA000))


class Rows(Struct, frozen=True, kw_only=True):
    """Texts as words in a row, one text after the other."""

    numbers: Numbers
    """Of each word its number."""
    starts: Places
    """Where each word begins among the units of UTF-16 of all texts, each followed by one blank."""
    ends: Places
    letters: NDArray[np.uint16]
    """The folded characters of all texts; 0 between words."""
    bounds: Places
    """Text ``k`` has the words from ``bounds[k]`` to ``bounds[k + 1]``."""

    @property
    def texts(self) -> NDArray[np.int64]:
        """Of each word the place of its text."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


def rows(texts: Sequence[str]) -> Rows:
    """Give the words of ``texts``; for speed, hand in some ten texts of an article's length."""
    # Characters beyond the table come as two surrogates, which are part of no word.
    coded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    points = np.frombuffer(_BLANK.join([*coded, b""]), dtype="<u2")
    table, unspaced = _folds()
    letters = table.take(points)
    inside = letters != 0
    edges = np.flatnonzero(np.diff(inside, prepend=False))
    starts, ends = edges[::2], edges[1::2]
    if int(points.max(initial=0)) >= _UNSPACED[0][0]:
        alone = unspaced.take(points)
        if alone.any():
            starts, ends = _parted(inside, alone)
    sizes = np.fromiter((len(one) // 2 + 1 for one in coded), dtype=np.int64, count=len(coded))
    bounds = np.searchsorted(starts, np.concatenate([[0], np.cumsum(sizes)]))
    return Rows(
        numbers=_numbered(letters, starts, ends),
        starts=starts,
        ends=ends,
        letters=letters,
        bounds=bounds,
    )


_BLANK = "\n".encode("utf-16-le")


def _parted(inside: Flags, alone: Flags) -> tuple[Places, Places]:
    """Give where words begin and end, where each character of ``alone`` is a word."""
    begins, stops = inside.copy(), inside.copy()
    begins[1:] &= ~inside[:-1]
    stops[:-1] &= ~inside[1:]
    begins |= alone
    begins[1:] |= alone[:-1] & inside[1:]
    stops |= alone
    stops[:-1] |= alone[1:] & inside[:-1]
    return np.flatnonzero(begins), np.flatnonzero(stops) + 1


def word_numbers(words: Sequence[str]) -> Numbers:
    """Give the number of each word; 0 for what is no single word."""
    found = rows(words)
    single = np.diff(found.bounds) == 1
    numbers = np.zeros(len(words), dtype=np.uint64)
    numbers[single] = found.numbers[found.bounds[:-1][single]]
    return numbers


def stirred(numbers: Numbers) -> Numbers:
    """Spread every bit over all (the finaliser of MurmurHash3)."""
    numbers = numbers ^ (numbers >> np.uint64(33))
    numbers *= np.uint64(0xFF51AFD7ED558CCD)
    numbers ^= numbers >> np.uint64(29)
    return numbers


def _numbered(values: NDArray[np.uint16], starts: Places, ends: Places) -> Numbers:
    """Give the stirred polynomial of each stretch of ``values``."""
    powers, inverses = _powers(len(values).bit_length())
    sums = np.zeros(len(values) + 1, dtype=np.uint64)
    np.cumsum(values * powers[: len(values)], out=sums[1:])
    return stirred((sums[ends] - sums[starts]) * inverses[starts])


@cache
def _powers(bits: int) -> tuple[Numbers, Numbers]:
    """Give the powers of the base, and of its inverse, for texts of fewer than 2^bits letters."""
    inverse = pow(_BASE, -1, _WHOLE)
    found = []
    for base in (_BASE, inverse):
        row = np.full(1 << bits, np.uint64(base), dtype=np.uint64)
        row[0] = 1
        found.append(np.cumprod(row, dtype=np.uint64))
    return found[0], found[1]


@cache
def _folds() -> tuple[NDArray[np.uint16], Flags]:
    """Give of each code point its folded letter (0: none), and whether it is a word alone."""
    table = np.zeros(_PLANE, dtype=np.uint16)
    for point in range(_PLANE):
        if chr(point).isalnum():
            plain = unicodedata.normalize("NFKD", chr(point).casefold())
            bare = [mark for mark in plain if not unicodedata.combining(mark)]
            table[point] = ord(bare[0]) if len(bare) == 1 and ord(bare[0]) < _PLANE else point
    unspaced = np.zeros(_PLANE, dtype=np.bool_)
    for first, last in _UNSPACED:
        unspaced[first:last] = table[first:last] != 0
    return table, unspaced
