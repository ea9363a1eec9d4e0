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
_DRAWN = 20_000  # sentences drawn at once: some thousand texts

Ids = NDArray[np.int64]


class _Stock(NamedTuple):
    """Sentences as numbers of words."""

    names: list[str]
    sides: tuple[_Side, ...]
    """The same sentences, once for each language."""


class _Side(NamedTuple):
    """The sentences of one language."""

    words: Ids
    """Of all sentences in a row."""
    starts: Ids
    """Where each sentence begins, and where the last ends."""
    replaceable: Ids
    """Of each word which replaceable one of its sentence it is; -1 where it stays."""
    choices: Ids
    """Words that may replace, by the same place in every language."""


def _side(sentences: Sequence[Ids], replaceable: Sequence[Ids], choices: Ids) -> _Side:
    starts = np.concatenate([[0], np.cumsum([len(one) for one in sentences])])
    marks = np.full(int(starts[-1]), -1)
    for start, places in zip(starts[:-1].tolist(), replaceable, strict=True):
        marks[start + places] = np.arange(len(places))
    return _Side(np.concatenate(sentences), starts, marks, choices)


class Made(NamedTuple):
    """A text, and the number of the one that it was made from."""

    article: Article
    source: int | None


def texts(count: int, *, seed: int = 1) -> Iterator[Made]:
    """Give English texts, one in :data:`DERIVED` with a quarter of the one before it."""
    rng = np.random.default_rng(seed)
    drawn = _drawn(_english(), rng)
    last: list[str] = []
    for number in range(count):
        (words,) = next(drawn)
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
    drawn = _drawn(_both(), np.random.default_rng(seed))
    kept: tuple[list[str], ...] = ([], [])
    for number in range(count):
        translated = number % DERIVED == DERIVED - 1
        if not translated:
            kept = next(drawn)
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


def _drawn(stock: _Stock, rng: np.random.Generator) -> Iterator[tuple[list[str], ...]]:
    """Put sentences together until they are long enough, with words replaced; without end.

    Gives one text in every language. Many are drawn at once, since making them must not take
    longer than matching them.
    """
    first = stock.sides[0]
    lengths = np.diff(first.starts)
    name = stock.names.__getitem__
    while True:
        chosen = rng.integers(len(lengths), size=_DRAWN)
        before = np.cumsum(lengths[chosen]) - lengths[chosen]
        cuts = np.flatnonzero(np.diff(before // WORDS, append=-1)) + 1  # the last text is cut short
        # Of each sentence drawn, which words are replaced and by which: the same in all languages.
        most = max(int(side.replaceable.max()) for side in stock.sides) + 1
        others = rng.integers(len(first.choices), size=(_DRAWN, most))
        others[rng.random((_DRAWN, most)) >= _REPLACED] = -1
        columns = [_replaced(side, chosen, others) for side in stock.sides]
        for start, end in zip([0, *cuts[:-2].tolist()], cuts[:-1].tolist(), strict=True):
            yield tuple(
                list(map(name, words[bounds[start] : bounds[end]])) for words, bounds in columns
            )


def _replaced(side: _Side, chosen: Ids, others: Ids) -> tuple[list[int], list[int]]:
    """Give the words of the chosen sentences in a row, and where each sentence begins."""
    sizes = np.diff(side.starts)[chosen]
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    at = np.arange(bounds[-1]) + np.repeat(side.starts[chosen] - bounds[:-1], sizes)
    words = side.words[at]
    marks = side.replaceable[at]
    new = np.where(marks < 0, -1, others[np.repeat(np.arange(len(chosen)), sizes), marks])
    made = np.where(new < 0, words, side.choices[new])
    return made.tolist(), bounds.tolist()


@cache
def _english() -> _Stock:
    """Give the sentences of the English news."""
    english = load("en")
    ids: dict[str, int] = {}
    sentences: list[Ids] = []
    replaceable: list[Ids] = []
    for row in lines(data() / "whence" / "distractors" / "en.jsonl"):
        text = normalise(row["text"])
        for start, end in english.sentences(text):
            words = text[start:end].split()
            if len(words) >= 6:
                sentences.append(np.array([ids.setdefault(w, len(ids)) for w in words]))
                long = [at for at, word in enumerate(words) if _is_long(word)]
                replaceable.append(np.array(long, dtype=np.int64))
    choices = np.array([number for word, number in ids.items() if _is_long(word)])
    return _Stock(list(ids), (_side(sentences, replaceable, choices),))


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
    return _Stock(
        list(ids),
        tuple(
            _side(
                [one[side] for one in sentences], [one[side] for one in replaceable], choices[side]
            )
            for side in range(2)
        ),
    )
