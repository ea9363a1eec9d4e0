"""What a page's head files it under: its section, and its tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ondit.page.dom import Document
from ondit.page.jsonld import text_of, unescaped
from ondit.text import fold, normalise

_SECTIONS = ("article:section", "section", "parsely-section")
_FEWEST = 4  # tags of one word each that may be a title cut into words
_PARTS = re.compile(r"[,;](?!\s*&\s)")
_MACHINE = re.compile(r"[A-Za-z_]+:(?=\S)(?!//)")
_TAG = re.compile(r"(?i)(?:tag|topic|keyword)s?:")
_WORD = re.compile(r"\w+")
_TAGS = ("article:tag", "news_keywords", "parsely-tags", "keywords")


def section(metas: dict[str, str], articles: Sequence[dict[str, Any]]) -> str | None:
    """Give the section as the head names it."""
    for node in articles:
        if text_of(node.get("articleSection")):
            return text_of(node["articleSection"])[:120]
    return next((metas[key][:120] for key in _SECTIONS if metas.get(key)), None)


def tags(
    document: Document,
    articles: Sequence[dict[str, Any]],
    *,
    titles: Sequence[str],
) -> tuple[str, ...]:
    """Give the tags that people gave the page; none where they are its own title cut into words.

    ``titles`` are those of the page and its address, which systems cut up too.
    """
    found = _listed(document, articles)
    if len(found) < _FEWEST or any(" " in tag for tag in found):
        return found
    known = {word for text in titles for word in _WORD.findall(fold(text))}
    return () if all(known.issuperset(_WORD.findall(fold(tag))) for tag in found) else found


def _listed(document: Document, articles: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    for key in _TAGS:
        values = [value for name, value in document.metas if name == key]
        if values:
            return _split(values)
    for node in articles:
        keywords = node.get("keywords")
        listed = keywords if isinstance(keywords, list) else [keywords]
        kept = [value for value in listed if isinstance(value, str)]
        if kept:
            return _split(kept)
    return ()


def _split(values: Sequence[str]) -> tuple[str, ...]:
    """Give the tags in lists of them: *Business, Finance, & Economics* ends with one, not with two.

    Of tags for machines (*Lite:true*, *Tag:Justice*) those are kept that say to be tags.
    """
    parts = [normalise(unescaped(part)) for value in values for part in _PARTS.split(value)]
    machine = [part for part in parts if _MACHINE.match(part)]
    if len(machine) > 1:
        parts = [part.partition(":")[2] if _TAG.match(part) else part for part in parts]
        parts = [part for part in parts if not _MACHINE.match(part)]
    return tuple(dict.fromkeys(part for part in parts if 0 < len(part) < 80))[:40]
