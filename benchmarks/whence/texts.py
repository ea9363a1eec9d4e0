"""The texts that WHENCE is measured on, and how articles are made of them.

Constants are chosen on ``newstest2009`` and ``newstest2013``; ``newstest2010`` and ``ntrex`` are
held out.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ondit.model import Article, Block
from ondit.text import digest, normalise

Parallel = list[tuple[str, str]]
"""An article as pairs of English and French sentences."""

TUNING = ("newstest2009", "newstest2013")
HELD_OUT = ("newstest2010", "ntrex")
LEARNED_FROM = ("ntrex",)
"""What the weights of the alignment were learned from: no measure of them."""


def data() -> Path:
    """Give the folder of the data."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(os.environ.get("ONDIT_DATA", beside))


def lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of one JSON record a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def parallel(name: str, *, least: int = 4) -> list[Parallel]:
    """Give the articles of a set that have ``least`` sentences, in both languages side by side."""
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
    return [article for article in found if len(article) >= least]


def article(language: str, texts: Sequence[str], *, name: str = "a", **fields: Any) -> Article:
    """Make an article of paragraphs."""
    blocks = tuple(Block(role="paragraph", text=text) for text in texts)
    key = digest(language, name, *texts)
    return Article(id=key, name=name, language=language, blocks=blocks, **fields)


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
