"""Parents: how often an article of a family is hung below the one that it was made from.

A family grows from one article: copies with a few words changed, rewrites, excerpts, excerpts put
into another text, one human translation, and their copies in turn, by chance with a fixed seed. A
parent is right when it is the true one, or one whose text is equal to that (nobody could tell).
Measured three times: by text alone, where only who is joined with whom can be told; with a date
that can be trusted on every page, after that of its parent; and with one on four pages in five,
where of equal texts nobody can tell the elder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from ondit.lineage.compare import compare
from ondit.lineage.stories import stories
from ondit.model import Article, DateClue

from .made import around, edited
from .texts import Parallel, article, parallel

_MEMBERS = 8
_START = datetime(2022, 3, 1, 8, tzinfo=UTC)
# What a page does with its source, and how often.
_DEEDS = {
    "copy": 0.2,
    "copy, 3 % edited": 0.2,
    "rewrite, 20 % of words": 0.1,
    "excerpt": 0.15,
    "excerpt, in another text": 0.1,
    "translation": 0.25,
}


class Member(NamedTuple):
    """A page of a family: its sentences by number in the article, and where it is from."""

    article: Article
    texts: tuple[str, ...]
    numbers: tuple[int, ...]
    language: str
    pure: bool
    """Whether nothing was changed, so that the other language's sentences are its translation."""
    parent: int | None
    deed: str


def grown(
    source: Parallel, strangers: Sequence[Parallel], rng: np.random.Generator
) -> list[Member]:
    """Give a family of an article; what is put around its excerpts is of the ``strangers``."""
    sides = {"en": [a for a, _ in source], "fr": [b for _, b in source]}
    code = "en" if rng.random() < 0.5 else "fr"
    numbers = tuple(range(len(source)))
    root = article(code, sides[code], name="0")
    members = [Member(root, tuple(sides[code]), numbers, code, True, None, "source")]
    while len(members) < _MEMBERS:
        parent = int(rng.integers(len(members)))
        deed = str(rng.choice(list(_DEEDS), p=list(_DEEDS.values())))
        if deed == "translation" and len({member.language for member in members}) > 1:
            continue  # another one would be the same text
        strange = strangers[int(rng.integers(len(strangers)))]
        others = {"en": [a for a, _ in strange], "fr": [b for _, b in strange]}
        made = _made(members[parent], deed, sides, others, rng)
        if made is None:
            continue
        texts, kept, language, pure = made
        page = article(language, texts, name=str(len(members)))
        members.append(Member(page, tuple(texts), kept, language, pure, parent, deed))
    return members


_Deed = tuple[list[str], tuple[int, ...], str, bool]


def _made(
    source: Member,
    deed: str,
    sides: dict[str, list[str]],
    others: dict[str, list[str]],
    rng: np.random.Generator,
) -> _Deed | None:
    """Give what a page makes of its source; ``None`` where it cannot be made."""
    texts, language = list(source.texts), source.language
    if deed == "translation":
        if not source.pure or len(source.numbers) < 5:
            return None
        language = "fr" if language == "en" else "en"
        return [sides[language][n] for n in source.numbers], source.numbers, language, True
    if deed.startswith("excerpt"):
        count = round(0.5 * len(texts))
        if count < 5 or source.deed.startswith("excerpt, in"):
            return None
        first = int(rng.integers(len(texts) - count + 1))
        cut, numbers = texts[first : first + count], source.numbers[first : first + count]
        if deed == "excerpt":
            return cut, numbers, language, source.pure
        return around(cut, others[language], rng), numbers, language, False
    share = {"copy": 0.0, "copy, 3 % edited": 0.03}.get(deed, 0.2)
    changed = edited(texts, others[language], rng, share=share) if share else texts
    return changed, source.numbers, language, source.pure and not share


def dated(members: Sequence[Member], rng: np.random.Generator, *, share: float) -> list[Article]:
    """Give the pages with a date each, after that of their parent, ``share`` of them trusted."""
    moments: list[datetime] = []
    found = []
    for member in members:
        before = moments[member.parent] if member.parent is not None else _START
        moment = before + timedelta(hours=float(rng.exponential(10)) + 0.3)
        moments.append(moment)
        value = moment.isoformat(timespec="minutes")
        trusted = bool(rng.random() < share)
        clue = DateClue(
            value=value, says="published", seen_in="json-ld", words=value, trusted=trusted, why=""
        )
        found.append(replace(member.article, published=clue))
    return found


def attached(sets: Sequence[str], *, most: int = 60) -> Iterator[tuple[str, str, bool]]:
    """Give for each page how it was measured, what it is, and whether its parent was right."""
    rng = np.random.default_rng(47)
    for name in sets:
        articles = [one for one in parallel(name, least=10) if len(one) <= 60][:most]
        for number, source in enumerate(articles):
            strangers = [*articles[:number], *articles[number + 1 :]]
            members = grown(source, strangers, rng)
            plain = [member.article for member in members]
            whole = dated(members, np.random.default_rng(number), share=1.0)
            most_of_them = dated(members, np.random.default_rng(number), share=0.8)
            kinds = {"text": plain, "dates": whole, "dates, four in five": most_of_them}
            for measured, pages in kinds.items():
                yield from _judged(measured, members, pages)


def _judged(
    measured: str, members: Sequence[Member], pages: Sequence[Article]
) -> Iterator[tuple[str, str, bool]]:
    derivations = [compare(one, other) for one, other in combinations(pages, 2)]
    derivations = [one for one in derivations if one.kind != "independent"]
    joined: set[tuple[str, str | None]] = set()
    for story in stories(pages, derivations):
        joined |= {(edge.child, edge.parent) for edge in story.edges}
    texts = {page.id: member.texts for page, member in zip(pages, members, strict=True)}
    neighbours = [(texts[a], texts.get(b or "")) for a, b in joined]
    either = {*neighbours, *((b, a) for a, b in neighbours)}
    parents = dict(joined)
    for page, member in zip(pages, members, strict=True):
        if member.parent is None:
            continue
        true = members[member.parent].texts
        if measured == "text":
            right = (member.texts, true) in either or member.texts == true
        else:
            right = texts.get(parents.get(page.id) or "") == true
        yield measured, member.deed, right


def report(sets: Sequence[str]) -> None:
    """Print the share of pages that hang where they should, by what they are."""
    right: Counter[tuple[str, str]] = Counter()
    tried: Counter[tuple[str, str]] = Counter()
    for measured, deed, is_right in attached(sets):
        for key in ((measured, deed), (measured, "all")):
            tried[key] += 1
            right[key] += is_right
    for measured, deed in sorted(tried):
        count = tried[measured, deed]
        share = right[measured, deed] / count
        print(f"parents by {measured:19} {deed:25} {count:5}  right {share:7.2%}")
