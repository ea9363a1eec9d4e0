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
            "According to Ann Lee, who said she feared the deck would fail, it shut in May.",
            [
                ("Ann Lee", "she feared the deck would fail"),
                ("Ann Lee", "the deck would fail"),
                ("Ann Lee", "it shut in May"),
            ],
        ),
        (
            "en",
            "The engineer, who said she feared the deck would fail, closed the bridge.",
            [("engineer", "she feared the deck would fail"), ("engineer", "the deck would fail")],
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


@pytest.mark.parametrize(
    ("language", "line", "speaker", "content"),
    [
        (
            "fr",
            "« J’ai voté pour l’autre », tient à préciser une octogénaire.",
            "octogénaire",
            "J’ai voté pour l’autre",
        ),
        (
            "fr",
            "« Le vent a tourné », jubile la septuagénaire.",
            "septuagénaire",
            "Le vent a tourné",
        ),
        (
            "fr",
            "« On m’a épousée deux fois », s’esclaffe l’humoriste, attablée au fond.",
            "humoriste",
            "On m’a épousée deux fois",
        ),
        (
            "fr",
            "Quand on lui parle du pont, Paul Lee a ce mot : « Par où ? »",
            "Paul Lee",
            "Par où ?",
        ),
        (
            "fr",
            "Pour Anne Morin, la réforme fait payer ceux qui n’ont pas le choix.",
            "Anne Morin",
            "la réforme fait payer ceux qui n’ont pas le choix",
        ),
        (
            "fr",
            "Mais pour Paul Lee, ancien cadre d’une banque, « le pont a toujours été fermé ».",
            "Paul Lee",
            "le pont a toujours été fermé",
        ),
        (
            "en",
            "According to Paul Reed, a former clerk, the bridge is not safe.",
            "Paul Reed",
            "the bridge is not safe",
        ),
    ],
)
def test_who_speaks_is_known_by_its_place(
    language: str, line: str, speaker: str, content: str
) -> None:
    assert told(language, line)[-1] == (speaker, content)


@pytest.mark.parametrize(
    "line",
    [
        "Pour la France, ce match compte double.",
        "Pour Anne Morin et ses enfants, partis en mai, la vie a repris.",
    ],
)
def test_for_whom_something_is_tells_no_opinion(line: str) -> None:
    assert told("fr", line) == []


def test_a_source_holds_the_name_beside_a_role() -> None:
    line = "La candidate battue, Anne Roy, demande l’annulation du scrutin."
    blocks = (Block(role="paragraph", text=line),)
    found, _ = statements(Article(id="t", name="t", language="fr", blocks=blocks))
    assert [line[s.start : s.end] for s in found[0].source] == ["La candidate battue, Anne Roy"]


@pytest.mark.parametrize(
    ("language", "line", "speaker"),
    [
        (
            "en",
            "“We were early,” founder and chief executive Ann Lee wrote in a memo to staff.",
            "Ann Lee",
        ),
        ("en", "“They bought an antique,” one of them texted.", "one of them"),
        ("en", "“He was minister for six years,” Lindqvist replies.", "Lindqvist"),
        (
            "en",
            "The Union wavered; Moscow, which has armed the north, described it as “a start”.",
            "Russia",
        ),
        (
            "fr",
            "Dans un entretien, Paul Lee, présentateur de « 60 Minutes », a demandé aux sénateurs "
            "Luc Roy et Jean Petit si le pont était sûr.",
            "Paul Lee",
        ),
        (
            "fr",
            "« Le pont est fermé », a déclaré samedi aux médias le chef de police Luc Petit.",
            "Luc Petit",
        ),
        (
            "fr",
            "« Le pont est fermé », raconte au téléphone Luc Petit, gardien à Lyon.",
            "Luc Petit",
        ),
        (
            "fr",
            "Selon le Journal du Port, M. Wu, le cousin du gardien, a déclaré que tout va bien.",
            "M. Wu",
        ),
    ],
)
def test_who_is_told_or_cited_is_not_who_speaks(language: str, line: str, speaker: str) -> None:
    assert told(language, line)[-1][0] == speaker


@pytest.mark.parametrize(
    ("language", "line", "statements"),
    [
        (
            "fr",
            "Le maire Paul Roux est prudent : d’après lui, la ville manque de tout.",
            [("Paul Roux", "la ville manque de tout")],
        ),
        (
            "en",
            "Mayor Paul Roux is cautious: according to him, the town lacks everything.",
            [("Paul Roux", "the town lacks everything")],
        ),
    ],
)
def test_what_stands_before_a_colon_is_not_told_by_the_source_behind_it(
    language: str, line: str, statements: list[tuple[str, str]]
) -> None:
    assert told(language, line) == statements


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Une retraitée venue de Kiev il y a deux ans dit ne plus rien suivre.", "retraitée"),
        ("Un homme arrêté il y a 3 jours a déclaré que la rue était calme.", "homme arrêté"),
        ("Le chef élu il y a près d’un an affirme que la rue est calme.", "chef"),
    ],
)
def test_how_long_ago_it_was_does_not_speak(line: str, speaker: str) -> None:
    ((who, _),) = told("fr", line)
    assert who.startswith(speaker)
