"""What the narrator says is nobody's statement, and whose a relative clause is."""

from __future__ import annotations

import pytest

from ondit.model import Article, Block
from ondit.speech.statements import statements


def sources(language: str, line: str) -> list[str]:
    """Give the names of who says something in ``line``, a dash for nobody."""
    blocks = (Block(role="paragraph", text=line),)
    found, speakers = statements(Article(id="t", name="t", language=language, blocks=blocks))
    names = {speaker.id: speaker.name for speaker in speakers}
    return [names[each.speaker] if each.speaker else "-" for each in found]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Précisons que la salle reste ouverte tout l’été."),
        ("fr", "À noter que le pont est fermé depuis lundi."),
        ("fr", "Notons surtout que les prix baissent."),
        ("fr", "Il convient que la commune répare le pont."),
        ("fr", "Le coût de la carte varie selon les domaines."),
        ("fr", "La différence s’explique par le prix du blé."),
        ("fr", "La réparation se révèle plus chère que prévu."),
        ("en", "Prices differ according to the season and the weather."),
    ],
)
def test_the_narrator_reports_nobody(language: str, line: str) -> None:
    assert sources(language, line) == []


@pytest.mark.parametrize(
    ("language", "line", "source"),
    [
        ("fr", "Le plan est critiqué par les syndicats, qui dénoncent une trahison.", "syndicats"),
        ("fr", "Le texte est signé par Anna Roux, qui affirme que tout va bien.", "Anna Roux"),
        ("en", "The tunnel was hit by the army, which says it destroyed 32.", "army"),
        ("en", "The plan was read by union leaders, who said it was too late.", "union leaders"),
        ("fr", "Selon les médecins, le virus recule.", "médecins"),
        ("fr", "Le virus recule, selon des experts.", "experts"),
        ("fr", "Les élus rappellent que la salle reste ouverte.", "élus"),
    ],
)
def test_who_does_report_is_found(language: str, line: str, source: str) -> None:
    assert sources(language, line) == [source]


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        (
            "fr",
            "« La direction nous assurait que les carnets étaient pleins », dit Anna Roux.",
            ["Anna Roux", "direction"],
        ),
        ("fr", "« On attend, et il m’a dit : moi aussi », dit Anna Roux.", ["Anna Roux", "-"]),
        (
            "en",
            "“Management told us that the books were full,” said Ann Lee.",
            ["Ann Lee", "Management"],
        ),
        ("en", "“Our figures tell another story,” said Ann Lee.", ["Ann Lee"]),
    ],
)
def test_whoever_tells_us_in_quoted_words_speaks(
    language: str, line: str, names: list[str]
) -> None:
    assert sources(language, line) == names
