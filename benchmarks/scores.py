"""What a reading of a page is worth beside the page's annotation.

Body: F1 over the multiset of 4-word shingles, the measure of
scrapinghub/article-extraction-benchmark; *exact* is the share of pages whose words are right to the
last. *listed* is the share of headlines that are among those that the article keeps, if only as a
claim of the page's data. *segments* is the share of texts that must be there and are, or must not
be there and are not. A date annotated in UTC may be either of two days. The sets do not agree on
what a body is (with its standfirst, with captions) or a headline (the page's or the one for social
networks). So Ondit gives roles and claims, and the measures with a star take the convention of a
set from one half of its pages and measure with it on the other, both ways: which roles count as
text, whether the headline is the page's, with or without its kicker, the one for machines or the
one for social networks, and where a standfirst is taken from on a page that shows none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import numpy as np

from ondit.model import BODY, Article
from peers import Said

_WORD = re.compile(r"\w+")
_COUNTED = frozenset({"standfirst", *BODY})
# Roles that a set may count as text beside the body, and where a set may take its headline from.
_OPTIONAL = ("standfirst", "caption", "headline")
_CONVENTIONS = tuple(
    frozenset(BODY | {role for role, on in zip(_OPTIONAL, chosen, strict=True) if on})
    for chosen in product((False, True), repeat=len(_OPTIONAL))
)
_CARD = ("meta:og:title", "meta:twitter:title")
_LED = 0.7  # F1 of shingles from which a standfirst is the annotated one
_RESAMPLES = 2000
_SEED = 20261130


Custom = Callable[[Article], str]
"""How a set takes a field from an article."""


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
    return _WORD.findall((text or "").replace("\u00ad", "").lower())  # where a line may break


def _squeezed(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


class Tally:
    """What was measured of one set: for each measure a value for each page, by its number."""

    def __init__(self) -> None:
        self.values: dict[str, dict[int, float]] = {}
        self.conventions: dict[str, list[str]] = {}
        """What was taken for the convention of the set, by measure, once for each half of it."""

    def add(self, what: str, number: int, value: float) -> None:
        """Add the ``value`` of page ``number``."""
        self.values.setdefault(what, {})[number] = value

    def mean(self, what: str) -> float:
        """Give the mean of a measure."""
        values = self.values[what]
        return sum(values.values()) / len(values)

    def among(self, numbers: Iterable[int]) -> Tally:
        """Give what was measured of the pages ``numbers``."""
        chosen = frozenset(numbers)
        found = Tally()
        for what, values in self.values.items():
            kept = {number: value for number, value in values.items() if number in chosen}
            if kept:
                found.values[what] = kept
        return found


def measure(article: Article | None, row: dict[str, Any], tally: Tally, number: int) -> None:
    """Add what ``article`` gets right of ``row``, whatever the set's conventions are."""
    said = Said(
        text=body_text(article),
        headline=(article.headline or "") if article else "",
        authors=", ".join(article.authors) if article else "",
        date=article.published.value[:10] if article and article.published else "",
    )
    compare(said, row, tally, number)
    if row.get("standfirst"):
        standfirst = (article.standfirst if article else None) or ""
        tally.add("standfirst", number, float(_is_led(standfirst, row)))
    if row.get("title"):
        clues = article.clues if article else ()
        claims = [clue.value for clue in clues if clue.field == "headline"]
        wanted_words = _words(row["title"])
        tally.add("listed", number, float(any(_words(text) == wanted_words for text in claims)))


def compare(said: Said, row: dict[str, Any], tally: Tally, number: int) -> None:
    """Add what a reader gets right of ``row``, which is page ``number``."""
    if row.get("text") and said.text is not None:
        score, precision, recall = f1(said.text, row["text"])
        exact = float(_words(said.text) == _words(row["text"]))
        for what, value in (("F1", score), ("P", precision), ("R", recall), ("exact", exact)):
            tally.add(what, number, value)
    if row.get("with") is not None and said.text is not None:
        flat = _squeezed(said.text)
        wanted = [_squeezed(part) in flat for part in row["with"]]
        unwanted = [_squeezed(part) not in flat for part in row.get("without", [])]
        tally.add("with", number, sum(wanted) / max(len(wanted), 1))
        tally.add("without", number, sum(unwanted) / max(len(unwanted), 1))
        every = wanted + unwanted
        tally.add("segments", number, sum(every) / max(len(every), 1))
    if row.get("title") and said.headline is not None:
        tally.add("headline", number, float(_words(said.headline) == _words(row["title"])))
    if isinstance(row.get("date"), str) and said.date is not None:
        right = float(said.date in _days(row["date"]))
        tally.add("date", number, right)
        tally.add("date said", number, float(bool(said.date)))
        if said.date:
            tally.add("right when said", number, right)
    if row.get("author") and said.authors is not None:
        names = row["author"] if isinstance(row["author"], list) else [row["author"]]
        there, here = set(_words(" ".join(names))), set(_words(said.authors))
        tally.add("authors", number, 2 * len(here & there) / max(len(here) + len(there), 1))


