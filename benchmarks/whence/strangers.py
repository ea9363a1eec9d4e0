"""False derivations: what is said of an article and the independent ones nearest to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from ondit.lineage.bridge import Weights
from ondit.lineage.compare import compare
from ondit.lineage.prints import prints
from ondit.model import Article, Derivation

from .texts import article, distractors, parallel

# Pairs of articles that were read and share sentences: no false alarm when told as derived.
RELATED = {
    frozenset(("newstest2010/44", "newstest2010/46")),  # two edits of one wire story
    frozenset(("newstest2010/9", "newstest2010/15")),  # one desk on one budget, same sentences
    frozenset(("newstest2010/54", "newstest2010/58")),  # a daily report filled into a template
}


def weighted(pages: Sequence[Article]) -> list[Weights]:
    """Give the articles as vectors of concepts, for finding the nearest."""
    bags: list[Weights] = []
    for page in pages:
        bag: Weights = {}
        for sentence in prints(page).sentences:
            for concept, weight in sentence.concepts.items():
                if not concept.startswith("~~"):
                    bag[concept] = bag.get(concept, 0.0) + weight
        bags.append(bag)
    held = Counter(concept for bag in bags for concept in bag)
    found = []
    for bag in bags:
        vector = {c: w**0.5 * np.log(len(bags) / held[c]) for c, w in bag.items()}
        norm = sum(value * value for value in vector.values()) ** 0.5 or 1.0
        found.append({c: float(value / norm) for c, value in vector.items()})
    return found


def nearest(pages: Sequence[Article], queries: int, count: int) -> list[tuple[int, int]]:
    """Give, for the first ``queries`` articles, the ``count`` nearest others of each language."""
    vectors = weighted(pages)
    index: dict[str, list[tuple[int, float]]] = {}
    for number, vector in enumerate(vectors):
        for concept, value in vector.items():
            index.setdefault(concept, []).append((number, value))
    found = []
    for query in range(queries):
        scores: Counter[int] = Counter()
        for concept, value in vectors[query].items():
            if len(index[concept]) <= max(20, len(pages) // 10):
                for number, weight in index[concept]:
                    scores[number] += value * weight  # type: ignore[assignment]
        del scores[query]
        ranked = [number for number, _ in scores.most_common()]
        for same in (True, False):
            alike = [n for n in ranked if (pages[n].language == pages[query].language) is same]
            found += [(query, number) for number in alike[:count]]
    return found


def independents(sets: Sequence[str], *, others: int) -> Iterator[tuple[str, Derivation, str]]:
    """Compare each article with its nearest independent ones: sort, what came, and the names."""
    pages: list[Article] = []
    for name in sets:
        for number, source in enumerate(parallel(name)):
            for code, side in (("en", 0), ("fr", 1)):
                texts = [pair[side] for pair in source]
                pages.append(article(code, texts, name=f"{name}/{number}"))
    queries = len(pages)
    pages += [*distractors("en", others), *distractors("fr", others)]
    for one, other in nearest(pages, queries, 4):
        a, b = pages[one], pages[other]
        names = frozenset((a.name, b.name))
        if len(names) == 1 or names in RELATED:
            continue
        sort = "across" if a.language != b.language else "within"
        yield sort, compare(a, b), f"{a.name} {b.name}"


def report(sets: Sequence[str], *, others: int = 1500) -> None:
    """Print how many pairs of independent articles are said to be derived, with their names."""
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for sort, record, names in independents(sets, others=others):
        tried[sort] += 1
        if record.kind != "independent":
            wrong[sort] += 1
            print("  ", record.kind, names, record.one_covered, record.other_covered)
    for sort, count in tried.items():
        print(f"false derivations {sort}: {wrong[sort]} of {count} = {wrong[sort] / count:.2%}")
