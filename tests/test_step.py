"""Pairs of concepts that two articles share, in step or not."""

from __future__ import annotations

import random

import numpy as np
import pytest

from ondit.lineage.fingerprints import Fingerprints
from ondit.lineage.step import in_step


def prints(places: dict[int, int], *, beside: int = 0, seed: int = 0) -> Fingerprints:
    """Give fingerprints of pairs by their place, with ``beside`` others that nobody else has."""
    source = random.Random(seed)
    every = places | {source.randrange(10**6, 10**9): source.randrange(900) for _ in range(beside)}
    numbers = sorted(every)
    return Fingerprints(
        language="en",
        words=1000,
        key=0,
        shingles=b"",
        shingle_places=b"",
        pairs=np.array(numbers, dtype="<u4").tobytes(),
        pair_places=np.array([every[n] for n in numbers], dtype="<u2").tobytes(),
    )


def both(here: list[int], there: list[int], *, beside: int = 200) -> bool:
    one = prints(dict(enumerate(here)), beside=beside, seed=1)
    other = prints(dict(enumerate(there)), beside=beside, seed=2)
    assert in_step(one, other) == in_step(other, one)
    return in_step(one, other)


def test_a_translated_passage_keeps_step() -> None:
    here = [100, 108, 113, 125, 139, 150, 157]
    assert both(here, [500 + int(1.15 * (one - 100)) for one in here])
    assert both([*here, 700, 800], [*(one + 40 for one in here), 5, 900])


def test_what_stands_in_any_order_does_not() -> None:
    assert not both(
        [100, 108, 113, 125, 139, 150, 157, 165], [539, 500, 565, 550, 508, 557, 525, 513]
    )
    far = [100 * one for one in range(1, 9)]
    assert not both(far, far)


@pytest.mark.parametrize(("beside", "told"), [(20, True), (200, False)])
def test_of_a_short_text_less_suffices(beside: int, told: bool) -> None:
    assert both([10, 18, 25, 33], [12, 20, 28, 38], beside=beside) is told


def test_little_or_nothing_shared_is_nothing() -> None:
    assert not both([], [])
    assert not both([1, 2, 3], [1, 2, 3], beside=0)
    assert not in_step(prints({}), prints({1: 1}))


def test_two_likenesses_of_a_long_text_are_told_at_once() -> None:
    places = [3 * one for one in range(3000)]
    assert both(places, places, beside=0)
