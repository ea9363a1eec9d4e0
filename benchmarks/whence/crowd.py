"""Any number of texts, for measuring what matching costs: not how well it finds.

Sentences of the news articles are put together anew by chance, and most of the longer words
replaced by others of the same vocabulary. One text in ten holds a quarter of the text before it.
For two languages the sentences are aligned pairs: where a word of one side is bridged to one of the
other, or is the same, both are replaced by another bridged pair, so that a pair of texts still says
the same; one text in ten is such a translation. Shorter words and those without a bridge stay, and
a sentence comes back in many texts, so unrelated texts share more than they do in life.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ondit.lang import load
from ondit.model import Article, Block
from ondit.text import fold, normalise

from .texts import data, lines

WORDS = 350  # of a text, about: a news article
DERIVED = 10  # one text in so many is made from another one
_LEAST_LETTERS = 5  # of a word that may be replaced
_REPLACED = 0.85
_EXCERPT = 0.25

Ids = NDArray[np.int64]


class _Stock(NamedTuple):
    """Sentences as numbers of words."""

    names: list[str]
    sentences: Sequence[tuple[Ids, ...]]
    """Of each sentence the words, once for each language."""
    replaceable: Sequence[tuple[Ids, ...]]
    """At which places words may be replaced: in every language as many, in the same order."""
    choices: tuple[Ids, ...]
    """Words that may replace, by the same place in every language."""


class Made(NamedTuple):
    """A text, and the number of the one that it was made from."""

    article: Article
    source: int | None


def texts(count: int, *, seed: int = 1) -> Iterator[Made]:
    """Give English texts, one in :data:`DERIVED` with a quarter of the one before it."""
    stock = _english()
    rng = np.random.default_rng(seed)
    last: list[str] = []
    for number in range(count):
        (words,) = _drawn(stock, rng)
        source = None
        if number % DERIVED == DERIVED - 1:
            size = int(_EXCERPT * len(last))
            first = int(rng.integers(len(last) - size))
            half = len(words) * 3 // 8
            words = [*words[:half], *last[first : first + size], *words[half : 2 * half]]
            source = number - 1
        last = words
        yield Made(_article("en", words, number), source)


def translations(count: int, *, seed: int = 1) -> Iterator[Made]:
    """Give texts in English and French in turn, one in :data:`DERIVED` translated from another."""
    stock = _both()
    rng = np.random.default_rng(seed)
    kept: tuple[list[str], ...] = ([], [])
    for number in range(count):
        translated = number % DERIVED == DERIVED - 1
        if not translated:
            kept = tuple(_drawn(stock, rng))
        side = number % 2
        yield Made(
            _article(("en", "fr")[side], kept[side], number), number - 1 if translated else None
        )


def _article(language: str, words: Sequence[str], number: int) -> Article:
    text = " ".join(words)
    return Article(
        id=f"{number:016x}",
        name=str(number),
        language=language,
        blocks=(Block(role="paragraph", text=text),),
    )


def _drawn(stock: _Stock, rng: np.random.Generator) -> list[list[str]]:
    """Put sentences together until they are long enough, with words replaced."""
    parts: list[list[Ids]] = [[] for _ in stock.choices]
    size = 0
    while size < WORDS:
        place = int(rng.integers(len(stock.sentences)))
        at = stock.replaceable[place]
        chosen = np.flatnonzero(rng.random(len(at[0])) < _REPLACED)
        others = rng.integers(len(stock.choices[0]), size=len(chosen))
        for side, sentence in enumerate(stock.sentences[place]):
            made = sentence.copy()
            made[at[side][chosen]] = stock.choices[side][others]
            parts[side].append(made)
        size += len(stock.sentences[place][0])
    name = stock.names.__getitem__
    return [list(map(name, np.concatenate(side).tolist())) for side in parts]


@cache
def _english() -> _Stock:
    """Give the sentences of the English news."""
    english = load("en")
    ids: dict[str, int] = {}
    sentences: list[tuple[Ids, ...]] = []
    replaceable: list[tuple[Ids, ...]] = []
    for row in lines(data() / "whence" / "distractors" / "en.jsonl"):
        text = normalise(row["text"])
        for start, end in english.sentences(text):
            words = text[start:end].split()
            if len(words) >= 6:
                sentences.append((np.array([ids.setdefault(w, len(ids)) for w in words]),))
                long = [at for at, word in enumerate(words) if _is_long(word)]
                replaceable.append((np.array(long, dtype=np.int64),))
    choices = np.array([number for word, number in ids.items() if _is_long(word)])
    return _Stock(list(ids), sentences, replaceable, (choices,))


def _is_long(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS and word.isalpha()


@cache
def _both() -> _Stock:
    """Give the aligned sentences of the news tests."""
    bridge: dict[str, set[str]] = {}
    for row in load("fr").bridge:
        bridge.setdefault(row.form, set()).add(row.pivot)
    pivots = {row.form: row.pivot for row in load("en").bridge}
    ids: dict[str, int] = {}
    sentences: list[tuple[Ids, ...]] = []
    replaceable: list[tuple[Ids, ...]] = []
    pairs: set[tuple[int, int]] = set()
    for line in (data() / "whence" / "parallel.tsv").read_text(encoding="utf-8").splitlines():
        source, english, french = line.split("\t")[:3]
        if not source.startswith(("news", "tico")):
            continue
        here, there = normalise(english).split(), normalise(french).split()
        if len(here) < 6 or not there:
            continue
        sides = tuple(
            np.array([ids.setdefault(word, len(ids)) for word in words]) for words in (here, there)
        )
        waiting = {
            pivots.get(fold(word), fold(word)): at for at, word in enumerate(here) if _is_long(word)
        }
        bridged = []
        for at, word in enumerate(there):
            for pivot in (*bridge.get(fold(word), ()), fold(word)) if _is_long(word) else ():
                if pivot in waiting:
                    bridged.append((waiting.pop(pivot), at))
                    pairs.add((int(sides[0][bridged[-1][0]]), int(sides[1][at])))
                    break
        columns = np.array(bridged, dtype=np.int64).reshape(-1, 2).T
        sentences.append(sides)
        replaceable.append((columns[0], columns[1]))
    choices = np.array(sorted(pairs), dtype=np.int64).T
    return _Stock(list(ids), sentences, replaceable, (choices[0], choices[1]))
