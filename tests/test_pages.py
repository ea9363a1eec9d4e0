"""Page folders: a page, and what Ondit must say of it, one assertion for each field."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ondit.model import BODY, Article, DateClue, Page
from ondit.page.read import read

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "pages").glob("*/expected.json"))


@cache
def article(folder: Path) -> Article:
    path = next(folder.glob("page.*"))
    return read(Page(name=path.name, body=path.read_bytes()))


def expected(folder: Path) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return fields


def body(given: Article) -> list[str]:
    return [block.text for block in given.blocks if block.role in BODY]


def begin(texts: list[str], starts: list[str]) -> bool:
    return len(texts) == len(starts) and all(
        text.startswith(start) for text, start in zip(texts, starts, strict=True)
    )


def day(clue: DateClue | None) -> str | None:
    return clue.value[:10] if clue else None


def embeds(given: Article) -> list[Any]:
    return [block.embed for block in given.blocks if block.embed is not None]


def credited(given: Article) -> list[Any]:
    return [name for credit in given.credits for name in credit.names]


def said(given: Article) -> list[str]:
    return [block.text for block in given.blocks if block.role in BODY | {"standfirst"}]


def embed_places(given: Article) -> list[str]:
    """Give the body or standfirst text that each embed stands after, empty before the first."""
    places: list[str] = []
    last = ""
    for block in given.blocks:
        if block.role in BODY | {"standfirst"}:
            last = block.text
        elif block.embed is not None:
            places.append(last)
    return places


def are_comments(given: Article, value: list[list[Any]]) -> bool:
    return len(given.comments) == len(value) and all(
        (comment.author, comment.reply_to) == (author, reply)
        and (comment.published or "").startswith(time or "")
        and bool(comment.published) == bool(time)
        and comment.text.startswith(start)
        for comment, (author, time, reply, start) in zip(given.comments, value, strict=True)
    )


CHECKS: dict[str, Callable[[Article, Any], bool]] = {
    "authors": lambda given, value: list(given.authors) == value,
    "published": lambda given, value: (given.published and given.published.value) == value,
    "published_day": lambda given, value: day(given.published) == value,
    "modified": lambda given, value: (given.modified and given.modified.value) == value,
    "body": lambda given, value: begin(body(given), value),
    "text": lambda given, value: begin(said(given), value),
    "embed_places": lambda given, value: begin(embed_places(given), value),
    "comments": are_comments,
    "body_includes": lambda given, value: all(
        any(text.startswith(start) for text in body(given)) for start in value
    ),
    "roles": lambda given, value: [block.role for block in given.blocks] == value,
    "captions": lambda given, value: begin(
        [block.text for block in given.blocks if block.role == "caption"], value
    ),
    "embeds": lambda given, value: [[e.provider, e.key, e.form] for e in embeds(given)] == value,
    "embed_sizes": lambda given, value: (
        [[e.width, e.height, e.start] for e in embeds(given)] == value
    ),
    "outlets": lambda given, value: (
        [n.outlet for n in credited(given) if n.outlet][: len(value)] == value
    ),
    "credit_words": lambda given, value: [n.words for n in credited(given)] == value,
    "credit_kinds": lambda given, value: [each.kind for each in given.credits] == value,
    "agency_marks": lambda given, value: (
        [c.words for c in given.credits if c.kind == "agency"] == value
    ),
    "credits": lambda given, value: len(given.credits) == value,
    "furniture": lambda given, value: set(value) <= {each.kind for each in given.furniture},
    "machinery": lambda given, value: (
        set(value) <= {m for each in given.furniture for m in each.machinery}
    ),
    "marks": lambda given, value: (
        set(value) <= {f"{mark.kind} {mark.value}" for mark in given.marks}
    ),
    "marks_exactly": lambda given, value: [mark.value for mark in given.marks] == value,
    "links": lambda given, value: [address for address, _ in given.links] == value,
    "without": lambda given, value: (
        not any(words in block.text for words in value for block in given.blocks)
    ),
    "damage": lambda given, value: [damage.kind for damage in given.damage] == value,
    "notes": lambda given, value: list(given.notes) == value,
}


@pytest.mark.parametrize(
    ("folder", "field"),
    [(folder, field) for folder in FOLDERS for field in expected(folder)],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_field(folder: Path, field: str) -> None:
    given, value = article(folder), expected(folder)[field]
    check = CHECKS.get(field)
    if check is None:
        assert getattr(given, field) == value
    else:
        assert check(given, value), (value, given)
