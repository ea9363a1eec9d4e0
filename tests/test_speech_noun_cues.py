"""Nouns that report, remarks of the narrator, and quotations behind a colon."""

from __future__ import annotations

import pytest

from ondit.model import Article, Block
from ondit.speech.statements import statements


def told(language: str, *lines: str, role: str = "paragraph") -> list[tuple[str, str, str, bool]]:
    """Give speaker (``-`` where unknown), stance, content and nesting of each core statement."""
    blocks = tuple(Block(role=role, text=line) for line in lines)  # type: ignore[arg-type]
    found, speakers = statements(Article(id="t", name="t", language=language, blocks=blocks))
    names = {speaker.id: speaker.name for speaker in speakers}
    return [
        (
            names.get(each.speaker or "", "-"),
            each.stance,
            " | ".join(blocks[span.block].text[span.start : span.end] for span in each.content),
            each.within is not None,
        )
        for each in found
        if each.core
    ]


@pytest.mark.parametrize(
    ("language", "lines", "expected"),
    [
        (
            "en",
            ["Ann Lee spoke on Monday. Her claim that the bridge was safe surprised engineers."],
            ("Ann Lee", "alleges", "the bridge was safe", False),
        ),
        (
            "en",
            ["Moscow rejected Kyiv's claim that the bridge was hit by a missile."],
            ("Ukraine", "alleges", "the bridge was hit by a missile", True),
        ),
        (
            "en",
            ["Despite warnings that the dam could fail within days, nothing was done."],
            ("-", "warns", "the dam could fail within days", False),
        ),
        (
            "fr",
            ["L’affirmation selon laquelle le pont était sûr a surpris les ingénieurs."],
            ("-", "says", "le pont était sûr", False),
        ),
        (
            "fr",
            ["Moscou rejette les accusations de Kiev selon lesquelles un missile aurait frappé."],
            ("Ukraine", "accuses", "un missile aurait frappé", True),
        ),
        (
            "en",
            ["The union accused the mayor of hiding the inspection, a charge that Ms Lee rejects."],
            ("Ms Lee", "denies", "a charge", False),
        ),
    ],
)
def test_a_noun_reports(
    language: str, lines: list[str], expected: tuple[str, str, str, bool]
) -> None:
    assert expected in told(language, *lines)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The report that he wrote was long."),
        ("en", "It was a charge that she denies."),
        ("en", "The claims desk is closed, and so is the report counter."),
        ("fr", "L’accusation selon le maire."),
    ],
)
def test_a_noun_with_no_clause_reports_nothing(language: str, line: str) -> None:
    assert told(language, line) == []


@pytest.mark.parametrize(
    ("language", "line", "content"),
    [
        (
            "en",
            "The union accused the mayor of hiding the report, a charge she rejects.",
            "the mayor | hiding the report",
        ),
        (
            "fr",
            "Le syndicat accuse la maire d’avoir caché le rapport, une accusation grave.",
            "la maire | avoir caché le rapport",
        ),
    ],
)
def test_the_narrators_remark_is_no_part_of_what_was_said(
    language: str, line: str, content: str
) -> None:
    assert told(language, line)[0][2] == content


def test_a_headline_goes_on_to_something_else() -> None:
    line = "Mayor denies lying to voters as trial opens"
    assert told("en", line, role="headline")[0][2] == "lying to voters"


@pytest.mark.parametrize(
    ("language", "line", "speaker"),
    [
        ("en", "Paul Reed sent a note to the council: “We hold on.”", "Paul Reed"),
        ("en", "The placards were blunt: “Go home.”", "-"),
        (
            "fr",
            "Me Nadia Belkacem, qui défend la famille, n’a pas laissé passer : « On l’attendait. »",
            "Nadia Belkacem",
        ),
    ],
)
def test_a_sentence_behind_a_colon_is_the_subjects(language: str, line: str, speaker: str) -> None:
    assert told(language, line)[-1][0] == speaker


@pytest.mark.parametrize(
    ("language", "line", "speaker", "content"),
    [
        ("en", "“Why not?” Ms. Lee asked.", "Ms. Lee", "Why not?"),
        ("en", "“Bus,” said Paul Reed.", "Paul Reed", "Bus"),
        (
            "fr",
            "« On les a perdus, lâche une infirmière sous couvert d’anonymat. C’est tout. »",
            "infirmière",
            "On les a perdus | C’est tout.",
        ),
        (
            "fr",
            "« Nous n’avons pas le choix, a dit Anne Roy à la presse. Il faut fermer. »",
            "Anne Roy",
            "Nous n’avons pas le choix | Il faut fermer.",
        ),
    ],
)
def test_a_quotation_goes_to_who_says_it(
    language: str, line: str, speaker: str, content: str
) -> None:
    assert [(each[0], each[2]) for each in told(language, line)] == [(speaker, content)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“I told him, run for captain,” said Jo Rivera.", ("Jo Rivera", "run for captain")),
        (
            "“I said, I want to see the drawer,” said Wanda Lee.",
            ("Wanda Lee", "I want to see the drawer"),
        ),
    ],
)
def test_speech_tells_speech_without_marks(line: str, expected: tuple[str, str]) -> None:
    assert [(each[0], each[2]) for each in told("en", line) if each[3]] == [expected]


def test_an_aside_behind_a_verb_is_nothing_said() -> None:
    line = "“I told him, frankly, that it was over,” said Wanda Lee."
    assert [each[2] for each in told("en", line) if each[3]] == ["it was over"]
