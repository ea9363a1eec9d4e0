"""How well Ondit tells WHAT a page says, beside the readers that are installed.

``uv run --group benchmarks python benchmarks/what.py [--sets fundus,wcxb,…] [--pages 150]``

For each of the annotated sets (:mod:`truths`) a table with a row for each reader: the measures of
:mod:`scores`, with the bounds of 95 % of resamples of the pages, and below it Ondit minus each peer
by the same measure, page by page (paired bootstrap). Only pages of sites that the shipped model
never saw are read; more of them with ``--crossed FOLDER``, which reads every set with a model
trained without that set (``training/blocks.py --without``; kept in the folder, made where it is not
there). ``--hashed`` reads pages whose class names are hashes and whose tags with a meaning are
``div``. ``--languages`` adds a table for English, for French, and for all others. Time is CPU time,
beside that of parsing alone.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

import peers
from ondit.model import Article, Page
from ondit.page import trees
from ondit.page.decode import decode
from ondit.page.read import read
from peers import Said
from scores import Tally, by_convention, compare, difference, interval, measure
from truths import hashed, is_held_out, page, truth

_TRAINER = Path(__file__).parents[1] / "training" / "blocks.py"
_MEASURES = {
    "F1": "body F1",
    "exact": "exact",
    "F1*": "F1*",
    "exact*": "exact*",
    "segments": "segments",
    "headline": "headline",
    "headline*": "headline*",
    "listed": "listed",
    "standfirst": "standfirst",
    "standfirst*": "standfirst*",
    "authors": "authors",
    "date": "date",
    "date said": "said",
    "right when said": "right when said",
}
_PAIRED = ("F1", "segments", "date")  # the first that both have is compared page by page
_OTHERS = "others"
_LANGUAGES = ("en", "fr")  # those that Ondit has a folder of words for
_FEWEST = 10  # pages of a language from which it has a table of its own


class Measured:
    """What one reader got right of a set, and the CPU seconds that it took for a page."""

    def __init__(self, name: str, tally: Tally, seconds: float) -> None:
        self.name, self.tally, self.seconds = name, tally, seconds


def _timed(pages: Sequence[Page], reader: Callable[[Page], Any]) -> tuple[list[Any], float]:
    """Give what ``reader`` says of each page, ``None`` where it fails, and CPU seconds a page."""
    found: list[Any] = []
    reader(pages[0])  # tables and libraries load once
    began = time.process_time()
    for each in pages:
        try:
            found.append(reader(each))
        except Exception:
            found.append(None)
    return found, (time.process_time() - began) / len(pages)


def _asked(reader: Callable[[str, str | None], Said], texts: dict[str, str], each: Page) -> Said:
    return reader(texts[each.name], each.url)


def _ours(rows: Sequence[dict[str, Any]], pages: Sequence[Page]) -> Measured:
    articles: list[Article | None]
    articles, seconds = _timed(pages, read)
    tally = Tally()
    for number, (article, row) in enumerate(zip(articles, rows, strict=True)):
        measure(article, row, tally, number)
    customs = by_convention(articles, rows)
    tally.values |= customs.values
    tally.conventions = customs.conventions
    return Measured("ondit", tally, seconds)


def _theirs(
    peer: str, rows: Sequence[dict[str, Any]], pages: Sequence[Page], texts: dict[str, str]
) -> Measured:
    found, seconds = _timed(pages, partial(_asked, peers.PEERS[peer][1], texts))
    tally = Tally()
    empty = Said(text="", headline="", authors="", date="")
    fields = next((said for said in found if said is not None), empty)
    for number, (said, row) in enumerate(zip(found, rows, strict=True)):
        given = said or Said(*("" if field is not None else None for field in fields))
        compare(given, row, tally, number)
    return Measured(peer, tally, seconds)


def _table(title: str, every: Sequence[Measured], numbers: Iterable[int]) -> None:
    """Print what the readers got right of the pages ``numbers``."""
    chosen = list(numbers)
    measured = [each for each in every if each.tally.among(chosen).values]
    tallies = [each.tally.among(chosen) for each in measured]
    shown = [what for what in _MEASURES if any(what in tally.values for tally in tallies)]
    print(f"\n{title}, {len(chosen)} pages\n")
    print("| | " + " | ".join(_MEASURES[what] for what in shown) + " | pages/s |")
    print("|---|" + "---|" * len(shown) + "--:|")
    for each, tally in zip(measured, tallies, strict=True):
        cells = [_cell(tally, what) for what in shown]
        print(f"| {each.name} | {' | '.join(cells)} | {1 / each.seconds:.0f} |")
    ours = tallies[0]
    print()
    for each, tally in zip(measured[1:], tallies[1:], strict=True):
        what = next((one for one in _PAIRED if one in ours.values and one in tally.values), None)
        if what is not None:
            gain, low, high = difference(ours.values[what], tally.values[what])
            print(f"ondit - {each.name}, {what}: {gain:+.3f} ({low:+.3f} to {high:+.3f})")
    sys.stdout.flush()


def _cell(tally: Tally, what: str) -> str:
    if what not in tally.values:
        return ""
    low, high = interval(tally.values[what].values())
    return f"{tally.mean(what):.3f} ({low:.2f} to {high:.2f})"


def _set(name: str, rows: list[dict[str, Any]], options: argparse.Namespace) -> None:
    """Measure one set and print its tables."""
    pages = [hashed(page(name, row)) if options.hashed else page(name, row) for row in rows]
    texts = {each.name: decode(each).text for each in pages}
    _, parsing = _timed(pages, lambda each: LexborHTMLParser(texts[each.name]).root)
    measured = [_ours(rows, pages)]
    dated = not any(row.get("text") or row.get("with") for row in rows)
    for peer in () if options.alone else peers.installed():
        if peer != "htmldate" or dated:
            measured.append(_theirs(peer, rows, pages, texts))
    label = f"{name}{', hashed' * options.hashed}"
    _table(label, measured, range(len(rows)))
    print(f"parsing alone: {1 / parsing:.0f} pages/s")
    for what, taken in measured[0].tally.conventions.items():
        print(f"{what}*, taken from each half: {'; '.join(taken)}")
    if options.languages:
        groups: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            code = row.get("lang")
            groups.setdefault(code if code in _LANGUAGES else _OTHERS, []).append(number)
        for code, numbers in sorted(groups.items()):
            if len(groups) > 1 and len(numbers) >= _FEWEST:
                _table(f"{label}, {code}", measured, numbers)


def _crossed(name: str, folder: Path) -> Path:
    """Give the model trained without the set ``name``, made if it is not in ``folder``."""
    path = folder / f"{name}.npz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(_TRAINER), "--without", name, "--out", str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return path


def main() -> None:
    """Measure the sets asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=150, help="pages of each set, evenly spread")
    parser.add_argument("--sets", default="fundus,wcxb,traf,postlight,htmldate,french")
    parser.add_argument("--hashed", action="store_true", help="without names and meaning of tags")
    parser.add_argument("--languages", action="store_true", help="each language apart too")
    parser.add_argument("--alone", action="store_true", help="Ondit without its peers")
    parser.add_argument("--model", type=Path, help="blocks.npz to use instead of the shipped one")
    parser.add_argument("--crossed", type=Path, help="read each set with a model that lacks it")
    parser.add_argument("--all", action="store_true", help="pages that the model was taught too")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)  # what peers say of pages that they cannot read
    for name in options.sets.split(","):
        every = options.all or options.crossed
        rows = [row for row in truth(name) if every or is_held_out(row)]
        step = max(len(rows) / options.pages, 1.0)
        sample = [rows[int(number * step)] for number in range(int(len(rows) / step))]
        if options.crossed or options.model:
            trees.load.cache_clear()
            trees._FILE = _crossed(name, options.crossed) if options.crossed else options.model
        _set(name, sample, options)


if __name__ == "__main__":
    main()
