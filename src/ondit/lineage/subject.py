"""Whether a passage is at home in an article: the text around it names what the passage names.

A passage that was cut out of an article is taken up by the rest of it, before and after; a passage
that was put into another text is a guest there. A digest is a host of many guests; two articles
that share a guest (a licence, an advertisement, a formula of the house) share nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from ondit.model import Article, Pair, Span
from ondit.text import fold

_SHORTEST_NAME = 2  # letters that are no name yet
_WORD = re.compile(r"[^\W\d_]+")
_TOPIC_WORD = 7  # letters from which a word is likely to be of the subject
_STEM = 7  # letters by which its forms are one
# Share of the sentences around a passage that name what it names, where it was cut out and where it
# is a guest; and for each word of its subject, how often a sentence around holds it. Measured on
# parts of the articles of 2009 and 2013 put into others, and rounded towards one another.
_NAMES = (0.25, 0.04)
_WORDS = (0.010, 0.0037)
_TOGETHER = 0.7  # names are among the words that are said again: both say the same in part
_SHOWN = 5  # places that are kept: enough to show


TOLD = 0.5  # natural log-odds from which a passage seems at home
# From here it is. Chosen on 2009 and 2013 against two texts that took one passage from a third,
# where neither is the source: one of them is called so in 2.5 % of 320 (8 % with what only seems).
HOME = 2.5
APART = 2.5  # by how much an article must lead for the passage to be of it rather than of the other


class Place(Struct, frozen=True, kw_only=True):
    """How what an article shares with another sits in it."""

    odds: float = 0.0
    """Natural log-odds that it is at home; 0 when nothing tells."""
    alone: int = 0
    """Sentences that only this article has."""
    resuming: int = 0
    """How many of them name what the shared ones name, or speak of it."""
    spans: tuple[Span, ...] = ()
    """The words in which they do, a few, names first."""


def apart(home: Place, guest: Place, *, least: float = HOME) -> bool:
    """Tell whether what both share belongs to the text around it in ``home``, and not in ``guest``.

    Articles on one subject take up whatever they share, both of them; and what has no text of its
    own around it is no guest: a part was cut out, or something was written around a whole.
    ``least``: the log-odds from which it is at home; from :data:`TOLD` it only seems so.
    """
    strange = bool(guest.alone) and guest.odds <= max(TOLD, home.odds / 3)
    return home.odds >= least and strange and home.odds - guest.odds >= APART


def place(article: Article, pairs: Sequence[Pair], *, first: bool) -> Place:
    """Tell how the shared sentences sit in ``article``; ``first``: it stands in ``here``."""
    names: set[str] = set()
    words: set[str] = set()
    alone: list[tuple[Span, ...]] = []
    for pair in pairs:
        ours, theirs = (pair.here, pair.there) if first else (pair.there, pair.here)
        if ours and theirs:
            names.update(name for span in ours for name, _ in named(article, span))
            words.update(word for span in ours for word, _ in _topic(article, span))
        elif ours:
            alone.append(ours)
    naming = [_found(article, spans, names, named) for spans in alone]
    saying = [_found(article, spans, words, _topic) for spans in alone]
    odds = _odds(naming, *_NAMES) if names else 0.0
    if words:
        odds += _odds(saying, *(1 - math.exp(-rate * len(words)) for rate in _WORDS))
    shown = [at for at in (*naming, *saying) if at is not None]
    return Place(
        odds=_TOGETHER * odds,
        alone=len(alone),
        resuming=sum(bool(name or word) for name, word in zip(naming, saying, strict=True)),
        spans=tuple(dict.fromkeys(shown))[:_SHOWN],
    )


def _odds(found: Sequence[Span | None], at_home: float, guest: float) -> float:
    """Give the log-odds of so many sentences that take it up, of all that stand around."""
    taking = sum(at is not None for at in found)
    others = len(found) - taking
    return taking * math.log(at_home / guest) + others * math.log((1 - at_home) / (1 - guest))


_Words = Callable[[Article, Span], Iterator[tuple[str, Span]]]


def _found(article: Article, spans: Sequence[Span], wanted: set[str], words: _Words) -> Span | None:
    """Give the first of the ``wanted`` words in ``spans``."""
    return next((at for span in spans for word, at in words(article, span) if word in wanted), None)


def named(article: Article, span: Span) -> Iterator[tuple[str, Span]]:
    """Give the words with a capital in a span, but for the first, folded, and where they stand."""
    for number, (word, at) in enumerate(_words(article, span)):
        if number and word[0].isupper() and len(word) > _SHORTEST_NAME:
            yield fold(word), at


def _topic(article: Article, span: Span) -> Iterator[tuple[str, Span]]:
    """Give the beginnings of the long words in a span, folded, and where they stand."""
    for word, at in _words(article, span):
        if len(word) >= _TOPIC_WORD:
            yield fold(word)[:_STEM], at


def _words(article: Article, span: Span) -> Iterator[tuple[str, Span]]:
    text = article.blocks[span.block].text
    for match in _WORD.finditer(text, span.start, span.end):
        yield match.group(), Span(span.block, *match.span())
