"""Quotations over several blocks, in whatever marks, and what is told inside them."""

from __future__ import annotations

import pytest

from ondit.speech.statements import statements
from test_speech_statements import article, shown


@pytest.mark.parametrize(
    ("language", "lines", "expected"),
    [
        (  # single marks over two paragraphs, a genitive on the way
            "en",
            [
                "Inspector Brian Vale said: 'We are looking at the drivers' early statements.",
                "I would also ask everybody in the street to write to us.'",
                "A crowd watched.",
            ],
            [
                (
                    "Brian Vale",
                    "said",
                    "We are looking at the drivers' early statements."
                    " | I would also ask everybody in the street to write to us.",
                )
            ],
        ),
        (  # an opening mark at the head of each paragraph
            "en",
            [
                "Ann Lee told the Courier: ‘The review is due before the end of the year.",
                "‘It will not happen overnight.’",
            ],
            [
                (
                    "Ann Lee",
                    "told",
                    "The review is due before the end of the year. | It will not happen overnight.",
                )
            ],
        ),
        (  # the opening mark of what follows was lost
            "en",
            [
                "“You keep telling yourself that it is over,” said Ann Lee, smiling, on Friday.",
                "So we work on.",
                "We have a goal, and the focus stays.”",
                "The match was long.",
            ],
            [
                (
                    "Ann Lee",
                    "said",
                    "You keep telling yourself that it is over"
                    " | So we work on. | We have a goal, and the focus stays.",
                )
            ],
        ),
        (  # one closing mark for two
            "en",
            [
                "“Then the call came,” said Ann Lee.",
                "“The doctor was very kind to us.",
                "He told us, “It may take a year.",
                "We went home in the rain.”",
                "The town was quiet.",
            ],
            [
                (
                    "Ann Lee",
                    "said",
                    "Then the call came | The doctor was very kind to us."
                    " | He told us, “It may take a year. | We went home in the rain.",
                ),
            ],
        ),
        (  # who speaks is named at the end, after another's quotation
            "en",
            [
                "Paul Reed tweeted that the show was “simply wonderful”.",
                "“But I chose not to reward him for all this.",
                "He is free.",
                "So are we,” Ann Lee added.",
            ],
            [
                ("Paul Reed", "tweeted", "the show was “simply wonderful”"),
                (
                    "Ann Lee",
                    "added",
                    "But I chose not to reward him for all this. | He is free. | So are we",
                ),
            ],
        ),
        (
            "fr",
            [
                "« Nous avons reçu la lettre lundi, a dit Anne Roux.",
                "Elle ne contenait rien de neuf.",
                "Nous allons répondre. »",
                "La salle s’est vidée.",
            ],
            [
                (
                    "Anne Roux",
                    "a dit",
                    "Nous avons reçu la lettre lundi"
                    " | Elle ne contenait rien de neuf. | Nous allons répondre.",
                )
            ],
        ),
    ],
)
def test_a_quotation_goes_on_over_blocks(
    language: str, lines: list[str], expected: list[tuple[str, str, str]]
) -> None:
    found, _ = statements(made := article(*lines, language=language))
    inner = {words for words, each in zip(shown(made), found, strict=True) if each.within}
    assert [words for words in shown(made) if words not in inner] == expected


@pytest.mark.parametrize(
    ("language", "text", "inner"),
    [
        (
            "en",
            "“They say the road is closed, but I saw lorries on it,” Ann Lee said.",
            ("they", "say"),
        ),
        (
            "en",
            "“The mayor asked me why I had come so late,” Ann Lee said.",
            ("The mayor", "asked"),
        ),
        (
            "fr",
            "« Les médecins ont affirmé que la jambe guérirait », raconte Anne Roux.",
            ("Les médecins", "ont affirmé"),
        ),
    ],
)
def test_what_is_told_inside_a_quotation_stands_within_it(
    language: str, text: str, inner: tuple[str, str]
) -> None:
    made = article(text, language=language)
    found, _ = statements(made)
    outer = next(each for each in found if each.within is None)
    (told,) = (each for each in found if each.within is not None)
    words = [
        " ".join(made.blocks[s.block].text[s.start : s.end] for s in spans)
        for spans in (told.source, told.cue)
    ]
    assert (words[0].lower(), words[1]) == (inner[0].lower(), inner[1])
    assert told.within == outer.id


@pytest.mark.parametrize(
    "text",
    [
        "“I think the road is closed,” Ann Lee said.",
        "“Nobody will tell us what to do,” Ann Lee said.",
        "“We talk about change and they show us the door,” Ann Lee said.",
    ],
)
def test_thoughts_and_plans_inside_a_quotation_are_part_of_it(text: str) -> None:
    found, _ = statements(article(text))
    assert [each.within for each in found] == [None]


def test_a_forecast_of_nobody_is_no_statement() -> None:
    assert shown(article("The storm is expected to reach the coast before noon.")) == []


@pytest.mark.parametrize(
    ("language", "lines", "speakers"),
    [
        (
            "en",
            [
                "“The bridge should have been repaired years ago.” — Ann Lee, Hull",
                "“Nobody asked us about any of this before it began.”",
                "— Paul Reed",
                "The town waits.",
            ],
            ["Ann Lee", "Paul Reed"],
        ),
        (
            "fr",
            [
                "« Le pont aurait dû être réparé il y a des années. » – Anne Roux",
                "« On ne nous a rien demandé avant de commencer. »",
                "— Paul Roy, Lille",
            ],
            ["Anne Roux", "Paul Roy"],
        ),
        (  # what stands between dashes is no signature
            "en",
            ["“The bridge should have been repaired years ago.” — It was never done."],
            ["-"],
        ),
    ],
)
def test_a_signature_behind_a_dash_names_who_speaks(
    language: str, lines: list[str], speakers: list[str]
) -> None:
    assert [each[0] for each in shown(article(*lines, language=language))] == speakers


