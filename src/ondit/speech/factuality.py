"""Whether a page tells that something *was* said, or only that it may be, will be or was not.

*He refused to say that*, *she should admit that*, *if they say that* hold the words of a statement,
and nobody has made it. What decides stands around the cue: an auxiliary, a tense, a word of
condition, a question mark, and the word that governs an infinitive or a gerund. The three values
are those of FactBank (Saurí and Pustejovsky 2009) that a narrator uses of what others say: certain,
uncertain, and certainly not.
"""

from __future__ import annotations

from collections.abc import Iterator

from ondit.model import Factuality
from ondit.speech.drafts import Draft
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage

_REACH = 6  # tokens between a governing word and its verb: *refuse pour l'instant encore de dire*


def factuality(draft: Draft, passage: Passage, lexicon: Lexicon) -> Factuality:
    """Tell whether the page gives the words of ``draft`` as said."""
    if not draft.cue or draft.verb is None or draft.nominal:
        return "actual"
    start, end = draft.cue[0]
    grammar = lexicon.grammar
    governing = list(_governing(passage, lexicon, start, end))
    if not grammar.withheld.isdisjoint(governing) or "denies" in _stances(lexicon, governing):
        return "unsaid"
    possible = (
        _is_to_come(passage, lexicon, draft)
        or not grammar.awaited.isdisjoint(governing)
        or "accuses" in _stances(lexicon, governing)
        or _is_supposed(passage, lexicon, draft)
        or _is_asked(passage, lexicon, draft)
    )
    return "possible" if possible else "actual"


def _governing(passage: Passage, lexicon: Lexicon, start: int, end: int) -> Iterator[str]:
    """Give the words before an infinitive or a gerund up to a mark, one that governs it among them.

    Nothing before a finite verb.
    """
    grammar = lexicon.grammar
    words = passage.words
    head = words[end - 1]
    forms = lexicon.forms.get(words[start], ()) or lexicon.forms.get(head, ())
    shapes = {shape for form in forms for shape in form.shapes}
    marked = words[start] in grammar.infinitive_markers
    behind = start > 0 and bool(passage.kinds[start - 1] & Kind.PREPOSITION)
    is_gerund = "gerund" in shapes and "finite" not in shapes
    is_infinitive = "infinitive" in shapes and (marked or behind or "finite" not in shapes)
    perfect = words[start] in grammar.have and bool(grammar.infinitive_endings)
    perfect = perfect and words[start].endswith(grammar.infinitive_endings)
    if not (marked or is_gerund or is_infinitive or perfect):
        return
    for token in range(start - 1, max(start - 1 - _REACH, -1), -1):
        if passage.is_mark(token) or passage.quoted[token] != passage.quoted[start]:
            return
        yield words[token]


def _is_to_come(passage: Passage, lexicon: Lexicon, draft: Draft) -> bool:
    """Tell whether an auxiliary or a tense puts what is said off.

    Not before a quotation: whose words can be quoted have been said (*he would later add: “…”*).
    """
    if draft.content and passage.quoted[draft.content[0][0]] >= 0:
        return False
    return any(
        (passage.words[token] in lexicon.grammar.potential and not passage.capitals[token])
        or _is_future(lexicon, passage.words[token])
        for token in range(*draft.cue[0])  # *Theresa May said* has a capital
    )


def _stances(lexicon: Lexicon, words: list[str]) -> set[str]:
    return {form.verb.stance for word in words for form in lexicon.forms.get(word, ())}


def _is_future(lexicon: Lexicon, word: str) -> bool:
    """Tell whether a word is a future: what its conditional is with another ending."""
    for ending, conditional in lexicon.grammar.future_endings.items():
        if word.endswith(ending):
            forms = lexicon.forms.get(word.removesuffix(ending) + conditional, ())
            if any("conditional" in form.shapes for form in forms):
                return True
    return False


def _is_supposed(passage: Passage, lexicon: Lexicon, draft: Draft) -> bool:
    """Tell whether the clause of the cue is a condition: *if the mayor says that*."""
    before = draft.clause - 1
    return (
        before >= 0
        and passage.words[before] in lexicon.grammar.suppositions
        and passage.quoted[before] == passage.quoted[draft.cue[0][0]]
    )


def _is_asked(passage: Passage, lexicon: Lexicon, draft: Draft) -> bool:
    """Tell whether the sentence of the cue is a question: *Has the mayor said that … ?*.

    A question mark alone may belong to what is said; the order of the words tells.
    """
    start = draft.cue[0][0]
    if draft.verb is None or draft.verb.stance == "asks" or draft.stretch >= len(passage.stretches):
        return False
    lo, hi = passage.stretches[draft.stretch]
    last = hi - 1
    if not lo <= start < hi or passage.words[last] != "?" or passage.quoted[last] >= 0:
        return False
    while lo < start and passage.kinds[lo] & Kind.COORDINATOR:
        lo += 1
    turned = passage.kinds[lo] & (Kind.AUXILIARY | Kind.QUESTION) and lo < draft.clause
    hung = any(
        word.startswith("-") and word.rpartition("-")[2] in lexicon.grammar.personal
        for word in passage.words[lo:start]
    )
    return bool(turned) or hung
