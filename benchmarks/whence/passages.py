"""Finding passages: the source of a page that took a part of it, in the same language.

Of every article of the sets a passage of 15 or 25 % of its words, or a lightly edited one, is put
into other news, three times as long, and looked up among ten thousand texts. Beside: MinHash with
LSH (:mod:`.minhash`), and difflib as the Information Laundromat uses it: the first 249 characters
of the page against those of all others, the ten likest being what it gives. A source is found where
it is among the candidates, first where it leads them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np

from ondit.lineage.fingerprints import fingerprints_of
from ondit.lineage.join import Options, probe

from . import minhash
from .library import SIZE, others, strange
from .retrieval import CODES, Index
from .texts import article, parallel

EXCERPTS = {"excerpt of 25 %": (0.25, 0.0), "of 15 %": (0.15, 0.0), "of 25 %, edited": (0.25, 0.05)}
_LEAST = 40  # words of an excerpt
_AROUND = 3  # times as many words stand around it
_BEGINNING = 249  # characters, as the Laundromat cuts its queries
_PEERS = 2000  # texts of the library that the peers are given, the sources among them
_COMPARED = 40  # pages that difflib is asked for: it reads all the others each time


class Found(NamedTuple):
    """Of each page whether the source was found, and whether it came first."""

    found: list[bool]
    first: list[bool]


def pages(sources: Sequence[str], code: str, share: float, edited: float) -> list[str]:
    """Give of each source a page that holds ``share`` of its words."""
    made = []
    for number, source in enumerate(sources):
        rng = np.random.default_rng(number)
        words = source.split()
        size = min(len(words), max(_LEAST, round(share * len(words))))
        first = int(rng.integers(len(words) - size + 1))
        passage = words[first : first + size]
        filling = strange(code)
        pool = filling[int(rng.integers(len(filling)))].split()
        for place in np.flatnonzero(rng.random(size) < edited).tolist():
            passage[place] = pool[int(rng.integers(len(pool)))]
        rest: list[str] = []
        while len(rest) < _AROUND * size:
            rest += filling[int(rng.integers(len(filling)))].split()
        at = int(rng.integers(len(rest) + 1))
        made.append(" ".join([*rest[:at], *passage, *rest[at:]]))
    return made


def ours(library: Sequence[str], code: str, queries: dict[str, list[str]]) -> dict[str, Found]:
    """Look the pages up as a store does."""
    prints = fingerprints_of([article(code, [text]) for text in library])
    index = Index(prints, "shingles")
    told = {}
    for name, texts in queries.items():
        told[name] = Found([], [])
        for number, text in enumerate(texts):
            query = fingerprints_of([article(code, [text])])[0]
            options = Options(families=("shingles",))
            rows = probe(len(library), query, index.lookup, index.fetch, options=options)
            _note(told[name], [row.one for row in rows], number)
    return told


def theirs(
    library: Sequence[str], queries: dict[str, list[str]]
) -> Iterator[tuple[str, dict[str, Found]]]:
    """Give the same of the peers."""
    every = [*library, *(text for texts in queries.values() for text in texts)]
    for name, peer in minhash.peers():
        partners = peer(every)
        told, at = {}, len(library)
        for sort, texts in queries.items():
            told[sort] = Found([], [])
            for number in range(len(texts)):
                _note(told[sort], partners[at + number], number)
            at += len(texts)
        yield name, told


def difflib(library: Sequence[str], queries: dict[str, list[str]]) -> dict[str, Found]:
    """Compare beginnings, as the Laundromat does with titles and snippets."""
    told = {}
    for sort, texts in queries.items():
        told[sort] = Found([], [])
        for number, text in list(enumerate(texts))[:_COMPARED]:
            matcher = SequenceMatcher(b=text[:_BEGINNING], autojunk=False)
            ratios = []
            for other in library:
                matcher.set_seq1(other[:_BEGINNING])
                ratios.append(matcher.quick_ratio())
            best = np.argsort(ratios, kind="stable")[::-1][:10]
            _note(told[sort], best.tolist(), number)
    return told


def _note(told: Found, order: Sequence[int], number: int) -> None:
    told.found.append(number in order)
    told.first.append(bool(order) and order[0] == number)


def report(sets: Sequence[str]) -> None:
    """Print how often the source is found, by Ondit and the peers, in both languages."""
    for own, code in enumerate(CODES):
        sources = [" ".join(pair[own] for pair in one) for name in sets for one in parallel(name)]
        library = [*sources, *others(code)][:SIZE]
        queries = {
            name: pages(sources, code, share, edited) for name, (share, edited) in EXCERPTS.items()
        }
        began = time.process_time()
        told = ours(library, code, queries)
        _rows(f"ondit, {code}, {len(library)} texts", told, time.process_time() - began)
        some = library[:_PEERS]
        began = time.process_time()
        for name, told in theirs(some, queries):
            _rows(f"{name}, {code}, {len(some)} texts", told, time.process_time() - began)
            began = time.process_time()
        told = difflib(some, queries)
        _rows(f"difflib (best ten), {code}, {len(some)} texts", told, time.process_time() - began)


def _rows(name: str, told: dict[str, Found], seconds: float) -> None:
    for sort, one in told.items():
        print(f"{name}: {sort}: found {np.mean(one.found):.2%}, first {np.mean(one.first):.2%}")
    print(f"  of {len(next(iter(told.values())).found)}; CPU {seconds:.1f} s", flush=True)
