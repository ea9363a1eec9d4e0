"""Pronouns that stand for nobody, and the verbs that report nothing behind them."""

from __future__ import annotations

import pytest

from ondit.model import Article, Block
from ondit.speech.statements import statements


def read(language: str, *lines: str) -> list[tuple[str | None, str, str]]:
    """Give the statements of some blocks: who, stance, the words."""
    blocks = tuple(Block(role="paragraph", text=line) for line in lines)
    made = Article(id="t", name="t", language=language, blocks=blocks)
    found, speakers = statements(made)
    names = {speaker.id: speaker.name for speaker in speakers}
    return [
        (
            None if one.speaker is None else names[one.speaker],
            one.stance,
            "|".join(blocks[at.block].text[at.start : at.end] for at in one.content),
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Il convient de noter que le budget a été voté en mars."),
        ("fr", "Il n’importe pas de préciser que le budget a été voté en mars."),
        ("fr", "Il est utile de rappeler que le budget a été voté en mars."),
        ("fr", "Il sera bien difficile d’affirmer que le budget a été voté."),
        ("fr", "Il est à noter que le budget a été voté en mars."),
        ("fr", "Il s’agit de dire que le budget a été voté en mars."),
        ("fr", "Il se dit que le budget ne sera pas voté."),
        ("en", "It is worth noting that the budget was passed in March."),
        ("en", "It is not fair to say that the budget was passed in March."),
        ("en", "It remains to be said that the budget was passed in March."),
    ],
)
def test_a_pronoun_for_nobody_is_not_who_was_named_before(language: str, line: str) -> None:
    before = {
        "fr": "Le conseil général a tenu une réunion. Paul Roux, maire de Nantes, y a parlé jeudi.",
        "en": "The county council held a meeting. It lasted until midnight.",
    }
    assert [who for who, _, _ in read(language, before[language] + " " + line)] == [None]


@pytest.mark.parametrize(
    "line",
    [
        "Il tient à préciser que le budget a été voté en mars.",
        "Il reste ministre et affirme que le budget a été voté en mars.",
        "Il est reparti et affirme que le budget a été voté en mars.",
        "Il a convenu que le budget serait voté en mars.",
        "Il en convient : le budget est trop serré pour la ville.",
    ],
)
def test_the_same_pronoun_is_somebody_elsewhere(line: str) -> None:
    found = read("fr", "Paul Roux, maire de Nantes, est arrivé jeudi. " + line)
    assert [who for who, _, _ in found] == ["Paul Roux"]


@pytest.mark.parametrize(
    "line",
    [
        "Il convient que le budget soit voté avant la fin du mois.",
        "Il ne convenait pas que le budget soit voté avant la fin du mois.",
        "Il est convenu que les deux parties se reverront lundi.",
        "Il avait été convenu que les troupes quitteraient la ville.",
    ],
)
def test_a_verb_that_says_what_must_be_reports_nothing(line: str) -> None:
    assert read("fr", "Paul Roux, maire de Nantes, est arrivé jeudi. " + line) == []


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Le ministre convient que le budget est trop serré.", "ministre"),
        ("Paul Roux a convenu que le budget est trop serré.", "Paul Roux"),
        ("« Le budget est trop serré », convient Paul Roux.", "Paul Roux"),
        ("Les deux parties conviennent que le budget est trop serré.", "deux parties"),
    ],
)
def test_under_a_subject_of_its_own_it_admits(line: str, who: str) -> None:
    ((speaker, stance, words),) = read("fr", line)
    assert (speaker, stance) == (who, "admits")
    assert words.lower() == "le budget est trop serré"


def test_what_must_be_may_be_cut_by_who_says_so() -> None:
    ((who, stance, words),) = read("fr", "Il convient, dit Paul Roux, que chacun vote.")
    assert (who, stance, words) == ("Paul Roux", "says", "chacun vote")
