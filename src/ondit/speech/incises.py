"""Cues left inside quotation marks: *« Je pars, dit-il. »*, a habit of the French press.

Such a cue is told from one in the quoted words by its place: it stands between clause marks with
its own subject after it, and with nothing of its own to report.
"""

from __future__ import annotations

from ondit.speech import phrases
from ondit.speech.cues import Cue, cues
from ondit.speech.drafts import Draft, Range, trimmed
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.nominals import Phrase, is_somebody
from ondit.speech.passages import Passage
from ondit.speech.preceding import quotation_after

_LEAST_CLAUSE = 3  # tokens that a clause before *, X said* has at least
_ADVERBIAL = 8  # tokens between an aside's subject and the mark that closes it
_MOST_CUES = 30  # of one stretch; more are met only in text made to hang a reader


def incises(passage: Passage, lexicon: Lexicon, lo: int, hi: int) -> list[Draft]:
    """Give the statements whose cue stands inside the marks: *« Je pars, dit-il. »*."""
    found: list[Draft] = []
    token = lo
    while token < hi and len(found) < _MOST_CUES:
        number = passage.quoted[token]
        if number < 0:
            token += 1
            continue
        _, end = quotation_after(passage, token, hi)
        for cue in cues(passage, lexicon, token, end, quotation=number)[:_MOST_CUES]:
            draft = _incise(passage, lexicon, (token, end), cue)
            if draft is not None:
                found.append(draft)
                break
        token = end
    return found


def _is_set_off(passage: Passage, lexicon: Lexicon, cue: Cue, named: Phrase) -> bool:
    """Tell whether a noun with its article ends an aside, where subjects follow."""
    closed = named.end < len(passage.words) and passage.is_mark(named.end)
    follows = lexicon.grammar.verb_first and "clause" in cue.verb.takes
    return follows and closed and bool(passage.kinds[named.start] & Kind.DETERMINER)


def _behind_adverbial(passage: Passage, lexicon: Lexicon, start: int, end: int) -> int:
    """Give where a short adverbial ends: *…, a-t-elle dit à la presse. …*."""
    if start >= end or not passage.kinds[start] & (Kind.PREPOSITION | Kind.TIME | Kind.ADVERB):
        return start
    for token in range(start, min(end, start + _ADVERBIAL)):
        if passage.is_mark(token):
            return token
        verb = passage.words[token] in lexicon.forms and not passage.kinds[token - 1]
        if verb:
            return start
    return start


def _incise(passage: Passage, lexicon: Lexicon, quotation: Range, cue: Cue) -> Draft | None:
    """Give the statement that ``cue`` makes of the quotation that it interrupts."""
    start, end = quotation
    before = cue.start - 1
    if cue.start - start < _LEAST_CLAUSE or passage.words[before] not in (",", "?", "!"):
        return None
    after = cue.end
    source = (cue.hung, cue.hung + 1) if cue.hung is not None else None
    beside = None
    if source is None and not cue.passive and cue.shape in ("finite", "participle"):
        number = passage.quoted[start]
        named = phrases.after(passage, lexicon, cue.end, end, quotation=number)
        if named is None or not (
            is_somebody(passage, lexicon, named) or _is_set_off(passage, lexicon, cue, named)
        ):
            return None
        source, beside, after = (named.start, named.end), named.beside, named.end
        if beside is not None:
            after = beside[1]
    after = _behind_adverbial(passage, lexicon, after, end)
    if source is None or (
        after < end and passage.words[after] not in (",", ".", ":", "»", "”", '"')
    ):
        return None
    content = [(start, before)]
    if after < end and trimmed(passage, (after, end))[0] < trimmed(passage, (after, end))[1]:
        content.append((after, end))
    return Draft(
        passage=0,
        cue=[(cue.start, cue.end)],
        content=content,
        source=source,
        beside=beside,
        verb=cue.verb,
        clause=cue.start,
        quoted_only=True,
    )
