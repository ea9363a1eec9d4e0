"""Whether all that two articles share is a notice of the house that stands on each of them.

A licence, a line about the paper, an appeal for gifts, a disclaimer or a policy of corrections may
be left in the body of an article, and then unrelated pages have sentences in common. Such a notice
stands at the beginning or the end, round or behind what is told, on either page, and the rest of
neither takes it up. Besides, it speaks of the text, the paper and the reader (the words are data,
``[notice]`` in ``lineage.toml``); or it names nobody and counts nothing, as no news does.

Both are asked of the two texts alone. What was cut from an article and put at the end of another
is commonly taken up by the rest of the first: see :mod:`ondit.lineage.subject`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

from ondit.lang.lineage import NoticeWords
from ondit.lineage.prints import Sentence, prints
from ondit.lineage.subject import Place, named
from ondit.model import Article, Pair, Span

# Set by hand, and held to the notices of tests/test_notices.py and to parts of the articles of
# 2009, 2010 and 2013 that were put into others.
_STRAY = 2  # sentences of an article that may stand outside the row of what it alone has
_ROW = 2  # sentences that it must have alone, to tell what it is about
_WORDS = 2  # words of the house in a sentence that speaks of it, where it addresses nobody
# Share of the words of what is shared in sentences that speak of the house; and below which natural
# log-odds of being at home it is a notice then. A common word may be said again by chance: of two
# sentences in ten that have it the log-odds are 1.5.
_SPEAKING = ((0.5, 3.5), (0.25, 0.5))
_NAMELESS = ((0.5, math.inf), (0.1, 1.5), (0.0, 0.5))  # where nobody is named, nothing counted
# What the share of what stands around is of that, from which an article is about papers itself.
_TALKING = 0.75


def notice(
    articles: tuple[Article, Article], pairs: Sequence[Pair], places: tuple[Place, Place]
) -> bool:
    """Tell whether what ``articles`` share is but a notice; ``pairs`` are all their sentences."""
    sides = [_Side(article, pairs, first=not n) for n, article in enumerate(articles)]
    if not all(side.outside for side in sides) or any(side.quotes for side in sides):
        return False
    most = max(one.odds for one in places)
    speaking = min(side.speaking for side in sides)
    rules = _SPEAKING if any(side.tells for side in sides) else (*_SPEAKING, *_NAMELESS)
    return any(speaking >= share and most < odds for share, odds in rules)


def at_edges(articles: tuple[Article, Article], pairs: Sequence[Pair]) -> bool:
    """Tell whether all that ``articles`` share stands at an edge of both, and quotes nobody."""
    sides = [_Side(article, pairs, first=not n) for n, article in enumerate(articles)]
    return all(side.outside for side in sides) and not any(side.quotes for side in sides)


class _Side:
    """The sentences of one article: those that the other has, and those around."""

    def __init__(self, article: Article, pairs: Sequence[Pair], *, first: bool) -> None:
        self._article = article
        shared: dict[Span, bool] = {}
        for pair in pairs:
            ours, theirs = (pair.here, pair.there) if first else (pair.there, pair.here)
            shared |= dict.fromkeys(ours, bool(theirs))
        cut = prints(article)
        self._language = cut.language
        self._order = [
            (shared[one.span], one)
            for one, title in zip(cut.sentences, cut.title, strict=True)
            if not title and one.span in shared
        ]
        self._shared = [one for both, one in self._order if both]
        self._alone = [one for both, one in self._order if not both]

    @property
    def outside(self) -> bool:
        """Whether what both share stands before or behind what this article alone has."""
        rows = groupby(both for both, _ in self._order)
        longest = max((len(list(row)) for both, row in rows if not both), default=0)
        return bool(self._shared) and longest >= max(_ROW, len(self._alone) - _STRAY)

    @property
    def quotes(self) -> bool:
        """Whether somebody is quoted in what both share."""
        return any(one.quoted_words or one.has_marks for one in self._shared)

    @property
    def tells(self) -> bool:
        """Whether what both share names or counts anything."""
        return any(
            any(mark.isdigit() for mark in one.text)
            or any(True for _ in named(self._article, one.span))
            for one in self._shared
        )

    @property
    def speaking(self) -> float:
        """How much of what both share speaks of the house; 0 where the rest does as well."""
        if self._language is None:
            return 0.0
        words = self._language.lineage.notice
        shared = _speaking(self._shared, words)
        return shared if _speaking(self._alone, words) < shared * _TALKING else 0.0


def _speaking(sentences: Sequence[Sentence], words: NoticeWords) -> float:
    """Give the share of words in sentences that speak of the house."""
    speaking = 0
    for one in sentences:
        house = {form for form in one.key if form.startswith(words.house)}
        if len(house) >= _WORDS or (house and words.addressing.intersection(one.key)):
            speaking += len(one.key)
    return speaking / max(sum(len(one.key) for one in sentences), 1)
