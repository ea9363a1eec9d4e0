"""Verbs of saying behind a finished clause, and what stands in a relative clause."""

from __future__ import annotations

import pytest

from ondit.model import Article, Block
from ondit.speech.statements import statements


def told(language: str, line: str) -> list[tuple[str, str]]:
    """Give the speaker (``-`` where unknown) and the content of each statement."""
    blocks = (Block(role="paragraph", text=line),)
    found, speakers = statements(Article(id="t", name="t", language=language, blocks=blocks))
    names = {speaker.id: speaker.name for speaker in speakers}
    return [
        (
            names.get(each.speaker or "", "-"),
            " | ".join(line[span.start : span.end] for span in each.content),
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("line", "speaker", "content"),
    [
        (
            "Le prix du pain pourrait doubler cet hiver, préviennent des meuniers bretons.",
            "meuniers bretons",
            "Le prix du pain pourrait doubler cet hiver",
        ),
        (
            "Des droits ont déjà été cédés en Italie et en Corée, indique la maison.",
            "maison",
            "Des droits ont déjà été cédés en Italie et en Corée",
        ),
        (
            "Le repas est facturé six euros, et le restera, jure la direction.",
            "direction",
            "Le repas est facturé six euros, et le restera",
        ),
        (
            "Trois cents machines pourraient être arrêtées, calcule-t-elle.",
            "-",
            "Trois cents machines pourraient être arrêtées",
        ),
        (
            "Deux ouvriers ont été blessés mardi, a-t-on appris de source hospitalière.",
            "-",
            "Deux ouvriers ont été blessés mardi",
        ),
        ("Personne ne raccrochera, dit-on.", "-", "Personne ne raccrochera"),
    ],
)
def test_a_verb_behind_a_clause_tells_who_speaks(line: str, speaker: str, content: str) -> None:
    assert told("fr", line) == [(speaker, content)]


@pytest.mark.parametrize(
    "line",
    [
        "Demain, le maire viendra-t-il ?",
        "À Lyon, la maison est fermée, et le jardin aussi.",
        "Le pont, a-t-il été réparé, ou remplacé ?",
    ],
)
def test_a_hung_subject_alone_tells_nothing(line: str) -> None:
    assert told("fr", line) == []


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        (
            "fr",
            "Selon Paul Morin, qui a demandé l’anonymat, la France soutient le projet.",
            [("Paul Morin", "l’anonymat"), ("Paul Morin", "la France soutient le projet")],
        ),
        (
            "en",
            "According to Ann Lee, who said she feared a failure, the bridge was closed in May.",
            [
                ("Ann Lee", "she feared a failure"),
                ("Ann Lee", "a failure"),
                ("Ann Lee", "the bridge was closed in May"),
            ],
        ),
        (
            "en",
            "The engineer, who said she feared a failure, closed the bridge.",
            [("engineer", "she feared a failure"), ("engineer", "a failure")],
        ),
    ],
)
def test_what_a_relative_clause_tells_ends_with_it(
    language: str, line: str, expected: list[tuple[str, str]]
) -> None:
    assert told(language, line) == expected


@pytest.mark.parametrize(
    ("language", "line", "speaker"),
    [
        (
            "fr",
            "La ministre de la Défense Liisa Kaarend a dit que tout allait bien.",
            "Liisa Kaarend",
        ),
        ("fr", "Le patron de la Banque Oumou Sangho a dit que tout allait bien.", "Oumou Sangho"),
        ("en", "Defence Ministry spokesman Paul Reed said all was well.", "Paul Reed"),
    ],
)
def test_an_institution_before_a_name_is_no_part_of_it(
    language: str, line: str, speaker: str
) -> None:
    assert told(language, line)[0][0] == speaker
