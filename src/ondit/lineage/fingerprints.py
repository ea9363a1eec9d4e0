"""Fingerprints of articles: few numbers by which texts with passages in common can be found.

Two families, made from the same words (:mod:`ondit.lineage.rows`). *Shingles* are stretches of
words, chosen by winnowing (Schleimer, Wilkerson and Aiken 2003): texts that share a stretch of
``_SHINGLE + _WINDOW - 1`` words share one of them for certain. *Pairs* are two concepts that
stand near each other (:mod:`ondit.lineage.lexicon`), in whatever order and language: a translation
keeps what stands together. Rare ones say most: the commonest concepts make no pairs, and the more
texts hold both of two by chance, the fewer of such pairs are kept: those whose number is low, so
that two texts keep the same ones.

What is made of an article depends on the article and on the tables of this version, never on the
other articles; fingerprints of different versions do not meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ondit.lang import RAREST, find
from ondit.lineage.lexicon import LEVEL, Concepts, concepts
from ondit.lineage.rows import Numbers, Rows, rows, stirred
from ondit.model import BODY, SPOKEN, Article

VERSION = 5
"""Raised with every change by which an article gets other fingerprints."""

Family = Literal["shingles", "pairs"]
FAMILIES: tuple[Family, ...] = ("shingles", "pairs")

_SHINGLE = 5  # words; catches 25 % excerpts at 98-100 % recall where eight words lose some
_WINDOW = 17  # shingles of which the least is kept: one in nine, 39 of an article of 350 words
_NEAR = 4  # concepts to each side with which one makes a pair
_APART = 12  # words that a pair may be apart
# How often the two concepts of a pair may meet in a text by chance; of pairs that meet more often
# so many are left out as make up for it. Chosen on 2009 and 2013: with half of it the source of a
# copy of which 15 % is translated is first in 97.2 % of cases instead of 99.1 %.
_BY_CHANCE = 2e-3
_LEAST_LEVEL = 3  # of a concept that makes pairs: two texts in five hold those below
_LIMITS = np.array(
    [0xFFFFFFFF * min(1.0, _BY_CHANCE * 2 ** (levels / 2)) for levels in range(2 * RAREST + 1)]
).astype(np.uint32)
_MOST_CHARACTERS = 120_000  # of an article: more is no article; so a place fits into 16 bits
_BATCH = 60_000  # characters that are read at once: what the processor's cache holds


class Fingerprints(Struct, frozen=True, kw_only=True):
    """The fingerprints of one article, as it can be stored."""

    version: int = VERSION
    language: str | None = None
    site: str | None = None
    day: int | None = None
    """Proleptic Gregorian ordinal of the day of publication, where the date is trusted."""
    words: int
    key: int
    """Equal for articles of equal words in equal order; 63 bits."""
    shingles: bytes
    """Numbers as little-endian ``uint32``, ascending, each once."""
    shingle_places: bytes
    """Of each the number of its first word in the article, as little-endian ``uint16``."""
    pairs: bytes
    pair_places: bytes

    def numbers(self, family: Family) -> NDArray[np.uint32]:
        """Give the numbers of ``family``, ascending."""
        return np.frombuffer(self.shingles if family == "shingles" else self.pairs, dtype="<u4")

    def places(self, family: Family) -> NDArray[np.uint16]:
        """Give for each of :meth:`numbers` the number of its word in the article."""
        held = self.shingle_places if family == "shingles" else self.pair_places
        return np.frombuffer(held, dtype="<u2")


def fingerprints(article: Article) -> Fingerprints:
    """Give the fingerprints of ``article``."""
    return fingerprints_of([article])[0]


def fingerprints_of(articles: Iterable[Article]) -> list[Fingerprints]:
    """Give the fingerprints of ``articles``, read some at a time: faster than one by one."""
    articles = list(articles)
    found: list[Fingerprints | None] = [None] * len(articles)
    by_language: dict[str | None, list[tuple[int, str]]] = {}
    for number, article in enumerate(articles):
        by_language.setdefault(article.language, []).append((number, text_of(article)))
    for language, texts in by_language.items():
        for batch in _batches(texts):
            made = _made(language, [text for _, text in batch])
            for (number, _), (size, key, shingled, paired) in zip(batch, made, strict=True):
                article = articles[number]
                found[number] = Fingerprints(
                    language=language,
                    site=article.site,
                    day=_day(article),
                    words=size,
                    key=key,
                    shingles=shingled[0],
                    shingle_places=shingled[1],
                    pairs=paired[0],
                    pair_places=paired[1],
                )
    return [one for one in found if one is not None]


def text_of(article: Article) -> str:
    """Give the text that is read for ``article``, a block a line."""
    roles = SPOKEN | BODY
    return "\n".join(block.text for block in article.blocks if block.role in roles)


def _day(article: Article) -> int | None:
    clue = article.published
    if clue is None or not clue.trusted:
        return None
    try:
        return date.fromisoformat(clue.value[:10]).toordinal()
    except ValueError:
        return None


def _batches(texts: list[tuple[int, str]]) -> Iterable[list[tuple[int, str]]]:
    batch: list[tuple[int, str]] = []
    size = 0
    for number, text in texts:
        batch.append((number, text))
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


_Stored = tuple[bytes, bytes]


def _made(language: str | None, texts: Sequence[str]) -> list[tuple[int, int, _Stored, _Stored]]:
    """Give of each text its words, its key, its shingles and its pairs."""
    found = rows([text[:_MOST_CHARACTERS] for text in texts])
    owners = found.texts
    sizes = np.diff(found.bounds)
    places = np.arange(len(owners)) - np.repeat(found.bounds[:-1], sizes)
    tags = (owners << 48 | places).astype(np.uint64)
    families = (
        _split(*shingles(found.numbers, owners), tags, len(texts)),
        _split(*pairs(concepts(find(language), found), owners), tags, len(texts)),
    )
    keys = _keys(found, places)
    return list(zip(sizes.tolist(), keys, *families, strict=True))


def _keys(found: Rows, places: NDArray[np.int64]) -> list[int]:
    """Give of each text the sum of its words, each changed by its place."""
    mixed = stirred(found.numbers * (2 * places + 1).astype(np.uint64))
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    keys = (sums[found.bounds[1:]] - sums[found.bounds[:-1]]) >> np.uint64(1)
    return [int(key) for key in keys]


def shingles(
    numbers: Numbers, owners: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Give the winnowed stretches of words in a row, and at which word each begins.

    ``owners`` tells of each word the text; no stretch and no window reaches from one text into the
    next. A text with fewer stretches than a window keeps its least one; a text that is shorter than
    a stretch is one as a whole.
    """
    words = numbers.astype(np.uint32)
    reach = _SHINGLE - 1
    count = max(len(words) - reach, 0)
    summed = words[:count].copy()
    for step in range(1, _SHINGLE):
        summed += words[step : count + step] * _ODD[step]
    summed = _mixed(summed)
    np.clip(summed, 1, _NONE - np.uint32(1), out=summed)
    summed[owners[:count] != owners[reach:]] = _NONE
    last = _WINDOW - 1
    least = _slid(summed, np.minimum)
    # A window counts where all its stretches lie in one text: those of no text are _NONE.
    whole = np.zeros(count, dtype=np.bool_)
    if count > last:
        whole[:-last] = (owners[: count - last] == owners[last:count]) & (summed[last:] != _NONE)
    least[~whole] = 0
    chosen = np.flatnonzero(summed == _slid(least[::-1], np.maximum)[::-1])
    short = _short(words, summed, owners)
    return (
        np.concatenate([summed[chosen], short[0]]),
        np.concatenate([chosen, short[1]]),
    )


