"""What the tagger proposes where the rules read nothing, or something else.

Where tokens in a row are likely to be a cue and no rule took them for one, they are one (*his claim
that*, verbs of no list). Where tokens in a row are likely to be content, they may be what a cue
reports: the run nearest to the cue on either side, all runs of that side, or one on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from ondit.speech.drafts import Draft, Range
from ondit.speech.stretches import Stretch
from ondit.speech.tagging import Marks
from ondit.trees import Numbers

# Of the log-odds, by what serves PolNeAR's training half best.
_CUE = -1.5
_SOURCE = -0.3
_FRESH = 0.5  # of a beginning inside a run, which parts it
_LEAST = 3  # tokens of a run
_BACKWARD = 1.5  # a source after its cue is that much farther
_BESIDE = 3  # tokens between a source and its cue that belong to the clause of the cue


class Runs(Struct, kw_only=True):
    """Runs of places on a sheet, in order: where each begins and ends."""

    begins: Numbers
    ends: Numbers

    def within(self, lo: int, hi: int) -> list[Range]:
        """Give the runs from ``lo`` to ``hi``, cut to these bounds."""
        first = int(np.searchsorted(self.ends, lo, side="right"))
        last = int(np.searchsorted(self.begins, hi, side="left"))
        pairs = zip(self.begins[first:last].tolist(), self.ends[first:last].tolist(), strict=True)
        return [(max(start, lo), min(end, hi)) for start, end in pairs]


def contents(marks: Marks) -> Runs:
    """Give the runs of places that are likely content, without marks at their ends."""
    odds = marks.content.copy()
    odds[1:] += marks.content[:-1]
    odds[:-1] += marks.content[1:]
    inside = (odds > 0) & (marks.sheet.stretch >= 0)
    return _runs(inside, marks.begin > _FRESH)


def cues(marks: Marks) -> Runs:
    """Give the runs of places that may be a cue."""
    return _runs((marks.cue > _CUE) & (marks.sheet.stretch >= 0), None)


def sources(marks: Marks) -> Runs:
    """Give the runs of places that may name who speaks."""
    return _runs((marks.source > _SOURCE) & (marks.sheet.stretch >= 0), None)


def _runs(inside: np.ndarray, fresh: np.ndarray | None) -> Runs:
    edges = np.diff(np.pad(inside.astype(np.int8), 1))
    begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    if fresh is not None:
        parted = np.flatnonzero(fresh & inside)
        # a beginning right at that of its run, or hardly behind it, parts nothing
        run = np.searchsorted(begins, parted, side="right") - 1
        parted = parted[parted - begins[run] >= _LEAST] if len(parted) else parted
        begins, ends = np.union1d(begins, parted), np.union1d(ends, parted)
    return Runs(begins=begins, ends=ends)


def spans(runs: Sequence[Range], marks: Marks, *, last: bool) -> list[Range]:
    """Give what of ``runs`` may be one content: the nearest, the nearest two, all of them.

    ``last``: whether the nearest is the last one, as it is before a cue.
    """
    dots = marks.sheet.marks
    kept: list[Range] = []
    for start, end in runs:
        while start < end and dots[start]:
            start += 1
        while end > start and dots[end - 1]:
            end -= 1
        if end - start >= _LEAST:
            kept.append((start, end))
    if not kept:
        return []
    if last:
        several = [(each[0], kept[-1][1]) for each in (kept[-1], kept[0], *kept[-2:-1])]
    else:
        several = [(kept[0][0], each[1]) for each in (kept[0], kept[-1], *kept[1:2])]
    return list(dict.fromkeys(several))


def told(
    draft: Draft, stretch: Stretch, marks: Marks, runs: Runs
) -> Iterator[tuple[str, list[Range]]]:
    """Give what the cue of ``draft`` may report by the tagger, in tokens of its passage."""
    start, end = draft.cue[0][0], draft.cue[-1][1]
    first, after = start, end
    if draft.source is not None and draft.source_passage == draft.passage:
        if end <= draft.source[0] < end + _BESIDE:
            after = draft.source[1]
        elif draft.source[1] <= start <= draft.source[1] + _BESIDE:
            first = draft.source[0]
    move = stretch.at - stretch.lo
    most = stretch.hi if draft.until is None else draft.until
    if draft.relative and draft.content:
        most = min(most, max(stop for _, stop in draft.content))
    right = spans(runs.within(after + move, most + move), marks, last=False)
    left: list[Range] = []
    if len(draft.cue) == 1:
        left = spans(runs.within(stretch.at, first + move), marks, last=True)
    for begin, until in right:
        yield "told right", [(begin - move, until - move)]
    for begin, until in left:
        yield "told left", [(begin - move, until - move)]
    if left and right:
        around = (left[0], right[0])
        yield "told around", [(begin - move, until - move) for begin, until in around]


def unlisted(
    stretch: Stretch, marks: Marks, runs: Runs, named: Runs, held: set[int]
) -> Iterator[Draft]:
    """Give a statement without content for each cue of a stretch that only the tagger knows."""
    move = stretch.at - stretch.lo
    for start, end in runs.within(stretch.at, stretch.hi + move):
        token = start - move
        while token < end - move:
            last = token
            while last < end - move and last not in held:
                last += 1
            if last > token and not marks.sheet.marks[token + move : last + move].all():
                yield _bare(stretch, named, (token, last))
            token = last + 1


def _bare(stretch: Stretch, named: Runs, cue: Range) -> Draft:
    move = stretch.at - stretch.lo
    draft = Draft(
        passage=stretch.place,
        source_passage=stretch.place,
        stretch=stretch.number,
        cue=[cue],
        content=[],
        clause=cue[0],
    )
    near: tuple[float, Range] | None = None
    for begin, until in named.within(stretch.at, stretch.hi + move):
        start, end = begin - move, until - move
        if start < cue[1] and cue[0] < end:
            continue
        far = cue[0] - end if end <= cue[0] else (start - cue[1]) * _BACKWARD
        if near is None or far < near[0]:
            near = (far, (start, end))
    if near is not None:
        draft.source = near[1]
    return draft
