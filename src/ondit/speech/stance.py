"""How a statement is made and whether it affirms: read from its cue, not from what it says."""

from __future__ import annotations

from typing import Literal

from ondit.model import SpeakerKind, Stance
from ondit.speech.drafts import Draft
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage

# How far into a content the negation of its main verb is looked for, in tokens.
_MAIN_CLAUSE = 14
_NEGATION_GAP = 6


def stance(
    draft: Draft, passage: Passage, lexicon: Lexicon, kind: SpeakerKind, *, document: bool
) -> Stance:
    """Give the stance of ``draft``, made by a speaker of ``kind`` (or by a ``document``)."""
    if draft.verb is None:
        return "alleges" if draft.hearsay else "says"
    chosen = draft.verb.stance
    if draft.negated and chosen not in _HELD:
        return "says"  # what is not confirmed, promised, asked is not told as such
    if draft.hearsay or (chosen == "says" and _told_as_hearsay(draft, passage, lexicon)):
        return "alleges"
    if chosen in ("says", "admits") and (kind == "medium" or document):
        return "reports"
    return chosen


# What is not thought is thought not to be; what is not said is not said at all.
_HELD: frozenset[Stance] = frozenset({"thinks", "predicts"})


def is_unsaid(draft: Draft, chosen: Stance) -> bool:
    """Tell whether the page says that this was *not* said: it is nobody's proposition."""
    return draft.negated and chosen not in _HELD


def _told_as_hearsay(draft: Draft, passage: Passage, lexicon: Lexicon) -> bool:
    """Tell whether a preposition gives the source of a conditional: *selon X, il aurait*."""
    if draft.verb is None or draft.verb.takes or not draft.content:
        return False
    start, end = draft.content[0]
    return any(
        passage.words[token] in lexicon.grammar.hearsay
        for token in range(start, min(end, start + _MAIN_CLAUSE))
    )


def polarity(
    draft: Draft, passage: Passage, lexicon: Lexicon, chosen: Stance
) -> Literal["affirms", "negates"]:
    """Tell whether the proposition itself is negated, or denied."""
    doubted = draft.verb is not None and draft.verb.lemma in lexicon.grammar.doubts
    if chosen == "denies" or doubted:
        return "affirms" if draft.negated else "negates"
    if draft.negated:
        denied = draft.verb is not None and draft.verb.stance == "denies"
        return "affirms" if denied else "negates"
    return (
        "negates"
        if any(_negated(passage, lexicon, each) for each in draft.content[:1])
        else "affirms"
    )


def _negated(passage: Passage, lexicon: Lexicon, content: tuple[int, int]) -> bool:
    """Tell whether the main clause of ``content`` is negated.

    Where the language has a negation in two parts (*ne … pas*), both must be there, so that
    restriction (*ne … que*) and bare *plus* are not taken for it. *Not only* affirms.
    """
    restrictions = lexicon.grammar.restrictions
    start, end = content
    two_parts = lexicon.paired_negations
    for token in range(start, min(end, start + _MAIN_CLAUSE)):
        kind = passage.kinds[token]
        if (
            token > start
            and kind & (Kind.COMPLEMENTISER | Kind.RELATIVE)
            and not kind & Kind.DETERMINER
        ):
            return False
        if not kind & Kind.NEGATION or kind & (Kind.PREPOSITION | Kind.DETERMINER):
            continue
        if not two_parts:
            return not _restricted(passage, token, end, restrictions)
        if passage.words[token] in two_parts:
            return any(
                passage.kinds[later] & Kind.NEGATION
                and passage.words[later] not in two_parts
                and not _restricted(passage, later, end, restrictions)
                for later in range(token + 1, min(end, token + _NEGATION_GAP))
            )
    return False


def _restricted(passage: Passage, token: int, end: int, restrictions: frozenset[str]) -> bool:
    """Tell whether the word after the negation ``token`` makes it *not only*."""
    return token + 1 < end and passage.words[token + 1] in restrictions
