"""What speaks for a reading, in numbers: what the tagger says of its words, and where it stands.

One row a reading. Beside the sum of the weights of its plain facts it holds how likely its tokens
are content, and those left out; how likely it begins and ends where it does; how likely its cue is
one and its source is one; how it lies in its stretch, beside what the rules read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ondit.speech.drafts import Draft, Range
from ondit.speech.readings import Reading
from ondit.speech.stretches import Stretch
from ondit.speech.tagging import SURE, Marks
from ondit.trees import Floats, Numbers

SORTS = (
    "rule", "cut", "left", "right", "told left", "told right", "told around", "alone",
)  # fmt: skip
UNKNOWN = -99.0
"""In place of the sum of weights, of a reading that has no facts."""
_NEAR = 4  # tokens before and after a content that are looked at
_BEYOND = -SURE - 1  # in place of what lies outside the stretch


class Case(Struct, kw_only=True):
    """A cue and the readings of it among which one is chosen, or none."""

    stretch: Stretch
    draft: Draft
    found: bool
    """Whether the rules gave it its content."""
    listed: bool = True
    """Whether a list has it, and not the tagger alone."""
    readings: list[Reading]
    aside: bool = False
    """Whether the facts speak for something told that is no proposition."""
    worth: list[float] = []
    """The sum of the weights of each reading's facts, or ``UNKNOWN``."""


def evidence(cases: Sequence[Case], marks: Marks) -> Floats:
    """Give the rows of all readings of all cases, in order."""
    about: list[tuple[float, ...]] = []
    counts: list[int] = []
    for case, beside in zip(cases, _beside(cases), strict=True):
        about.append(_about(case, beside, marks))
        counts.append(len(case.readings))
    own = [row for case in cases for row in _own(case)]
    places = np.array([row[:_PLACES] for row in own], dtype=np.int64)
    shared = np.repeat(np.array(about, dtype=np.float32), counts, axis=0)
    given = np.array([row[_PLACES:] for row in own], dtype=np.float32)
    return np.concatenate([given, _measured(places, marks), shared], axis=1, dtype=np.float32)


# ---------------------------------------------------------------------------- of a reading

_PLACES = 8


def _own(case: Case) -> list[tuple[float, ...]]:
    """Give for each reading its places on the sheet, and what is known without the tagger.

    Places: of the first piece, of the last one (the same where there is one only), of the cue, of
    the stretch.
    """
    stretch, draft = case.stretch, case.draft
    move = stretch.at - stretch.lo
    most = stretch.hi + move
    start, end = draft.cue[0][0] + move, draft.cue[-1][1] + move
    ruled = case.readings[0].content if case.found else []
    known = [worth for worth in case.worth if worth != UNKNOWN]
    best = max(known, default=0.0)
    rows: list[tuple[float, ...]] = []
    for reading, worth in zip(case.readings, case.worth, strict=True):
        pieces = reading.content
        (begin, until), (later, last) = pieces[0], pieces[-1]
        shared = _shared(pieces, ruled)
        total = sum([stop - begun for begun, stop in pieces])
        rows.append(
            (
                begin + move, min(until + move, most), later + move, min(last + move, most),
                start, end, stretch.at, most,
                SORTS.index(reading.sort),
                worth,
                worth - best if worth != UNKNOWN else UNKNOWN,
                best,
                shared / max(1, total + sum([b - a for a, b in ruled]) - shared),
                len(pieces),
            )
        )  # fmt: skip
    return rows


def _shared(one: Sequence[Range], other: Sequence[Range]) -> int:
    """Give how many tokens two contents share."""
    return sum([max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other])