def _days(given: str) -> set[str]:
    """Give the days that an annotated date may be: a moment in UTC is two in the world's zones."""
    if not given.endswith("Z"):
        return {given[:10]}
    moment = datetime.fromisoformat(given[:19])
    return {(moment + timedelta(hours=hours)).isoformat()[:10] for hours in (-12, 0, 14)}


def by_convention(articles: Sequence[Article | None], rows: Sequence[dict[str, Any]]) -> Tally:
    """Measure body and headline by the set's convention, taken from the other half of it."""
    tally = Tally()
    texted = [number for number, row in enumerate(rows) if row.get("text")]
    texts = [[body_text(articles[at], roles) for roles in _CONVENTIONS] for at in texted]
    bodies = np.array(
        [[f1(t, rows[at]["text"])[0] for t in said] for said, at in zip(texts, texted, strict=True)]
    )
    for at, choice in _chosen(bodies):
        tally.add("F1*", texted[at], float(bodies[at, choice]))
        exact = _words(texts[at][choice]) == _words(rows[texted[at]]["text"])
        tally.add("exact*", texted[at], float(exact))
    _by_custom("headline", "title", _HEADLINES, _is_headline, articles, rows, tally)
    _by_custom("standfirst", "standfirst", _STANDFIRSTS, _is_led, articles, rows, tally)
    return tally


def _by_custom(
    what: str,
    field: str,
    customs: Mapping[str, Custom],
    is_right: Callable[[str, dict[str, Any]], bool],
    articles: Sequence[Article | None],
    rows: Sequence[dict[str, Any]],
    tally: Tally,
) -> None:
    """Measure ``what`` by the custom of ``customs`` that is best on the other half of the pages."""
    numbers = [number for number, row in enumerate(rows) if row.get(field)]
    given = [(articles[at], rows[at]) for at in numbers]
    right = np.array(
        [
            [article is not None and is_right(custom(article), row) for custom in customs.values()]
            for article, row in given
        ],
        dtype=np.float64,
    )
    for at, choice in _chosen(right):
        tally.add(f"{what}*", numbers[at], float(right[at, choice]))
        if at < 2:
            tally.conventions.setdefault(what, []).append(list(customs)[choice])


def _claim(article: Article, field: str, *places: str) -> str:
    found = article.claimed(field, *places)
    return found.value if found else ""


def _joined(article: Article) -> str:
    return ": ".join(filter(None, (article.kicker, article.headline)))


def _first(article: Article) -> str:
    return next((block.text for block in article.blocks if block.role in BODY), "")


# Where a set may take its headline from: the claims of the page's head fall back on its own.
_HEADLINES: dict[str, Custom] = {
    "page": lambda page: page.headline or "",
    "kicker: page": _joined,
    "data, card": lambda page: (
        _claim(page, "headline", "json-ld:", *_CARD) or (page.headline or "")
    ),
    "card": lambda page: _claim(page, "headline", *_CARD) or (page.headline or ""),
    "data": lambda page: _claim(page, "headline", "json-ld:") or (page.headline or ""),
}
# Where a set may take the standfirst from on a page that shows none.
_STANDFIRSTS: dict[str, Custom] = {
    "page": lambda page: page.standfirst or "",
    "or first paragraph": lambda page: page.standfirst or _first(page),
    "or data": lambda page: page.standfirst or _claim(page, "standfirst", "json-ld:"),
    "or meta": lambda page: page.standfirst or _claim(page, "standfirst", "meta:"),
}


def _is_headline(said: str, row: dict[str, Any]) -> bool:
    return _words(said) == _words(row["title"])


def _is_led(said: str, row: dict[str, Any]) -> bool:
    given = row["standfirst"]
    return f1(said, given if isinstance(given, str) else " ".join(given))[0] > _LED


def _chosen(values: np.ndarray[Any, Any]) -> Iterable[tuple[int, int]]:
    """Give each row with the column that is best on the rows of the other half."""
    for half in (0, 1):
        mine, other = values[half::2], values[1 - half :: 2]
        if len(mine) and len(other):
            choice = int(other.mean(axis=0).argmax())
            yield from ((2 * at + half, choice) for at in range(len(mine)))


def interval(values: Iterable[float]) -> tuple[float, float]:
    """Give the bounds between which the mean of ``values`` lies in 95 % of resamples."""
    given = np.fromiter(values, dtype=np.float64)
    draws = np.random.default_rng(_SEED).integers(0, len(given), (_RESAMPLES, len(given)))
    low, high = np.quantile(given[draws].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def difference(
    ours: Mapping[int, float], theirs: Mapping[int, float]
) -> tuple[float, float, float]:
    """Give by how much the mean of ``ours`` is above that of ``theirs``, page by page.

    With the bounds of 95 % of resamples of the pages that both have (paired bootstrap).
    """
    gains = [ours[number] - theirs[number] for number in sorted(ours.keys() & theirs.keys())]
    low, high = interval(gains)
    return sum(gains) / len(gains), low, high
