"""What is told behind a preposition of source: *according to X, …*, *…, selon X*.

The source follows the preposition. What it is said to say stands on the side where a clause does:
before it, up to a colon or the clause's own beginning, or behind the comma that ends it. A sentence
that begins with whose opinion it is (*Pour X, …*) is read in the same way.
"""

from __future__ import annotations

from ondit.speech import phrases
from ondit.speech.complements import thing_end
from ondit.speech.drafts import Draft, Range
from ondit.speech.lexicon import Kind, Lexicon, Verb
from ondit.speech.passages import Passage
from ondit.speech.preceding import back_over_marks, clause_opening, resumes
from ondit.speech.subjects import can_speak, has_verb

_ADVERBIAL = 14  # tokens between a source and the comma behind it
_ANNOUNCING = frozenset(":;")
_LEAST_CLAUSE = 3  # tokens that what is told has at least


def by_preposition(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Range, verb: Verb
) -> Draft | None:
    """Read a preposition of source, the tokens ``cue``; ``verb`` holds what it stands for."""
    source = phrases.after(passage, lexicon, cue[1], hi)
    if source is None or lexicon.grammar.measures.intersection(
        passage.words[source.start : source.end]
    ):
        return None
    set_apart = cue[0] == lo or passage.is_mark(cue[0] - 1)
    if not set_apart and not can_speak(passage, lexicon, source):
        return None  # *prices vary according to the field*
    end = source.beside[1] if source.beside else source.end
    content: list[Range] = []
    opens = clause_opening(passage, lo, cue[0])
    # *X is cautious: according to him, Y*: what stands before the colon is the narrator's.
    announced = passage.words[cue[0] - 1] in _ANNOUNCING and passage.quoted[cue[0] - 1] < 0
    if cue[0] - opens > 1 and not announced:
        content.append((opens, back_over_marks(passage, opens, cue[0])))
    after = _behind_source(passage, lexicon, end, hi, aside=source.beside is None)
    if after < hi and passage.words[after] == ",":
        if not content or resumes(passage, lexicon, after + 1, hi):
            content.append((after + 1, hi))
    elif not content and end < hi:
        content.append((end, hi))
    content = [each for each in content if each[1] - each[0] >= _LEAST_CLAUSE]
    if not content:
        return None
    return Draft(
        passage=0,
        cue=[cue],
        content=content,
        source=(source.start, source.end),
        beside=source.beside,
        verb=verb,
        clause=cue[0],
    )


def _behind_source(passage: Passage, lexicon: Lexicon, end: int, hi: int, *, aside: bool) -> int:
    """Give where what goes with a source ends, at a comma if there is one near.

    ``aside``: something set off by commas may still be added to the source.
    """
    after = end
    while after < hi and passage.words[after] != ",":
        if passage.is_mark(after) or after - end > _ADVERBIAL:
            break
        after += 1
    if after + 1 < hi and passage.words[after] == "," and _is_aside(passage, after + 1):
        return thing_end(passage, after + 1, hi)  # *According to X, who spoke on Monday, …*
    if after < hi and passage.words[after] == "," and aside:
        return _behind_addition(passage, lexicon, after, hi)
    return after


def opinion(passage: Passage, lexicon: Lexicon, lo: int, hi: int) -> Draft | None:
    """Read a sentence that begins with whose opinion it is: *Pour Ann Lee, le pont est sûr*."""
    start = lo
    while start < hi and passage.kinds[start] & Kind.COORDINATOR:
        start += 1
    if start + 3 >= hi or passage.words[start] not in lexicon.grammar.opinions:
        return None
    named = phrases.after(passage, lexicon, start + 1, hi)
    if named is None or named.start != start + 1 or passage.quoted[start] >= 0:
        return None
    who = lexicon.speech.who
    words = passage.words[named.start : named.end]
    title = not lexicon.titles.isdisjoint(words) or not who.roles.isdisjoint(words)
    person = words[0] in lexicon.first_names and len(words) > 1
    if not (person or (title and passage.capitals[named.end - 1])):
        return None
    cue = (start, start + 1)
    verb = Verb(lemma=passage.words[start], tail=(), reflexive=False, stance="thinks", takes=_NONE)
    closes = named.beside[1] if named.beside else named.end
    if closes >= hi or passage.words[closes] != ",":
        return None
    draft = by_preposition(passage, lexicon, lo, hi, cue, verb)
    if draft is None or not has_verb(passage, lexicon, *draft.content[0]):
        return None
    return draft if passage.words[draft.content[0][0] - 1] == "," else None


def _behind_addition(passage: Passage, lexicon: Lexicon, comma: int, hi: int) -> int:
    """Give the comma behind what is added to a name: *According to X, a former clerk, …*."""
    closing = thing_end(passage, comma + 1, min(hi, comma + _ADVERBIAL))
    added = closing < hi and passage.words[closing] == "," and closing - comma > 2
    name = passage.capitals[comma + 1] or passage.kinds[comma + 1] & Kind.PERSONAL
    rest = has_verb(passage, lexicon, closing, hi)
    if added and not name and rest and not has_verb(passage, lexicon, comma + 1, closing):
        return closing
    return comma


_NONE: frozenset[str] = frozenset()


def _is_aside(passage: Passage, token: int) -> bool:
    """Tell whether a relative clause begins at ``token``."""
    kind = passage.kinds[token]
    return bool(kind & Kind.RELATIVE) and not kind & (Kind.DETERMINER | Kind.PREPOSITION)
