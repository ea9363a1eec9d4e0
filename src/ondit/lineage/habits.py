"""Which of two texts in two languages was written first, by the habits of both.

A translation is longer than it need be and keeps turns that its language would not have asked for:
English made from French has more *the* and *of*, fewer *'s* and *said*; French made from English
has more *que* and *déclaré*, fewer *dont* and *selon* (interference and explicitation: Toury 1995,
Baker 1993, Volansky, Ordan and Wintner 2015). Each language says in its table which small words
those are (:class:`ondit.lang.card.Habits`). Only sentences that were aligned are measured, so that
what else stands on a page has no say.

The figures are added up as they are, each cut off where it can no longer be chance: seven of them,
none of which is trusted alone. No subject has a say, only the most common words, marks and lengths.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ondit.lang import find
from ondit.lang.card import Habits
from ondit.model import Article, Pair, Span

# Set by hand, and held to the translations of 2009 and 2013 (benchmarks/whence/directions.py).
_CUT = 1.5  # spreads beyond which a figure says no more
_LEAST_OWN = 0.75  # who writes drily need not translate
_SHOWN = 4  # words of either sort that are kept for showing
_PRIOR = 3.0  # occurrences that stand for what is usual, so that a short text says little
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_WORD = re.compile(r"\w+")


class Figures(Struct, frozen=True, kw_only=True):
    """What two texts show; every figure favours the first text where it is positive."""

    parts: dict[str, float]
    """In spreads: ``length``, ``commas``, ``articles``; ``own`` and ``adopted`` of each text."""
    words: tuple[int, int]
    """How many words of each were measured."""
    shown: tuple[tuple[tuple[Span, ...], tuple[Span, ...]], ...] = ()
    """Of each text a few words of its own, and a few that translators adopt."""

    @property
    def sum(self) -> float:
        """Give all of them together."""
        return math.fsum(self.parts.values())

    def written(self, *, first: bool) -> float:
        """Give by how much one of the texts has the words of writers, and not of translators."""
        own, adopted = ("own", "adopted") if first else ("own-there", "adopted-there")
        return (self.parts[own] + self.parts[adopted]) * (1 if first else -1)


def figures(a: Article, b: Article, pairs: Sequence[Pair]) -> Figures | None:
    """Measure the aligned sentences of ``a`` (in ``here``) and ``b``; ``None`` without tables."""
    first, second = find(a.language), find(b.language)
    if first is None or second is None or first is second:
        return None
    shared = [pair for pair in pairs if pair.here and pair.there]
    one = _Text(a, (pair.here for pair in shared), first.lineage.habits)
    other = _Text(b, (pair.there for pair in shared), second.lineage.habits)
    if not one.count or not other.count:
        return None
    parts = {
        "own": one.own(),
        "adopted": one.adopted(),
        "own-there": -other.own(),
        "adopted-there": -other.adopted(),
    }
    for measure in ("length", "commas", "articles"):
        mine = one.habits.to_pivot.get(measure)
        theirs = other.habits.to_pivot.get(measure)
        spread = max(found.spread for found in (mine, theirs) if found) if mine or theirs else 0
        if spread:
            neutral = (mine.neutral if mine else 0.0) - (theirs.neutral if theirs else 0.0)
            ratio = math.log(one.amount(measure) / other.amount(measure))
            parts[measure] = -_cut((ratio - neutral) / spread, _CUT)  # the longer came later
    return Figures(parts=parts, words=(one.count, other.count), shown=(one.shown(), other.shown()))


class _Text:
    """The aligned sentences of one article, counted."""

    def __init__(self, article: Article, groups: Iterable[Sequence[Span]], habits: Habits) -> None:
        spans = {span for group in groups for span in group}
        self._places = [(span, article.blocks[span.block].text) for span in sorted(spans)]
        cut = [text[span.start : span.end] for span, text in self._places]
        text = " ".join(cut).lower().replace("’", "'")
        self.habits = habits
        self.text = text
        self.counts = Counter(_WORD.findall(text))
        self.count = self.counts.total()

    def own(self) -> float:
        """Give how much the text has of what writers of the language use, in spreads."""
        habits = self.habits
        found = sum(self.counts[word] for word in habits.own)
        for ending in habits.own_endings:
            found += len(re.findall(rf"(?<=\w){re.escape(ending)}\b", self.text))
        figure = self._beyond(found, habits.own_rate) / habits.own_spread
        return max(_cut(figure, _CUT), -_LEAST_OWN)

    def adopted(self) -> float:
        """Give how little it has of what translators into the language use, in spreads."""
        habits = self.habits
        found = sum(self.counts[word] for word in habits.adopted)
        found += sum(self.text.count(mark) for mark in habits.adopted_marks)
        return -_cut(self._beyond(found, habits.adopted_rate) / habits.adopted_spread, _CUT)

    def shown(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Give where a few of the words of both sorts stand, each word once."""
        seen: set[str] = set()
        found: tuple[list[Span], list[Span]] = ([], [])
        for span, text in self._places:
            for match in _WORD.finditer(text, span.start, span.end):
                word = match.group().lower()
                sort = 0 if word in self.habits.own else 1 if word in self.habits.adopted else None
                if sort is not None and word not in seen and len(found[sort]) < _SHOWN:
                    seen.add(word)
                    found[sort].append(Span(span.block, *match.span()))
        return tuple(found[0]), tuple(found[1])

    def _beyond(self, found: int, rate: float) -> float:
        return math.log((found + _PRIOR) / (self.count * rate + _PRIOR))

    def amount(self, measure: str) -> float:
        """Give the length in characters, the commas or the definite articles; never zero."""
        if measure == "length":
            return float(len(self.text))
        if measure == "commas":
            return len(_COMMA.findall(self.text)) + _PRIOR
        return sum(self.counts[word] for word in self.habits.articles) + _PRIOR


def _cut(figure: float, most: float) -> float:
    return max(-most, min(most, figure))
