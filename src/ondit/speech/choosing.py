"""Which reading of each cue holds, by the rules, the plain facts and the tagger together.

Every cue of the page has readings: those of the rules (:mod:`ondit.speech.readings`) and those
that the tagger proposes (:mod:`ondit.speech.proposals`). A forest of boosted trees
(Prokhorenkova et al. 2018) tells from the evidence of each how likely it is what an annotator
marked; a share of the sum of the weights of its plain facts is added, since a forest that saw few
annotated articles trusts the rules too little where they are sure. The likeliest is taken, or
nothing is reported. ``training/choosing.py`` grows the trees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from msgspec import Struct

from ondit.lang.card import Language
from ondit.speech import proposals, tagging, weighing
from ondit.speech.drafts import Draft
from ondit.speech.evidence import UNKNOWN, Case, evidence
from ondit.speech.lexicon import Lexicon
from ondit.speech.readings import Reading
from ondit.speech.stretches import Stretch
from ondit.speech.tagging import Marks
from ondit.trees import Floats, Forest

_FILE = Path(__file__).with_name("chooser.npz")
# By cross-validation on NTREX and on PolNeAR's training half; a tenth more or less is as good.
_BAR = -0.45  # log-odds that a reading must exceed
_RULED = 0.3  # in favour of what the rules read
_ALONE = 2.0  # in place of a sum of weights, of what the rules alone decide
_PROPOSED = -2.5  # the same, of what the tagger proposes
_PLAIN = 1.5  # weights of facts, beyond which what the rules read needs no tagger
_SAME = 0.6  # of their tokens, shared by two contents of which one is not told


class Model(Struct, kw_only=True):
    """All that was learned."""

    facts: weighing.Weights
    tokens: tagging.Weights
    forest: Forest
    share: float
    """Of the sum of the weights of facts, what is added to the forest's log-odds."""


@cache
def forest() -> tuple[Forest, float]:
    """Give the trees that ship, and the share of the facts beside them."""
    with np.load(_FILE) as arrays:
        trees = Forest(
            arrays["features"].astype(np.int64),
            arrays["thresholds"].astype(np.float32),
            arrays["leaves"].astype(np.float32),
            arrays["bias"].astype(np.float32),
        )
        return trees, float(arrays["share"])


@cache
def model(language: Language) -> Model | None:
    """Give what was learned, for ``language``; nothing where its rules stand alone."""
    facts = weighing.weights(language)
    if not facts:
        return None
    trees, share = forest()
    return Model(facts=facts, tokens=tagging.load(), forest=trees, share=share)


def chosen(stretches: Sequence[Stretch], lexicon: Lexicon) -> list[Draft]:
    """Give the statements of ``stretches``, each cue by its likeliest reading, in page order."""
    learned = model(lexicon.language)
    if learned is None:
        return [draft for stretch in stretches for draft in stretch.drafts]
    listed = [cases(stretch, lexicon, learned.facts) for stretch in stretches]
    open_ = [
        (stretch, here)
        for stretch, here in zip(stretches, listed, strict=True)
        if here and not all(map(_is_plain, here))
    ]
    weighed = {id(stretch) for stretch, _ in open_}
    found = [
        draft
        for stretch in stretches
        for draft in stretch.drafts
        if id(stretch) not in weighed or not _is_open(draft)
    ]
    if open_:
        marks = tagging.marks([stretch for stretch, _ in open_], lexicon, learned.tokens)
        told = list(proposed(open_, marks))
        found += _taken(told, scores(told, marks, learned))
    found.sort(key=lambda draft: (draft.passage, draft.stretch, draft.cue[:1]))
    return found


def _is_plain(case: Case) -> bool:
    """Tell whether the facts leave no doubt that the rules read the cue right."""
    if case.readings[0].sort != "rule":
        return case.readings[0].sort == "alone"
    ruled = case.worth[0]
    return ruled > _PLAIN and ruled >= max(case.worth)


def _is_open(draft: Draft) -> bool:
    """Tell whether there is anything to choose: a cue and something that it may report."""
    return bool(draft.cue and draft.content) and not draft.announces


def scores(told: Sequence[Case], marks: Marks, learned: Model) -> Floats:
    """Give the log-odds of all readings of all cases, in order."""
    if not told:
        return np.zeros(0, dtype=np.float32)
    own = learned.forest.scores(evidence(told, marks))[:, 0]
    added = [
        _given(reading, worth)
        for case in told
        for reading, worth in zip(case.readings, case.worth, strict=True)
    ]
    return np.asarray(own + learned.share * np.array(added, dtype=np.float32))


