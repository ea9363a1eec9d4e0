"""Questions and answers that the page's data call its own (schema.org ``FAQPage``).

They stand in boxes that fold out below an article, and the model, which sees short boxes of a make
of their own, loses some. What the data give as a question or an answer is the page's own text: of
74 such answers on the annotated pages of ``wcxb`` that show them all are in the annotated text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ondit.page import jsonld
from ondit.page.dom import Document
from ondit.text import fold

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SHORTEST = 12  # characters, so that no word of a menu is a part of an answer
_MOST = 200  # questions
_LONGEST = 20_000  # characters of an answer


def pieces(document: Document) -> frozenset[int]:
    """Give the numbers of the pieces that are such a question, or a part of such an answer."""
    if b"FAQPage" not in document.raw:
        return frozenset()
    asked: set[str] = set()
    answers: list[str] = []
    for question, answer in _pairs(document):
        asked.add(_flat(question))
        answers.append(f" {_flat(_TAG.sub(' ', answer[:_LONGEST]))} ")
    whole = "\n".join(answers)
    found = set()
    for number, piece in enumerate(document.pieces):
        if len(piece.text) < _SHORTEST:
            continue
        words = _flat(piece.text)
        if words in asked or (len(words) >= _SHORTEST and f" {words} " in whole):
            found.add(number)
    return frozenset(found)


def _pairs(document: Document) -> Iterator[tuple[str, str]]:
    """Give each question with its answer."""
    left = _MOST
    for node in jsonld.nodes(document.data):
        if "FAQPage" not in str(node.get("@type")):
            continue
        entities = node.get("mainEntity")
        for entity in entities if isinstance(entities, list) else [entities]:
            left -= 1
            if left < 0 or not isinstance(entity, dict):
                continue
            yield _text(entity.get("name")), _text(_first(entity.get("acceptedAnswer")).get("text"))


def _first(value: Any) -> dict[str, Any]:
    given = value[0] if isinstance(value, list) and value else value
    return given if isinstance(given, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _flat(text: str) -> str:
    """Give the folded words of ``text`` between single spaces."""
    return " ".join(_WORD.findall(fold(text)))
