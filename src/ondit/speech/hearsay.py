"""Sentences told as hearsay by their verb or adverb alone: *aurait fui*, *allegedly*."""

from __future__ import annotations

from ondit.speech.drafts import Draft, Range
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage

_LEAST_HEARSAY = 6  # tokens of a sentence told as hearsay


def hearsay(passage: Passage, lexicon: Lexicon, lo: int, hi: int) -> list[Draft]:
    """Give the sentence that is told as hearsay by its verb or adverb alone, with no source.

    The conditional is hearsay only with a participle (*aurait tiré*) and without a condition.
    """
    grammar = lexicon.grammar
    cue: list[Range] | None = None
    for token in range(lo, hi):
        word = passage.words[token]
        if passage.quoted[token] >= 0 or passage.kinds[token - 1] & Kind.RELATIVE:
            continue
        if word in grammar.hearsay_adverbs:
            cue = [(token, token + 1)]
        elif word in grammar.hearsay and _participle_follows(passage, lexicon, token, hi):
            cue = cue or []
        elif word in grammar.conditions:
            return []
    if cue is None or hi - lo < _LEAST_HEARSAY:
        return []
    return [Draft(passage=0, cue=cue, content=[(lo, hi)], hearsay=True, clause=lo)]


def _participle_follows(passage: Passage, lexicon: Lexicon, token: int, hi: int) -> bool:
    for later in range(token + 1, min(hi, token + 5)):
        if passage.is_mark(later):
            return False
        if not passage.kinds[later]:
            return passage.words[later].endswith(lexicon.grammar.participle_endings)
    return False
