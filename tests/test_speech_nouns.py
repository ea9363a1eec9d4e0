"""Whom a noun without a name takes up; where nobody stands out, it stays in its own words."""

from __future__ import annotations

import pytest

from ondit.model import Article, Block
from ondit.speech.statements import statements


def speakers_of(language: str, *lines: str) -> list[str]:
    """Give the speaker of each statement in order, ``-`` where unknown."""
    blocks = tuple(
        Block(role="headline" if not number else "paragraph", text=line)
        for number, line in enumerate(lines)
    )
    found, speakers = statements(Article(id="t", name="t", language=language, blocks=blocks))
    names = {speaker.id: speaker.name for speaker in speakers}
    return [names.get(each.speaker or "", "-") for each in found]


@pytest.mark.parametrize(
    ("language", "lines", "speaker"),
    [
        (
            "en",
            [
                "A prize for a first book",
                "Miriam Castell, 41, won the prize with a novel about eels. "
                "The laureate said she had written it at night.",
            ],
            "Miriam Castell",
        ),
        (
            "fr",
            [
                "Un prix pour un premier roman",
                "Le jury a choisi Mireille Castel, 41 ans, qui concourait pour la première fois. "
                "La lauréate assure qu’elle écrivait la nuit.",
            ],
            "Mireille Castel",
        ),
        (
            "en",
            [
                "Vote on the dam",
                "Senator Ruth Ames spoke first. The mayor of Hull, Peter Cole, listened.",
                "The lawmaker said the dam would be built.",
            ],
            "Ruth Ames",
        ),
        (
            "fr",
            [
                "Le barrage divise",
                "Le député Paul Morin a parlé le premier. La préfète, Anne Leroy, écoutait.",
                "L’élu a affirmé que le barrage serait construit.",
            ],
            "Paul Morin",
        ),
        (
            "en",
            [
                "Veltra to close its Derby plant",
                "Veltra will close its plant in Derby. The carmaker said sales had halved.",
            ],
            "Veltra",
        ),
        (
            "fr",
            [
                "Veltra ferme son usine de Derby",
                "Une grève a débuté chez Veltra lundi. Le constructeur affirme que les ventes ont "
                "été divisées par deux.",
            ],
            "Veltra",
        ),
        (
            "en",
            [
                "Exams moved to June",
                "Harwick University has moved all exams. "
                "The university said the heating had failed.",
            ],
            "Harwick University",
        ),
        (  # a title tells a role
            "en",
            [
                "Flood in Barlow",
                "Gov. Bryce Calder flew over the town. The governor said help was coming.",
            ],
            "Bryce Calder",
        ),
        (
            "fr",
            [
                "Le procès continue",
                "« Mon client dormait », a plaidé Me Jordi Casals. L’avocat a demandé la clémence.",
            ],
            "Jordi Casals",
        ),
        (  # an inhabitant, of the gender that the noun shows
            "fr",
            [
                "La descente",
                "Renate Oberhofer a gagné devant Luc Martin. L’Autrichienne affirme avoir eu peur.",
            ],
            "Renate Oberhofer",
        ),
    ],
)
def test_a_noun_is_whom_the_page_is_about(language: str, lines: list[str], speaker: str) -> None:
    assert speakers_of(language, *lines)[-1] == speaker


@pytest.mark.parametrize(
    ("language", "lines", "speaker"),
    [
        (  # two stand out alike
            "en",
            [
                "Two winners",
                "Tom Reed and Karl Voss won the race. The runner said it had been cold.",
            ],
            "runner",
        ),
        (  # who comes with the scene has no name
            "en",
            [
                "Tom Reed in court",
                "Tom Reed appeared on Monday. The judge said the trial would begin in May.",
            ],
            "judge",
        ),
        (  # the page brought the noun in by itself
            "fr",
            [
                "Paul Morin à l’hôpital",
                "Paul Morin a visité le service. Un chirurgien l’attendait. "
                "Le chirurgien a déclaré que les lits manquaient.",
            ],
            "chirurgien",
        ),
        (  # of another gender
            "fr",
            [
                "Paul Morin gagne",
                "Paul Morin a gagné la course. La lauréate affirme que tout va bien.",
            ],
            "lauréate",
        ),
        (  # who has an office of their own has no other one
            "en",
            [
                "The bridge reopens",
                "Judge Ruth Ames ordered the bridge to reopen. "
                "The governor said the order was wrong.",
            ],
            "governor",
        ),
        (  # a place is no firm
            "en",
            [
                "Flood in Barlow",
                "The river rose in Barlow. Shops closed in Barlow. "
                "The company said power would return.",
            ],
            "company",
        ),
    ],
)
def test_a_noun_stays_in_its_words_where_nobody_stands_out(
    language: str, lines: list[str], speaker: str
) -> None:
    assert speakers_of(language, *lines)[-1] == speaker


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("en", "The White House said the talks were over.", ["White House"]),
        ("fr", "La Maison-Blanche affirme que les discussions sont finies.", ["Maison-Blanche"]),
        ("en", "Moscow said the talks were over.", ["Russia"]),
        ("fr", "Paris affirme que les discussions sont finies.", ["France"]),
    ],
)
def test_a_house_is_called_by_its_name_and_a_capital_by_its_country(
    language: str, line: str, names: list[str]
) -> None:
    assert speakers_of(language, "Talks", line) == names


def test_a_name_in_capitals_is_written_as_the_text_writes_it() -> None:
    lines = ("RUTH AMES SAYS SHE WILL RUN", "Ruth Ames said she was ready.")
    assert speakers_of("en", *lines)[-1] == "Ruth Ames"
