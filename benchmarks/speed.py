"""What a page costs, stage by stage, beside parsing alone and beside trafilatura.

``uv run --group benchmarks python benchmarks/speed.py [--set wcxb] [--pages 100] [--alone]``

CPU time, in thousandths of a second a page. Each page is read several times and its least time is
taken, since other work on the machine only ever adds to it. Before each round what was remembered
of pages is forgotten, and other pages are read: a page is met as in a long run over many sites,
with the tables loaded and itself new. Parsing is that of the same characters by the same parser.
trafilatura is given the decoded page and asked for metadata, in the same run, with fewer rounds.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from selectolax.lexbor import LexborHTMLParser

import peers
import truths
from ondit.errors import PageError
from ondit.model import Page
from ondit.page.decode import decode
from ondit.page.read import read

_STAGES = {
    "decoding": ("read.decode",),
    "guard": ("guard.guarded",),
    "parser": ("walk.LexborHTMLParser",),
    "pieces": ("dom.parse",),
    "head": ("meta.read",),
    "names of boxes": ("hints.read",),
    "phrases": ("read.survey",),
    "features": ("body.examined",),
    "body": ("body.divide",),
    "roles": ("roles.assign",),
    "dates": ("dates.read",),
    "marks": ("marks.read",),
    "furniture": ("furniture.gather",),
    "languages": ("read._language", "read._in_language"),
    "comments": ("comments.read",),
}
"""Functions of ``ondit.page``, by the modules from which they are called."""
_WARM = 20  # other pages read before each round
_ROUNDS = 5
_PEER_ROUNDS = 2


class Clock:
    """Adds the time of each stage up, without that of the stages inside it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._inner: list[float] = []

    def timing(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give ``function`` as one whose time is added to ``stage``."""

        def timed(*given: Any, **named: Any) -> Any:
            started = time.thread_time()
            self._inner.append(0.0)
            try:
                return function(*given, **named)
            finally:
                taken = time.thread_time() - started
                own = taken - self._inner.pop()
                self.spent[stage] = self.spent.get(stage, 0.0) + own
                if self._inner:
                    self._inner[-1] += taken

        return timed

    @contextmanager
    def over(self, stages: dict[str, tuple[str, ...]]) -> Iterator[None]:
        """Time the functions of ``stages`` while the block runs."""
        kept: list[tuple[Any, str, Any]] = []
        for stage, names in stages.items():
            for name in names:
                module, _, last = name.partition(".")
                owner = importlib.import_module(f"ondit.page.{module}")
                kept.append((owner, last, getattr(owner, last)))
                setattr(owner, last, self.timing(stage, getattr(owner, last)))
        try:
            yield
        finally:
            for owner, last, function in kept:
                setattr(owner, last, function)


def forget(others: Sequence[Page]) -> None:
    """Forget what was remembered of pages (not the tables), and read ``others``."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            is_ours = (each.__module__ or "").startswith("ondit")
            if is_ours and each.cache_parameters()["maxsize"] not in (None, 1):
                each.cache_clear()
    for page in others:
        _read(page)


def _read(page: Page) -> None:
    try:
        read(page)
    except PageError:
        return


def least(
    function: Callable[[Any], object],
    items: Sequence[Any],
    *,
    rounds: int,
    before: Callable[[], None] = lambda: None,
) -> float:
    """Give the sum over ``items`` of the least milliseconds that ``function`` takes."""
    best = [float("inf")] * len(items)
    for _ in range(rounds):
        before()
        for at, item in enumerate(items):
            started = time.thread_time()
            function(item)
            best[at] = min(best[at], time.thread_time() - started)
    return sum(best) * 1000


def by_stage(pages: Sequence[Page], *, rounds: int, before: Callable[[], None]) -> dict[str, float]:
    """Give the sum over ``pages`` of the least milliseconds of each stage."""
    best: dict[tuple[str, int], float] = {}
    clock = Clock()
    for _ in range(rounds):
        before()
        with clock.over(_STAGES):
            whole = clock.timing("the rest", _read)
            for at, page in enumerate(pages):
                clock.spent = {}
                whole(page)
                for stage, spent in clock.spent.items():
                    best[stage, at] = min(best.get((stage, at), spent), spent)
    names = dict.fromkeys(stage for stage, _ in best)
    return {
        name: sum(value for (stage, _), value in best.items() if stage == name) * 1000
        for name in names
    }


def _characters(page: Page) -> str | None:
    try:
        return decode(page).text
    except PageError:
        return None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", default="wcxb", choices=("wcxb", "fundus", "postlight", "traf"))
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--alone", action="store_true", help="without trafilatura")
    given = parser.parse_args()
    rows = truths.truth(given.set)
    pages = [truths.page(given.set, row) for row in rows[: given.pages + _WARM]]
    pages, others = pages[: given.pages], pages[given.pages :]
    texts = [text for page in pages if (text := _characters(page)) is not None]
    count, size = len(pages), sum(len(page.body) for page in pages) / len(pages) / 1000

    def before() -> None:
        forget(others)

    before()
    parsed = least(LexborHTMLParser, texts, rounds=given.rounds) / count
    whole = least(_read, pages, rounds=given.rounds, before=before) / count
    print(f"{count} pages of {given.set}, {size:.0f} kB each; CPU milliseconds a page\n")
    for stage, spent in sorted(
        by_stage(pages, rounds=given.rounds, before=before).items(), key=lambda each: -each[1]
    ):
        print(f"  {stage:20}{spent / count:8.2f}")
    print(f"\n{'parsing alone':22}{parsed:8.2f}{1000 / parsed:10.0f} pages a second")
    print(f"{'Ondit':22}{whole:8.2f}{1000 / whole:10.0f}{whole / parsed:10.1f} times parsing")
    if not given.alone and "trafilatura" in peers.installed():
        spent = least(
            lambda text: peers.trafilatura(text, None),
            texts,
            rounds=min(_PEER_ROUNDS, given.rounds),
        )
        other = spent / count
        print(
            f"{'trafilatura':22}{other:8.2f}{1000 / other:10.0f}{other / whole:10.1f} times Ondit"
        )


if __name__ == "__main__":
    main()