def _given(reading: Reading, worth: float) -> float:
    if worth == UNKNOWN:
        return _ALONE if reading.sort == "alone" else _PROPOSED
    return worth + _RULED if reading.sort == "rule" else worth


def cases(stretch: Stretch, lexicon: Lexicon, facts: weighing.Weights) -> list[Case]:
    """Give every cue of a stretch that a list has, with its readings."""
    found = [
        _case(stretch, draft, choices, facts)
        for draft, choices in weighing.considered(stretch, lexicon)
    ]
    return [case for case in found if case is not None]


def proposed(listed: Sequence[tuple[Stretch, list[Case]]], marks: Marks) -> Iterator[Case]:
    """Add to the cues of stretches, and to the readings of each, what the tagger proposes."""
    runs, named = proposals.contents(marks), proposals.sources(marks)
    cued = proposals.cues(marks)
    for stretch, here in listed:
        held = {
            token
            for draft in (*(case.draft for case in here), *stretch.drafts)
            for start, end in draft.cue
            for token in range(start, end)
        }
        held.update(
            token for cue in stretch.unread if cue.wanted for token in range(cue.start, cue.end)
        )
        for case in here:
            if case.found or case.draft.source is not None or case.draft.borrows:
                yield _with_told(case, marks, runs)
        for draft in proposals.unlisted(stretch, marks, cued, named, held):
            if draft.source is None:
                continue  # *Note that …*: said by nobody but the page
            case = Case(stretch=stretch, draft=draft, found=False, listed=False, readings=[])
            if _with_told(case, marks, runs).readings:
                yield case


def _case(
    stretch: Stretch, draft: Draft, choices: Sequence[Reading], facts: weighing.Weights
) -> Case | None:
    """Make a case of a cue that a list has."""
    found = bool(draft.content)
    if not choices:
        if not _is_open(draft):
            return None
        alone = Reading(sort="alone", content=draft.content, about=[], opening=[], own=[])
        return Case(stretch=stretch, draft=draft, found=found, readings=[alone], worth=[UNKNOWN])
    case = Case(stretch=stretch, draft=draft, found=found, readings=[])
    for reading, worth in zip(choices, weighing.worths(choices, facts), strict=True):
        if reading.sort == "aside":
            case.aside = worth > 0
        else:
            case.readings.append(reading)
            case.worth.append(worth)
    return case


def _with_told(case: Case, marks: Marks, runs: proposals.Runs) -> Case:
    """Add what the tagger proposes for the cue."""
    for sort, content in proposals.told(case.draft, case.stretch, marks, runs):
        case.readings.append(Reading(sort=sort, content=content, about=[], opening=[], own=[]))
        case.worth.append(UNKNOWN)
    return case


def _taken(told: Sequence[Case], odds: Floats) -> list[Draft]:
    """Give the statements of the likeliest readings, the likeliest cue of each stretch first."""
    best: list[tuple[float, Case, Reading | None]] = []
    at = 0
    for case in told:
        here = odds[at : at + len(case.readings)].tolist()
        at += len(here)
        most = max(here)
        reading = case.readings[here.index(most)] if most > _BAR else None
        best.append((most, case, reading))
    best.sort(key=lambda each: -each[0])
    kept: dict[int, list[set[int]]] = {}
    found: list[Draft] = []
    for _, case, reading in best:
        others = kept.setdefault(case.stretch.at, [])
        draft = case.draft
        if reading is None:
            if case.aside or (case.readings and case.readings[0].sort == "alone"):
                draft.aside = True
                found.append(draft)
            continue
        tokens = {token for start, end in reading.content for token in range(start, end)}
        proposed = reading.sort.startswith("told")
        if proposed and any(_is_same(tokens, other) for other in others):
            continue
        others.append(tokens)
        if draft.passive and not draft.content and draft.source is not None:
            # *Residents are told it will be hours*: they are not who tells it.
            draft.addressee, draft.source, draft.beside = draft.source, None, None
        draft.content = reading.content
        found.append(draft)
    return found


def _is_same(one: set[int], other: set[int]) -> bool:
    return len(one & other) > _SAME * len(one | other)
