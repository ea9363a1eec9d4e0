"""Direction: how often one is said, and how often it is right, from text alone and with a page.

Text alone: articles of which it is known in which language they were written, beside their
translations, whole; machine translations of 2013; excerpts. The sets of 2009 and 2010 do not say
the language; their articles stand in blocks by it, as the subjects show (:data:`_BLOCKS`). An
article that was written in a third language has no direction between its two translations, nor
have two texts that took a passage from a third.

With a page: the same, as pages bear them: each is dated, four dates in five can be trusted; three
takers in ten credit the source's site and one in five links to it; by chance with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from ondit.lineage.compare import compare
from ondit.model import Article, Credit, CreditName, DateClue, Derivation, Span
from ondit.text import normalise

from .made import around, part
from .texts import article, data, lines, parallel

# First article of each block, by reading; newstest2013 says the language itself.
_BLOCKS = {
    "newstest2009": {0: "cs", 13: "de", 25: "en", 43: "es", 60: "fr", 75: "hu", 92: "it"},
    "newstest2010": {0: "cs", 22: "en", 44: "fr", 70: "de", 83: "es"},
}
_LEAST = 5  # sentences of an article that is measured
_START = datetime(2022, 3, 1, 8, tzinfo=UTC)


class Case(NamedTuple):
    """A pair of which the source is known; ``source`` is ``None`` when neither is."""

    sort: str
    one: Article
    other: Article
    source: str | None


class Said(NamedTuple):
    """How many were tried, how many directions said, and how many of those were right."""

    tried: int
    said: int
    right: int


def language(name: str, number: int, row_language: str | None) -> str:
    """Give the language that an article was written in."""
    if name == "ntrex":
        return "en"
    if row_language is not None:
        return row_language
    return next(code for first, code in reversed(_BLOCKS[name].items()) if first <= number)


def cases(sets: Sequence[str]) -> Iterator[Case]:
    """Give the pairs of ``sets``, translations first."""
    rng = np.random.default_rng(41)
    for name in sets:
        rows = [] if name == "ntrex" else lines(data() / "whence" / name / "pairs.jsonl")
        articles = parallel(name, least=0)
        for number, source in enumerate(articles):
            code = language(name, number, rows[number]["origlang"] if rows else None)
            texts = {"en": [a for a, _ in source], "fr": [b for _, b in source]}
            if len(source) < _LEAST:
                continue
            one, other = article("en", texts["en"]), article("fr", texts["fr"])
            sources = {"en": one.id, "fr": other.id}
            sort = "translation" if code in sources else "translations of a third text"
            yield Case(sort, one, other, sources.get(code))
            if code in sources:
                yield from _parts(texts[code], code, articles[number - 7], rng)


def _parts(
    texts: list[str], code: str, strange: list[tuple[str, str]], rng: np.random.Generator
) -> Iterator[Case]:
    whole = article(code, texts)
    side = [pair[0 if code == "en" else 1] for pair in strange]
    cut = part(texts, 0.4, rng)
    yield Case("excerpt of 40 %", whole, article(code, cut, name="b"), whole.id)
    guest = article(code, around(cut, side, rng), name="b")
    yield Case("excerpt of 40 %, in another text", whole, guest, whole.id)


def brothers(sets: Sequence[str]) -> Iterator[Case]:
    """Give pairs of texts that both took one passage from a third, which is not among them."""
    rng = np.random.default_rng(53)
    for name in sets:
        articles = [source for source in parallel(name, least=0) if len(source) >= _LEAST]
        for number, source in enumerate(articles):
            for side, code in enumerate(("en", "fr")):
                cut = part([pair[side] for pair in source], 0.4, rng)
                hosts = [[pair[side] for pair in articles[number - gap]] for gap in (7, 11)]
                one, other = (article(code, around(cut, host, rng), name=host[0]) for host in hosts)
                yield Case("excerpts of a third text", one, other, None)


def machine() -> Iterator[Case]:
    """Give machine translations of 2013 beside the French that they were made from."""
    rows = {row["id"]: row for row in lines(data() / "whence" / "newstest2013" / "pairs.jsonl")}
    for number, row in enumerate(lines(data() / "whence" / "mt_2013" / "newstest2013.jsonl")):
        if row["id"] in rows and number % 3 == 0:
            made = article("en", [normalise(text) for text in row["en"]])
            source = article("fr", [normalise(text) for text in rows[row["id"]]["fr"]])
            yield Case("machine translation", source, made, source.id)


def as_pages(found: Sequence[Case]) -> Iterator[Case]:
    """Give ``found`` with dates, credits and links as pages have them."""
    rng = np.random.default_rng(43)
    for number, case in enumerate(found):
        if case.source is None:
            continue
        one, other = case.one, case.other
        source, taker = (one, other) if one.id == case.source else (other, one)
        day = _START + timedelta(days=number, minutes=float(rng.integers(600)))
        later = day + timedelta(hours=float(rng.exponential(20)) + 0.2)
        home = f"source{number}.example"
        source = replace(
            source,
            site=home,
            url=f"https://{home}/a",
            published=_clue(day, trusted=rng.random() < 0.8),
        )
        words = f"Source : {home}"
        credited = (Credit(kind="source", span=None, words=words, names=(CreditName(words=home),)),)
        taker = replace(
            taker,
            site=f"taker{number}.example",
            url=f"https://taker{number}.example/b",
            published=_clue(later, trusted=rng.random() < 0.8),
            credits=credited if rng.random() < 0.3 else (),
            links=((f"https://{home}/a", Span(0, 0, 4)),) if rng.random() < 0.2 else (),
        )
        yield Case(f"{case.sort}, as pages", source, taker, source.id)


def _clue(moment: datetime, *, trusted: bool) -> DateClue:
    value = moment.isoformat(timespec="minutes")
    return DateClue(
        value=value, says="published", seen_in="json-ld", words=value, trusted=trusted, why=""
    )


def told(found: Sequence[Case]) -> dict[str, Said]:
    """Compare the pairs; give for each sort what was said of its direction.

    What is said of two translations of a third text is wrong.
    """
    counts: dict[str, Said] = {}
    for case in found:
        record: Derivation = compare(case.one, case.other)
        before = counts.get(case.sort, Said(0, 0, 0))
        right = record.directed and record.one == case.source
        counts[case.sort] = Said(
            before.tried + 1, before.said + record.directed, before.right + right
        )
    return counts


def report(sets: Sequence[str]) -> None:
    """Print for each sort the share said, and the share of that which is right."""
    found = list(cases(sets))
    for sort, said in told([*found, *brothers(sets), *machine(), *as_pages(found)]).items():
        right = said.right / max(said.said, 1)
        share = said.said / said.tried
        print(f"direction: {sort:44} {said.tried:5}  said {share:7.2%}  right {right:7.2%}")
