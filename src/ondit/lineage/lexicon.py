"""From the numbers of words to the numbers of concepts, for many words at once.

What :mod:`ondit.lineage.bridge` says of a word is looked up there once and remembered by the word's
number: its likeliest pivots, or for a name its key. Small words and figures of one digit give
nothing. What a word gives depends on the tables of its language alone, and on the one that says how
common concepts are (:func:`ondit.lang.common`): the lower bits of a concept's number are its level.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ondit.lang import RAREST, common
from ondit.lang.card import Language
from ondit.lineage.bridge import leading
from ondit.lineage.rows import Numbers, Rows, word_numbers

Concepts = NDArray[np.uint32]

MOST = 2  # concepts of one word
LEVEL = np.uint32(15)  # bits of a concept's number that are its level
_SIZE = 1 << 16  # places of a new table
_FULL = 0.25  # share of the places that may be taken before the table is made larger
_LARGEST = 1 << 21  # places; a table that would outgrow them starts anew: 40 MB


class Lexicon:
    """The concepts of the words of one language, as a table with open addresses.

    The table is a memory: what it holds changes how fast an answer comes, never the answer.
    """

    def __init__(self, language: Language | None) -> None:
        self.language = language
        self._clear(_SIZE)

    def _clear(self, size: int) -> None:
        self._shift = np.uint64(64 - size.bit_length() + 1)
        self._mask = np.int64(size - 1)
        self._keys = np.zeros(size, dtype=np.uint64)
        self._known = np.zeros(size, dtype=np.uint64)  # of each word both concepts
        self._count = 0

    def concepts(self, found: Rows) -> Concepts:
        """Give of each word its concepts, 0 where there is none."""
        places, missing = self._find(found.numbers)
        if len(missing):
            _, firsts = np.unique(found.numbers[missing], return_index=True)
            self._learn(found, missing[firsts])
            places, _ = self._find(found.numbers)
        return self._known[places].astype("<u8").view("<u4").reshape(-1, MOST)

    def _find(self, numbers: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the place of each number, and which numbers have none yet."""
        places = (numbers >> self._shift).view(np.int64)
        here = self._keys[places]
        astray = np.flatnonzero(here != numbers)
        here = here[astray]
        missing: list[NDArray[np.int64]] = []
        while len(astray):
            empty = here == 0
            missing.append(astray[empty])
            astray = astray[~empty]
            places[astray] = (places[astray] + 1) & self._mask
            here = self._keys[places[astray]]
            wrong = here != numbers[astray]
            astray, here = astray[wrong], here[wrong]
        return places, np.concatenate(missing) if missing else astray

    def _learn(self, found: Rows, words: NDArray[np.int64]) -> None:
        """Ask the bridge for words that are new here."""
        self._make_room(len(words))
        spans = zip(found.starts[words].tolist(), found.ends[words].tolist(), strict=True)
        points = found.letters
        named = [leading(self.language, "".join(map(chr, points[a:b]))) for a, b in spans]
        rows = np.zeros((len(words), MOST), dtype="<u4")
        held = [(row, rank) for row, names in enumerate(named) for rank in range(len(names[:MOST]))]
        if held:
            names = [named[row][rank] for row, rank in held]
            rows[tuple(np.array(held).T)] = _numbered(names)
        numbers = found.numbers[words]
        for number, row in zip(numbers.tolist(), rows.view("<u8")[:, 0].tolist(), strict=True):
            place = number >> int(self._shift)
            while self._keys[place]:
                place = (place + 1) & int(self._mask)
            self._keys[place] = number
            self._known[place] = row
        self._count += len(words)

    def _make_room(self, more: int) -> None:
        size = len(self._keys)
        while (self._count + more) > size * _FULL:
            size *= 2
        if size == len(self._keys):
            return
        keys, known = self._keys, self._known
        self._clear(size)
        if size > _LARGEST:
            return
        held = np.flatnonzero(keys)
        for key, row in zip(keys[held].tolist(), known[held].tolist(), strict=True):
            place = key >> int(self._shift)
            while self._keys[place]:
                place = (place + 1) & int(self._mask)
            self._keys[place], self._known[place] = key, row
        self._count = len(held)


@cache
def lexicon(language: Language | None) -> Lexicon:
    """Give the lexicon of ``language``; without a language only what all have in common."""
    return Lexicon(language)


def _numbered(names: list[str]) -> Concepts:
    """Give the number of each concept, by its letters alone, and its level in the lower bits."""
    plain = word_numbers([_plain(name) for name in names])
    known = common()
    levels = np.array([known.get(name, RAREST) for name in names], dtype=np.uint32)
    numbers = np.maximum((plain >> np.uint64(32)).astype(np.uint32), LEVEL + np.uint32(1))
    return (numbers & ~LEVEL) | levels


def _plain(name: str) -> str:
    """Give the name of a concept as one word; what marks its kind becomes a letter."""
    return "".join(mark if mark.isalnum() else _KINDS.get(mark, "") for mark in name)


_KINDS = {"~": "ʘ", ":": "ǀ", "#": "ǂ"}  # letters that no name is spelt with


def concepts(language: Language | None, found: Rows) -> Concepts:
    """Give of each word of ``found`` up to :data:`MOST` concepts, 0 where there is none."""
    return lexicon(language).concepts(found)
