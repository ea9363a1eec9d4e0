"""What matching costs: from words to fingerprints, their join, and the score of what it gives.

::

    ONDIT_DATA=FOLDER uv run python -m benchmarks.whence.throughput [--sizes 10000 40000]
        [--tasks same across] [--memory 2000] [--peers 4000]

Times are CPU seconds of this process; the texts are made anew for each size (:mod:`.crowd`), and
making them is not counted. Postings are kept in files, cut into partitions by fingerprint, and one
partition is joined after the other; ``--memory`` is how many megabytes of postings may be joined at
once. The exponent is that of the cost in the number of texts from one size to the next: 1 where a
text costs the same in a larger crowd. MinHash with LSH is run beside, on fewer texts.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from ondit.lineage.fingerprints import Family, Fingerprints, fingerprints_of
from ondit.lineage.join import ACROSS, Candidate, candidates
from ondit.lineage.matching import Counts, Spoken, counted, matches
from ondit.lineage.postings import Postings, partition, postings

from . import crowd, minhash

_BATCH = 1000  # texts that are read at once
_TASKS: dict[str, tuple[Family, Callable[..., Iterator[crowd.Made]]]] = {
    "same": ("shingles", crowd.texts),
    "across": ("pairs", crowd.translations),
}
_BYTES = 6  # of a fingerprint in the store's index, its article included


class Costs(NamedTuple):
    """CPU seconds of each step, and what came out."""

    texts: int
    made: float
    joined: float
    scored: float
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


class Runs:
    """Postings in files, one for each partition."""

    def __init__(self, folder: Path, parts: int) -> None:
        self.paths = [folder / str(part) for part in range(parts)]

    def add(self, found: Postings) -> None:
        """Append postings to the partitions that they belong to."""
        for path, part in zip(self.paths, partition(found, len(self.paths)), strict=True):
            with path.open("ab") as file:
                file.write(part.tobytes())

    def partitions(self) -> Iterator[Postings]:
        """Give one partition after the other, sorted."""
        for path in self.paths:
            held = np.fromfile(path, dtype=np.uint64)
            held.sort()
            yield held


def measure(task: str, count: int, *, memory: int) -> Costs:
    """Match ``count`` texts and tell what it cost."""
    family, maker = _TASKS[task]
    known: list[Fingerprints] = []
    sources: dict[int, int] = {}
    made = joined = 0.0
    with tempfile.TemporaryDirectory() as folder:
        each = 60 if family == "shingles" else 1000  # postings of a text, at most about
        runs = Runs(Path(folder), max(1, count * each * 8 * 3 // (memory << 20)))
        waiting = maker(count)
        while some := list(islice(waiting, _BATCH)):
            sources |= {
                len(known) + at: row.source for at, row in enumerate(some) if row.source is not None
            }
            began = time.process_time()
            prints = fingerprints_of([row.article for row in some])
            middle = time.process_time()
            runs.add(postings(enumerate(prints, len(known)), family))
            joined += time.process_time() - middle
            made += middle - began
            known += [_of_family(one, family) for one in prints]
        began = time.process_time()
        spoken = Spoken(dict(enumerate(one.language for one in known)))
        parts: list[Counts] = []
        for held in runs.partitions():
            parts.append(matches(held, spoken if family in ACROSS else None))
        counts = counted(parts)
        joined += time.process_time() - began
    began = time.process_time()
    found = candidates(counts, lambda numbers: [known[number] for number in numbers], family)
    scored = time.process_time() - began
    size = sum(len(one.numbers(family)) for one in known) * _BYTES / count
    return Costs(
        count, made, joined, scored, size, len(counts.pairs), len(found), _found(found, sources)
    )


def _of_family(prints: Fingerprints, family: Family) -> Fingerprints:
    """Give fingerprints without those of the other family, so that memory is that of one."""
    if family == "shingles":
        return replace(prints, pairs=b"", pair_places=b"")
    return replace(prints, shingles=b"", shingle_places=b"")


def _found(rows: Sequence[Candidate], sources: dict[int, int]) -> float:
    pairs = {(row.one, row.other) for row in rows}
    return sum((source, number) in pairs for number, source in sources.items()) / max(
        len(sources), 1
    )


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
            f" candidates {costs.candidates}; sources found {costs.found:.2%}; peak {peak:,.0f} MB",
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
    parser.add_argument("--memory", type=int, default=2000)
    parser.add_argument("--peers", type=int, default=4000)
    options = parser.parse_args()
    fingerprints_of([row.article for row in crowd.translations(200, seed=2)])  # tables are read
    for task in options.tasks:
        report(task, options.sizes, memory=options.memory)
    if options.peers:
        beside(options.peers)


if __name__ == "__main__":
    main()
