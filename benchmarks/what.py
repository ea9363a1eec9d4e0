"""How well Ondit tells WHAT a page says: body, headline and date against annotated pages.

``python benchmarks/what.py [--pages 60] [--sets fundus,wcxb,…] [--worst]``

The truth sets lie in ``$ONDIT_DATA/what`` (see ``docs/data.md``). Body: F1 over the multiset of
4-word shingles, the measure of scrapinghub/article-extraction-benchmark, of the blocks that the
set's convention counts as text. Headline: equal after taking words only. Date: the same day.
Segments (set ``traf``): share of texts that must be there, and that must not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from ondit.errors import PageError
from ondit.model import Article, Page
from ondit.page.read import read
from ondit.text import digest
from ondit.urls import site

_WORD = re.compile(r"\w+")
_COUNTED = {"standfirst", "paragraph", "subhead", "item", "quotation", "table"}


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


def body_text(article: Article) -> str:
    """Give the text that the sets count as body."""
    return " ".join(block.text for block in article.blocks if block.role in _COUNTED)


def _words(text: str | None) -> list[str]:
    return _WORD.findall((text or "").lower())


def _squeezed(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


class Tally:
    """Sums of one set."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def add(self, what: str, value: float) -> None:
        """Add one page's ``value``."""
        self.sums[what] += value  # type: ignore[assignment]
        self.counts[what] += 1

    def __str__(self) -> str:
        return "  ".join(
            f"{what} {self.sums[what] / self.counts[what]:.3f} ({self.counts[what]})"
            for what in self.counts
        )


def measure(article: Article | None, row: dict[str, Any], tally: Tally) -> float | None:
    """Add what ``article`` gets right of ``row``; give the F1 of its body."""
    text = body_text(article) if article else ""
    score: float | None = None
    if row.get("text"):
        score, precision, recall = f1(text, row["text"])
        for what, value in (("F1", score), ("P", precision), ("R", recall)):
            tally.add(what, value)
    if row.get("with") is not None:
        flat = _squeezed(text)
        wanted = [_squeezed(part) in flat for part in row["with"]]
        unwanted = [_squeezed(part) not in flat for part in row.get("without", [])]
        tally.add("with", sum(wanted) / max(len(wanted), 1))
        tally.add("without", sum(unwanted) / max(len(unwanted), 1))
    if row.get("title"):
        headline = article.headline if article else None
        tally.add("headline", float(_words(headline) == _words(row["title"])))
    if row.get("date"):
        day = article.published.value[:10] if article and article.published else ""
        tally.add("date", float(day == row["date"][:10]))
        tally.add("date given", float(bool(day)))
    if row.get("author"):
        wanted_names = row["author"] if isinstance(row["author"], list) else [row["author"]]
        there = set(_words(" ".join(wanted_names)))
        here = set(_words(" ".join(article.authors if article else ())))
        tally.add("authors", 2 * len(here & there) / max(len(here) + len(there), 1))
    if row.get("standfirst"):
        given = row["standfirst"]
        wanted_words = given if isinstance(given, str) else " ".join(given)
        said = (article.standfirst if article else None) or ""
        tally.add("standfirst", float(f1(said, wanted_words)[0] > 0.7))
    return score


def main() -> None:
    """Measure the sets asked for and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="pages of each set, evenly spread")
    parser.add_argument("--sets", default="fundus,wcxb,traf,postlight,htmldate")
    parser.add_argument("--worst", action="store_true", help="name the worst bodies")
    parser.add_argument(
        "--held-out", action="store_true", help="only sites that training/blocks.py never saw"
    )
    options = parser.parse_args()
    for name in options.sets.split(","):
        rows = [row for row in truth(name) if not options.held_out or is_held_out(row)]
        step = max(len(rows) / options.pages, 1.0)
        sample = [rows[int(number * step)] for number in range(int(len(rows) / step))]
        tally = Tally()
        bodies: list[tuple[float, str]] = []
        spent = 0.0
        for row in sample:
            given = page(name, row)
            began = time.process_time()
            try:
                article = read(given)
            except PageError:
                article = None
            spent += time.process_time() - began
            tally.add("read", float(article is not None))
            score = measure(article, row, tally)
            if score is not None:
                bodies.append((score, row["id"]))
        print(f"{name:10} {tally}  {len(sample) / max(spent, 1e-9):.0f} pages/s")
        if options.worst:
            print("   ", ", ".join(f"{key} {score:.2f}" for score, key in sorted(bodies)[:12]))


if __name__ == "__main__":
    main()
