"""What is said in each stretch of a page: its cues read one by one, then put in order.

Each cue is read on its own, by what stands on either side of it (:mod:`.verbal`,
:mod:`.prepositional`, and those beside quotations). Then the cues of a stretch are put in order: a
content ends where the next cue of the same rank begins its own clause, and holds those that lie
inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from msgspec import structs

from ondit.speech.choosing import chosen
from ondit.speech.cues import Cue, cues, prepositions
from ondit.speech.drafts import Draft
from ondit.speech.hearsay import hearsay
from ondit.speech.incises import incises
from ondit.speech.inversions import inversions, parenthetic
from ondit.speech.lexicon import Kind, Lexicon, Sort
from ondit.speech.nouncues import noun_cues, remarked
from ondit.speech.order import arranged, lend
from ondit.speech.passages import Passage
from ondit.speech.prepositional import by_preposition, opinion
from ondit.speech.stretches import Stretch
from ondit.speech.subjects import wanted_of_another
from ondit.speech.verbal import by_verb

_MOST_CUES = 30  # of one stretch; more are met only in text made to hang a reader
MOST = 10_000
"""Statements with a cue of one page, past which no more are looked for; a long book has as many."""
_TOGETHER = 10_000
"""Tokens of the stretches that are weighed together: what the readings and traits of a token take
for as long is some two thousand bytes."""
_LONGEST = 4000
"""Tokens of a stretch of which readings are weighed; no sentence and no quotation has as many."""


def read(read_passages: Sequence[Passage], lexicon: Lexicon) -> list[Draft]:
    """Give the statements of the passages of a page, in order."""
    found: list[Draft] = []
    for together in _parts(_stretches(read_passages, lexicon)):
        if together[0].hi - together[0].lo > _LONGEST:
            found += together[0].drafts
        else:
            found += chosen(together, lexicon)
        if len(found) >= MOST:
            break
    for (place, number), told in groupby(found, key=lambda draft: (draft.passage, draft.stretch)):
        passage = read_passages[place]
        lend(passage, lexicon, list(told), passage.stretches[number][0])
    return found


def _parts(each: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Give the stretches that are weighed together: all, unless it is a book; a long one alone."""
    found: list[Stretch] = []
    tokens = 0
    for stretch in each:
        size = stretch.hi - stretch.lo
        tokens += size
        if found and (tokens > _TOGETHER or size > _LONGEST):
            yield found
            found, tokens = [], size
        found.append(stretch)
        if size > _LONGEST:
            yield found
            found, tokens = [], 0
    if found:
        yield found


def stretches(read_passages: Sequence[Passage], lexicon: Lexicon) -> list[Stretch]:
    """Give the stretches in which the rules see a cue, as they read them.

    Where they see none, what the tagger finds is wrong as often as right.
    """
    return list(_stretches(read_passages, lexicon))


def _stretches(read_passages: Sequence[Passage], lexicon: Lexicon) -> Iterator[Stretch]:
    for place, passage in enumerate(read_passages):
        for number, (lo, hi) in enumerate(passage.stretches):
            drafts, unread = by_rules(passage, place, number, lexicon, lo, hi)
            if not drafts and not unread:
                continue
            yield Stretch(
                passage=passage,
                place=place,
                number=number,
                lo=lo,
                hi=hi,
                drafts=drafts,
                unread=unread,
            )


def by_rules(
    passage: Passage, place: int, number: int, lexicon: Lexicon, lo: int, hi: int
) -> tuple[list[Draft], list[Cue]]:
    """Give the statements of one stretch as the rules read them, and the cues they leave unread."""
    quoted = bool(passage.quotations) and max(passage.quoted[lo:hi], default=-1) >= 0
    cued = passage.cued_in(lo, hi)
    judged = opinion(passage, lexicon, lo, hi)
    if not cued and not quoted and judged is None:
        return [], []
    sorts = 0
    for token in cued:
        sorts |= passage.sorts[token]
    told = bool(sorts & Sort.HEARSAY)
    sourced = (
        by_preposition(passage, lexicon, lo, hi, (start, end), verb)
        for start, end, verb in islice(prepositions(passage, lexicon, lo, hi), _MOST_CUES)
    )
    drafts = [draft for draft in (*sourced, judged) if draft is not None]
    verbal, unread = _by_verbs(passage, lexicon, lo, hi)
    drafts.extend(verbal)
    if quoted:
        drafts.extend(incises(passage, lexicon, lo, hi))
        drafts.extend(inversions(passage, lexicon, lo, hi, drafts))
    if sorts & Sort.HUNG:
        drafts.extend(parenthetic(passage, lexicon, lo, hi, drafts))
    if sorts & Sort.NOUN:
        drafts.extend(noun_cues(passage, lexicon, lo, hi, drafts, unread))
    if unread and not lexicon.grammar.remarks.isdisjoint(passage.words[lo:hi]):
        drafts.extend(remarked(passage, lexicon, lo, unread))
    alone = hearsay(passage, lexicon, lo, hi) if told and not drafts else []
    for draft in (*drafts, *alone):
        draft.passage, draft.source_passage, draft.stretch = place, place, number
    drafts.sort(key=lambda draft: draft.cue[0])
    return arranged(passage, lexicon, drafts, lo) or alone, unread


def _by_verbs(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int
) -> tuple[list[Draft], list[Cue]]:
    """Give the statements of the cues that are verbs, and the cues that tell none here."""
    drafts: list[Draft] = []
    unread: list[Cue] = []
    found = cues(passage, lexicon, lo, hi)[:_MOST_CUES]
    for at, cue in enumerate(found):
        if wanted_of_another(passage, lexicon, lo, cue, found[:at]):
            unread.append(structs.replace(cue, wanted=True))
            continue
        senses = (cue, *(structs.replace(cue, verb=other) for other in cue.others))
        readings = (by_verb(passage, lexicon, lo, hi, sense) for sense in senses)
        draft = next((reading for reading in readings if reading is not None), None)
        if draft is None:
            unread.append(cue)
        elif _is_wanted(passage, draft, unread):
            unread.append(structs.replace(cue, wanted=True))
        else:
            drafts.append(draft)
    return drafts, unread


def _is_wanted(passage: Passage, draft: Draft, unread: Sequence[Cue]) -> bool:
    """Tell whether a thought is a part of what another is to say: *asked her to admit she knew*."""
    if draft.source is None or not passage.kinds[draft.source[0]] & Kind.PERSONAL:
        return False
    return any(cue.wanted and 0 <= draft.source[0] - cue.end <= 1 for cue in unread)
