"""Which pairs among many articles are worth comparing.

Among a few all are. Among many two kinds of fingerprints are joined: for one language, windows of
words chosen by winnowing (Schleimer, Wilkerson and Aiken 2003), and across languages, pairs of rare
concepts that stand close together. Articles that are equal are one article for this purpose, and
of a fingerprint that very many hold each holder is paired with the next few only, so that a
thousand copies of a page cost a chain and not a million pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from zlib import crc32

from ondit.lineage.prints import Prints, Sentence, prints
from ondit.model import Article

ALL_PAIRS = 30  # articles up to which every pair is compared: 435 comparisons, a few seconds
_SHINGLE = 5  # words; catches 25 % excerpts at 98-100 % recall where eight words lose some
# From here on set by hand, not measured one by one.
_WINDOW = 6  # shingles of which the least is kept
_MOST_HOLDERS = 40  # articles that may share a fingerprint and all be paired
_CHAIN = (
    3  # of more, each is paired with so many next ones: linear, and a family stays in one piece
)
_LEAST_SHARED = 2  # fingerprints that a pair must share
_NEAR = 12  # concepts between which pairs are made
_RARE = 0.05  # share of the articles that may hold a rare concept, at least three


def related(articles: Sequence[Article]) -> list[tuple[int, int]]:
    """Give the pairs of positions (the lesser first) that are worth comparing, in order."""
    count = len(articles)
    if count <= ALL_PAIRS:
        return [(i, j) for i in range(count) for j in range(i + 1, count)]
    cut = [prints(article) for article in articles]
    pairs: set[tuple[int, int]] = set()
    first: dict[tuple[tuple[str, ...], ...], int] = {}
    kept: list[int] = []
    for number, page in enumerate(cut):
        key = tuple(sentence.key for sentence in page.sentences)
        if key in first:
            pairs.add((first[key], number))
        else:
            first[key] = number
            kept.append(number)
    pairs |= _joined({number: set(shingles(cut[number])) for number in kept})
    languages = {articles[number].language for number in kept} - {None}
    if len(languages) > 1:
        across = _joined(_concept_pairs({number: cut[number] for number in kept}))
        pairs |= {(i, j) for i, j in across if articles[i].language != articles[j].language}
    return sorted(pairs)


def shingles(page: Prints) -> Iterator[int]:
    """Give the winnowed hashes of the word windows of an article."""
    words = [word for sentence in page.sentences for word in sentence.key]
    hashes = [
        crc32("\x1f".join(words[place : place + _SHINGLE]).encode("utf-8", "replace"))
        for place in range(max(len(words) - _SHINGLE + 1, 1))
    ]
    for place in range(max(len(hashes) - _WINDOW + 1, 1)):
        yield min(hashes[place : place + _WINDOW])


def _concept_pairs(pages: dict[int, Prints]) -> dict[int, set[int]]:
    """Give the hashes of neighbouring rare concepts, which no language changes."""
    held = Counter(
        concept
        for page in pages.values()
        for concept in {c for s in page.sentences for c in s.concepts}
    )
    most = max(_RARE * len(pages), 3.0)
    found: dict[int, set[int]] = {}
    for number, page in pages.items():
        hashes: set[int] = set()
        for sentence in page.sentences:
            rare = _rare(sentence, held, most)
            for place, concept in enumerate(rare):
                hashes.update(
                    crc32("\x1f".join(sorted((concept, other))).encode("utf-8", "replace"))
                    for other in rare[place + 1 : place + _NEAR]
                )
        found[number] = hashes
    return found


def _rare(sentence: Sentence, held: Counter[str], most: float) -> list[str]:
    return [c for c in sentence.concepts if 1 < held[c] <= most and not c.startswith("~~")]


def _joined(fingerprints: dict[int, set[int]]) -> set[tuple[int, int]]:
    """Give the pairs that share enough fingerprints."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, hashes in fingerprints.items():
        for value in hashes:
            holders[value].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        reach = len(numbers) if len(numbers) <= _MOST_HOLDERS else _CHAIN
        shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 : i + 1 + reach])
    return {pair for pair, count in shared.items() if count >= _LEAST_SHARED}
