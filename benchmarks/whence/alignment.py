"""Sentence alignment: F1 on articles whose sentences were deleted, inserted, merged and moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ondit.lang import load
from ondit.lineage.align import align
from ondit.lineage.prints import Sentence
from ondit.model import Span

from .texts import LEARNED_FROM, Parallel, parallel

Gold = set[tuple[tuple[int, ...], tuple[int, ...]]]


def perturbed(
    source: Parallel, strange: list[tuple[str, str]], rng: np.random.Generator, *, moved: bool
) -> tuple[list[str], list[str], Gold]:
    """Delete, insert, merge, split (and move) sentences of an article; give the gold beads."""
    left: list[tuple[str, tuple[int, ...]]] = []
    right: list[tuple[str, tuple[int, ...]]] = []
    for number, (english, french) in enumerate(source):
        chance = rng.random()
        if chance >= 0.08:
            left.append((english, (number,)))
        if not 0.08 <= chance < 0.16:
            right.append((french, (number,)))
        if rng.random() < 0.06 and strange:
            side, index = (left, 0) if rng.random() < 0.5 else (right, 1)
            side.append((strange[int(rng.integers(len(strange)))][index], ()))
    left, right = _reshaped(left, rng), _reshaped(right, rng)
    if moved and len(right) >= 6:
        first, second, third = sorted(rng.choice(len(right), size=3, replace=False))
        right = right[:first] + right[second:third] + right[first:second] + right[third:]
    return [text for text, _ in left], [text for text, _ in right], _gold(left, right)


def _reshaped(
    side: list[tuple[str, tuple[int, ...]]], rng: np.random.Generator
) -> list[tuple[str, tuple[int, ...]]]:
    """Merge one sentence in ten with its neighbour and split one in twelve."""
    found: list[tuple[str, tuple[int, ...]]] = []
    touched = False
    for text, numbers in side:
        chance = rng.random()
        middle = text.find(" ", len(text) // 2)
        if chance < 0.05 and found and numbers and found[-1][1] and not touched:
            before, earlier = found.pop()
            found.append((before + " " + text, earlier + numbers))
            touched = True
        elif chance > 0.96 and middle > 20 and len(text) - middle > 20 and numbers:
            found.extend([(text[:middle], numbers), (text[middle + 1 :], numbers)])
            touched = True
        else:
            found.append((text, numbers))
            touched = False
    return found


def _gold(
    left: list[tuple[str, tuple[int, ...]]], right: list[tuple[str, tuple[int, ...]]]
) -> Gold:
    """Join the sentences that share a number into beads; those of one side alone make none."""
    joined: dict[int, int] = {}

    def root(number: int) -> int:
        while joined.setdefault(number, number) != number:
            number = joined[number]
        return number

    for _, numbers in left + right:
        for number in numbers[1:]:
            joined[root(number)] = root(numbers[0])
    beads: dict[int, tuple[list[int], list[int]]] = {}
    for index, side in enumerate((left, right)):
        for place, (_, numbers) in enumerate(side):
            if numbers:
                beads.setdefault(root(numbers[0]), ([], []))[index].append(place)
    return {(tuple(a), tuple(b)) for a, b in beads.values() if a and b}


def sentences_of(language: str, texts: Sequence[str]) -> list[Sentence]:
    """Give ``texts`` as sentences, one each."""
    card = load(language)
    return [Sentence(card, Span(number, 0, len(text)), text) for number, text in enumerate(texts)]


def alignment(sets: Sequence[str], *, moved: bool, across: bool = True) -> tuple[float, float]:
    """Give strict and link F1 over the perturbed articles of ``sets``."""
    rng = np.random.default_rng(17)
    strict = np.zeros(3)
    links = np.zeros(3)
    for name in sets:
        articles = parallel(name)
        for number, source in enumerate(articles):
            strange = articles[(number + 7) % len(articles)]
            if not across:
                source = [(english, english) for english, _ in source]
                strange = [(english, english) for english, _ in strange]
            left, right, gold = perturbed(source, strange, rng, moved=moved)
            beads = align(
                sentences_of("en", left),
                sentences_of("fr" if across else "en", right),
                across=across,
            )
            found = {(bead.rows, bead.columns) for bead in beads}
            strict += (len(found & gold), len(found), len(gold))
            pairs = [
                {(a, b) for rows, columns in side for a in rows for b in columns}
                for side in (found, gold)
            ]
            links += (len(pairs[0] & pairs[1]), len(pairs[0]), len(pairs[1]))
    return f1(strict), f1(links)


def f1(counts: Any) -> float:
    """Give F1 of (right, found, wanted)."""
    return float(2 * counts[0] / max(counts[1] + counts[2], 1))


def report(sets: Sequence[str]) -> None:
    """Print F1 across languages and inside one, without and with moved blocks.

    What the weights were learned from is left out, unless it is asked for alone.
    """
    sets = [name for name in sets if name not in LEARNED_FROM] or list(sets)
    print(f"alignment: {', '.join(sets)}")
    for across in (True, False):
        for moved in (False, True):
            strict, links = alignment(sets, moved=moved, across=across)
            name = ("across" if across else "within") + (", blocks moved" if moved else "")
            print(f"alignment {name}: strict F1 {strict:.3f}, link F1 {links:.3f}")
