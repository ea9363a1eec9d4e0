"""Search: words in articles, in statements and in the names of speakers.

SQLite's full-text index finds the rows; where in the article the words stand is found in its
record, by the same folding (case and diacritics do not count). A query is words, all of which must
occur; words between double quotation marks or guillemets must follow one another. A word that ends
in ``*`` stands for all that begin so.
"""

from __future__ import annotations

import re

from msgspec import Struct

from ondit.model import Article, Span
from ondit.text import fold

_PHRASE = re.compile(r"[\"“”„«]\s*([^\"“”„«»]+?)\s*[\"“”»]|(\S+)")
_WORD = re.compile(r"[^\W_]+")
_AROUND = 60  # characters of a snippet to each side
_APART = 60  # words within which those of a query are called a cluster


class Term(Struct, frozen=True):
    """Words that follow one another."""

    words: tuple[str, ...]
    """Folded."""
    typed: tuple[str, ...]
    """As the user gave them: the index folds in its own way."""
    open: bool = False
    """Whether the last word stands for all that begin with it."""


def terms(query: str) -> tuple[Term, ...]:
    """Give the terms of what a user typed; none when it holds no word."""
    found = []
    for phrase, word in _PHRASE.findall(query):
        given = phrase or word
        typed = tuple(_WORD.findall(given))
        if typed:
            words = tuple(fold(one) for one in typed)
            found.append(Term(words, typed, open=given.endswith("*")))
    return tuple(found)


def expression(query: str, *, phrases: bool = True) -> str | None:
    """Give ``query`` as the full-text index wants it; ``None`` when it holds no word.

    An index without places (``detail = none``) takes no ``phrases``: their words are asked for one
    by one.
    """
    parts = [
        f'"{" ".join(words)}"{"*" if term.open and words == last else ""}'
        for term in terms(query)
        for last in [term.typed if phrases else term.typed[-1:]]
        for words in ([term.typed] if phrases else [(word,) for word in term.typed])
    ]
    return " AND ".join(parts) or None


def place(article: Article, query: str, within: tuple[Span, ...] | None = None) -> Span | None:
    """Give where the terms of ``query`` stand closest together, first the earliest.

    ``within`` limits the search to these spans.
    """
    asked = terms(query)
    best: tuple[int, Span] | None = None
    for number, block in enumerate(article.blocks):
        matches = [(m.start(), m.end()) for m in _WORD.finditer(block.text)]
        if within is not None:
            parts = [span for span in within if span.block == number]
            matches = [
                (a, b) for a, b in matches if any(s.start <= a and b <= s.end for s in parts)
            ]
        found = _cluster([fold(block.text[a:b]) for a, b in matches], asked)
        if found is None:
            continue
        missing, first, last = found
        span = Span(number, matches[first][0], matches[last][1])
        if best is None or missing < best[0]:
            best = (missing, span)
    return best[1] if best else None


def _cluster(words: list[str], asked: tuple[Term, ...]) -> tuple[int, int, int] | None:
    """Give how many terms are missing in the best place, and its first and last word."""
    places = [_places(words, term) for term in asked]
    if not any(places):
        return None
    best: tuple[int, int, int, int] | None = None
    for own in places:
        for start, _ in own:
            ends = [
                next((b for a, b in other if start <= a <= start + _APART), None)
                for other in places
            ]
            held = [end for end in ends if end is not None]
            last = max(held)
            rank = (len(places) - len(held), last - start, start, last)
            if best is None or rank < best:
                best = rank
    assert best is not None
    return (best[0], best[2], best[3])


def _places(words: list[str], term: Term) -> list[tuple[int, int]]:
    length = len(term.words)
    found = []
    for start in range(len(words) - length + 1):
        here = words[start : start + length]
        last_fits = here[-1].startswith(term.words[-1]) if term.open else here[-1] == term.words[-1]
        if last_fits and tuple(here[:-1]) == term.words[:-1]:
            found.append((start, start + length - 1))
    return found


def snippet(article: Article, span: Span) -> str:
    """Give the words around ``span``, cut at words, with … where more follows."""
    text = article.blocks[span.block].text
    start = max(0, span.start - _AROUND)
    end = min(len(text), span.end + _AROUND)
    if start > 0:
        start = text.find(" ", start, span.start) + 1 or span.start
    if end < len(text):
        cut = text.rfind(" ", span.end, end)
        end = cut if cut >= 0 else span.end
    return ("…" if start > 0 else "") + text[start:end] + ("…" if end < len(text) else "")