_ODD = np.array([1, 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], dtype=np.uint32)
_NONE = np.uint32(0xFFFFFFFF)


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    values ^= values >> np.uint32(15)
    values *= np.uint32(0x85EBCA6B)
    values ^= values >> np.uint32(13)
    return values


def _short(
    words: NDArray[np.uint32], summed: NDArray[np.uint32], owners: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Give the one stretch of each text that has no whole window."""
    bounds = np.flatnonzero(np.diff(owners, prepend=-1, append=-1))
    sizes = np.diff(bounds)
    values: list[int] = []
    places: list[int] = []
    for first, size in zip(bounds[:-1].tolist(), sizes.tolist(), strict=True):
        if size >= _SHINGLE + _WINDOW - 1:
            continue
        if size >= _SHINGLE:
            place = first + int(summed[first : first + size - _SHINGLE + 1].argmin())
            values.append(int(summed[place]))
        else:
            place = first
            whole = np.array([words[first : first + size] @ _ODD[:size]], dtype=np.uint32)
            values.append(int(_mixed(whole)[0]))
        places.append(place)
    return np.array(values, dtype=np.uint32), np.array(places, dtype=np.int64)


def _slid(values: NDArray[np.uint32], better: np.ufunc) -> NDArray[np.uint32]:
    """Give of each place the least (or most) of the window that begins there."""
    found = values.copy()
    reach = 1
    while reach < _WINDOW:
        step = min(reach, _WINDOW - reach)
        if step >= len(found):
            break
        better(found[:-step], found[step:], out=found[:-step])
        reach += step
    return found


def pairs(ids: Concepts, owners: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Give the kept pairs of near concepts, and at which word the first of the two stands.

    The concepts of all words are written in one row, so that neighbours at each distance are two
    slices of it.
    """
    flat = ids.ravel()
    # None is 0, so its level is 0.
    held = np.flatnonzero((flat & LEVEL) >= _LEAST_LEVEL)
    row, words = flat[held], held // ids.shape[1]
    second = held % ids.shape[1] > 0  # what a word means less likely; two of these are left out
    levels = (row & LEVEL).astype(np.intp)
    # Words of one text lie at most _APART apart, words of two texts further.
    spread = (words + owners[words] * (_APART + 1)).astype(np.int32)
    ranks = np.cumsum(np.diff(words, prepend=-1) != 0).astype(np.int32)
    numbers: list[NDArray[np.uint32]] = []
    at: list[NDArray[np.int64]] = []
    for step in range(1, min(_NEAR * ids.shape[1], len(row) - 1) + 1):
        mixed = paired(row[:-step], row[step:])
        good = mixed <= _LIMITS[levels[:-step] + levels[step:]]
        good &= row[:-step] != row[step:]
        good &= ~(second[:-step] & second[step:])
        good &= spread[step:] - spread[:-step] <= _APART
        rank = ranks[step:] - ranks[:-step]
        good &= (rank - np.int32(1)).view(np.uint32) < _NEAR  # at least 1, at most _NEAR
        chosen = np.flatnonzero(good)
        numbers.append(mixed[chosen])
        at.append(words[chosen])
    if not numbers:
        return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64)
    return np.concatenate(numbers), np.concatenate(at)


