"""Copies, excerpts, rewrites and translations made from articles, by chance with a fixed seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ondit.model import Article

from .texts import Parallel, article


def edited(
    texts: Sequence[str], other: Sequence[str], rng: np.random.Generator, *, share: float
) -> list[str]:
    """Replace or leave out ``share`` of the words; replacements come from another article."""
    pool = [word for text in other for word in text.split()]
    found = []
    for text in texts:
        words: list[str] = []
        for word in text.split():
            chance = rng.random()
            if chance >= share:
                words.append(word)
            elif chance >= share / 2:
                words.append(pool[int(rng.integers(len(pool)))])
        found.append(" ".join(words) or text)
    return found


def part(texts: Sequence[str], share: float, rng: np.random.Generator) -> list[str]:
    """Give a block of ``share`` of the sentences, two at least."""
    count = max(2, round(share * len(texts)))
    start = int(rng.integers(len(texts) - count + 1))
    return list(texts[start : start + count])


def around(texts: list[str], other: Sequence[str], rng: np.random.Generator) -> list[str]:
    """Put as many sentences of another article around ``texts``."""
    count = min(len(texts), len(other))
    cut = int(rng.integers(count + 1))
    return [*other[:cut], *texts, *other[cut:count]]


def reworked(texts: list[str], other: Sequence[str], rng: np.random.Generator) -> list[str]:
    """Rewrite heavily: 35 % of the words, a fifth of the sentences left out, neighbours swapped."""
    kept = [text for text in texts if rng.random() >= 0.2]
    for place in range(0, len(kept) - 1, 2):
        if rng.random() < 0.3:
            kept[place], kept[place + 1] = kept[place + 1], kept[place]
    return edited(kept, other, rng, share=0.35)


Made = tuple[str, Article, Article]
"""The expected kind (several with ``|``) and a pair of articles."""


EXPECTED = {
    "copy": "copy",
    "copy, 3 % edited": "copy",
    "excerpt of 40 %": "excerpt",
    "excerpt of 40 %, in another text": "excerpt",
    "rewrite, 20 % of words": "rewrite",
    "rewrite, heavy": "rewrite|same-source",
}


def made(articles: list[Parallel], rng: np.random.Generator) -> dict[str, list[Made]]:
    """Make derived pairs of every sort from the articles of a set."""
    found: dict[str, list[Made]] = {}

    def add(sort: str, expected: str, one: Article, other: Article) -> None:
        found.setdefault(sort, []).append((expected, one, other))

    for number, source in enumerate(articles):
        strange = articles[(number + 11) % len(articles)]
        sides = {"en": [a for a, _ in source], "fr": [b for _, b in source]}
        others = {"en": [a for a, _ in strange], "fr": [b for _, b in strange]}
        one = {code: article(code, texts, name="one") for code, texts in sides.items()}
        add("translation", "translation", one["en"], one["fr"])
        for share in (0.5, 0.25):
            texts = around(part(sides["fr"], share, rng), others["fr"], rng)
            sort = f"translation of {share:.0%}, in another text"
            add(sort, "translation", one["en"], article("fr", texts, name="other"))
        for code in ("en", "fr"):
            texts, other = sides[code], others[code]

            copies = {
                "copy": list(texts),
                "copy, 3 % edited": edited(texts, other, rng, share=0.03),
                "excerpt of 40 %": part(texts, 0.4, rng),
                "excerpt of 40 %, in another text": around(part(texts, 0.4, rng), other, rng),
                "rewrite, 20 % of words": edited(texts, other, rng, share=0.2),
                "rewrite, heavy": reworked(texts, other, rng),
            }
            for sort, copy in copies.items():
                add(sort, EXPECTED[sort], one[code], article(code, copy, name="other"))
    return found
