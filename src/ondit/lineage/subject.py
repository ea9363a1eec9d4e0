"""Whether a passage is at home in an article: the text around it speaks of what the passage does.

A passage that was cut out of an article is taken up by the rest of it, before and after; a passage
that was put into another text is a guest there. A digest is a host of many guests; two articles
that share a guest (a licence, an advertisement, a formula of the house) share nothing else.

Each sentence around is asked how many words of the passage it says again, and how many that would
be by chance. Names count most, then long words, then shorter ones; small words do not. Sentences
are added up, each cut off, so that one that lists what the passage lists does not decide.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ondit.lang import find
from ondit.model import Article, Pair, Span
from ondit.text import fold

_SHORTEST_NAME = 2  # letters that are no name yet
_WORD = re.compile(r"[^\W\d_]+")
_LONG, _MIDDLING, _SHORT = 7, 5, 4  # letters from which a word is of its sort; so many are its stem
# How often a word around is one of the passage, for each word of its sort in the passage: where the
# passage was cut out, and where it is a guest. Counted on parts of the articles of 2009 and 2013
# put into others (640 texts), and rounded.
_RATES = {
    "name": (0.0161, 0.0010),
    "long": (0.0036, 0.00084),
    "middling": (0.0065, 0.0020),
    "short": (0.0159, 0.0065),
}
# Log-odds between which names count in a sentence, and other words; the best of four for telling.
_CUT = {True: (-0.8, 2.2), False: (-1.2, 1.2)}
_SHOWN = 5  # places that are kept: enough to show


# Natural log-odds from which a passage seems at home, and is; and by how much an article must lead
# for the passage to be of it rather than of the other. Chosen on 2009 and 2013 against two texts
# that took one passage from a third, where neither is the source: one of them seems to be in 3 % of
# 320, and is said to be in 1 %.
TOLD, HOME = 0.0, 3.0
_LEADING, _FAR = 2.0, 4.0
_WEAKER = 2  # times as much that each sentence of a home says


class Place(Struct, frozen=True, kw_only=True):
    """How what an article shares with another sits in it."""

    odds: float = 0.0
    """Natural log-odds that it is at home; 0 when nothing tells."""
    alone: int = 0
    """Sentences that only this article has."""
    resuming: int = 0
    """How many of them say a name or a long word of the shared ones."""
    spans: tuple[Span, ...] = ()
    """The words in which they do, a few, names first."""


def apart(home: Place, guest: Place, *, sure: bool = True) -> bool:
    """Tell whether what both share belongs to the text around it in ``home``, and not in ``guest``.

    Articles on one subject take up whatever they share, both of them; and what has no text of its
    own around it is no guest: a part was cut out, or something was written around a whole. Unless
    ``sure``, it only seems so.
    """
    least, lead = (HOME, _FAR) if sure else (TOLD, _LEADING)
    if home.odds < least or not guest.alone:
        return False
    each = home.odds / max(home.alone, 1)
    strange = guest.odds <= TOLD or guest.odds / guest.alone <= each / _WEAKER
    return strange and home.odds - guest.odds >= lead


def place(article: Article, pairs: Sequence[Pair], *, first: bool) -> Place:
    """Tell how the shared sentences sit in ``article``; ``first``: it stands in ``here``."""
    language = find(article.language)
    small = language.words.function_words if language else frozenset()
    passage: set[tuple[str, str]] = set()
    alone: list[tuple[Span, ...]] = []
    for pair in pairs:
        ours, theirs = (pair.here, pair.there) if first else (pair.there, pair.here)
        if ours and theirs:
            passage.update((sort, word) for sort, word, _ in _said(article, ours, small))
        elif ours:
            alone.append(ours)
    sizes = Counter(sort for sort, _ in passage)
    odds = 0.0
    shown: list[tuple[bool, Span]] = []
    for spans in alone:
        said = list(_said(article, spans, small))
        again = {(sort, word): at for sort, word, at in said if (sort, word) in passage}
        odds += _odds(Counter(sort for sort, _ in again), Counter(row[0] for row in said), sizes)
        speaking = [(sort != "name", at) for (sort, _), at in again.items() if sort in _SPEAKING]
        shown += sorted(speaking)[:1]
    return Place(
        odds=odds,
        alone=len(alone),
        resuming=len(shown),
        spans=tuple(dict.fromkeys(at for _, at in sorted(shown)))[:_SHOWN],
    )


_SPEAKING = frozenset({"name", "long"})  # sorts of words by which a sentence takes a passage up


def _odds(again: Counter[str], words: Counter[str], passage: Counter[str]) -> float:
    """Give what one sentence says for the passage being at home, by sorts of words (Poisson)."""
    odds = {True: 0.0, False: 0.0}
    for sort, (at_home, guest) in _RATES.items():
        chances = words[sort] * passage[sort]
        said = again[sort] * math.log(at_home / guest) - chances * (at_home - guest)
        odds[sort == "name"] += said
    return sum(max(_CUT[of][0], min(_CUT[of][1], value)) for of, value in odds.items())


def _said(
    article: Article, spans: Sequence[Span], small: frozenset[str]
) -> Iterator[tuple[str, str, Span]]:
    """Give the words of a sentence that are of its subject: sort, stem, and where they stand."""
    for span in spans:
        for number, (word, at) in enumerate(_words(article, span)):
            stem = fold(word)
            if word.lower() in small or stem in small:
                continue
            if number and _is_name(word):
                yield "name", stem, at
            elif len(word) >= _LONG:
                yield "long", stem[:_LONG], at
            elif len(word) >= _MIDDLING:
                yield "middling", stem[:_MIDDLING], at
            elif len(word) == _SHORT:
                yield "short", stem, at


def _is_name(word: str) -> bool:
    return word[0].isupper() and len(word) > _SHORTEST_NAME


def named(article: Article, span: Span) -> Iterator[tuple[str, Span]]:
    """Give the words with a capital in a span, but for the first, folded, and where they stand."""
    for number, (word, at) in enumerate(_words(article, span)):
        if number and _is_name(word):
            yield fold(word), at


def _words(article: Article, span: Span) -> Iterator[tuple[str, Span]]:
    text = article.blocks[span.block].text
    for match in _WORD.finditer(text, span.start, span.end):
        yield match.group(), Span(span.block, *match.span())
