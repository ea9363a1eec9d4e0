"""Pronouns that stand for nobody: *il faut rappeler que…*, *it is worth noting that…*.

Such a sentence is its narrator's own, or tells what nobody in particular says. Whoever was named
before has not said it, so the pronoun is taken for nobody; and a verb that reports under another
subject reports nothing here (*il convient que*, beside *le ministre convient que*). A language
names its pronouns of this kind (``dummies``) and what makes them so (``impersonal``).
"""

from __future__ import annotations

from ondit.speech.infinitives import infinitive_form
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage

_REACH = 5  # *il ne nous a pas fallu*: no longer group stands between the pronoun and its verb


def is_dummy(passage: Passage, lexicon: Lexicon, tokens: tuple[int, int]) -> bool:
    """Tell whether a source is a pronoun that stands for nobody here."""
    start, end = tokens
    return end - start == 1 and _predicate(passage, lexicon, start) is not None


def says_nothing(passage: Passage, lexicon: Lexicon, head: int) -> bool:
    """Tell whether the verb at ``head`` is what makes such a pronoun: *il convient que*."""
    for token in range(head - 1, max(-1, head - 1 - _REACH), -1):
        if passage.words[token] in lexicon.grammar.dummies:
            return _predicate(passage, lexicon, token) == head + 1
    return False


def _predicate(passage: Passage, lexicon: Lexicon, pronoun: int) -> int | None:
    """Give where the words end that make ``pronoun`` stand for nobody, if such words follow it."""
    words, grammar = passage.words, lexicon.grammar
    if words[pronoun] not in grammar.dummies:
        return None
    for token in range(pronoun + 1, min(len(words) - 1, pronoun + 1 + _REACH)):
        for phrase in lexicon.impersonal.get(words[token], ()):
            end = token + len(phrase)
            if tuple(words[token:end]) == phrase and _goes_on(passage, lexicon, end):
                return end
        marked = words[token] in grammar.infinitive_markers and words[token - 1] in grammar.be
        if marked and infinitive_form(passage, lexicon, token + 1):
            return token  # *il est à noter que*
        between = Kind.NEGATION | Kind.ADVERB | Kind.AUXILIARY
        if not passage.kinds[token] & between and words[token] not in grammar.datives:
            return None
    return None


def _goes_on(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether a clause or an infinitive follows: not *il reste ministre*."""
    while token < len(passage.words) and passage.kinds[token] & (Kind.NEGATION | Kind.ADVERB):
        token += 1  # *il ne convient pas que*
    if token + 1 >= len(passage.words):
        return False
    word, grammar = passage.words[token], lexicon.grammar
    if word == ",":
        return passage.words[token + 1] in lexicon.forms  # *il convient, dit le maire, que*
    if word in grammar.infinitive_markers:
        return not grammar.infinitive_endings or infinitive_form(passage, lexicon, token + 1)
    verbal = {"infinitive", "gerund"}
    reports = any(form.shapes & verbal for form in lexicon.forms.get(word, ()))
    return reports or word in grammar.complementisers
