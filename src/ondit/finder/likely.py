"""Which of many addresses may be the original: by the words of the address and of its title.

The words of an address (``…/567-nato-proxy-war/``) and of a title are put into concepts that
mean the same in every language (:mod:`ondit.lineage.bridge`), and so is the page. A word counts the
more, the fewer of the listed addresses hold it: what every address of an outlet has says nothing.
An address is likely when the rare words that it shares with the page are many, and are most of its
own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from ondit.lang import find
from ondit.lang.card import Language
from ondit.lineage.bridge import concepts
from ondit.lineage.prints import prints
from ondit.model import Article
from ondit.text import fold

_WORD = re.compile(r"[^\W\d_]{2,}|\d{2,}")
_ENDING = re.compile(r"\.\w{2,5}$")
_SENTENCES = 40
"""Sentences of the page whose words are looked for: a title seldom tells what stands further
down."""
_FEWEST = 2
"""Words that must be shared: one alone is shared by chance in any list of some hundred."""
_LONGEST = 40


class Listed(Struct, frozen=True, kw_only=True):
    """An address that a list of an outlet holds."""

    url: str
    found_in: str
    """``archive`` or ``sitemap``."""
    outlet: str | None = None
    language: str | None = None
    title: str | None = None
    day: str | None = None
    """ISO 8601: of its publication (a sitemap) or capture (an archive)."""
    fetch: str = ""
    """Where it can be read, when not at ``url``."""


class Ranked(Struct, frozen=True, kw_only=True):
    """An address with its weight and the words for which it has it."""

    listed: Listed
    weight: float
    words: tuple[str, ...]


def likely(article: Article, listed: Sequence[Listed], *, most: int) -> list[Ranked]:
    """Give the likeliest of ``listed``, the likeliest first, no more than ``most``."""
    wanted = _concepts(article)
    cut = [_words(one) for one in listed]
    held = Counter(word for words in cut for word in set(words))
    ranked = []
    for one, words in zip(listed, cut, strict=True):
        found = _weighed(one, words, wanted, held, len(listed))
        if found is not None:
            ranked.append(found)
    ranked.sort(key=lambda one: (-one.weight, one.listed.day or "", one.listed.url))
    return ranked[:most]


def _weighed(
    one: Listed, words: Sequence[str], wanted: frozenset[str], held: Counter[str], size: int
) -> Ranked | None:
    language = find(one.language)
    shared: list[str] = []
    weight = whole = 0.0
    for word in dict.fromkeys(words):
        if _is_small(language, word):
            continue
        rare = math.log((size + 1) / held[word]) + 0.1
        whole += rare
        if wanted & _names(language, word):
            shared.append(word)
            weight += rare
    if len(shared) < _FEWEST:
        return None
    return Ranked(listed=one, weight=weight * (weight / whole) ** 0.5, words=tuple(shared))


def _is_small(language: Language | None, word: str) -> bool:
    return language is not None and word in {fold(w) for w in language.words.function_words}


def _names(language: Language | None, word: str) -> frozenset[str]:
    """Give the concepts of one word of a title; beginnings alone confirm nothing here."""
    if language is None:
        return frozenset({word, f"#{word}"})
    return frozenset(name for name in concepts(language, [word]) if not name.startswith("~~"))


def _concepts(article: Article) -> frozenset[str]:
    """Give what the page speaks of, at its beginning."""
    found: set[str] = set()
    for sentence in prints(article).sentences[:_SENTENCES]:
        found |= {name for name in sentence.concepts if not name.startswith("~~")}
        found |= set(sentence.forms)  # for addresses of a language that has no folder
    return frozenset(found)


def _words(one: Listed) -> list[str]:
    """Give the folded words of an address and of its title."""
    parts = urlsplit(one.url)
    slug = _ENDING.sub("", unquote(parts.path).rstrip("/"))
    told: Iterable[str] = _WORD.findall(slug.rpartition("/")[2])
    if one.title:
        told = [*told, *_WORD.findall(one.title)]
    return [fold(word) for word in list(told)[:_LONGEST]]