def _measured(places: Numbers, marks: Marks) -> Floats:
    """Give what the tagger and the quotation marks say of each reading."""
    first, until, later, last, start, end, lo, hi = places.T
    single = (later == first).astype(np.float32)
    sums, likely, quoted = marks.sums, marks.likely, marks.quoted

    def over(values: Floats | Numbers) -> Floats:
        """Sum over the pieces of each content."""
        whole = values[until] - values[first] + (1 - single) * (values[last] - values[later])
        return np.asarray(whole, dtype=np.float32)

    size = until - first + (1 - single) * (last - later)
    told, well = over(sums), over(likely)
    around = likely[hi] - likely[lo]
    before, after = np.maximum(first - _NEAR, lo), np.minimum(last + _NEAR, hi)
    begin, ending = marks.begin[first], marks.end[last - 1]
    side = np.where(last <= start, 0, np.where(first >= end, 1, 2))
    gap = np.where(side == 0, start - last, np.where(side == 1, first - end, 0))
    return np.stack(
        [
            told / size,
            _least(marks.content, first, last),
            told,
            size,
            well / (around + 0.1),
            around - well,
            _mean(sums, before, first),
            _mean(sums, last, after),
            marks.content[first],
            marks.content[last - 1],
            begin,
            ending,
            _most(marks.begin)[first] - begin,
            _most(marks.end)[last - 1] - ending,
            side,
            gap,
            over(quoted) / size,
            first - lo,
            hi - last,
            -_least(-marks.cue, first, last),
        ],
        axis=1,
        dtype=np.float32,
        casting="unsafe",
    )


def _least(values: Floats, first: Numbers, last: Numbers) -> Floats:
    """Give the least of ``values`` from ``first`` to ``last``, which do not meet."""
    edges = np.stack([first, np.maximum(last, first + 1)], axis=1).ravel()
    edges = np.minimum(edges, len(values) - 1)
    return np.asarray(np.minimum.reduceat(values, edges)[::2], dtype=np.float32)


def _most(values: Floats) -> Floats:
    """Give the greatest of ``values`` at each place and three on either side."""
    most = values.copy()
    for shift in (1, 2, 3):
        np.maximum(most[shift:], values[:-shift], out=most[shift:])
        np.maximum(most[:-shift], values[shift:], out=most[:-shift])
    return most


def _mean(sums: Floats, first: Numbers, last: Numbers) -> Floats:
    """Give the mean between two places; beyond the stretch nothing is content."""
    size = last - first
    mean = (sums[last] - sums[first]) / np.maximum(size, 1)
    return np.asarray(np.where(size > 0, mean, _BEYOND), dtype=np.float32)


# ---------------------------------------------------------------------------- of a case


def _beside(cases: Sequence[Case]) -> list[tuple[int, int]]:
    """Give for each case the cues of its stretch, and the contents by rule that hold its own."""
    by_stretch: dict[int, list[Case]] = {}
    for case in cases:
        by_stretch.setdefault(case.stretch.at, []).append(case)
    found = []
    for case in cases:
        others = by_stretch[case.stretch.at]
        cue = case.draft.cue[0][0]
        holds = sum(
            [
                1
                for other in others
                if other is not case and other.found
                for start, end in other.draft.content
                if start <= cue < end
            ]
        )
        found.append((len(others) - 1, holds))
    return found


def _about(case: Case, beside: tuple[int, int], marks: Marks) -> tuple[float, ...]:
    """Give what holds for all readings of a cue: the cue, its source, its place."""
    stretch, draft = case.stretch, case.draft
    move = stretch.at - stretch.lo
    lo, hi = stretch.at, stretch.hi + move
    start, end = draft.cue[0][0] + move, min(draft.cue[-1][1] + move, hi)
    cue = marks.cue[start:end].tolist()
    named, size, where = _source(draft, move, marks)
    content, likely = marks.content, marks.likely
    return (
        len(cue),
        max(cue),
        sum(cue) / len(cue),
        named,
        size,
        *beside,
        case.found,
        not case.listed,
        bool(marks.sheet.quoted[start]),
        marks.quoted[hi] > marks.quoted[lo],
        hi - lo,
        start - lo,
        hi - end,
        likely[start] - likely[lo],
        likely[hi] - likely[end],
        content[start - 1] if start > lo else _BEYOND,
        content[end] if end < hi else _BEYOND,
        (marks.sums[end] - marks.sums[start]) / (end - start),
        draft.negated,
        draft.passive,
        draft.borrows,
        draft.loose,
        draft.relative,
        where,
        stretch.passage.role == "headline",
    )


def _source(draft: Draft, move: int, marks: Marks) -> tuple[float, int, int]:
    """Give how likely the source is one, its tokens, and where it stands."""
    if draft.source is None:
        return (2 * _BEYOND, 0, 0)
    if draft.source_passage != draft.passage:
        return (2 * _BEYOND, 0, 1)
    start, end = draft.source
    odds = marks.source[start + move : end + move].tolist()
    mean = sum(odds) / len(odds) if odds else 2 * _BEYOND
    return (mean, end - start, 2 if start < draft.cue[0][0] else 3)
