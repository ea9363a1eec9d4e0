"""To whom something is said."""

from __future__ import annotations

import pytest

from ondit.model import Article, Block
from ondit.speech.statements import statements


def addressed(language: str, line: str) -> list[str]:
    """Give the words of the addressee of each statement, empty where there is none."""
    blocks = (Block(role="paragraph", text=line),)
    found, _ = statements(Article(id="t", name="t", language=language, blocks=blocks))
    return [" ".join(line[s.start : s.end] for s in each.addressee) for each in found]


@pytest.mark.parametrize(
    ("language", "line", "words"),
    [
        ("en", "Ann Lee told reporters that the bridge was safe.", "reporters"),
        ("en", "Ann Lee urged the council to build a second bridge.", "the council"),
        ("en", "“We hold on,” Ann Lee told state television.", "state television"),
        ("en", "The minister confirmed to Reuters that the bridge was safe.", "Reuters"),
        ("fr", "Anne Roy a déclaré à la presse que le pont était sûr.", "la presse"),
        ("fr", "Anne Roy m’a dit que le pont était sûr.", "m’"),
        ("fr", "« On tient bon », a dit Anne Roy aux habitants.", "habitants"),
        ("fr", "Elle a appelé Paris à « sortir du sommeil ».", "Paris"),
    ],
)
def test_an_addressee_is_who_is_told(language: str, line: str, words: str) -> None:
    assert words in addressed(language, line)[0]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Ann Lee said on Monday that the bridge was safe."),
        ("en", "Ann Lee is accused of hiding a report."),
        ("en", "It is said that the bridge was safe."),
        ("fr", "Anne Roy a déclaré à Lyon que le pont était sûr."),
        ("fr", "Anne Roy s’est dite confiante : « On tient bon. »"),
    ],
)
def test_a_place_and_one_who_is_accused_are_no_addressees(language: str, line: str) -> None:
    assert not any(addressed(language, line))
