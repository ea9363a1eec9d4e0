"""The objects of JSON-LD in a page's head, as pages write them.

Scripts hold raw line breaks, comments and last commas; types and texts may be lists; an object may
stand in another. What is looked through is bounded, since a page may hold any number of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ondit.text import normalise

_ARTICLE_TYPES = re.compile(r"(?:Article|Report|Review|LiveBlog|(?<!Job)Posting)\w*$")
_NODES = 2000  # of JSON-LD looked at; the largest page of 1,282 had under 600


def nodes(scripts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give every object of the JSON-LD ``scripts``, outer ones first, without recursion."""
    left = _NODES
    for script in scripts:
        waiting = [_loose_json(script)]
        while waiting and left > 0:
            value = waiting.pop(0)
            left -= 1
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                yield value
                waiting.extend(
                    value[key]
                    for key in (
                        "@graph",
                        "mainEntity",
                        "mainEntityOfPage",
                        "isPartOf",
                        "publisher",
                        "itemListElement",
                    )
                    if isinstance(value.get(key), list | dict)
                )


def _loose_json(script: str) -> Any:
    """Decode JSON as pages write it: with raw line breaks, comments around it, a last comma."""
    try:
        return msgspec.json.decode(script)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        pass
    core = script[max(script.find("{"), 0) : script.rfind("}") + 1]
    if script.lstrip().startswith("["):
        core = script[script.find("[") : script.rfind("]") + 1]
    try:
        return json.loads(re.sub(r",(\s*[}\]])", r"\1", core), strict=False)
    except (ValueError, RecursionError):
        return None


def types(node: dict[str, Any]) -> tuple[str, ...]:
    """Give the types of an object of JSON-LD, which may be one name or a list of them."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return tuple(name for name in names if isinstance(name, str))


def is_article(node: dict[str, Any]) -> bool:
    """Tell whether an object describes an article, a report or a post."""
    return any(_ARTICLE_TYPES.search(name) for name in types(node))


def text_of(value: Any) -> str:
    """Give the words of a JSON-LD value that should be text."""
    while isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("headline")
    return normalise(unescaped(value)) if isinstance(value, str) else ""


def unescaped(text: str) -> str:
    """Give ``text`` with its entities as the signs that they stand for."""
    if "&" not in text:
        return text
    import html

    return html.unescape(text)
