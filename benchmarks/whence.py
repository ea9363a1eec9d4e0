"""Measure WHENCE from two pages: alignment, kind of derivation, false derivations, direction.

    python benchmarks/whence.py [--part align kind false machine] [--sets NAME ...]

Data: the folder of ``ONDIT_DATA``, else ``../shared/data`` beside the repository. Constants are
chosen on ``newstest2009`` and ``newstest2013``; ``newstest2010`` and ``ntrex`` are held out.
Copies, excerpts, rewrites and moved blocks are made here from those articles, by chance with a
fixed seed, and never kept.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ondit.lang import load
from ondit.lineage.align import align
from ondit.lineage.bridge import Weights
from ondit.lineage.compare import compare
from ondit.lineage.prints import Sentence, prints
from ondit.model import Article, Block, Derivation, Span
from ondit.text import digest, normalise

Parallel = list[tuple[str, str]]
"""An article as pairs of English and French sentences."""
Gold = set[tuple[tuple[int, ...], tuple[int, ...]]]

TUNING = ("newstest2009", "newstest2013")
HELD_OUT = ("newstest2010", "ntrex")


def data() -> Path:
    """Give the folder of the data."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("ONDIT_DATA", beside))


def lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of one JSON record a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def parallel(name: str) -> list[Parallel]:
    """Give the articles of a set that have sentences in both languages, side by side."""
    if name == "ntrex":
        halves: dict[str, dict[str, list[str]]] = {}
        for row in lines(data() / "ntrex" / "dev.jsonl"):
            halves.setdefault(row["pair"], {})[row["lang"]] = row["text"].split("\n")
        rows = [(pair["en"], pair["fr"]) for pair in halves.values() if len(pair) == 2]
    else:
        rows = [(row["en"], row["fr"]) for row in lines(data() / "whence" / name / "pairs.jsonl")]
    found = []
    for english, french in rows:
        pairs = [(normalise(a), normalise(b)) for a, b in zip(english, french, strict=True)]
        found.append([(a, b) for a, b in pairs if re.search(r"\w", a) and re.search(r"\w", b)])
    return [article for article in found if len(article) >= 4]


def article(language: str, texts: Sequence[str], *, name: str = "a", **fields: Any) -> Article:
    """Make an article of paragraphs."""
    blocks = tuple(Block(role="paragraph", text=text) for text in texts)
    key = digest(language, name, *texts)
    return Article(id=key, name=name, language=language, blocks=blocks, **fields)


# --------------------------------------------------------------------------------------------
# Alignment


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


# --------------------------------------------------------------------------------------------
# Kind


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
    "excerpt of 40 %, in another text": "same-source",
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


def distractors(language: str, most: int) -> list[Article]:
    """Give other news articles, as paragraphs."""
    rows = lines(data() / "whence" / "distractors" / f"{language}.jsonl")
    step = max(1, len(rows) // most)
    found = []
    for row in rows[::step]:
        if "newstest2019" in row["id"]:
            continue  # the articles of NTREX themselves
        texts = [normalise(text) for text in row["text"].split("\n")]
        texts = [text for text in texts if len(text) > 20]
        if len(texts) >= 3:
            found.append(article(language, texts[:60], name=row["id"]))
    return found


def recognised(sets: Sequence[str]) -> Iterator[tuple[str, float, Counter[str]]]:
    """Give for each sort of derived pair the share whose kind is right, and the kinds found."""
    rng = np.random.default_rng(23)
    found: dict[str, list[Made]] = {}
    for name in sets:
        for sort, pairs in made(parallel(name), rng).items():
            found.setdefault(sort, []).extend(pairs)
    for sort, pairs in found.items():
        kinds_found: Counter[str] = Counter(compare(a, b).kind for _, a, b in pairs)
        right = sum(kinds_found[kind] for kind in pairs[0][0].split("|"))
        yield sort, right / len(pairs), kinds_found


def kinds(sets: Sequence[str]) -> None:
    """Print how often each sort of derived pair is recognised, and at all as derived."""
    for sort, right, found in recognised(sets):
        derived = 1 - found["independent"] / found.total()
        shares = f"derived {derived:7.2%}  kind {right:7.2%}"
        print(f"{sort:38} {found.total():5}  {shares}  {dict(found)}")


def machine_translations() -> None:
    """Print how often machine translations are recognised, against the original and a reference."""
    rows = {row["id"]: row for row in lines(data() / "whence" / "newstest2013" / "pairs.jsonl")}
    against: dict[str, Counter[str]] = {"original": Counter(), "human translation": Counter()}
    for number, row in enumerate(lines(data() / "whence" / "mt_2013" / "newstest2013.jsonl")):
        if row["id"] not in rows or number % 3:
            continue
        machine = article("en", [normalise(text) for text in row["en"]], name="machine")
        for name, code in (("original", "fr"), ("human translation", "en")):
            texts = [normalise(text) for text in rows[row["id"]][code]]
            against[name][compare(machine, article(code, texts)).kind] += 1
    for name, counts in against.items():
        print(f"machine translation against {name}: {dict(counts)}")


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


def false_derivations(sets: Sequence[str], *, others: int = 1500) -> None:
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


def main() -> None:
    """Print the measures asked for."""
    parser = argparse.ArgumentParser(description="Measure WHENCE from two pages.")
    parser.add_argument("--part", choices=("align", "kind", "false", "machine"), nargs="*")
    parser.add_argument("--sets", nargs="*", default=list(HELD_OUT))
    options = parser.parse_args()
    wanted = options.part or ["align", "kind", "false", "machine"]
    if "align" in wanted:
        for across in (True, False):
            for moved in (False, True):
                strict, links = alignment(options.sets, moved=moved, across=across)
                name = ("across" if across else "within") + (", blocks moved" if moved else "")
                print(f"alignment {name}: strict F1 {strict:.3f}, link F1 {links:.3f}")
    if "kind" in wanted:
        kinds(options.sets)
    if "false" in wanted:
        false_derivations(options.sets)
    if "machine" in wanted:
        machine_translations()


if __name__ == "__main__":
    main()
