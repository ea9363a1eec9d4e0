"""Infinitives that follow a cue: *vowed to fight*, *a promis de se battre*."""

from __future__ import annotations

from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage

_ADVERBIAL = 14  # tokens between a cue and the infinitive


def infinitive(passage: Passage, lexicon: Lexicon, end: int, hi: int) -> int | None:
    """Give where *to do* begins, with the one who is to do it put before it or not."""
    grammar = lexicon.grammar
    for token in range(end, min(hi, end + _ADVERBIAL)):
        if passage.is_mark(token) or passage.quoted[token] >= 0:
            return None
        if passage.words[token] in grammar.infinitive_markers and token + 1 < hi:
            following = passage.kinds[token + 1]
            if infinitive_form(passage, lexicon, token + 1):
                return token
            if passage.quoted[token + 1] >= 0 and _opens_infinitive(passage, token + 1, hi):
                return token  # *vowed to “mobilise the people”*
            if following & (Kind.DETERMINER | Kind.PREPOSITION):
                continue
            if not grammar.infinitive_endings and not passage.capitals[token + 1] and not following:
                return token
        if passage.kinds[token] & (Kind.COMPLEMENTISER | Kind.AUXILIARY):
            return None
    return None


def infinitive_form(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether ``token`` (after adverbs and clitics) has an infinitive's ending."""
    endings = lexicon.grammar.infinitive_endings
    if not endings:
        return False
    while token < len(passage.words) - 1 and passage.kinds[token] & (
        Kind.NEGATION | Kind.ADVERB | Kind.CLITIC
    ):
        token += 1
    word = passage.words[token]
    if passage.quoted[token] >= 0 and passage.is_mark(token) and token + 1 < len(passage.words):
        word = passage.words[token + 1]
    return len(word) > 3 and word.endswith(endings) and not passage.capitals[token]


def _opens_infinitive(passage: Passage, mark: int, hi: int) -> bool:
    """Tell whether a quotation can begin with an infinitive that has no ending of its own."""
    first = mark + 1
    return (
        passage.is_mark(mark)
        and first < hi
        and not passage.kinds[first]
        and not passage.capitals[first]
    )


def is_infinitive(passage: Passage, lexicon: Lexicon, end: int, hi: int) -> bool:
    """Tell whether an infinitive stands at ``end``."""
    return end < hi and infinitive_form(passage, lexicon, end)


def before_next_subject(passage: Passage, start: int, hi: int) -> int:
    """Give where an infinitive ends at the latest: where *and* joins a clause of its own."""
    for token in range(start, hi - 1):
        joins = passage.kinds[token] & Kind.COORDINATOR and passage.quoted[token] < 0
        subject = passage.kinds[token + 1] & Kind.PERSONAL
        if joins and subject and not passage.kinds[token + 1] & (Kind.OBJECT | Kind.DETERMINER):
            return token
    return hi
