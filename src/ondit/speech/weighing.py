"""Which reading of a cue holds, by weights learned from annotated articles.

A reading's worth is the sum of the weights of its facts (:mod:`ondit.speech.readings`); that
nothing is reported is worth nothing, so a reading must have more for it than against it. The
weights are learned by ``training/readings.py`` (a log-linear model over the readings of each cue)
and lie in the language's folder; a language without any keeps what its rules read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from ondit.lang.card import Language
from ondit.speech import phrases
from ondit.speech.complements import relative_end
from ondit.speech.cues import Cue
from ondit.speech.drafts import Draft
from ondit.speech.lexicon import Lexicon
from ondit.speech.passages import Passage
from ondit.speech.readings import Reading, Verbs, finite_verbs, readings

Weights = dict[str, float]
# What the rules read is dropped only where more than this speaks against it: of verbs that the
# annotations do not hold little is known. By cross-validation anything from -0.5 to 0 is as good.
TRUST = -0.3


@cache
def weights(language: Language) -> Weights:
    """Give the weight of each fact in ``language``."""
    return {row[0]: float(row[1]) for row in language.rows("readings.tsv", 2)}


def weighed(
    passage: Passage,
    lexicon: Lexicon,
    drafts: Sequence[Draft],
    unread: Sequence[Cue],
    lo: int,
    hi: int,
) -> list[Draft]:
    """Give the statements of a stretch, each cue by the reading that weighs most."""
    known = weights(lexicon.language)
    if not known:
        return list(drafts)
    found: list[Draft] = []
    for draft, choices in considered(passage, lexicon, drafts, unread, lo, hi):
        if not choices:
            found.append(draft)
            continue
        get = known.get
        shared: dict[int, float] = {}
        worth = []
        for choice in choices:
            sums = sum(filter(None, map(get, choice.own)))
            for part in (choice.about, choice.opening):
                key = id(part)
                if key not in shared:
                    shared[key] = sum(filter(None, map(get, part)))
                sums += shared[key]
            worth.append(round(sums, 6))  # so that no order of adding decides
        best = max(range(len(choices)), key=worth.__getitem__)
        if worth[best] > (TRUST if choices[best].sort == "rule" else 0.0):
            if draft.passive and not draft.content and draft.source is not None:
                # *Residents are told it will be hours*: they are not who tells it.
                draft.addressee, draft.source, draft.beside = draft.source, None, None
            draft.content = choices[best].content
            draft.aside = choices[best].sort == "aside"
            found.append(draft)
    found.sort(key=lambda draft: draft.cue[0] if draft.cue else (lo, lo))
    return found


def considered(
    passage: Passage,
    lexicon: Lexicon,
    drafts: Sequence[Draft],
    unread: Sequence[Cue],
    lo: int,
    hi: int,
) -> Iterator[tuple[Draft, list[Reading]]]:
    """Give every cue of a stretch with its readings; none where the rules alone decide."""
    held: set[int] = set()
    verbs: Verbs | None = None
    for draft in drafts:
        held.update(token for start, end in draft.cue for token in range(start, end))
        # What is not said (*would not confirm*) is never core; a verb of several words is plain.
        by_rule = not draft.cue or not draft.content or draft.announces or draft.verb is None
        by_rule = by_rule or draft.negated or bool(draft.verb and draft.verb.tail)
        if by_rule:
            yield draft, []
            continue
        verbs = verbs if verbs is not None else finite_verbs(passage, lo, hi)
        yield draft, readings(passage, lexicon, draft, lo, _end(draft, hi), verbs, found=True)
    for cue in unread:
        if cue.head not in held and cue.start not in held:
            draft = _bare(passage, lexicon, cue, lo, hi)
            verbs = verbs if verbs is not None else finite_verbs(passage, lo, hi)
            choices = readings(passage, lexicon, draft, lo, _end(draft, hi), verbs, found=False)
            if choices:
                yield draft, choices


def _end(draft: Draft, hi: int) -> int:
    return hi if draft.until is None else draft.until


def _bare(passage: Passage, lexicon: Lexicon, cue: Cue, lo: int, hi: int) -> Draft:
    """Give a statement of a cue that the rules leave unread: its words, and the noun beside it."""
    draft = Draft(
        passage=0,
        cue=[(cue.start, cue.end)],
        content=[],
        verb=cue.verb,
        negated=cue.negated,
        hearsay=cue.hearsay,
        clause=cue.start,
        passive=cue.passive,
    )
    subject = phrases.before(passage, lexicon, lo, cue.start)
    if cue.hung is not None:
        draft.source = (cue.hung, cue.hung + 1)
    elif subject is not None:
        draft.source, draft.beside = (subject.start, subject.end), subject.beside
        draft.until = relative_end(passage, lexicon, lo, cue.end, hi, subject)
    elif (named := phrases.after(passage, lexicon, cue.end, hi)) is not None:
        draft.source, draft.beside = (named.start, named.end), named.beside
    return draft
