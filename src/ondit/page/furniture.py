"""Everything that is not the article, by name, and the marks of the site's machinery.

Pieces of one kind that follow one another are one furniture. The machinery it names (a comment
form that says *Akismet*) and the traces in the source (generator, theme and plugin paths, account
numbers) make the site's fingerprint: the same numbers on two sites say that one hand runs both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ondit import lang
from ondit.model import Furniture, FurnitureKind, Mark, MarkKind
from ondit.page import tables
from ondit.page.dom import Document
from ondit.page.meta import Head
from ondit.text import fold

_LONGEST = 4000  # characters kept of one furniture; the longest menus of 258 pages had 3,600
_LANGUAGE_READ = 60  # letters from which the language of furniture is told
_LETTERS = re.compile(r"[^\W\d_]+")
_ASSET = re.compile(r"/wp-content/(plugins|themes)/([\w.-]{2,60})/[^\"'\s<>]{0,300}")
_VERSION = re.compile(r"[?&]ver=([\w.-]{1,20})")
_SPIP = re.compile(r"/(?:squelettes|plugins-dist|plugins/auto)/([\w-]{2,40})/")
_DRUPAL = re.compile(
    r"/(?:sites/(?:all|default|[\w.-]+)/)?(themes|modules)/(?:contrib/|custom/)?([\w-]{2,40})/"
)
_VERIFICATIONS = re.compile(
    r"verif|validat|^alexa|claimcode|^norton-safeweb|^p:domain", re.IGNORECASE
)
_MOST_MARKS = 80
_MOST_NEEDLES = 20  # places looked at; a page repeats its own numbers, not those of others
_AROUND = 40  # characters


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
        Furniture(kind=kind, text=text, language=other, machinery=named_in(text))
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
    if len(start) < _LANGUAGE_READ // 2 or sum(map(str.isalpha, start)) < _LANGUAGE_READ // 2:
        return None
    words = _LETTERS.findall(fold(start))
    scores = {code: sum(map(known.__contains__, words)) for code, known in _small_words()}
    best = max(scores, key=lambda code: (scores[code], code))
    others = max((score for code, score in scores.items() if code != best), default=0)
    if best == language or scores[best] < 3 or scores[best] < 2 * others:
        return None
    return best


@cache
def _small_words() -> tuple[tuple[str, frozenset[str]], ...]:
    """Give the small words that one language has and no other."""
    tables_ = {each.code: frozenset(map(fold, each.words.function_words)) for each in lang.every()}
    return tuple(
        (code, own - frozenset().union(*(other for key, other in tables_.items() if key != code)))
        for code, own in tables_.items()
    )


def marks(document: Document, head: Head) -> tuple[Mark, ...]:
    """Give the traits of the machinery that made the page."""
    if document.plain:
        return ()
    source = document.source
    found: dict[tuple[MarkKind, str], str] = {}

    def add(kind: MarkKind, value: str, seen_in: str) -> None:
        found.setdefault((kind, value), seen_in)

    for key, content in document.metas:
        if key == "generator":
            add("generator", content.strip()[:120], "meta:generator")
        elif _VERIFICATIONS.search(key):
            add("verification", f"{key}={content.strip()[:120]}", f"meta:{key}")
    if head.metas.get("fb:pages"):
        add("account", f"facebook-page:{head.metas['fb:pages'][:60]}", "meta:fb:pages")
    for kind, value, seen_in in _assets(source):
        add(kind, value, seen_in)
    raw = source.encode("utf-8", "replace")  # bytes are searched several times faster
    for trace in tables.traces():
        for value in _accounts(raw, trace):
            add(trace.kind, f"{trace.value}:{value}", "source")
    named = "\n".join(
        [*document.scripts, *(href for _, href, _ in document.rels), *_names(document)]
    )
    for name, service in tables.services().items():
        if any(address in named for address in service.addresses):
            add("service", name, "source")
    return tuple(
        Mark(kind=kind, value=value, seen_in=seen_in)
        for (kind, value), seen_in in sorted(found.items())
    )[:_MOST_MARKS]


def _accounts(raw: bytes, trace: tables.Trace) -> list[str]:
    """Give the account numbers of one kind, looked for only around their needle."""
    pattern = _pattern(trace.pattern)
    found: dict[str, None] = {}
    needle = trace.needle.encode()
    place = raw.find(needle)
    for _ in range(_MOST_NEEDLES):
        if place < 0:
            break
        window = raw[max(place - _AROUND, 0) : place + len(needle) + 2 * _AROUND]
        found.update(dict.fromkeys(pattern.findall(window.decode("utf-8", "ignore"))))
        place = raw.find(needle, place + len(needle))
    return list(found)


def _names(document: Document) -> Iterable[str]:
    """Give the class names and identifiers of the page, and the addresses of its frames."""
    yield from {box.names: None for box in document.boxes}
    for piece in document.pieces:
        if piece.media is not None:
            yield piece.media.get("src", "")


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _assets(source: str) -> Iterable[tuple[MarkKind, str, str]]:
    """Give themes and plugins by the paths of their files, with a version where one is given."""
    seen: dict[tuple[MarkKind, str], str] = {}
    kind: MarkKind
    if "/wp-content/" in source:
        for match in _ASSET.finditer(source):
            kind = "plugin" if match.group(1) == "plugins" else "theme"
            given = _VERSION.search(match.group())
            key = (kind, match.group(2))
            seen[key] = seen.get(key) or (given.group(1) if given else "")
    if "spip" in source:
        for match in _SPIP.finditer(source):
            seen.setdefault(("plugin", f"spip:{match.group(1)}"), "")
    if "/sites/" in source or "drupal" in source[:20_000].lower():
        for match in _DRUPAL.finditer(source):
            kind = "theme" if match.group(1) == "themes" else "plugin"
            seen.setdefault((kind, f"drupal:{match.group(2)}"), "")
    for (kind, name), version in seen.items():
        yield kind, f"{name}@{version}" if version else name, "path"
