"""The words of texts as rows of numbers, without a step of Python for each word.

A text is read as code points. A table folds each to its bare lower-case letter, as
:func:`ondit.text.fold` does, and tells what is part of a word: letters and digits are, all else
stands between words; a character of a script that writes no spaces is a word by itself. The number
of a word is a polynomial of its letters modulo 2^64, taken from one running sum over the text
(Karp and Rabin 1987), and stirred so that every bit depends on every letter. The same word has the
same number in every text, on every machine, in every language.

Words also have a *skeleton*: their consonants, one for all that sound alike. *Poutine* and *Putin*,
*épidémiologiste* and *epidemiologist* have the same; so names and words of common descent meet
without a table. It follows :mod:`ondit.lineage.bridge`, which knows more and is slower.
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
_PLANE = 0x10000  # code points that the table knows; beyond stand pictures and rare ideographs
# Scripts that write no spaces between words: Thai to Burmese, Khmer, kana, ideographs.
_UNSPACED = ((0x0E00, 0x1100), (0x1780, 0x1800), (0x3040, 0x3100), (0x3400, 0xA000))
# Letters of one sound. What is not named stands for itself; vowels, h and y are left out.
_SOUNDS = {"z": "s", "q": "k", "c": "k", "w": "v", "x": "k"}
_SILENT = "aeiouyh"
# What a letter becomes before another; the empty string drops it.
_BEFORE = {
    **{"c" + letter: "s" for letter in "eiyhz"},
    "sh": "s",
    "zh": "j",
    "ph": "f",
    "tc": "",
    "ts": "",
    "dj": "",
    "dz": "",
    "cs": "k",
}
_LETTERS = 27  # a to z, and 0 for what is none


class Rows(Struct, frozen=True, kw_only=True):
    """Texts as words in a row, one text after the other."""

    numbers: Numbers
    """Of each word its number."""
    starts: Places
    """Where each word begins among the characters of all texts, each followed by one blank."""
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
    joined = "\n".join(texts) + "\n"
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table, unspaced = _folds()
    clipped = np.minimum(points, np.uint32(_PLANE - 1))
    letters = table[clipped]
    inside = letters != 0
    begins, stops = inside.copy(), inside.copy()
    begins[1:] &= ~inside[:-1]
    stops[:-1] &= ~inside[1:]
    alone = unspaced[clipped] if int(points.max(initial=0)) >= _UNSPACED[0][0] else None
    if alone is not None and alone.any():
        begins |= alone
        begins[1:] |= alone[:-1] & inside[1:]
        stops |= alone
        stops[:-1] |= alone[1:] & inside[:-1]
    starts, ends = np.flatnonzero(begins), np.flatnonzero(stops) + 1
    sizes = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    bounds = np.searchsorted(starts, np.concatenate([[0], np.cumsum(sizes)]))
    return Rows(
        numbers=_numbered(letters, starts, ends),
        starts=starts,
        ends=ends,
        letters=letters,
        bounds=bounds,
    )


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


def skeletons(found: Rows, wanted: Flags) -> tuple[Numbers, NDArray[np.int64]]:
    """Give for the ``wanted`` words the number of their consonants, and how many there are.

    A word that begins with a vowel counts it as one consonant. A plural's last *s* or *x* is left.
    """
    starts, ends = found.starts[wanted], found.ends[wanted]
    lengths = ends - starts
    firsts = np.concatenate([[0], np.cumsum(lengths)])
    letters = found.letters[np.arange(firsts[-1]) + np.repeat(starts - firsts[:-1], lengths)]
    here = letters - np.uint16(96)  # what lies before a wraps round and is no letter either
    here[here >= _LETTERS] = 0
    after = np.zeros_like(here)
    after[:-1] = here[1:]
    after[firsts[1:] - 1] = 0
    sounds = _sounds()[here, after]
    opening = firsts[:-1]
    kept = sounds != 0
    kept[1:] &= sounds[1:] != sounds[:-1]
    kept[opening] = sounds[opening] != 0
    vowel = np.isin(here[opening], _vowels())
    sounds[opening[vowel]] = _LETTERS
    kept[opening[vowel]] = True
    ranks = np.concatenate([[0], np.cumsum(kept)])
    counts = ranks[firsts[1:]] - ranks[firsts[:-1]]
    return _numbered(sounds[kept], ranks[firsts[:-1]], ranks[firsts[1:]]), counts


@cache
def _sounds() -> NDArray[np.uint16]:
    """Give the sound of each letter before each other one; 0 for what is not heard."""
    table = np.zeros((_LETTERS, _LETTERS), dtype=np.uint16)
    for first in range(1, _LETTERS):
        for second in range(_LETTERS):
            letter, follower = chr(96 + first), chr(96 + second) if second else ""
            sound = "" if letter in _SILENT else _SOUNDS.get(letter, letter)
            sound = _BEFORE.get(letter + follower, sound)
            if not follower and letter in "sxw":
                sound = ""  # a plural, or the end of Moscow
            table[first, second] = ord(sound) - 96 if sound else 0
    return table


@cache
def _vowels() -> NDArray[np.uint16]:
    return np.array([ord(letter) - 96 for letter in "aeiouy"], dtype=np.uint16)
