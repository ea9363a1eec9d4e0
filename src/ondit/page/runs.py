"""Where the article begins and ends among pieces of which each has a probability.

A piece is doubted for what it is alone: a short line, a list, a sentence without a full stop. What
stands around it says more, and the nearer the more: in one box a change from article to furniture
is rare, across boxes it is common. Of all ways to divide the page the likeliest is taken, where
each change costs what its place makes it cost (Viterbi 1967). It moves only what was doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ondit.page.layout import Flags, Floats, Layout, Numbers

# Chosen with whole sets left out of training (wcxb, fundus, traf): costs of a half to two, falling
# to a half or seven tenths with each box, raise body F1 by 0.001 and pages exactly right by 0.01;
# a cost that is the same everywhere loses.
_CHANGE = 1.0  # cost of a change between two pieces of one box, in log odds
_FALL = 0.5  # of the cost with each box that opens or closes between them
_EDGE = 0.001  # how far beyond a half a piece is moved
_FARTHEST = 12  # boxes between two pieces beyond which a change costs nothing


def settle(likely: Floats, boxes: Numbers, layout: Layout) -> Floats:
    """Give the probabilities of pieces, those moved over the half that stand amid others."""
    bounded = np.clip(likely, 1e-4, 1 - 1e-4)
    odds = np.log(bounded / (1 - bounded))
    doubted = np.abs(odds) < 2 * _CHANGE  # for others no two changes are cheaper
    if len(likely) < 3 or not doubted.any():
        return likely
    costs = _costs(boxes, layout, doubted[1:] | doubted[:-1])
    kept = np.array(_divided(odds.tolist(), costs))
    settled = np.where(kept, np.maximum(likely, 0.5 + _EDGE), np.minimum(likely, 0.5 - _EDGE))
    same = kept == (likely >= 0.5)
    return np.where(same, likely, settled).astype(np.float32)


def _divided(odds: Sequence[float], costs: Sequence[float]) -> list[bool]:
    """Give the likeliest division: whether each piece is the article's."""
    out, within = 0.0, odds[0]
    changes: list[tuple[bool, bool]] = []
    for odd, cost in zip(odds[1:], costs, strict=True):
        leaves, enters = within - cost > out, out - cost > within
        changes.append((leaves, enters))
        out, within = (
            within - cost if leaves else out,
            (out - cost if enters else within) + odd,
        )
    found = [within > out]
    for leaves, enters in reversed(changes):
        kept = found[-1]
        found.append(not kept if (enters if kept else leaves) else kept)
    return found[::-1]


def _costs(boxes: Numbers, layout: Layout, asked: Flags) -> list[float]:
    """Give for each piece but the first what a change costs before it, where it is asked."""
    parents, depths, numbers = layout.parents.tolist(), layout.depths.tolist(), boxes.tolist()
    table = [_CHANGE * _FALL**far for far in range(_FARTHEST)] + [0.0]
    found = [0.0] * len(asked)
    for at in np.flatnonzero(asked).tolist():
        one, other = numbers[at], numbers[at + 1]
        far = 0
        while one != other and far < _FARTHEST:
            if depths[one] >= depths[other]:
                one = parents[one]
            else:
                other = parents[other]
            far += 1
        found[at] = table[far]
    return found
