"""Whose a quotation without a cue is, by what stands beside it: a colon before, a name behind.

*Ann Lee, mayor of Hull: “…”* says so before the quotation, *“…” — Ann Lee* behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.speech import phrases
from ondit.speech.drafts import Draft, Range
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.nominals import Phrase, is_somebody
from ondit.speech.passages import DASHES, Passage

_SIGNED = 8  # tokens of a signature: a name, and perhaps what it is
_ENDS = frozenset(".!?…")


def signature(
    read_passages: Sequence[Passage],
    words: Lexicon,
    place: int,
    number: int,
    quotation: Range,
) -> tuple[int, Range] | None:
    """Give the passage and tokens of the name behind a dash that signs a quotation.

    It ends the sentence of the quotation, or is the sentence or block after it: *— Ann Lee, Hull*.
    """
    passage = read_passages[place]
    _, hi = passage.stretches[number]
    token = quotation[1]
    while token < hi and passage.words[token] not in DASHES and passage.is_mark(token):
        token += 1
    signer = place
    if token >= hi:
        if number + 1 < len(passage.stretches):
            token, hi = passage.stretches[number + 1]
        elif place + 1 < len(read_passages) and read_passages[place + 1].stretches:
            signer = place + 1
            passage = read_passages[signer]
            token, hi = passage.stretches[0]
    if token + 1 >= hi or hi - token > _SIGNED or passage.words[token] not in DASHES:
        return None
    named = phrases.after(passage, words, token + 1, hi)
    if named is None or named.start != token + 1 or not passage.capitals[named.start]:
        return None
    ended = named.end >= hi or passage.words[named.end] in (",", ".", "(")
    quoted = max(passage.quoted[token:hi]) >= 0
    return (signer, (named.start, named.end)) if ended and not quoted else None


def announcing(
    read_passages: Sequence[Passage], words: Lexicon, place: int, number: int
) -> Draft | None:
    """Give a statement with the subject of the sentence that ends in a colon right before."""
    here = read_passages[place]
    lo, hi = here.stretches[number]
    colon = next((token for token in range(lo, hi) if here.quoted[token] >= 0), hi) - 1
    if colon > lo and here.words[colon] == ":":
        named = phrases.after(here, words, _subject_start(here, lo, colon), colon)
        told = named is not None and _tells(here, words, named, colon)
        if named is None or not (told or _ends_at(here, words, named, colon)):
            return None
        return Draft(
            passage=place,
            source_passage=place,
            cue=[],
            content=[],
            source=(named.start, named.end),
            beside=named.beside,
            stretch=number,
            announces=True,
        )
    before = read_passages[place if number else place - 1] if place or number else None
    if before is None or not before.stretches:
        return None
    alone = all(here.quoted[token] >= 0 or here.is_mark(token) for token in range(lo, hi))
    first, last = before.stretches[number - 1 if number else -1]
    if not alone or before.words[last - 1] != ":" or before.quoted[first] >= 0:
        return None
    named = phrases.after(before, words, first, last)
    if named is None:
        return None
    return Draft(
        passage=place,
        source_passage=place if number else place - 1,
        cue=[],
        content=[],
        source=(named.start, named.end),
        beside=named.beside,
        stretch=number,
    )


def _subject_start(passage: Passage, lo: int, colon: int) -> int:
    """Give where the subject stands: behind a clause or a phrase put before it."""
    first = passage.kinds[lo]
    placed = first & (Kind.SUBORDINATOR | Kind.QUESTION | Kind.PREPOSITION | Kind.TIME)
    if not placed:
        return lo
    commas = [token for token in range(lo, colon) if passage.words[token] == ","]
    return commas[0] + 1 if commas else lo


def _tells(passage: Passage, words: Lexicon, named: Phrase, colon: int) -> bool:
    """Tell whether a sentence before a quoted one is about who says it: *He sent a note: “Wait.”*.

    Its subject must be a person or a group, and the quotation a sentence of its own.
    """
    first = colon + 1
    while first < len(passage.words) and passage.is_mark(first):
        first += 1
    if first >= len(passage.words) or passage.quoted[first] < 0 or not passage.capitals[first]:
        return False
    quotation = passage.quotations[passage.quoted[first]]
    last = passage.text[quotation.inner_start : quotation.inner_end].rstrip("»”\"’' ")[-1:]
    last = last if last in _ENDS else passage.text[quotation.end : quotation.end + 1]
    pronoun = words.speech.pronouns.get(passage.words[named.start])
    somebody = (
        pronoun.human
        if pronoun is not None and named.end - named.start == 1
        else is_somebody(passage, words, named)
    )
    return somebody and named.end < colon and last in _ENDS


def _ends_at(passage: Passage, words: Lexicon, named: Phrase, colon: int) -> bool:
    """Tell whether a name, with what a comma adds to it, ends at the colon: *X, of Y: “…”*."""
    if named.end == colon:
        return passage.capitals[colon - 1]
    verbal = any(
        passage.kinds[token] & (Kind.AUXILIARY | Kind.PERSONAL)
        or passage.words[token] in words.forms
        for token in range(named.end, colon)
    )
    full = named.end - named.start > 1 and passage.capitals[named.start]
    return (
        full and passage.capitals[named.end - 1] and passage.words[named.end] == "," and not verbal
    )
