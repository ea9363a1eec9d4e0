"""How well Ondit tells WHAT a page says, beside the readers that are installed.

``uv run --group benchmarks python benchmarks/what.py [--sets fundus,wcxb,…] [--pages 60]``

The truth sets lie in ``$ONDIT_DATA/what`` (see ``docs/data.md``). Body: F1 over the multiset of
4-word shingles, the measure of scrapinghub/article-extraction-benchmark; *exact* is the share of
pages whose words are right to the last. The sets do not agree on what a body is (with its
standfirst, with captions) or a headline (the page's or the one for social networks). So Ondit gives
roles, and the scorer takes the convention of a set from one half of its pages and measures with it
on the other, both ways. Segments (set ``traf``): share of texts that must be there, and that must
not. Time is CPU time, beside that of parsing alone. ``--hashed`` measures on pages whose class
names are hashes and whose tags with a meaning are ``div``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from selectolax.lexbor import LexborHTMLParser

import peers
from ondit.model import BODY, Article, Page
from ondit.page.decode import decode
from ondit.page.read import read
from ondit.text import digest
from ondit.urls import site
from peers import Said

_WORD = re.compile(r"\w+")
_COUNTED = frozenset({"standfirst", *BODY})
# Roles that a set may count as text beside the body, and where a set may take its headline from.
_OPTIONAL = ("standfirst", "caption", "headline")
_CONVENTIONS = tuple(
    frozenset(BODY | {role for role, on in zip(_OPTIONAL, chosen, strict=True) if on})
    for chosen in product((False, True), repeat=len(_OPTIONAL))
)
_HEADLINES: tuple[tuple[str, ...], ...] = (
    (),
    ("json-ld:headline", "meta:og:title"),
    ("meta:og:title",),
    ("json-ld:headline",),
)
_RESAMPLES = 2000
_SEED = 20261130
_NAMES = re.compile(r"""(?i)(\s(?:class|id))\s*=\s*("[^"]*"|'[^']*')""")
_SEMANTIC = re.compile(
    r"(?i)<(/?)(?:article|section|nav|header|footer|aside|main|figure|figcaption)(?=[\s>])"
)


def data() -> Path:
    """Give the folder of the truth sets."""
    given = os.environ.get("ONDIT_DATA")
    return Path(given) if given else Path(__file__).parents[2] / "shared" / "data"


