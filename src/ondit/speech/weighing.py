"""What the plain facts of a reading weigh, by weights learned from annotated articles.

A reading's worth is the sum of the weights of its facts (:mod:`ondit.speech.readings`); that
nothing is reported is worth nothing. The weights are learned by ``training/readings.py`` (a
log-linear model over the readings of each cue) and lie in the language's folder; a language
without any keeps what its rules read. :mod:`ondit.speech.choosing` sets the worth beside what the
tagger says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from ondit.lang.card import Language
from ondit.speech import phrases
from ondit.speech.complements import relative_end
from ondit.speech.cues import Cue
from ondit.speech.drafts import Draft, begun
from ondit.speech.lexicon import Lexicon
from ondit.speech.readings import Reading, Verbs, finite_verbs, readings
from ondit.speech.stretches import Stretch

Weights = dict[str, float]


@cache
def weights(language: Language) -> Weights:
    """Give the weight of each fact in ``language``."""
    return {row[0]: float(row[1]) for row in language.rows("readings.tsv", 2)}


def worths(choices: Sequence[Reading], known: Weights) -> list[float]:
    """Give the sum of the weights of each reading's facts."""
    get = known.get
    shared: dict[int, float] = {}
    found = []
    for choice in choices:
        sums = sum(filter(None, map(get, choice.own)))
        for part in (choice.about, choice.opening):
            key = id(part)
            if key not in shared:
                shared[key] = sum(filter(None, map(get, part)))
            sums += shared[key]
        found.append(round(sums, 6))  # so that no order of adding decides
    return found


def considered(stretch: Stretch, lexicon: Lexicon) -> Iterator[tuple[Draft, list[Reading]]]:
    """Give every cue of a stretch with its readings; none where the rules alone decide."""
    passage, lo, hi = stretch.passage, stretch.lo, stretch.hi
    held: set[int] = set()
    verbs: Verbs | None = None
    for draft in stretch.drafts:
        held.update(token for start, end in draft.cue for token in range(start, end))
        # What is not said (*would not confirm*) is never core; a verb of several words is plain.
        by_rule = not draft.cue or not draft.content or draft.announces or draft.verb is None
        by_rule = by_rule or draft.negated or bool(draft.verb and draft.verb.tail)
        if by_rule:
            yield draft, []
            continue
        verbs = verbs if verbs is not None else finite_verbs(passage, lo, hi)
        yield draft, readings(passage, lexicon, draft, lo, _end(draft, hi), verbs, found=True)
    for cue in stretch.unread:
        if not cue.wanted and cue.head not in held and cue.start not in held:
            draft = _bare(stretch, lexicon, cue)
            verbs = verbs if verbs is not None else finite_verbs(passage, lo, hi)
            choices = readings(passage, lexicon, draft, lo, _end(draft, hi), verbs, found=False)
            if choices:
                yield draft, choices


def _end(draft: Draft, hi: int) -> int:
    return hi if draft.until is None else draft.until


def _bare(stretch: Stretch, lexicon: Lexicon, cue: Cue) -> Draft:
    """Give a statement of a cue that the rules leave unread: its words, and the noun beside it."""
    passage, lo, hi = stretch.passage, stretch.lo, stretch.hi
    draft = begun(cue)
    draft.passage = draft.source_passage = stretch.place
    draft.stretch = stretch.number
    draft.borrows = cue.shape == "gerund"
    subject = phrases.before(passage, lexicon, lo, cue.start)
    if cue.hung is not None:
        draft.source = (cue.hung, cue.hung + 1)
    elif subject is not None:
        draft.source, draft.beside = (subject.start, subject.end), subject.beside
        draft.until = relative_end(passage, lexicon, lo, cue.end, hi, subject)
    elif (named := phrases.after(passage, lexicon, cue.end, hi)) is not None:
        draft.source, draft.beside = (named.start, named.end), named.beside
    return draft
