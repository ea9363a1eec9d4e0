"""Noun phrases as such: what they hold, and by which words and marks they are told.

The rules that follow a phrase to the left and to the right (:mod:`ondit.speech.phrases`) share
these tests.
"""

from __future__ import annotations

from msgspec import Struct

from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage

_SHORT_PHRASE = 6  # tokens of a bare plural (*senior Western officials*)
_LONG_ENOUGH = 5  # letters of a word that is a past tense by its ending


class Phrase(Struct, frozen=True, gc=False):
    """Tokens of a noun phrase, half-open, and of what is put beside it."""

    start: int
    end: int
    beside: tuple[int, int] | None = None
    relative: bool = False
    """Whether the cue stands in a relative clause on this noun."""


def is_past(passage: Passage, lexicon: Lexicon, token: int, lo: int) -> bool:
    """Tell whether ``token`` is a verb of the narrator's: *he released a letter that says*."""
    word = passage.words[token]
    if passage.capitals[token] or token <= lo:
        return False
    if word in lexicon.grammar.verb_forms:
        return True
    if len(word) < _LONG_ENOUGH or not word.endswith(lexicon.grammar.verb_endings):
        return False
    # After a determiner, a preposition or a clause mark it is an adjective: *the united front*.
    earlier = passage.kinds[token - 1]
    barred = Kind.DETERMINER | Kind.PREPOSITION | Kind.MARK | Kind.COORDINATOR
    if earlier & Kind.ADVERB and token - 2 >= lo:
        # *the president obliquely referred*, but *the newly elected mayor*
        return not passage.kinds[token - 2] & (barred | Kind.ADVERB)
    return not earlier & (barred | Kind.ADVERB)


def is_spaced(passage: Passage, token: int) -> bool:
    """Tell whether a space stands beside the mark at ``token``."""
    text, start, end = passage.text, passage.starts[token], passage.ends[token]
    return text[start - 1 : start] == " " or text[end : end + 1] == " "


def is_abbreviated(passage: Passage, lexicon: Lexicon, stop: int) -> bool:
    """Tell whether the full stop at ``stop`` ends a title, an initial or an abbreviation."""
    word = passage.words[stop - 1]
    initial = len(word) == 1 and passage.capitals[stop - 1]
    return initial or word in lexicon.titles or word in lexicon.language.words.abbreviations


def joins_names(passage: Passage, token: int, lo: int) -> bool:
    """Tell whether the conjunction at ``token`` joins two names or plural nouns."""
    if token <= lo or token + 1 >= len(passage.words):
        return False
    after = token + 1
    while after + 1 < len(passage.words) and passage.kinds[after] & Kind.DETERMINER:
        after += 1
    begins = token - 1 == lo and bool(passage.kinds[lo])  # a small word's capital says nothing
    return passage.capitals[token - 1] and passage.capitals[after] and not begins


def is_nominal(passage: Passage, lexicon: Lexicon, first: int, last: int) -> bool:
    """Tell whether the tokens can be a noun phrase that speaks."""
    who = lexicon.speech.who
    head = passage.words[first]
    if passage.kinds[first] & Kind.DETERMINER:
        return last > first or head in who.indefinite
    return any(
        passage.capitals[token]
        or passage.words[token].isdigit()
        or "." in passage.words[token][1:-1]
        or passage.words[token] in who.roles
        or passage.words[token] in who.groups
        or passage.words[token] in who.documents
        or passage.words[token] in who.organisations
        or passage.words[token] in who.media
        or passage.words[token] in who.indefinite
        for token in range(first, last + 1)
    ) or (
        last - first < _SHORT_PHRASE
        and any(
            word.isalpha() and word.endswith(lexicon.grammar.plural_endings)
            for word in (head, passage.words[last])
        )
    )


def is_somebody(passage: Passage, lexicon: Lexicon, phrase: Phrase) -> bool:
    """Tell whether a phrase ends in a name, or holds a role or a group."""
    who = lexicon.speech.who
    return passage.capitals[phrase.end - 1] or any(
        passage.words[token] in who.roles or passage.words[token] in who.groups
        for token in range(phrase.start, phrase.end)
    )


def completes_office(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether an adjective goes on with a name behind a preposition.

    *Le ministre des Affaires étrangères*, in a language whose adjectives follow their noun.
    """
    grammar = lexicon.grammar
    if not grammar.head_first or token < 2 or passage.kinds[token]:
        return False
    word = passage.words[token]
    tied = passage.words[token - 2] in grammar.genitives or (
        token > 2
        and passage.words[token - 2] in grammar.definite
        and passage.words[token - 3] in grammar.genitives
    )
    verbal = word in lexicon.forms or word in grammar.verb_forms
    plural = word.endswith(grammar.plural_endings)
    agrees = plural and passage.words[token - 1].endswith(grammar.plural_endings)
    return bool(tied) and not verbal and (agrees or word in lexicon.demonyms)
