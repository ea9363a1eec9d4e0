"""Learn the bridges of the languages: which words of French stand for which words of English.

Writes ``bridge.tsv`` of both language folders from sentence pairs whose licences allow it:
Tatoeba (CC BY 2.0 FR), TICO-19 (CC0), Canadian federal law and its terms (Open Government Licence
- Canada). News test sets lie in the same table and are left out: they are for measuring only.

Method: English forms are first brought to their pivot form (``inflections_en.tsv``: irregular
forms, and endings that are cut where the result is a known word). IBM model 1 (Brown et al. 1993)
with the diagonal prior of fast_align (Dyer, Chahuneau and Smith 2013) is then run both ways, and a
pair is kept by the geometric mean of its two probabilities and by how often it is expected to
have occurred. Plain numpy, no chance: the same data give the same bytes, and the first line of
each file holds the hash of the data.

    python training/bridge.py DATA [--into src/ondit/lang]
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ondit.lang import load
from ondit.lang.card import Language
from ondit.text import fold

HERE = Path(__file__).parent
SHIPPABLE = ("tatoeba", "tico19-test")
# Longer segments are enumerations of law: their words align badly and cost the square.
LONGEST = 40
ROUNDS = 5
SHARPNESS = 4.0  # of the diagonal prior; the value of fast_align
# Both from reading 200 entries of four settings: it is the count, not the probability, that takes
# the noise out (82 % right, 95 % right or part of a phrase).
LEAST_MEAN = 0.02
LEAST_COUNT = 1.4
# A rarer pair is kept when both directions are nearly sure of it.
SURE_MEAN = 0.3
SURE_COUNT = 0.9
MOST_PIVOTS = 4  # per form; further ones are noise

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def sentence_pairs(data: Path) -> list[tuple[str, str]]:
    """Give the distinct (English, French) segments that may be learned from, in file order."""
    found: dict[tuple[str, str], None] = {}
    for line in (data / "whence" / "parallel.tsv").read_text(encoding="utf-8").splitlines():
        source, english, french = line.split("\t")[:3]
        if source in SHIPPABLE:
            found[english, french] = None
    for name in ("ca_laws_sample.tsv", "ca_terms.tsv"):
        for line in (data / "resources" / name).read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 2:
                found[cells[-2], cells[-1]] = None
    return list(found)


def words(language: Language, text: str) -> list[str]:
    """Give the folded words of ``text``; numbers and marks are left out."""
    found = (fold(text[start:end]).rstrip("'") for start, end in language.tokens(text))
    return [word for word in found if word[:1].isalpha()]


def pivots(counts: Counter[str]) -> dict[str, str]:
    """Give the pivot form of every English form that has another one."""
    rules: list[tuple[str, str]] = []
    irregular: dict[str, str] = {}
    for line in (HERE / "inflections_en.tsv").read_text(encoding="utf-8").splitlines():
        kind, form, base = [*line.split("\t"), "", ""][:3]
        if kind == "rule":
            rules.append((form, base))
        elif kind == "form":
            irregular[form] = base
    found: dict[str, str] = {}
    for form in counts:
        if form in irregular:
            found[form] = irregular[form]
        elif len(form) > 3 and not form.endswith("ss"):
            cut = _base(form, rules, counts)
            if cut:
                found[form] = irregular.get(cut, cut)
    return {form: base for form, base in found.items() if form != base}


def _base(form: str, rules: list[tuple[str, str]], counts: Counter[str]) -> str | None:
    for ending, replacement in rules:
        if not form.endswith(ending) or len(form) - len(ending) < 2:
            continue
        base = form[: len(form) - len(ending)] + replacement
        candidates = [base]
        if ending in ("ing", "ed") and len(base) > 3 and base[-1] == base[-2]:
            candidates.insert(0, base[:-1])  # stopped, planning
        for candidate in candidates:
            if len(candidate) > 2 and counts[candidate] * 20 >= counts[form]:
                return candidate
    return None


class Corpus:
    """Sentence pairs as flat arrays of word numbers.

    ``source`` and ``target`` hold all words in a row; sentence ``k`` has those from ``*_start[k]``
    to ``*_start[k + 1]``.
    """

    def __init__(self, pairs: list[tuple[list[str], list[str]]]) -> None:
        self.source_words, self.source, self.source_start = _numbered([a for a, _ in pairs])
        self.target_words, self.target, self.target_start = _numbered([b for _, b in pairs])

    def flipped(self) -> Corpus:
        """Give the same pairs with the sides exchanged."""
        other = object.__new__(Corpus)
        other.source_words, other.target_words = self.target_words, self.source_words
        other.source, other.target = self.target, self.source
        other.source_start, other.target_start = self.target_start, self.source_start
        return other


def _numbered(sentences: list[list[str]]) -> tuple[list[str], Ints, Ints]:
    vocabulary = sorted({word for sentence in sentences for word in sentence})
    number = {word: index for index, word in enumerate(vocabulary)}
    flat = np.array([number[word] for sentence in sentences for word in sentence], dtype=np.int64)
    starts = np.cumsum([0, *(len(sentence) for sentence in sentences)], dtype=np.int64)
    return vocabulary, flat, starts


def learn(corpus: Corpus) -> tuple[Ints, Floats, Floats]:
    """Run IBM model 1: give pair codes (source x targets + target), p(target | source), counts."""
    lengths = np.diff(corpus.source_start)
    per_target = np.repeat(lengths, np.diff(corpus.target_start))  # links of each target word
    starts = np.concatenate([[0], np.cumsum(per_target)])
    within = np.arange(starts[-1]) - np.repeat(starts[:-1], per_target)
    sentence = np.repeat(np.arange(len(lengths)), np.diff(corpus.target_start))
    first = np.repeat(corpus.source_start[sentence], per_target)
    position = np.arange(len(corpus.target)) - corpus.target_start[sentence]
    height = (position + 0.5) / np.diff(corpus.target_start)[sentence]
    slant = np.repeat(height, per_target) - (within + 0.5) / np.repeat(per_target, per_target)
    prior = np.exp(-SHARPNESS * np.abs(slant)).astype(np.float32)
    width = len(corpus.target_words)
    codes = corpus.source[first + within] * width + np.repeat(corpus.target, per_target)
    del first, within, slant
    pair, link = np.unique(codes, return_inverse=True)
    del codes
    source_of = pair // width
    chance: Floats = np.ones(len(pair))
    counts: Floats = np.ones(len(pair))
    for _ in range(ROUNDS):
        weight = chance[link] * prior
        weight /= np.repeat(np.add.reduceat(weight, starts[:-1]), per_target)
        counts = np.bincount(link, weights=weight, minlength=len(pair)).astype(np.float64)
        totals = np.bincount(source_of, weights=counts, minlength=len(corpus.source_words))
        chance = counts / totals[source_of]
    return pair, chance, counts


def kept(
    corpus: Corpus, avoided: tuple[frozenset[str], frozenset[str]]
) -> list[tuple[str, str, float]]:
    """Give (form, pivot, p(pivot | form)) of the pairs worth keeping, in alphabetical order."""
    width, height = len(corpus.target_words), len(corpus.source_words)
    pair, forward, counts = learn(corpus)
    back_pair, backward, back_counts = learn(corpus.flipped())
    turned = (back_pair % height) * width + back_pair // height
    order = np.argsort(turned)
    at = order[np.searchsorted(turned[order], pair)]
    mean = np.sqrt(forward * backward[at])
    count = (counts + back_counts[at]) / 2
    good = (mean > LEAST_MEAN) & (count > LEAST_COUNT) | (mean > SURE_MEAN) & (count > SURE_COUNT)
    by_form: dict[str, list[tuple[float, str]]] = {}
    for index in np.flatnonzero(good):
        form = corpus.source_words[pair[index] // width]
        pivot = corpus.target_words[pair[index] % width]
        if form not in avoided[0] and pivot not in avoided[1] and len(form) > 1 and len(pivot) > 1:
            by_form.setdefault(form, []).append((float(forward[index]), pivot))
    rows: list[tuple[str, str, float]] = []
    for form, found in sorted(by_form.items()):
        best = sorted(found, key=lambda item: (-item[0], item[1]))[:MOST_PIVOTS]
        if [pivot for _, pivot in best] != [form]:  # the same word crosses without a bridge
            rows.extend((form, pivot, chance) for chance, pivot in best)
    return rows


def write(path: Path, header: str, rows: list[tuple[str, str, float]]) -> None:
    """Write a bridge: form, pivot form, weight from 0.01 to 1."""
    lines = [f"{form}\t{pivot}\t{max(weight, 0.01):.2f}" for form, pivot, weight in rows]
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


def main() -> None:
    """Learn and write both bridges."""
    parser = argparse.ArgumentParser(description="Learn the bridges of the languages.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--into", type=Path, default=HERE.parent / "src" / "ondit" / "lang")
    options = parser.parse_args()
    texts = sentence_pairs(options.data)
    digest = hashlib.sha256("\n".join(f"{a}\t{b}" for a, b in texts).encode()).hexdigest()[:16]
    english, french = load("en"), load("fr")
    cut = [(words(english, a), words(french, b)) for a, b in texts]
    base = pivots(Counter(word for a, _ in cut for word in a))
    cut = [([base.get(word, word) for word in a], b) for a, b in cut]
    usable = [(b, a) for a, b in cut if 0 < len(a) <= LONGEST and 0 < len(b) <= LONGEST]
    print(f"{len(texts)} pairs of segments, {len(usable)} short enough")
    corpus = Corpus(usable)
    small = tuple(
        frozenset(fold(word) for word in language.words.function_words)
        for language in (french, english)
    )
    rows = kept(corpus, (small[0], small[1]))
    header = (
        "# form, pivot form, weight. Made by training/bridge.py from Tatoeba (CC BY 2.0 FR),"
        " TICO-19 (CC0) and Canadian federal law (Open Government Licence - Canada);"
        f" data {digest}"
    )
    write(options.into / "fr" / "bridge.tsv", header, rows)
    write(
        options.into / "en" / "bridge.tsv", header, [(a, b, 1.0) for a, b in sorted(base.items())]
    )
    print(f"{len(rows)} French rows, {len(base)} English rows")


if __name__ == "__main__":
    main()
