"""Which of two texts in two languages was written, and whether either was, by the habits of both.

A translation is longer than it need be and keeps turns that its language would not have asked for:
English made from French has more *the* and *of*, fewer *'s* and *said*; French made from English
has more *déclaré*, fewer *selon* and *on* (interference and explicitation: Toury 1995, Baker 1993,
Volansky, Ordan and Wintner 2015). Both may be translations of a third text, and then both read as
translated. So three things are weighed against one another: that the first was written and the
other made from it, the reverse, and neither. Each language says in its table what its small words
say for each (:class:`ondit.lang.lineage.Habits`); a softmax of the sums gives the chances. Only
sentences that were aligned are measured, so that what else stands on a page has no say.

No figure is trusted alone, and no subject has a say, only the most common words, marks and lengths.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ondit.lang import find
from ondit.lang.lineage import Habit, Habits
from ondit.model import Article, Pair, Span

# Chosen with the weights of the tables, on the translations of 2009 and 2011 to 2013.
_CUT = 1.5  # spreads beyond which a measure says no more
_SHOWN = 4  # words of either sort that are kept for showing
_PRIOR = 3.0  # occurrences that stand for what is usual, so that a short text says little
_EITHER = -1.0  # log-odds of either direction where nothing is known: most texts are no original
_WORD = re.compile(r"\w+")


class Figures(Struct, frozen=True, kw_only=True):
    """What two texts show for each of them having been written, and the other made from it."""

    parts: tuple[dict[str, float], dict[str, float]]
    """By what is measured, log-odds against both being translations of a third text."""
    words: tuple[int, int]
    """How many words of each were measured."""
    shown: tuple[tuple[tuple[Span, ...], tuple[Span, ...]], ...] = ()
    """Of each text a few words of writers, and a few of translators from the other language."""

    @property
    def chances(self) -> tuple[float, float]:
        """Give the probability of each; what is left is that of neither."""
        first, second = (math.exp(_EITHER + math.fsum(part.values())) for part in self.parts)
        return first / (1 + first + second), second / (1 + first + second)


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
    parts: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for number, text in enumerate((one, other)):
        for name, habit in text.habits.words.items():
            beyond = text.beyond(habit)
            parts[number][name] = habit.written * beyond
            parts[1 - number][f"{name} there"] = habit.translated * beyond
    for measure in ("length", "articles"):
        mine = one.habits.to_pivot.get(measure)
        theirs = other.habits.to_pivot.get(measure)
        known = [found for found in (mine, theirs) if found]
        if known:
            neutral = (mine.neutral if mine else 0.0) - (theirs.neutral if theirs else 0.0)
            ratio = math.log(one.amount(measure) / other.amount(measure))
            spreads = (ratio - neutral) / max(found.spread for found in known)
            weight = max(found.weight for found in known)
            longer = max(-_CUT, min(_CUT, spreads)) * weight  # the longer came later
            parts[0][measure], parts[1][measure] = -longer, longer
    return Figures(parts=parts, words=(one.count, other.count), shown=(one.shown(), other.shown()))


class _Text:
    """The aligned sentences of one article, counted."""

    def __init__(self, article: Article, groups: Iterable[Sequence[Span]], habits: Habits) -> None:
        spans = {span for group in groups for span in group}
        self._places = [(span, article.blocks[span.block].text) for span in sorted(spans)]
        cut = [text[span.start : span.end] for span, text in self._places]
        self.habits = habits
        self._text = " ".join(cut).lower().replace("’", "'")
        self._counts = Counter(_WORD.findall(self._text))
        self.count = self._counts.total()

    def beyond(self, habit: Habit) -> float:
        """Give by how much the text has more of a habit than is usual, as a logarithm."""
        found = sum(self._counts[word] for word in habit.words)
        for ending in habit.endings:
            found += len(re.findall(rf"(?<=\w){re.escape(ending)}\b", self._text))
        found += sum(self._text.count(mark) for mark in habit.marks)
        return math.log((found + _PRIOR) / (self.count * habit.rate + _PRIOR))

    def amount(self, measure: str) -> float:
        """Give the length in characters, or the definite articles; never zero."""
        if measure == "length":
            return float(len(self._text))
        return sum(self._counts[word] for word in self.habits.articles) + _PRIOR

    def shown(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Give where a few of the words of both sorts stand, each word once."""
        groups = self.habits.words.values()
        sorts = [
            {word for habit in groups if habit.written > 0 for word in habit.words},
            {word for habit in groups if habit.translated > 0 for word in habit.words},
        ]
        seen: set[str] = set()
        found: tuple[list[Span], list[Span]] = ([], [])
        for span, text in self._places:
            for match in _WORD.finditer(text, span.start, span.end):
                word = match.group().lower()
                sort = 0 if word in sorts[0] else 1 if word in sorts[1] else None
                if sort is not None and word not in seen and len(found[sort]) < _SHOWN:
                    seen.add(word)
                    found[sort].append(Span(span.block, *match.span()))
        return tuple(found[0]), tuple(found[1])
