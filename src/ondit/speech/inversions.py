"""Quotations followed by a verb that no table knows (*« Ce rapport est vieux », tacle l’élue*).

After a closing mark and a comma, a verb with a somebody right behind it can only tell who speaks,
whatever the verb. Without this rule the words would be given to the speaker before.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.speech import phrases
from ondit.speech.drafts import Draft, Range, trimmed
from ondit.speech.lexicon import Kind, Lexicon, Sort
from ondit.speech.nominals import Phrase, is_somebody
from ondit.speech.passages import Passage
from ondit.speech.preceding import quotation_after
from ondit.speech.subjects import has_verb

_LEAST = 3  # tokens of the quotation; a shorter one is a title: *“Hamlet,” starred …*
_LEAST_BEFORE = 4  # tokens before such a verb
_MOST = 30  # of one stretch; more are met only in text made to hang a reader


def inversions(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, drafts: Sequence[Draft]
) -> list[Draft]:
    """Give a statement for each quotation that none of ``drafts`` holds and a verb follows."""
    found: list[Draft] = []
    token = lo
    while token < hi and len(found) < _MOST:
        if passage.quoted[token] < 0:
            token += 1
            continue
        quotation = quotation_after(passage, token, hi)
        token = quotation[1]
        held = any(
            start < quotation[1] and quotation[0] < end
            for draft in drafts
            for start, end in (*draft.content, *draft.cue)
        )
        draft = None if held else _inversion(passage, lexicon, quotation, hi)
        if draft is None and not held:
            draft = _upright(passage, lexicon, quotation, hi)
        if draft is not None:
            found.append(draft)
    return found


def parenthetic(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, drafts: Sequence[Draft]
) -> list[Draft]:
    """Give the statements of unknown verbs whose subject hangs on them: *…, calcule-t-elle.*.

    Set off by a comma before it and a mark after it, such a verb tells who speaks, whatever it is.
    """
    found: list[Draft] = []
    known = {token for draft in drafts for each in draft.cue for token in range(*each)}
    for token in passage.cued_in(lo + _LEAST_BEFORE, hi):
        hung = passage.sorts[token] & Sort.HUNG and passage.quoted[token] < 0
        if not hung or token in known or len(found) >= _MOST:
            continue
        verb, end = token - 1, token + 1
        if passage.words[verb] in lexicon.grammar.have and end < hi:
            endings = tuple(lexicon.grammar.participle_endings)
            plain = not passage.kinds[end] and passage.words[end].endswith(endings)
            end += plain
        closed = (
            end >= hi
            or passage.words[end] in (",", ".", ";")
            or bool(passage.kinds[end] & Kind.PREPOSITION)  # *a-t-on appris de source judiciaire*
        )
        if passage.words[verb - 1] != "," or passage.quoted[verb - 1] >= 0 or not closed:
            continue
        content = trimmed(passage, (lo, verb - 1))
        if content[1] - content[0] < _LEAST or passage.words[hi - 1] == "?":
            continue
        if not has_verb(passage, lexicon, *content):
            continue
        found.append(
            Draft(
                passage=0,
                cue=[(verb, end)],
                content=[content],
                source=(token, token + 1),
                clause=verb,
            )
        )
    return found


def _inversion(passage: Passage, lexicon: Lexicon, quotation: Range, hi: int) -> Draft | None:
    content = trimmed(passage, quotation)
    verb = quotation[1]
    if verb < hi and passage.words[verb] == ",":
        verb += 1
    set_off = verb > quotation[1] or any(
        passage.words[token] in (",", "?", "!", "…")
        for token in range(max(content[1], quotation[0]), quotation[1])
    )
    if not set_off or content[1] - content[0] < _LEAST:
        return None
    end = _verb_end(passage, lexicon, verb, hi)
    if end is None or end >= hi:
        return None
    hung = passage.words[end]
    if hung.startswith("-") and hung.rpartition("-")[2] in lexicon.grammar.personal:
        source = Phrase(end, end + 1)
        cue = (verb, end + 1)
    else:
        named = phrases.after(passage, lexicon, end, hi)
        if named is None or named.start != end:
            return None
        if not (is_somebody(passage, lexicon, named) or _is_closed(passage, lexicon, named, hi)):
            return None
        closing = Kind.MARK | Kind.TIME | Kind.PREPOSITION | Kind.RELATIVE | Kind.COORDINATOR
        if named.end < hi and not passage.kinds[named.end] & closing:
            return None
        source, cue = named, (verb, end)
    return Draft(
        passage=0,
        cue=[cue],
        content=[quotation],
        source=(source.start, source.end),
        beside=source.beside,
        clause=verb,
        quoted_only=True,
    )


def _upright(passage: Passage, lexicon: Lexicon, quotation: Range, hi: int) -> Draft | None:
    """Read a verb that no table has behind its subject: *“…,” one of them texted.*."""
    content = trimmed(passage, quotation)
    comma = any(
        passage.words[token] in (",", "?", "!") for token in range(content[1], quotation[1])
    )
    if not comma or content[1] - content[0] < _LEAST or lexicon.grammar.verb_first:
        return None
    named = phrases.after(passage, lexicon, quotation[1], hi)
    if named is None or named.start != quotation[1] or named.end >= hi:
        return None
    verb = named.end
    grammar = lexicon.grammar
    past = passage.words[verb].endswith(grammar.verb_endings) or (
        passage.words[verb] in grammar.verb_forms
    )
    plain = not passage.kinds[verb] and not passage.capitals[verb]
    after = verb + 1
    closed = after >= hi or bool(passage.kinds[after] & (Kind.MARK | Kind.TIME | Kind.PREPOSITION))
    personal = passage.kinds[named.start] & Kind.PERSONAL
    somebody = (
        personal
        or is_somebody(passage, lexicon, named)
        or (passage.words[named.start] in lexicon.speech.who.indefinite)
    )
    if not (past and plain and closed and somebody):
        return None
    return Draft(
        passage=0,
        cue=[(verb, after)],
        content=[quotation],
        source=(named.start, named.end),
        beside=named.beside,
        clause=named.start,
        quoted_only=True,
    )


def _is_closed(passage: Passage, lexicon: Lexicon, named: Phrase, hi: int) -> bool:
    """Tell whether a noun with its article ends its clause: *« … », jubile la septuagénaire.*.

    Where nouns take a determiner, nothing else stands there than who speaks.
    """
    if lexicon.grammar.bare_nouns or named.end - named.start < 2:
        return False
    closed = named.end >= hi or passage.words[named.end] in (",", ".", ";")
    return closed and bool(passage.kinds[named.start] & Kind.DETERMINER)


def _verb_end(passage: Passage, lexicon: Lexicon, token: int, hi: int) -> int | None:
    """Give the end of the verb that can begin at ``token``: one word, or *a* and a participle."""
    if token + 1 >= hi or passage.quoted[token] >= 0:
        return None
    grammar = lexicon.grammar
    if passage.words[token] in grammar.reflexives and token + 2 < hi:
        token += 1  # *s’esclaffe l’humoriste*
    if passage.words[token] in grammar.have or passage.words[token] in grammar.be:
        participle = passage.words[token + 1].endswith(tuple(grammar.participle_endings))
        plain = not passage.kinds[token + 1] and not passage.capitals[token + 1]
        return token + 2 if participle and plain else None
    word = passage.words[token]
    small = passage.kinds[token] or not word.isalpha() or passage.capitals[token]
    if small or word in lexicon.nouns or word in grammar.noun_forms:
        return None
    if not grammar.bare_nouns:  # a bare word is a verb
        infinitive = token + 2 < hi and passage.kinds[token + 1] & Kind.PREPOSITION
        if infinitive and passage.words[token + 2].endswith(grammar.infinitive_endings):
            return token + 3  # *tient à préciser une voisine*
        return token + 1
    verbal = word.endswith((*grammar.verb_endings, *grammar.plural_endings))
    return token + 1 if verbal or word in grammar.verb_forms else None
