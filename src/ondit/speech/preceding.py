"""Content that stands before its cue: *…, X said*, and what goes on after it.

A comma or a closing quotation mark must set it off from the clause of the cue, and it must look
like a clause itself: *On Monday, X said* reports nothing before the comma.
"""

from __future__ import annotations

from ondit.speech.drafts import Range
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage

_ADVERBIAL = 14  # tokens between a cue and its that: *said in a statement on Monday … that*
_LEAST_CLAUSE = 3  # tokens that a clause before *, X said* has at least
_TITLE = 6  # tokens, marks included, of a quotation that may be a title


def content_before(
    passage: Passage, lexicon: Lexicon, lo: int, begin: int, *, strict: bool
) -> Range | None:
    """Give the content that ends right before ``begin``, closed by a comma or a quotation mark."""
    last = begin - 1
    while last >= lo and passage.kinds[last] & (Kind.ADVERB | Kind.COORDINATOR):
        last -= 1
    if last >= lo and passage.words[last] in lexicon.grammar.comparisons:
        last -= 1
    if last < lo:
        return None
    closes = passage.words[last] in (",", "-", "–", "—", "?", "!") or passage.quoted[last] >= 0
    if not closes:
        return None
    end = last + 1
    while end > lo and passage.is_mark(end - 1) and passage.quoted[end - 1] < 0:
        end -= 1
    if end <= lo:
        return None
    if passage.quoted[end - 1] >= 0:
        apart = not strict or set_off(passage, end, begin)
        return quotation_before(passage, lo, end) if apart else None
    start = clause_opening(passage, lo, end)
    long_enough = end - start >= _LEAST_CLAUSE
    return (start, end) if long_enough and _has_clause(passage, lexicon, start, end) else None


def _is_source_alone(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a preposition of source names somebody, perhaps with a relative clause."""
    commas = [token for token in range(start, end) if passage.words[token] == ","]
    if not commas:
        return True
    kind = passage.kinds[commas[0] + 1] if commas[0] + 1 < end else 0
    relative = kind & Kind.RELATIVE and not kind & (Kind.DETERMINER | Kind.PREPOSITION)
    return bool(relative) and len(commas) == 1


def _has_clause(passage: Passage, lexicon: Lexicon, start: int, end: int) -> bool:
    """Tell whether the tokens are a clause and no adverbial put before (*On Monday*)."""
    kind = passage.kinds[start]
    if kind & (Kind.SUBORDINATOR | Kind.RELATIVE) and not kind & (Kind.DETERMINER):
        # *While some agree, others* …: a clause of its own only if another one follows it.
        return any(passage.words[token] == "," for token in range(start, end)) and end - start > 8
    sources = lexicon.prepositions.get(passage.words[start], ())
    sourced = any(tuple(passage.words[start : start + len(words)]) == words for words, _ in sources)
    if sourced and _is_source_alone(passage, start, end):
        return False  # *According to a memo, officials said …*
    if kind & Kind.PREPOSITION and not kind & Kind.DETERMINER:
        return end - start > 6 and any(
            passage.kinds[token] & (Kind.AUXILIARY | Kind.PERSONAL)
            for token in range(start + 1, end)
        )
    forms = lexicon.forms.get(passage.words[start], ())
    if any("gerund" in form.shapes for form in forms):
        return False
    return end - start > 3 or passage.quoted[start] >= 0


def quotation_before(passage: Passage, lo: int, end: int) -> Range | None:
    """Give the content that ends with the quotation closed before ``end``."""
    last = end - 1
    while last >= lo and passage.is_mark(last) and passage.quoted[last] < 0:
        last -= 1
    if last < lo or passage.quoted[last] < 0:
        return None
    number = passage.quoted[last]
    first = last
    while first > lo and passage.quoted[first - 1] == number:
        first -= 1
    # What precedes the quotation in the same clause belongs to it: *the war is “unjust”, he said*.
    start = first
    if first > lo and not passage.is_mark(first - 1):
        if last - first < _TITLE and passage.kinds[lo] & Kind.PREPOSITION:
            return None  # *On Sunday's “Meet the Press,”*: a title
        start = lo
    elif first > lo and passage.words[first - 1] == ",":
        start = first
    elif first > lo and passage.quoted[first - 1] >= 0:
        earlier = quotation_before(passage, lo, first)
        start = earlier[0] if earlier else first
    return (start, end)


def content_resumed(
    passage: Passage, lexicon: Lexicon, left: Range, end: int, hi: int
) -> list[Range]:
    """Give the content that goes on after the cue: *“…,” he said, “…”*."""
    if passage.quoted[left[1] - 1] >= 0:
        token = end
        while token < hi and passage.quoted[token] < 0:
            if lexicon.forms.get(passage.words[token]) and token > end:
                return []
            if token - end > _ADVERBIAL + _ADVERBIAL:
                return []
            token += 1
        if token >= hi:
            return []
        joined = passage.is_mark(token - 1) or token == end
        return [quotation_after(passage, token, hi)] if joined else []
    token = end
    while token < hi and passage.words[token] != ",":
        if passage.kinds[token] & (Kind.AUXILIARY | Kind.COMPLEMENTISER) or token - end > 8:
            return []
        token += 1
    if resumes(passage, lexicon, token + 1, hi):
        return [(token + 1, hi)]
    return []


def set_off(passage: Passage, closing: int, begin: int) -> bool:
    """Tell whether a quotation that ends at ``closing`` is set off from the clause at ``begin``."""
    return any(
        passage.words[token] in (",", ".", "?", "!", "…", "-", "–", "—")
        for token in range(max(0, closing - 3), begin)
    )


def clause_opening(passage: Passage, lo: int, end: int) -> int:
    """Give where the clause that ends at ``end`` begins: after a semicolon, else at ``lo``."""
    for token in range(end - 1, lo - 1, -1):
        if passage.words[token] == ";" and passage.quoted[token] < 0:
            return token + 1
    return lo


def resumes(
    passage: Passage, lexicon: Lexicon, token: int, hi: int, *, after_comma: bool = False
) -> bool:
    """Tell whether the interrupted clause goes on at ``token``."""
    if token >= hi or hi - token < _LEAST_CLAUSE:
        return False
    kind = passage.kinds[token]
    barred = Kind.RELATIVE if after_comma else Kind.RELATIVE | Kind.SUBORDINATOR
    if kind & barred and not kind & Kind.DETERMINER:
        return False
    forms = lexicon.forms.get(passage.words[token], ())
    return not any("gerund" in form.shapes for form in forms)


def amid(
    passage: Passage, lexicon: Lexicon, lo: int, begin: int, end: int, hi: int
) -> list[Range] | None:
    """Give the clause that the cue interrupts: *In May, X said, the road will open*."""
    if end >= hi or passage.words[end] != "," or begin <= lo:
        return None
    if passage.words[begin - 1] != "," or passage.quoted[begin - 2] >= 0:
        return None
    if not resumes(passage, lexicon, end + 1, hi, after_comma=True):
        return None
    return [(clause_opening(passage, lo, begin), begin - 1), (end + 1, hi)]


def back_over_marks(passage: Passage, lo: int, end: int) -> int:
    """Give ``end`` without the commas and dashes before it."""
    while end > lo and passage.is_mark(end - 1) and passage.words[end - 1] in (",", "-", "–", "—"):
        end -= 1
    return end


def quotation_after(passage: Passage, token: int, hi: int) -> Range:
    """Give the tokens of the quotation that ``token`` lies in, from there on."""
    number = passage.quoted[token]
    end = token
    while end < hi and passage.quoted[end] == number:
        end += 1
    return (token, end)
