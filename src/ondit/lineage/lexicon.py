"""From the numbers of words to the numbers of concepts, for many words at once.

What :mod:`ondit.lineage.bridge` does for one sentence with care, this does for whole corpora with
less: a word gives its likeliest pivots, by name table and bridge, or else its skeleton
(:mod:`ondit.lineage.rows`). Small words and figures of one digit give nothing. Nothing here depends
on what else is in a corpus.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ondit.lang import every
from ondit.lang.card import Language
from ondit.lineage.rows import Numbers, Rows, skeletons, word_numbers
from ondit.text import fold

Concepts = NDArray[np.uint32]

MOST = 3  # concepts of one word
_PIVOTS = 2
_LEAST_CONSONANTS = 3  # of a skeleton that is taken for a concept
_SKELETON = np.uint32(0x5BD1E995)  # sets the numbers of skeletons apart from those of pivots
_LOAD = 4  # places of the table for each word: most words are found at the first look


class Lexicon:
    """The concepts of the words of one language, as a table with open addresses."""

    def __init__(self, table: dict[int, tuple[int, ...]]) -> None:
        size = 1 << (max(len(table), 1) * _LOAD - 1).bit_length()
        self._shift = np.uint64(64 - size.bit_length() + 1)
        self._mask = np.int64(size - 1)
        self._keys = np.zeros(size, dtype=np.uint64)
        self._known = np.zeros((size, MOST), dtype=np.uint32)
        for key, concepts in table.items():
            place = key >> int(self._shift)
            while self._keys[place]:
                place = (place + 1) & (size - 1)
            self._keys[place] = key
            self._known[place, : len(concepts)] = concepts

    def find(self, numbers: Numbers) -> tuple[Concepts, NDArray[np.bool_]]:
        """Give of each word its concepts (0: none), and whether the table knows it."""
        places = (numbers >> self._shift).astype(np.int64)
        here = self._keys[places]
        known = here == numbers
        astray = np.flatnonzero(~known & (here != 0))
        while len(astray):
            places[astray] = (places[astray] + 1) & self._mask
            here = self._keys[places[astray]]
            known[astray[here == numbers[astray]]] = True
            astray = astray[(here != 0) & (here != numbers[astray])]
        found = self._known[places]
        found[~known] = 0
        return found, known


@cache
def lexicon(language: Language | None) -> Lexicon:
    """Give the lexicon of ``language``; without a language only what all have in common."""
    forms: dict[str, tuple[str, ...]] = {}
    if language is not None:
        rows: dict[str, list[tuple[float, str]]] = {}
        for row in language.bridge:
            rows.setdefault(row.form, []).append((-row.weight, row.pivot))
        pivots = {row.pivot for other in every() for row in other.bridge}
        forms = {pivot: (pivot,) for pivot in pivots}
        for form, found in rows.items():
            forms[form] = tuple(pivot for _, pivot in sorted(found)[:_PIVOTS])
        for name in language.names:
            for phrase in (name.name, *name.aliases, *name.demonyms):
                forms[fold(phrase)] = (name.key,)
        forms |= {fold(word): () for word in language.words.function_words}
    words = list(forms)
    numbers = word_numbers(words)
    named = sorted({pivot for found in forms.values() for pivot in found})
    concept = dict(zip(named, _concepts(named).tolist(), strict=True))
    table = {
        int(number): tuple(concept[pivot] for pivot in forms[word])
        for word, number in zip(words, numbers.tolist(), strict=True)
        if number
    }
    return Lexicon(table)


def _concepts(names: list[str]) -> Concepts:
    """Give the number of each concept, by its letters alone."""
    plain = word_numbers([name.replace(":", "").replace("-", "") for name in names])
    return np.maximum((plain >> np.uint64(32)).astype(np.uint32), np.uint32(1))


def concepts(language: Language | None, found: Rows) -> Concepts:
    """Give of each word of ``found`` up to :data:`MOST` concepts, 0 where there is none."""
    ids, known = lexicon(language).find(found.numbers)
    short = found.ends - found.starts < 2
    ids[short] = 0
    bare = ~known & ~short
    digits = (found.letters[found.starts] >= ord("0")) & (found.letters[found.starts] <= ord("9"))
    ids[digits & bare, 0] = (found.numbers[digits & bare] >> np.uint64(32)).astype(np.uint32) | 1
    bare &= ~digits
    named, counts = skeletons(found, bare)
    enough = counts >= _LEAST_CONSONANTS
    places = np.flatnonzero(bare)[enough]
    ids[places, 0] = (named[enough] >> np.uint64(32)).astype(np.uint32) ^ _SKELETON
    return ids
