"""What matching costs: from words to fingerprints, their join, and the score of what it gives.

::

    ONDIT_DATA=FOLDER uv run python -m benchmarks.whence.throughput [--sizes 10000 40000]
        [--tasks same across] [--memory 500] [--peers 4000]

Times are CPU seconds of this process; the texts are made anew for each size (:mod:`.crowd`), and
making them is not counted. Postings are kept in files, cut into partitions by fingerprint; one
partition is joined after the other, and its pairs are put into files by their lesser text, of which
one is scored after the other: so memory does not grow with the number of texts but for some bytes
of each. ``--memory`` is about how many megabytes are worked on at once. Pairs must share as much as
a corpus asks for. Then some texts are looked up one by one, as a new page is. The exponent is that
of the cost in the number of texts from one size to the next: 1 where a text costs the same in a
larger crowd. MinHash with LSH is run beside, on fewer texts.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ondit.lineage import step
from ondit.lineage.fingerprints import Family, Fingerprints, fingerprints_of
from ondit.lineage.join import ACROSS, Options, candidates, probe
from ondit.lineage.matching import MOST_HOLDERS, Counts, Spoken, counted, matches
from ondit.lineage.postings import Postings, unsorted

from . import crowd, minhash

_BATCH = 1000  # texts that are read at once
_TASKS: dict[str, tuple[Family, Callable[..., Iterator[crowd.Made]]]] = {
    "same": ("shingles", crowd.texts),
    "across": ("pairs", crowd.translations),
}
_OPTIONS = Options(dense=step.LEAST)
_TIMES = 36  # what a partition takes while it is matched, beside its postings
_ASKED = 50  # texts that are looked up one by one


class Costs(NamedTuple):
    """CPU seconds of each step, and what came out."""

    texts: int
    made: float
    joined: float
    scored: float
    asked: float
    """To find the partners of one text in the index of all."""
    size: float
    """Bytes of index a text."""
    pairs: int
    candidates: int
    found: float
    """Share of the derived texts whose source is among the candidates."""

    @property
    def total(self) -> float:
        """All CPU seconds."""
        return self.made + self.joined + self.scored


class Kept:
    """Fingerprints of one family in a file, so that a million texts need no memory."""

    def __init__(self, path: Path, family: Family) -> None:
        self._file = path.open("wb+")
        self._family = family
        self._places: list[tuple[int, int]] = []
        self._languages: list[str | None] = []
        self._end = 0

    def __len__(self) -> int:
        return len(self._places)

    def add(self, prints: Sequence[Fingerprints]) -> None:
        """Append fingerprints."""
        for one in prints:
            held = (one.shingles, one.shingle_places)
            if self._family == "pairs":
                held = (one.pairs, one.pair_places)
            row = b"".join(held)
            self._file.write(row)
            self._places.append((self._end, len(held[0])))
            self._languages.append(one.language)
            self._end += len(row)

    def fetch(self, numbers: Sequence[int]) -> list[Fingerprints]:
        """Give the fingerprints of these numbers."""
        self._file.flush()
        found = []
        for number in numbers:
            start, size = self._places[number]
            row = os.pread(self._file.fileno(), size + size // 2, start)
            is_pairs = self._family == "pairs"
            found.append(
                Fingerprints(
                    language=self._languages[number],
                    words=0,
                    key=0,
                    shingles=b"" if is_pairs else row[:size],
                    shingle_places=b"" if is_pairs else row[size:],
                    pairs=row[:size] if is_pairs else b"",
                    pair_places=row[size:] if is_pairs else b"",
                )
            )
        return found

    def bytes(self) -> int:
        """Give how many: as many as in the index of a store, which holds articles for places."""
        return self._end

    def spoken(self) -> Spoken:
        """Give the languages."""
        return Spoken(dict(enumerate(self._languages)))


class Runs:
    """Postings in files, one for each partition, and then the pairs that they give."""

    def __init__(self, folder: Path, parts: int) -> None:
        self.paths = [folder / str(part) for part in range(parts)]
        self._pairs = [folder / f"pairs-{part}" for part in range(parts)]

    def add(self, found: Postings) -> None:
        """Append postings, in any order, to the partitions that they belong to."""
        # Parts are equal ranges of 2 ^ 16 steps of the fingerprint, as in the index of a store.
        upper = (found >> np.uint64(48)).astype(np.uint32) * np.uint32(len(self.paths))
        part = (upper >> np.uint32(16)).astype(np.uint16)
        found = found[np.argsort(part, kind="stable")]
        ends = np.cumsum(np.bincount(part, minlength=len(self.paths)))
        for path, rows in zip(self.paths, np.split(found, ends[:-1]), strict=True):
            with path.open("ab") as file:
                file.write(rows.tobytes())

    def sort(self) -> None:
        """Sort each partition, so that it can be looked into."""
        for path in self.paths:
            held = np.fromfile(path, dtype=np.uint64)
            held.sort()
            held.tofile(path)

    def match(self, spoken: Spoken | None, texts: int) -> None:
        """Count the pairs of each partition, and put them into ranges by their lesser text."""
        size = -(-texts // len(self._pairs))
        cuts = np.arange(1, len(self._pairs), dtype=np.uint64) * np.uint64(size) << np.uint64(32)
        for path in self.paths:
            counts = matches(np.fromfile(path, dtype=np.uint64), spoken)
            packed = counts.shared << 48 | counts.hubbed << 32 | counts.weight
            rows = np.stack([counts.pairs, packed.astype(np.uint64)], axis=1)
            for into, part in zip(
                self._pairs, np.split(rows, np.searchsorted(counts.pairs, cuts)), strict=True
            ):
                with into.open("ab") as file:
                    file.write(part.tobytes())

    def counts(self) -> Iterator[Counts]:
        """Give the pairs, one range after the other."""
        for path in self._pairs:
            rows = np.fromfile(path, dtype=np.uint64).reshape(-1, 2)
            packed = rows[:, 1].astype(np.int64)
            part = Counts(
                pairs=rows[:, 0].copy(),
                shared=packed >> 48,
                hubbed=packed >> 32 & 0xFFFF,
                weight=packed & 0xFFFFFFFF,
            )
            yield counted([part])

    def lookup(self, _: Family, numbers: NDArray[np.uint32]) -> Postings:
        """Give the holders of each number, from the sorted partitions."""
        found = [np.zeros(0, dtype=np.uint64)]
        part = (numbers >> np.uint32(16)).astype(np.int64) * len(self.paths) >> 16
        for which in np.unique(part).tolist():
            held = np.memmap(self.paths[which], dtype=np.uint64, mode="r")
            wanted = numbers[part == which].astype(np.uint64) << np.uint64(32)
            starts = np.searchsorted(held, wanted)
            sizes = np.searchsorted(held, wanted | np.uint64(0xFFFFFFFF)) - starts
            sizes = np.minimum(sizes, MOST_HOLDERS + 1)
            steps = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            found.append(np.asarray(held[np.repeat(starts, sizes) + steps]))
        return np.concatenate(found)


def measure(task: str, count: int, *, memory: int) -> Costs:
    """Match ``count`` texts and tell what it cost."""
    family, maker = _TASKS[task]
    sources: dict[int, int] = {}
    spent = dict.fromkeys(("made", "joined", "scored"), 0.0)
    with tempfile.TemporaryDirectory() as folder:
        known = Kept(Path(folder) / "prints", family)
        each = 60 if family == "shingles" else 1000  # postings of a text, at most about
        runs = Runs(Path(folder), max(16, count * each * 8 * _TIMES // (memory << 20)))
        waiting = maker(count)
        while some := list(islice(waiting, _BATCH)):
            sources |= {
                len(known) + at: row.source for at, row in enumerate(some) if row.source is not None
            }
            with _timed(spent, "made"):
                prints = fingerprints_of([row.article for row in some])
            with _timed(spent, "joined"):
                runs.add(unsorted(enumerate(prints, len(known)), family))
            known.add(prints)
        with _timed(spent, "joined"):
            runs.sort()
            runs.match(known.spoken() if family in ACROSS else None, count)
        pairs = found = 0
        right: set[int] = set()
        for counts in runs.counts():
            with _timed(spent, "scored"):
                rows = candidates(counts, known.fetch, family, options=_OPTIONS)
            pairs, found = pairs + len(counts.pairs), found + len(rows)
            right |= {row.other for row in rows if sources.get(row.other) == row.one}
        asked = _asked(runs, known, family)
        size = known.bytes() / count
    return Costs(
        count,
        spent["made"],
        spent["joined"],
        spent["scored"],
        asked,
        size,
        pairs,
        found,
        len(right) / max(len(sources), 1),
    )


def _asked(runs: Runs, known: Kept, family: Family) -> float:
    """Give the CPU seconds that it takes to find the partners of one text in the index."""
    numbers = np.linspace(0, len(known) - 1, _ASKED).astype(int).tolist()
    queries = known.fetch(numbers)
    options = Options(families=(family,), dense=_OPTIONS.dense)
    began = time.process_time()
    for number, query in zip(numbers, queries, strict=True):
        probe(number, query, runs.lookup, known.fetch, options=options)
    return (time.process_time() - began) / _ASKED


@contextmanager
def _timed(spent: dict[str, float], name: str) -> Iterator[None]:
    began = time.process_time()
    yield
    spent[name] += time.process_time() - began


def report(task: str, sizes: Sequence[int], *, memory: int) -> None:
    """Print what each size costs, and how the cost grows."""
    last: Costs | None = None
    for count in sizes:
        costs = measure(task, count, memory=memory)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        grown = ""
        if last is not None:
            exponents = [
                log(now / then) / log(costs.texts / last.texts)
                for now, then in (
                    (costs.total, last.total),
                    (costs.joined + costs.scored, last.joined + last.scored),
                )
            ]
            grown = f", exponent {exponents[0]:.2f} (without fingerprints {exponents[1]:.2f})"
        print(
            f"{task} {count}: {count / costs.total:,.0f} texts a CPU second"
            f" (fingerprints {costs.made / count * 1e6:.0f}, join {costs.joined / count * 1e6:.0f},"
            f" score {costs.scored / count * 1e6:.0f} us a text){grown};"
            f" index {costs.size:.0f} B a text; pairs {costs.pairs},"
            f" candidates {costs.candidates};"
            f" one text asked for {costs.asked * 1000:.1f} ms;"
            f" sources found {costs.found:.2%}; peak {peak:,.0f} MB",
            flush=True,
        )
        last = costs


def beside(count: int) -> None:
    """Print the same of the peers."""
    made = list(crowd.texts(count))
    texts = [row.article.blocks[0].text for row in made]
    for name, peer in minhash.peers():
        began = time.process_time()
        partners = peer(texts)
        spent = time.process_time() - began
        tried = [(at, row.source) for at, row in enumerate(made) if row.source is not None]
        found = sum(source in partners[at] for at, source in tried) / len(tried)
        print(f"{name} {count}: {count / spent:,.0f} texts a CPU second; sources found {found:.2%}")


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whence.throughput")
    parser.add_argument("--sizes", nargs="*", type=int, default=[10_000, 40_000])
    parser.add_argument("--tasks", nargs="*", choices=list(_TASKS), default=list(_TASKS))
    parser.add_argument("--memory", type=int, default=500)
    parser.add_argument("--peers", type=int, default=4000)
    options = parser.parse_args()
    fingerprints_of([row.article for row in crowd.translations(200, seed=2)])  # tables are read
    for task in options.tasks:
        report(task, options.sizes, memory=options.memory)
    if options.peers:
        beside(options.peers)


if __name__ == "__main__":
    main()
