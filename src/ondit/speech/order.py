"""The statements of one stretch put in order: what each content holds, and where it ends.

A content ends where the next clause of the same rank begins (*X said that A, while Y said*), holds
what is told inside it, and lends its source to the verbs joined to its own (*and added that*).
"""

from __future__ import annotations

from ondit.speech import phrases
from ondit.speech.complements import thing_end
from ondit.speech.drafts import Draft, trimmed
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.nominals import Phrase
from ondit.speech.passages import Passage
from ondit.speech.subjects import can_speak, has_verb

_CUES_AHEAD = 8  # cues of one stretch looked at for the next clause of the same rank


def arranged(passage: Passage, lexicon: Lexicon, drafts: list[Draft], lo: int) -> list[Draft]:
    """Cut each content where the next clause of the same rank begins, and share sources.

    ``lo`` is where the sentence begins.
    """
    drafts = [
        draft
        for place, draft in enumerate(drafts)
        if not any(
            _swallows(passage, lexicon, earlier, draft)
            for earlier in drafts[max(0, place - 3) : place]
        )
    ]
    for place, draft in enumerate(drafts):
        if draft.source is None and not draft.passive and not draft.nominal:
            _borrow(passage, lexicon, drafts, place, lo)
        subordinate = _is_subordinate(passage, draft)
        if draft.relative or subordinate:
            draft.content = [
                (start, thing_end(passage, start, end)) for start, end in draft.content
            ]
        if draft.relative:
            _keep_inside(draft, drafts[place + 1 :])
        for later in drafts[place + 1 : place + 1 + _CUES_AHEAD]:
            cut = _sibling_start(passage, lexicon, later, subordinate=subordinate)
            if cut is None:
                continue
            draft.content = [
                (start, min(end, cut) if start < cut else end)
                for start, end in draft.content
                if start < cut or start > later.cue[-1][1]
            ]
            if not draft.content:
                break
    for draft in drafts:
        draft.content = [
            trimmed(passage, (start, _before_remark(passage, lexicon, start, end)))
            for start, end in draft.content
        ]
        draft.content = [each for each in draft.content if each[0] < each[1]]
    return [draft for draft in drafts if draft.content or draft.announces]


def _keep_inside(outer: Draft, later: list[Draft]) -> None:
    """End what is told inside a relative clause with that: *X, who said she feared it, left*."""
    for start, end in outer.content:
        for draft in later[:_CUES_AHEAD]:
            if start <= draft.cue[0][0] and draft.cue[-1][1] <= end:
                draft.until = end if draft.until is None else min(draft.until, end)
                draft.content = [
                    (first, min(last, end)) for first, last in draft.content if first < end
                ]


def _before_remark(passage: Passage, lexicon: Lexicon, start: int, end: int) -> int:
    """Give where a content ends: before a semicolon, or what the narrator adds.

    *…, a charge that she denies* is about what was said; *… as boats turn back* in a headline tells
    of something else.
    """
    words, quoted = passage.words, passage.quoted
    said = words[start:end]
    plain = ";" not in said and lexicon.grammar.remarks.isdisjoint(said)
    if plain and passage.role != "headline":
        return end
    marks = (",", ";", "-", "–", "—")
    for token in range(start, end):
        word = words[token]
        if word == ";" and quoted[token] < 0:
            return token
        if word in marks and quoted[token] < 0 and _opens_remark(passage, lexicon, token + 1, end):
            return token
        beside = passage.role == "headline" and word in lexicon.grammar.headline_joints
        if beside and token - start >= _LEAST_SAID and quoted[token] < 0:
            return token
    return end


def _opens_remark(passage: Passage, lexicon: Lexicon, token: int, end: int) -> bool:
    """Tell whether a noun for what was said begins at ``token``: *a charge*, *allégation*."""
    grammar = lexicon.grammar
    if token < end and passage.words[token] in grammar.indefinite_articles:
        token += 1
    for here in range(token, min(end, token + 2)):
        if passage.words[here] in grammar.remarks:
            return True
        if passage.kinds[here]:
            return False
    return False


_LEAST_SAID = 2  # tokens of what a headline says before it goes on to something else


def _is_subordinate(passage: Passage, draft: Draft) -> bool:
    """Tell whether the clause of the cue depends on one that follows: *When asked whether …, X*."""
    start = min(draft.clause, draft.cue[0][0])
    return start > 0 and bool(passage.kinds[start - 1] & Kind.SUBORDINATOR)


