"""Statements told inside a quotation: *“They say the road is closed,” she said*.

The words in quotation marks are read like any others, sentence by sentence, with the quotations
that stand inside them. Only what is plainly told there is kept: a verb of saying with a subject
and something said. A thought of the one who speaks (*I think*) is part of what they say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import structs

from ondit.speech.clauses import by_rules
from ondit.speech.cues import Cue
from ondit.speech.drafts import Draft, Range
from ondit.speech.lexicon import Kind, Lexicon, Sort, Verb
from ondit.speech.nominals import Phrase
from ondit.speech.passages import Passage
from ondit.speech.subjects import can_speak, has_verb

_LEAST = 6  # tokens of a quotation in which somebody can be said to say something
_MOST = 60  # sentences inside the quotations of one passage; more are text made to hang a reader
_CLAUSE = 8  # tokens in which a clause without conjunction shows its verb
_LEAST_SAID = 3  # tokens of what is said
_TOLD = frozenset({"says", "denies", "alleges", "warns", "asks"})


def inner(
    read_passages: Sequence[Passage], lexicon: Lexicon, drafts: Sequence[Draft]
) -> list[Draft]:
    """Give the statements inside the quotations of the page, but for those in ``drafts``."""
    known = {(draft.passage, each[0]) for draft in drafts for each in draft.cue}
    found: list[Draft] = []
    for place, passage in enumerate(read_passages):
        if passage.role == "headline" or not passage.quotations:
            continue
        if max(passage.quoted, default=-1) < 0:
            continue
        view = _within(passage)
        for count, (lo, hi) in enumerate(_sentences(passage, view.quoted)):
            if count >= _MOST:
                break
            if not any(passage.sorts[token] & Sort.FORM for token in passage.cued_in(lo, hi)):
                continue
            number = _stretch_of(passage, lo)
            drafts, unread = by_rules(view, place, number, lexicon, lo, hi)
            for draft in _unmarked(view, lexicon, unread, lo, hi):
                draft.passage, draft.source_passage, draft.stretch = place, place, number
                if (place, draft.cue[0][0]) not in known:
                    found.append(draft)
            for draft in drafts:
                if _is_told(view, lexicon, draft) and (place, draft.cue[0][0]) not in known:
                    found.append(draft)
    return found


def _unmarked(
    view: Passage, lexicon: Lexicon, unread: Sequence[Cue], lo: int, hi: int
) -> list[Draft]:
    """Give what a comma sets off behind *I said* or *she told me*: *“I told him, run for mayor.”*.

    Speech tells speech so, without marks of its own; nothing but the one told stands between.
    """
    found: list[Draft] = []
    for cue in unread:
        plain = cue.verb.stance in ("says", "asks") and cue.verb.takes & {"clause", "bare"}
        subject = cue.start - 1
        personal = subject >= lo and view.kinds[subject] & Kind.PERSONAL
        if not plain or not personal or cue.passive or cue.negated or cue.shape != "finite":
            continue
        comma = cue.end
        if comma < hi and view.kinds[comma] & Kind.OBJECT:
            comma += 1
        if comma + _LEAST_SAID >= hi or view.words[comma] != ",":
            continue
        rest = view.words[comma + 1 : hi]
        aside = "," in rest[:3] or not lexicon.grammar.complementisers.isdisjoint(rest[:4])
        # *I told him, run for mayor*: what somebody is told may be an order.
        if aside or not (comma > cue.end or has_verb(view, lexicon, comma + 1, hi)):
            continue
        found.append(
            Draft(
                passage=0,
                cue=[(cue.start, cue.end)],
                content=[(comma + 1, hi)],
                source=(subject, subject + 1),
                verb=cue.verb,
                clause=subject,
            )
        )
    return found


def _sentences(passage: Passage, deeper: Sequence[int]) -> Iterator[Range]:
    """Give the sentences inside the outermost quotations, as tokens without the marks.

    ``deeper`` numbers the tokens of quotations inside them, which bind sentences together.
    """
    token, size = 0, len(passage.words)
    while token < size:
        number = passage.quoted[token]
        if number < 0:
            token += 1
            continue
        end = token
        while end < size and passage.quoted[end] == number:
            end += 1
        if end - token >= _LEAST:
            yield from _split(passage, deeper, token, end)
        token = end


def _split(passage: Passage, deeper: Sequence[int], lo: int, hi: int) -> Iterator[Range]:
    quotation = passage.quotations[passage.quoted[lo]]
    while lo < hi and passage.starts[lo] < quotation.inner_start:
        lo += 1
    while hi > lo and passage.ends[hi - 1] > quotation.inner_end:
        hi -= 1
    start = lo
    for token in range(lo, hi):
        ends = passage.words[token] in (".", "?", "!", "…")
        bound = token + 1 < hi and deeper[token] == deeper[token + 1] >= 0
        if ends and not bound and (token + 1 >= hi or passage.capitals[token + 1]):
            if token - start >= 2:
                yield start, token
            start = token + 1
    if hi - start > 2:
        yield start, hi


def _within(passage: Passage) -> Passage:
    """Give the passage as it reads inside its outermost quotations: with those one deeper."""
    quoted = [-1] * len(passage.words)
    for number, quotation in enumerate(passage.quotations):
        if quotation.depth == 1:
            for token in range(passage.at(quotation.start), passage.at(quotation.end)):
                quoted[token] = number
    return structs.replace(passage, quoted=quoted)


def _stretch_of(passage: Passage, token: int) -> int:
    number = bisect_right(passage.stretches, token, key=lambda stretch: stretch[0]) - 1
    if number >= 0 and token < passage.stretches[number][1]:
        return number
    return len(passage.stretches) - 1


def _is_told(passage: Passage, lexicon: Lexicon, draft: Draft) -> bool:
    """Tell whether somebody is plainly said to say something."""
    verb = draft.verb
    if verb is None or not draft.content:
        return False
    first, last = draft.content[0]
    marked = passage.quoted[first] >= 0
    if marked and draft.passive and draft.source is None and last - first >= _LEAST_SAID:
        return True  # *I was told “…”*: by nobody known
    if not _reports(verb, draft, marked=marked) or _is_done(passage, lexicon, draft):
        return False
    start, end = draft.cue[0]
    to_us = _is_to_us(passage, lexicon, start, end)
    if draft.source is not None and not to_us and _is_thing(passage, lexicon, draft.source):
        return False
    # What somebody will, would or may say is not told as said.
    before = range(max(0, start - 1), end)
    if any(passage.words[token] in lexicon.grammar.modals for token in before):
        return False
    announced = passage.words[first - 1] == ":"  # *he told me: not today*
    if last - first < _LEAST_SAID and not announced:
        return False
    return marked or announced or _is_proposition(passage, lexicon, first, last, end)


def _reports(verb: Verb, draft: Draft, *, marked: bool) -> bool:
    """Tell whether the verb, as it stands, tells what somebody known has said."""
    if verb.stance not in _TOLD or (draft.source is None and not (marked and draft.borrows)):
        return False
    sourced = not verb.takes  # *According to the ministry, …*
    if draft.passive or draft.negated or not (sourced or verb.takes & {"clause", "bare"}):
        return False
    return marked or not verb.tail


def _is_done(passage: Passage, lexicon: Lexicon, draft: Draft) -> bool:
    """Tell whether the words do what they say: *I am asking all of you to …*."""
    if draft.source is None or draft.verb is None or draft.verb.stance != "asks":
        return False
    first = draft.content[0][0]
    myself = _word(passage, draft.source) in lexicon.speech.who.first_person
    return myself and passage.quoted[first] < 0 and not passage.kinds[first] & Kind.QUESTION


def _is_proposition(passage: Passage, lexicon: Lexicon, first: int, last: int, cue: int) -> bool:
    """Tell whether words behind a cue that ends at ``cue`` say something, not name a thing.

    A thing that is told of is no proposition: *saying it*, *talk about change*.
    """
    kinds = passage.kinds
    if first == cue and passage.words[first].endswith(lexicon.grammar.infinitive_endings):
        return True
    opens = kinds[first] & (Kind.PERSONAL | Kind.QUESTION | Kind.DETERMINER | Kind.ADVERB)
    finite = any(
        kinds[token] & (Kind.AUXILIARY | Kind.PERSONAL) and not kinds[token] & Kind.DETERMINER
        for token in range(first, min(last, first + _CLAUSE))
    )
    marked = passage.words[first - 1] in lexicon.markers
    return bool(opens) or passage.capitals[first] or finite or marked


def _is_to_us(passage: Passage, lexicon: Lexicon, start: int, end: int) -> bool:
    """Tell whether those in whose words it stands are told: *nous assurait*, *told us*.

    Whoever does that is no thing, be the noun in no table.
    """
    ours = lexicon.grammar.first_reflexives
    return any(
        passage.words[token] in ours for token in range(start, min(end + 1, len(passage.words)))
    )


def _word(passage: Passage, source: Range) -> str:
    """Give the pronoun of a source, without what it hangs on."""
    return passage.words[source[0]].rpartition("-")[2] if source[1] - source[0] == 1 else ""


def _is_thing(passage: Passage, lexicon: Lexicon, source: Range) -> bool:
    """Tell whether the source is nobody who speaks: *this shows*, *our results suggest*."""
    start, end = source
    word = passage.words[start].rpartition("-")[2]
    if end - start == 1:
        pronoun = lexicon.speech.pronouns.get(word)
        demonstrative = passage.kinds[start] & Kind.DETERMINER
        who = lexicon.speech.who
        known = pronoun is not None or word in who.first_person | who.indefinite
        other = passage.kinds[start] & Kind.PERSONAL and not known  # *cela*
        return bool(demonstrative or other) or (pronoun is not None and pronoun.thing)
    # The capital that begins a sentence says nothing: *Our results suggest*.
    small = passage.kinds[start] & Kind.DETERMINER
    return not can_speak(passage, lexicon, Phrase(start + bool(small), end))
