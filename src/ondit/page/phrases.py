"""The phrases of all languages together, ready to be compared with pieces of a page.

Furniture often speaks another language than the article (a French blog on an English theme), so
every known language is tried on every page. Comparison is without case, diacritics and counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from ondit import lang
from ondit.lang.card import PageWords
from ondit.model import FurnitureKind
from ondit.text import fold

_BULLETS = ' -–—•>»*|:[(+#"'
LONGEST = 400
"""Characters; no label, lead-in or notice of furniture read in development was longer."""

_WORD = re.compile(r"\w+")
_TRAIL = re.compile(r"[^>›]{1,40}+(?:[>›](?!>)[^>›]{1,60}+){2,6}")
_LONGEST_BAR = 160  # characters
_MOST_IN_BAR = 8  # words
_LONGEST_LABEL = 80  # characters, with its marks and counts
_BARE = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class Furnishing(Struct, frozen=True, kw_only=True):
    """What kind of furniture a piece shows itself to be, and how."""

    kind: FurnitureKind
    opens: bool
    """Whether it is a heading or label, so that what follows may belong to it."""


@cache
def words() -> tuple[PageWords, ...]:
    """Give the page words of every language."""
    return tuple(language.page for language in lang.every())


@cache
def _labels() -> dict[str, FurnitureKind]:
    return {
        bare(phrase): kind
        for table in words()
        for kind, phrases in table.labels.items()
        for phrase in phrases
    }


def _pairs(name: str) -> tuple[tuple[str, FurnitureKind], ...]:
    return tuple(
        (fold(phrase), kind)
        for table in words()
        for kind, phrases in getattr(table, name).items()
        for phrase in phrases
    )


@cache
def _leads() -> dict[str, dict[str, FurnitureKind]]:
    """Give the leads by their first character."""
    found: dict[str, dict[str, FurnitureKind]] = {}
    for phrase, kind in _pairs("leads"):
        found.setdefault(phrase[0], {}).setdefault(phrase, kind)
    return found


@cache
def _lead_starts() -> dict[str, tuple[str, ...]]:
    return {first: tuple(phrases) for first, phrases in _leads().items()}


@cache
def _notices() -> dict[str, list[tuple[str, FurnitureKind, int]]]:
    """Give the notices by their longest word, so that a piece is compared with few of them.

    With the rank of their kind, which is its place in the table: an anti-spam notice that cites a
    privacy policy is an anti-spam notice.
    """
    ranks = {kind: rank for table in words() for rank, kind in enumerate(table.notices)}
    found: dict[str, list[tuple[str, FurnitureKind, int]]] = {}
    for phrase, kind in _pairs("notices"):
        longest = max(_WORD.findall(phrase), key=len)
        found.setdefault(longest, []).append((phrase, kind, ranks[kind]))
    return found


def bare(text: str) -> str:
    """Give ``text`` folded, without marks and figures at either end."""
    return _stripped(fold(text))


def _stripped(folded: str) -> str:
    if folded and folded[0].isalpha() and folded[-1].isalpha():
        return folded  # as most are, at a tenth of the cost
    return _BARE.sub("", folded)


def furnishing(text: str) -> Furnishing | None:
    """Tell what furniture ``text`` is by its own words; ``None`` when they do not say."""
    return _furnishing(text) if 0 < len(text) <= LONGEST else None


@lru_cache(maxsize=8192)
def _furnishing(text: str) -> Furnishing | None:
    """Tell it once for what stands on many pages of a site."""
    folded = fold(text)
    if len(text) < _LONGEST_LABEL:
        label = _labels().get(_stripped(folded))
        if label is not None:
            return Furnishing(kind=label, opens=True)
    words = _WORD.findall(folded)
    kind = _several(folded, words) or _lead(folded) or _notice(folded, words)
    return None if kind is None else Furnishing(kind=kind, opens=False)


def _several(folded: str, words: list[str]) -> FurnitureKind | None:
    """Tell what a bar of labels is (*Share Tweet Print*), or a trail of sections (*A > B > C*)."""
    if len(folded) > _LONGEST_BAR:
        return None
    if (">" in folded or "›" in folded) and _TRAIL.fullmatch(folded):
        return "breadcrumb"
    if not 1 < len(words) <= _MOST_IN_BAR or _labels().get(words[0]) != "share":
        return None
    if not 0 < folded.count(" ") < 2 * _MOST_IN_BAR:
        return None
    kinds = {_labels().get(word) for word in words}
    return kinds.pop() if kinds == {"share"} else None


def _lead(folded: str) -> FurnitureKind | None:
    """Tell what furniture begins like ``folded``."""
    start = folded.lstrip(_BULLETS)
    first = start[:1]
    if not start.startswith(_lead_starts().get(first, ())):
        return None
    for phrase, kind in _leads()[first].items():
        if start.startswith(phrase) and _ends_word(start, len(phrase)):
            return kind
    return None


def _notice(folded: str, words: list[str]) -> FurnitureKind | None:
    """Tell what kind of notice ``folded`` holds; of several, the first of the tables."""
    notices = _notices()
    if notices.keys().isdisjoint(words):
        return None
    found = [
        (rank, kind)
        for word in notices.keys() & words
        for phrase, kind, rank in notices[word]
        if phrase in folded
    ]
    return min(found)[1] if found else None


def _ends_word(text: str, position: int) -> bool:
    around = text[position - 1 : position + 1]
    return len(around) < 2 or not around.isalnum()


@cache
def gathered(name: str) -> tuple[str, ...]:
    """Give the phrases of the field ``name`` in all languages, folded, the longest first."""
    phrases = {fold(phrase) for table in words() for phrase in getattr(table, name)}
    phrases.update(map(fold, getattr(lang.beyond(), name, ())))
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def as_written(name: str) -> tuple[str, ...]:
    """Give the phrases of the field ``name`` in all languages as the tables write them."""
    return tuple(sorted({phrase for table in words() for phrase in getattr(table, name)}))


def begins(text: str, phrases: Iterable[str]) -> int:
    """Give the length of the one of folded ``phrases`` that ``text`` begins with, else 0.

    ``text`` is not folded; the length is counted in it, with a colon or a space that follows.
    """
    head = text[:80]
    folded = fold(head)
    shift = len(head) - len(folded)  # a ligature that folds to two letters: give up on it
    if shift:
        head = folded
    if isinstance(phrases, tuple) and not folded.startswith(phrases):
        return 0
    for phrase in phrases:
        if folded.startswith(phrase) and _ends_word(folded, len(phrase)):
            end = len(phrase)
            while end < len(head) and head[end] in " :\u00a0":
                end += 1
            return end
    return 0


@cache
def date_words() -> tuple[str, ...]:
    """Give what stands before dates, longest first."""
    return tuple(
        sorted({*gathered("published"), *gathered("modified")}, key=lambda phrase: -len(phrase))
    )


def likeness(one: str, other: str) -> float:
    """Give the share of words that two short texts have in common (Dice, 0 to 1)."""
    here, there = _vocabulary(one), _vocabulary(other)
    return 2 * len(here & there) / (len(here) + len(there)) if here and there else 0.0


class Wanted:
    """Texts that many pieces are compared with: titles, descriptions.

    A piece that holds neither of the two longest words of a text is taken for unlike it, which
    spares nearly all comparisons: titles and headings that are alike share their rare words.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: dict[str, list[str]] = {}
        for text in dict.fromkeys(texts):
            for word in _longest_words(text):
                self._texts.setdefault(word, []).append(text)

    def best(self, text: str) -> float:
        """Give the likeness of ``text`` to the one it is likest."""
        folded = fold(text)
        best = 0.0
        for word, others in self._texts.items():
            if word in folded:
                for other in others:
                    best = max(best, likeness(text, other))
        return best


def _longest_words(text: str) -> list[str]:
    words = sorted(set(_WORD.findall(fold(text))), key=lambda word: (-len(word), word))
    return words[:2]


@lru_cache(maxsize=4096)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))