def paired(one: Concepts, other: Concepts) -> NDArray[np.uint32]:
    """Give the number of a pair of concepts, the same in either order."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    mixed = low * np.uint32(0x9E3779B1) ^ (high + np.uint32(0x7F4A7C15)) * np.uint32(0x85EBCA77)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(12)
    mixed *= np.uint32(0x297A2D39)
    mixed ^= mixed >> np.uint32(15)
    return mixed


def _split(
    numbers: NDArray[np.uint32], at: NDArray[np.int64], tags: Numbers, texts: int
) -> list[_Stored]:
    """Sort the fingerprints of each text, keep each once, and make them ready to store.

    ``tags`` give of each word its text, in the upper 16 bits, and its place, in the lower 16: so
    text, number and place go into one integer, and one sort does it.
    """
    packed = tags[at] | (numbers.astype(np.uint64) << np.uint64(16))
    packed.sort()
    alike = packed >> np.uint64(16)
    if len(packed):
        packed = packed[np.concatenate([[True], alike[1:] != alike[:-1]])]
    sorted_numbers = (packed >> np.uint64(16)).astype("<u4").tobytes()
    sorted_places = packed.astype("<u2").tobytes()
    bounds = np.arange(texts + 1, dtype=np.uint64) << np.uint64(48)
    ends = np.searchsorted(packed, bounds).tolist()
    return [
        (sorted_numbers[4 * start : 4 * end], sorted_places[2 * start : 2 * end])
        for start, end in pairwise(ends)
    ]
