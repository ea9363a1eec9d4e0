"""Which words of a phrase are a personal name: capitals after the last role, with particles.

Whether the page shows that the name is a person's is decided elsewhere
(:mod:`ondit.speech.mentions`, :mod:`ondit.speech.people`).
"""

from __future__ import annotations

from ondit.speech.capitals import name_start
from ondit.speech.drafts import Range
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage


def name_range(passage: Passage, lexicon: Lexicon, start: int, end: int) -> Range | None:
    """Give the tokens of the personal name that ends the phrase: capitals after the last role."""
    last = end - 1
    while last >= start and passage.words[last] == "." and last > start:
        last -= 1
    if last < start:
        return None
    month = last > start and _is_month(passage, lexicon, last)
    if not month and not _is_name_word(passage, lexicon, last):
        return None
    first = last
    while first > start:
        earlier = first - 1
        if _is_name_word(passage, lexicon, earlier):
            first = earlier
        elif (
            passage.words[earlier] in (".", "-")
            and earlier > start
            and passage.capitals[earlier - 1]
        ):
            if passage.words[earlier - 1] in lexicon.titles:
                break
            first = earlier
        elif (
            passage.words[earlier] in lexicon.speech.who.particles
            and earlier > start
            and (
                _is_name_word(passage, lexicon, earlier - 1)
                or passage.words[earlier - 1] in lexicon.speech.who.particles
            )
        ):
            first = earlier
        else:
            break
    if first > start and passage.words[first - 1] in lexicon.grammar.genitives:
        first = name_start(passage, lexicon, first, end)
    while first < last and (
        passage.words[first] in lexicon.demonyms or not passage.capitals[first]
    ):
        first += 1  # *Mexican* Andrés López
    if first > start + 1 and end - first > 2 and _has_own_article(passage, lexicon, first):
        # *la ministre de la Défense Liisa Kaarend*: persons take no article
        known = lexicon.first_names
        later = (token for token in range(first + 1, end - 1) if passage.words[token] in known)
        first = next(later, first + 1)
    return (first, end)


def _has_own_article(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether a capital stands behind an article and a preposition: *de la Défense*."""
    grammar = lexicon.grammar
    article = passage.words[token - 1] in grammar.definite
    return article and passage.words[token - 2] in grammar.genitives


def _is_month(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether a month's name ends a personal name: Theresa *May*."""
    return (
        passage.capitals[token]
        and passage.words[token] in lexicon.language.words.months
        and _is_name_word(passage, lexicon, token - 1)
    )


def _is_name_word(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    word = passage.words[token]
    return (
        passage.capitals[token]
        and word not in lexicon.speech.who.roles
        and word not in lexicon.titles
        and word not in lexicon.speech.who.groups
        and not passage.kinds[token] & (Kind.DETERMINER | Kind.PREPOSITION | Kind.TIME)
    )


def is_tied(passage: Passage, named: Range) -> bool:
    """Tell whether the name only completes a noun: officials *of* X."""
    earlier = named[0] - 1
    while earlier >= 0 and passage.kinds[earlier] & Kind.DETERMINER:
        if passage.kinds[earlier] & Kind.PREPOSITION:
            return True
        earlier -= 1
    return earlier >= 0 and bool(passage.kinds[earlier] & Kind.PREPOSITION)


def leading_name(passage: Passage, lexicon: Lexicon, start: int, end: int) -> Range | None:
    """Give the personal name, of two words at least, that begins a phrase before a preposition."""
    stop = start
    while stop < end and _is_name_word(passage, lexicon, stop):
        stop += 1
    tied = stop < end and passage.kinds[stop] & Kind.PREPOSITION
    named = stop - start > 1 and tied and lexicon.bodies.isdisjoint(passage.words[start:stop])
    return (start, stop) if named else None


def without_determiner(passage: Passage, start: int, end: int) -> int:
    """Give where a phrase begins behind its determiners; its last word always stays."""
    while start < end - 1 and passage.kinds[start] & Kind.DETERMINER:
        start += 1
    return start


def text_of(passage: Passage, start: int, end: int) -> str:
    """Give the text of the tokens; it is empty where ``end`` is not after ``start``."""
    return passage.text[passage.starts[start] : passage.ends[end - 1]] if start < end else ""