def truth(name: str) -> list[dict[str, Any]]:
    """Give the annotations of the set ``name``."""
    lines = (data() / "what" / name / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def page(name: str, row: dict[str, Any]) -> Page:
    """Give the page that ``row`` of the set ``name`` is about."""
    path = data() / "what" / name / "html" / f"{row['id']}.html.gz"
    return Page(name=path.name, body=gzip.decompress(path.read_bytes()), url=row.get("url"))


def hashed(given: Page) -> Page:
    """Give ``given`` with hashes for class names and ``div`` for tags that have a meaning."""

    def hidden(match: re.Match[str]) -> str:
        parts = (hashlib.blake2b(name.encode(), digest_size=4) for name in match[2][1:-1].split())
        return f'{match[1]}="{" ".join("x" + part.hexdigest() for part in parts)}"'

    text = _SEMANTIC.sub(r"<\1div", _NAMES.sub(hidden, decode(given).text))
    return Page(name=given.name, body=text.encode("utf-8", "replace"), url=given.url)


def is_held_out(row: dict[str, Any]) -> bool:
    """Tell whether the page of ``row`` was kept out of training (see training/blocks.py)."""
    address = row.get("url") or row["id"]
    return int(digest(site(address) or address), 16) % 4 == 0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Give the runs of four words of ``text``, with their counts."""
    words = _WORD.findall(text)
    if len(words) < 4:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[start : start + 4]) for start in range(len(words) - 3))


def f1(said: str, wanted: str) -> tuple[float, float, float]:
    """Give F1, precision and recall of shingles."""
    here, there = shingles(said), shingles(wanted)
    common = sum((here & there).values())
    precision = common / max(sum(here.values()), 1) if here else float(not there)
    recall = common / max(sum(there.values()), 1) if there else 1.0
    both = precision + recall
    return (2 * precision * recall / both if both else 0.0), precision, recall


def body_text(article: Article | None, roles: frozenset[str] = _COUNTED) -> str:
    """Give the text of the blocks whose roles count as body."""
    blocks = article.blocks if article else ()
    return " ".join(block.text for block in blocks if block.role in roles)


def _words(text: str | None) -> list[str]:
    return _WORD.findall((text or "").lower())


def _squeezed(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


class Tally:
    """What was measured of one set: a list of values for each measure."""

    def __init__(self) -> None:
        self.values: dict[str, list[float]] = {}

    def add(self, what: str, value: float) -> None:
        """Add one page's ``value``."""
        self.values.setdefault(what, []).append(value)

    @property
    def sums(self) -> dict[str, float]:
        """Give the sum of each measure."""
        return {what: sum(values) for what, values in self.values.items()}

    @property
    def counts(self) -> dict[str, int]:
        """Give the number of pages of each measure."""
        return {what: len(values) for what, values in self.values.items()}

    def __str__(self) -> str:
        return "  ".join(
            f"{what} {sum(values) / len(values):.3f} ({len(values)})"
            for what, values in self.values.items()
        )


def measure(article: Article | None, row: dict[str, Any], tally: Tally) -> None:
    """Add what ``article`` gets right of ``row``, whatever the set's conventions are."""
    said = Said(
        text=body_text(article),
        headline=article.headline if article else None,
        authors=", ".join(article.authors) if article else "",
        date=article.published.value[:10] if article and article.published else "",
    )
    compare(said, row, tally)
    if row.get("standfirst"):
        given = row["standfirst"]
        wanted = given if isinstance(given, str) else " ".join(given)
        standfirst = (article.standfirst if article else None) or ""
        tally.add("standfirst", float(f1(standfirst, wanted)[0] > 0.7))


def compare(said: Said, row: dict[str, Any], tally: Tally) -> None:
    """Add what a reader gets right of ``row``."""
    if row.get("text") and said.text is not None:
        score, precision, recall = f1(said.text, row["text"])
        exact = float(_words(said.text) == _words(row["text"]))
        for what, value in (("F1", score), ("P", precision), ("R", recall), ("exact", exact)):
            tally.add(what, value)
    if row.get("with") is not None and said.text is not None:
        flat = _squeezed(said.text)
        wanted = [_squeezed(part) in flat for part in row["with"]]
        unwanted = [_squeezed(part) not in flat for part in row.get("without", [])]
        tally.add("with", sum(wanted) / max(len(wanted), 1))
        tally.add("without", sum(unwanted) / max(len(unwanted), 1))
    if row.get("title") and said.headline is not None:
        tally.add("headline", float(_words(said.headline) == _words(row["title"])))
    if row.get("date") and said.date is not None:
        right = float(said.date == row["date"][:10])
        tally.add("date", right)
        tally.add("date given", float(bool(said.date)))
        if said.date:
            tally.add("date right when given", right)
    if row.get("author") and said.authors is not None:
        names = row["author"] if isinstance(row["author"], list) else [row["author"]]
        there, here = set(_words(" ".join(names))), set(_words(said.authors))
        tally.add("authors", 2 * len(here & there) / max(len(here) + len(there), 1))


def by_convention(articles: Sequence[Article | None], rows: Sequence[dict[str, Any]]) -> Tally:
    """Measure body and headline by the set's convention, taken from the other half of it."""
    tally = Tally()
    pairs = [pair for pair in zip(articles, rows, strict=True) if pair[1].get("text")]
    texts = [[body_text(article, roles) for roles in _CONVENTIONS] for article, _ in pairs]
    bodies = np.array(
        [[f1(t, row["text"])[0] for t in said] for said, (_, row) in zip(texts, pairs, strict=True)]
    )
    for at, choice in _chosen(bodies):
        tally.add("F1*", float(bodies[at, choice]))
        exact = _words(texts[at][choice]) == _words(pairs[at][1]["text"])
        tally.add("exact*", float(exact))
    titled = [pair for pair in zip(articles, rows, strict=True) if pair[1].get("title")]
    heads = np.array(
        [
            [_words(_headline(article, order)) == _words(row["title"]) for order in _HEADLINES]
            for article, row in titled
        ],
        dtype=float,
    )
    for at, choice in _chosen(heads):
        tally.add("headline*", float(heads[at, choice]))
    return tally


def _headline(article: Article | None, order: Iterable[str]) -> str | None:
    """Give the headline that the first of ``order`` claims, else the one of the page."""
    clues = article.clues if article else ()
    claims = {clue.seen_in: clue.value for clue in reversed(clues) if clue.field == "headline"}
    found = next((claims[where] for where in order if where in claims), None)
    return found or (article.headline if article else None)


def _chosen(values: np.ndarray[Any, Any]) -> Iterable[tuple[int, int]]:
    """Give each row with the column that is best on the rows of the other half."""
    for half in (0, 1):
        mine, other = values[half::2], values[1 - half :: 2]
        if len(mine) and len(other):
            choice = int(other.mean(axis=0).argmax())
            yield from ((2 * at + half, choice) for at in range(len(mine)))


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Give the bounds between which the mean of ``values`` lies in 95 % of resamples."""
    given = np.asarray(values)
    draws = np.random.default_rng(_SEED).integers(0, len(given), (_RESAMPLES, len(given)))
    low, high = np.quantile(given[draws].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


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


def _line(name: str, tally: Tally, seconds: float, parsing: float) -> None:
    speed = f"{1 / max(seconds, 1e-9):.0f} pages/s, {seconds / parsing:.1f} x parsing"
    print(f"  {name:16} {tally}  {speed}", flush=True)


def _measured(name: str, rows: list[dict[str, Any]], names: Sequence[str], *, hide: bool) -> None:
    """Measure one set and print a line for each reader."""
    pages = [hashed(page(name, row)) if hide else page(name, row) for row in rows]
    texts = {each.name: decode(each).text for each in pages}
    _, parsing = _timed(pages, lambda each: LexborHTMLParser(texts[each.name]).root)
    print(f"{name}: {len(pages)} pages, parsing alone {1 / parsing:.0f} pages/s")
    articles, seconds = _timed(pages, read)
    tally = Tally()
    for article, row in zip(articles, rows, strict=True):
        tally.add("read", float(article is not None))
        measure(article, row, tally)
    tally.values |= by_convention(articles, rows).values
    _line("ondit", tally, seconds, parsing)
    for peer in names:
        reader = peers.PEERS[peer][1]
        found, seconds = _timed(pages, partial(_asked, reader, texts))
        theirs = Tally()
        empty = Said(text="", headline="", authors="", date="")
        fields = next((said for said in found if said is not None), empty)
        for said, row in zip(found, rows, strict=True):
            given = said or Said(*("" if field is not None else None for field in fields))
            compare(given, row, theirs)
        _line(peer, theirs, seconds, parsing)
        if "F1" in theirs.values and "F1*" in tally.values:
            ours = np.array(_in_order(tally.values["F1*"]))
            low, high = interval(ours - np.array(theirs.values["F1"]))
            gain = ours.mean() - np.mean(theirs.values["F1"])
            print(f"    ondit - {peer}: F1* {gain:+.3f} (95 %: {low:+.3f} to {high:+.3f})")


def _in_order(values: Sequence[float]) -> list[float]:
    """Give what was measured half by half in the order of the pages."""
    size = (len(values) + 1) // 2
    found = [0.0] * len(values)
    found[0::2], found[1::2] = values[:size], values[size:]
    return found


def main() -> None:
    """Measure the sets asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500, help="pages of each set, evenly spread")
    parser.add_argument("--sets", default="fundus,wcxb,traf,postlight,htmldate")
    parser.add_argument("--hashed", action="store_true", help="without names and meaning of tags")
    parser.add_argument("--alone", action="store_true", help="Ondit without its peers")
    parser.add_argument("--model", type=Path, help="blocks.npz to use instead of the shipped one")
    parser.add_argument(
        "--held-out", action="store_true", help="only sites that training/blocks.py never saw"
    )
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.model:
        from ondit.page import trees

        trees._FILE = options.model
    for name in options.sets.split(","):
        rows = [row for row in truth(name) if not options.held_out or is_held_out(row)]
        step = max(len(rows) / options.pages, 1.0)
        sample = [rows[int(number * step)] for number in range(int(len(rows) / step))]
        names = () if options.alone else peers.installed()
        _measured(name, sample, names, hide=options.hashed)


if __name__ == "__main__":
    main()
