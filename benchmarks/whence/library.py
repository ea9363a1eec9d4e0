"""Ten thousand other texts of each language, among which a source must be found.

They are news where the data has news: the distractors, and for want of more, texts put together
from passages of three sentences of distractors and news tests of other years. So every passage is
real and unrelated texts share no more than news texts do.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from ondit.lang import load
from ondit.text import normalise

from .texts import data, lines

SIZE = 10_000
_WORDS = 300  # of a text that is put together
_PASSAGE = 3  # sentences
# News tests that are not measured here, by the language whose side is taken: never both sides.
_YEARS = {"en": ("news-test2008", "newstest2011"), "fr": ("newssyscomb2009", "newstest2012")}


@cache
def others(language: str) -> list[str]:
    """Give :data:`SIZE` texts of ``language`` that have no translation among the tests."""
    found = []
    passages: list[str] = []
    for row in lines(data() / "whence" / "distractors" / f"{language}.jsonl"):
        if "newstest2019" in row["id"]:
            continue  # the articles of NTREX themselves
        text = normalise(row["text"])
        if len(text.split()) >= 40:
            found.append(text)
            passages += cut(language, text)
    passages += _test_passages(language, *_YEARS[language])
    rng = np.random.default_rng(29)
    while len(found) < SIZE:
        parts: list[str] = []
        while sum(len(part.split()) for part in parts) < _WORDS:
            parts.append(passages[int(rng.integers(len(passages)))])
        found.append(" ".join(parts))
    return found[:SIZE]


@cache
def fillings(language: str) -> list[str]:
    """Give passages whose translation stands in no library: what else a copy holds.

    The stories of MasakhaNEWS are left out, since some of them stand in both languages; so are
    newssyscomb2009, which holds passages of newstest2009, and news-test2008.
    """
    rows = lines(data() / "whence" / "distractors" / f"{language}.jsonl")
    texts = [normalise(row["text"]) for row in rows if row["src"] == "fnc"]
    passages = [passage for text in texts for passage in cut(language, text)]
    return passages + _test_passages(language, _YEARS[language][1])


@cache
def strange(language: str) -> list[str]:
    """Give passages that stand in no library: the sides of news tests that none takes."""
    other = "fr" if language == "en" else "en"
    return _test_passages(language, _YEARS[other][1])


def cut(language: str, text: str) -> list[str]:
    """Cut a text into passages."""
    bounds = load(language).sentences(text)
    return [
        text[bounds[place][0] : bounds[min(place + _PASSAGE, len(bounds)) - 1][1]]
        for place in range(0, len(bounds), _PASSAGE)
    ]


def _test_passages(language: str, *years: str) -> list[str]:
    """Give the news tests of years that are not measured here, as passages."""
    column = 1 if language == "en" else 2
    rows = (data() / "whence" / "parallel.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows]
    texts = [normalise(row[column]) for row in cells if row[0] in years]
    return [" ".join(texts[place : place + _PASSAGE]) for place in range(0, len(texts), _PASSAGE)]