def _swallows(passage: Passage, lexicon: Lexicon, earlier: Draft, draft: Draft) -> bool:
    """Tell whether ``draft`` only goes on with the clause that ``earlier`` reports.

    It does not where that is no clause (*stressed her support and said*), or a comma comes before.
    """
    if not draft.loose:
        return False
    joint = draft.cue[0][0] - 1
    while joint > 0 and passage.kinds[joint] & (Kind.ADVERB | Kind.COORDINATOR):
        joint -= 1
    for start, end in earlier.content:
        if start <= draft.cue[0][0] and draft.cue[-1][1] <= end:
            clause = has_verb(passage, lexicon, start, joint + 1)
            return clause and passage.words[joint] != ","
    return False


def lend(passage: Passage, lexicon: Lexicon, drafts: list[Draft], lo: int) -> None:
    """Give statements of gerunds that have no source the one of their sentence."""
    for place, draft in enumerate(drafts):
        if draft.source is not None or draft.passive or draft.nominal or not draft.cue:
            continue
        word = passage.words[draft.cue[0][1] - 1]
        if word.endswith(lexicon.grammar.gerund_endings) and draft.verb is not None:
            draft.borrows = True
            _borrow(passage, lexicon, drafts, place, lo)


def _borrow(passage: Passage, lexicon: Lexicon, drafts: list[Draft], place: int, lo: int) -> None:
    """Give the statement the source of the one before, else the subject that begins its stretch."""
    draft = drafts[place]
    if draft.borrows:
        for earlier in reversed(drafts[:place]):
            if earlier.source is not None:
                draft.source, draft.beside = earlier.source, earlier.beside
                return
        joined = _joined_subject(passage, lexicon, draft)
        if joined is not None:
            draft.source, draft.beside = (joined.start, joined.end), joined.beside
            return
    if passage.quoted[lo] >= 0 or draft.announces:
        return
    named = phrases.after(passage, lexicon, _main_start(passage, lo), draft.cue[0][0])
    if named is not None and passage.words[named.start].endswith(lexicon.grammar.gerund_endings):
        return  # *Speaking to reporters, …*
    if named is not None and passage.kinds[named.start] & Kind.SUBORDINATOR:
        return
    if named is not None and named.end < draft.cue[0][0]:
        draft.source, draft.beside = (named.start, named.end), named.beside


def _main_start(passage: Passage, lo: int) -> int:
    """Give where the clause begins behind a phrase put before it: *In August, several groups*."""
    timed = passage.kinds[lo] & Kind.TIME or (
        passage.kinds[lo] & Kind.DETERMINER
        and lo + 1 < len(passage.words)
        and passage.kinds[lo + 1] & Kind.TIME
    )
    placed = passage.kinds[lo] & Kind.PREPOSITION and not passage.kinds[lo] & Kind.SUBORDINATOR
    if timed or placed:
        for token in range(lo + 1, min(len(passage.words) - 1, lo + _PREPOSED)):
            if passage.words[token] == ",":
                return token + 1
    return lo


_PREPOSED = 8  # tokens of a phrase before the clause


def _joined_subject(passage: Passage, lexicon: Lexicon, draft: Draft) -> Phrase | None:
    """Give the subject of the verb to which the cue is joined: *a girl came up to me and said*."""
    start = draft.cue[0][0]
    for token in range(start - 2, max(-1, start - _JOINED), -1):
        word = passage.words[token]
        if passage.is_mark(token) or passage.quoted[token] != passage.quoted[start]:
            return None
        verb = word in lexicon.grammar.verb_forms or passage.kinds[token] & Kind.AUXILIARY
        if verb and token > 0:
            named = phrases.before(passage, lexicon, max(0, token - _JOINED), token)
            return named if named is not None and can_speak(passage, lexicon, named) else None
    return None


_JOINED = 12  # tokens between a verb and the one that shares its subject


def _sibling_start(
    passage: Passage, lexicon: Lexicon, later: Draft, *, subordinate: bool
) -> int | None:
    """Give where the clause of ``later`` begins when it stands beside an earlier one, not in it."""
    start = min(later.clause, later.cue[0][0])
    if start == 0:
        return None
    last = start - 1
    while last > 0 and passage.kinds[last] & Kind.ADVERB and not passage.is_mark(last):
        last -= 1
    kind, word = passage.kinds[last], passage.words[last]
    if later.borrows:
        while last > 0 and (passage.kinds[last] & Kind.COORDINATOR or passage.words[last] == ","):
            last -= 1
        return last + 1 if last + 1 < start else None
    grammar = lexicon.grammar
    if kind & Kind.COORDINATOR or word in grammar.contrast:
        while last > 0 and not passage.is_mark(last - 1) and last > start - 4:
            last -= 1
        return last if passage.words[last - 1] == "," else start - 1
    if word in (";",):
        return last
    if last > 1 and passage.words[last - 1] in grammar.contrast:
        return last - 1
    if word == "," and subordinate and all(each[0] > start for each in later.content):
        return last
    if word == "," and any(each[1] <= start for each in later.content):
        return last  # *X believes that A, Y said*
    return None
