"""Everything that is not the article, by name, and the services that it calls by theirs.

Pieces of one kind that follow one another are one furniture. A comment form that says *Akismet*
tells of the site's machinery; what the source tells of it is in :mod:`ondit.page.marks`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ondit import lang
from ondit.model import Furniture, FurnitureKind
from ondit.page import tables
from ondit.text import fold, letters

_LONGEST = 4000  # characters kept of one furniture; the longest menus of 258 pages had 3,600
_LANGUAGE_READ = 60  # letters from which the language of furniture is told
_FEWEST = 3  # small words of another language from which a text may be in it
# Kinds in which readers or other articles speak, who may name a service that the site has not.
_OTHER_VOICES: frozenset[FurnitureKind] = frozenset(
    ("related", "comment", "tags", "author-box", "pagination", "breadcrumb", "advertisement")
)


def gather(
    parts: Iterable[tuple[FurnitureKind, str]], *, language: str | None
) -> tuple[Furniture, ...]:
    """Join the neighbours of one kind, and say what each piece of furniture names.

    A text in another language than those before it begins a furniture of its own, since a theme
    that speaks another language than its blog is a trait of the site; one too short to tell joins.
    """
    joined: list[tuple[FurnitureKind, str | None, list[str]]] = []
    for kind, text in parts:
        if not text:
            continue
        other = _other_language(text, language)
        if joined and joined[-1][0] == kind and other in (None, joined[-1][1]):
            joined[-1][2].append(text)
        else:
            joined.append((kind, other, [text]))
    return tuple(
        Furniture(
            kind=kind,
            text=text,
            language=other,
            machinery=() if kind in _OTHER_VOICES else named_in(text),
        )
        for kind, other, texts in joined
        if (text := "\n".join(texts)[:_LONGEST])
    )


@cache
def _named() -> tuple[tuple[str, str], ...]:
    return tuple(
        (word, name) for name, service in tables.services().items() for word in service.words
    )


def named_in(text: str) -> tuple[str, ...]:
    """Give the services that ``text`` calls by name."""
    lowered = text.lower()
    found = {name for word, name in _named() if word in lowered and _whole_word(lowered, word)}
    return tuple(sorted(found))


def _whole_word(text: str, word: str) -> bool:
    place = text.find(word)
    before, after = text[place - 1 : place], text[place + len(word) : place + len(word) + 1]
    return not before.isalnum() and not after.isalnum()


def _other_language(text: str, language: str | None) -> str | None:
    """Give the language of ``text`` when it is another known one than the article's.

    Told by small words, since furniture is short and the identifier costs more than all the rest.
    """
    start = text[:600]
    if len(start) < _LANGUAGE_READ // 2:
        return None
    words = letters(fold(start))
    scores = {
        code: sum(map(known.__contains__, words))
        for code, known in _small_words()
        if code != language
    }
    if max(scores.values(), default=0) < _FEWEST:
        return None
    scores |= {
        code: sum(map(known.__contains__, words))
        for code, known in _small_words()
        if code == language
    }
    best = max(scores, key=lambda code: (scores[code], code))
    others = max((score for code, score in scores.items() if code != best), default=0)
    if best == language or scores[best] < 2 * others:
        return None
    return best if sum(map(str.isalpha, start)) >= _LANGUAGE_READ // 2 else None


@cache
def _small_words() -> tuple[tuple[str, frozenset[str]], ...]:
    """Give the small words that one language has and no other."""
    tables_ = {each.code: frozenset(map(fold, each.words.function_words)) for each in lang.every()}
    return tuple(
        (code, own - frozenset().union(*(other for key, other in tables_.items() if key != code)))
        for code, own in tables_.items()
    )
