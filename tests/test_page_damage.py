"""Quotation marks left open or never opened, and conventions that are no damage."""

from __future__ import annotations

import pytest

from ondit.model import Block
from ondit.page import damage

OPEN, STRAY = "quotation-left-open", "quotation-never-opened"


@pytest.mark.parametrize(
    ("language", "paragraphs", "kinds"),
    [
        ("fr", ["Il a dit « oui » et « non »."], []),
        (
            "fr",
            ["Les stocks sont « très bas. Le ministre est parti.", "« Nous verrons », dit-il."],
            [OPEN],
        ),
        ("fr", ["Il a dit « oui. Puis il a dit « non »."], [OPEN]),
        ("fr", ["Nous verrons », dit-il."], [STRAY]),
        ("fr", ["Il a dit : « Nous verrons.", "Et nous ferons tout », a-t-il ajouté."], []),
        ("fr", ["« Nous verrons.", "« Et nous ferons tout », a-t-il ajouté."], []),
        ("fr", ["« Il m’a dit “non” hier », dit-elle."], []),
        ("en", ["“We will see,” he said."], []),
        ("en", ["He said: “We will see.", "“And we will do it all,” he added."], []),
        ("en", ["Stocks are “very low. The minister left.", "“We will see,” he said."], [OPEN]),
        ("en", ["We will see,” he said."], [STRAY]),
        ("en", ['"We will see," he said. "We will."'], []),
        ("en", ['"We will see," he said. "We will.'], [OPEN]),
        ("en", ['"We will see.', '"And we will do it," he said.'], []),
        ("en", ['The beam is 12" wide.'], []),
        ("en", ['Write path=".:src" and name="a" there.'], []),
        ("en", ['He said “we will see." Then he left.'], []),
        ("en", ["“So,” he says, “but it will be hard.", "“The problem is older,” he adds."], []),
        ("en", ["“So,” he says, “but it will be hard.", "The problem is older."], [OPEN]),
        ("fr", ['Il a dit " oui " et " non ".'], []),
        ("fr", ['Il a dit “oui" et « non ».'], []),
        ("en", ["The dogs’ home isn’t ‘open’ on Mondays, ’tis said."], []),
        ("de", ["„Wir werden sehen."], []),
    ],
)
def test_marks(language: str, paragraphs: list[str], kinds: list[str]) -> None:
    blocks = [Block(role="paragraph", text=text) for text in paragraphs]
    assert [found.kind for found in damage.find(blocks, language)] == kinds


def test_the_span_is_at_the_mark() -> None:
    blocks = [
        Block(role="paragraph", text=text) for text in ("Rien ici.", "Les stocks « bas. Il part.")
    ]
    (found,) = damage.find(blocks, "fr")
    assert found.span is not None
    assert blocks[found.span.block].text[found.span.start : found.span.end] == "«"


def test_captions_and_credits_are_not_looked_at() -> None:
    assert damage.find([Block(role="caption", text="« Le moulin")], "fr") == ()


@pytest.mark.parametrize("mark", ["«", "»", "“", '"'])
def test_thousands_of_marks_over_paragraphs_take_linear_time(mark: str) -> None:
    blocks = [Block(role="paragraph", text=f"Mot {mark}A" * 3000) for _ in range(10)]
    assert damage.find(blocks, "fr")