@pytest.mark.parametrize(
    ("language", "line", "speaker", "content"),
    [
        (
            "en",
            "“He was told, ‘you have power when so many are weak.’ That is all,” Lee said.",
            "-",
            "you have power when so many are weak.",
        ),
        (
            "en",
            "‘We are here today to tell them “we won’t let you get away with it”,’ said Ann Lee.",
            "-",
            "we won’t let you get away with it",
        ),
        (
            "en",
            "“I could not walk. Doctors said only time will tell if I recover,” he wrote.",
            "doctors",
            "time will tell if I recover",
        ),
        (
            "fr",
            "« Ils m’ont dit de ne pas venir avec cette casquette », raconte M. Adam.",
            "-",
            "ne pas venir avec cette casquette",
        ),
        (
            "fr",
            "« Ce sont eux qui nous assurent qu’ils sont en mesure de payer », raconte M. Adam.",
            "-",
            "ils sont en mesure de payer",
        ),
        (
            "fr",
            "« Les gens âgés avec qui j’ai discuté disent qu’il y avait un bar », raconte M. Adam.",
            "gens âgés",
            "il y avait un bar",
        ),
        (
            "fr",
            "« Elle m’a dit de garder le secret et je l’ai gardé », a déclaré Luc Petit.",
            "-",
            "garder le secret",
        ),
    ],
)
def test_more_is_told_inside_a_quotation(
    language: str, line: str, speaker: str, content: str
) -> None:
    made = article(line, language=language)
    found, speakers = statements(made)
    names = {each.id: each.name for each in speakers}
    told = [
        (names.get(each.speaker or "", "-"), words)
        for each, (_, _, words) in zip(found, shown(made), strict=True)
        if each.within
    ]
    assert (speaker, content) in told


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "“I did not leak it,” Ann Lee told the committee, the Harbour Post reported.",
                "“And I never read it.”",
            ],
        ),
        (
            "fr",
            [
                "« Je n’ai rien dit », a déclaré Anne Roy au comité, a rapporté l’Écho de Morlaix.",
                "« Et je n’ai rien lu. »",
            ],
        ),
    ],
)
def test_what_a_paper_reports_goes_on_with_who_said_it(language: str, lines: list[str]) -> None:
    made = article(*lines, language=language)
    said = {name: words for name, _, words in shown(made)}
    for words in said.values():
        assert lines[1].strip("“”«» ") in words
    assert any(name in ("Ann Lee", "Anne Roy") for name in said)


@pytest.mark.parametrize(
    ("language", "line", "speaker"),
    [
        (
            "en",
            "“His legs were bloody,” the cousin, known by his surname “Wu,” said, as quoted by it.",
            "cousin",
        ),
        (
            "en",
            "“It is late,” Ann Lee, an adviser and spokeswoman for the union said on Friday.",
            "Ann Lee",
        ),
        ("en", "Ann Lee vowed to ‘mobilise the people’ today during a march in Hull.", "Ann Lee"),
        ("fr", "La moitié du pays est à sec », signale Météo-Ouest.", "Météo-Ouest"),
        ("fr", "Anne Roy se tait, bien qu’elle ait déclaré : « Je n’ai rien contre. »", "Anne Roy"),
    ],
)
def test_who_says_a_quotation_in_a_crowded_sentence(language: str, line: str, speaker: str) -> None:
    assert speaker in {name for name, _, _ in shown(article(line, language=language))}


@pytest.mark.parametrize(
    ("language", "lines", "speaker"),
    [
        (
            "en",
            [
                "A woman admitted that she found the song “hilarious”.",
                "“I think it is a stroke of genius.",
                "It is a great product,” Tom Hall wrote.",
            ],
            "Tom Hall",
        ),
        (
            "fr",
            [
                "Une femme a admis qu’elle trouvait la chanson « hilarante ».",
                "« Je crois que c’est une idée de génie.",
                "C’est un produit génial », a écrit quelqu’un.",
            ],
            "quelqu’un",
        ),
    ],
)
def test_who_is_named_at_the_end_of_a_quotation_has_all_of_it(
    language: str, lines: list[str], speaker: str
) -> None:
    first, second = shown(article(*lines, language=language))
    assert lines[1].lstrip("“« ") not in first[2]
    assert second[0] == speaker
    assert lines[1].lstrip("“« ") in second[2]


def test_a_paper_named_at_the_end_has_a_quotation_that_began_inside_a_sentence() -> None:
    lines = [
        "Luc Petit s’est adressé au pays : « Je vous demande à tous de travailler.",
        "Êtes-vous prêts ? », a indiqué CNN.",
    ]
    (told,) = shown(article(*lines, language="fr"))
    assert told[0] == "CNN"
    assert "Je vous demande à tous de travailler." in told[2]


@pytest.mark.parametrize(
    ("language", "line", "speaker"),
    [
        ("en", "Ann Lee, partner and planner at Mother said the pump was new.", "Ann Lee"),
        ("fr", "Anne Roy, partenaire et DPE chez Mère a dit que la pompe était neuve.", "Anne Roy"),
        ("en", "Outside Ann Lee’s house, residents said the pump was new.", "residents"),
        ("en", "In Berlin, residents said the pump was new.", "residents"),
    ],
)
def test_the_name_before_two_roles_speaks(language: str, line: str, speaker: str) -> None:
    assert [name for name, _, _ in shown(article(line, language=language))] == [speaker]
