"""Reported statements, sentence by sentence, in both languages."""

from __future__ import annotations

import pytest
from msgspec import structs

from ondit.model import Article, Block, Role, Speaker, Statement
from ondit.speech.statements import statements


def article(*lines: str, language: str = "en", first: Role = "paragraph") -> Article:
    """Make an article of paragraphs; the first block may have another role."""
    return Article(
        id="t",
        name="t",
        language=language,
        blocks=tuple(
            Block(role="paragraph" if number else first, text=line)
            for number, line in enumerate(lines)
        ),
    )


def shown(made: Article) -> list[tuple[str, str, str]]:
    """Give speaker, cue and content of each statement, the content's pieces joined by a bar."""
    found, speakers = statements(made)
    names = {speaker.id: speaker.name for speaker in speakers}

    def words(statement: Statement, field: str) -> str:
        spans = getattr(statement, field)
        return " | ".join(made.blocks[s.block].text[s.start : s.end] for s in spans)

    return [
        (names.get(each.speaker or "", "-"), words(each, "cue"), words(each, "content"))
        for each in found
    ]


EN = [
    # that-clause, clause without that, adverbials between
    (
        "Anna Kowalska said that the bridge was safe.",
        "Anna Kowalska",
        "said",
        "the bridge was safe",
    ),
    ("Anna Kowalska said the bridge was safe.", "Anna Kowalska", "said", "the bridge was safe"),
    (
        "Anna Kowalska said in a statement on Monday that the bridge was safe.",
        "Anna Kowalska",
        "said",
        "the bridge was safe",
    ),
    (
        "Anna Kowalska, who leads the council, told reporters that the bridge was safe.",
        "Anna Kowalska",
        "told",
        "the bridge was safe",
    ),
    # after what is said
    ("The bridge is safe, engineers said on Monday.", "engineers", "said", "The bridge is safe"),
    ("“The bridge is safe,” Anna Kowalska said.", "Anna Kowalska", "said", "The bridge is safe"),
    ("“The bridge is safe,” said Anna Kowalska.", "Anna Kowalska", "said", "The bridge is safe"),
    # in the middle of it
    (
        "“The bridge,” Anna Kowalska said, “is safe.”",
        "Anna Kowalska",
        "said",
        "The bridge | is safe.",
    ),
    # by a preposition
    (
        "According to the ministry, the bridge is safe.",
        "ministry",
        "According to",
        "the bridge is safe",
    ),
    (
        "The bridge is safe, according to the ministry.",
        "ministry",
        "according to",
        "The bridge is safe",
    ),
    # other complements
    (
        "Anna Kowalska promised to repair the bridge.",
        "Anna Kowalska",
        "promised",
        "repair the bridge",
    ),
    (
        "Anna Kowalska accused the builders of lying about it.",
        "Anna Kowalska",
        "accused | of",
        "the builders | lying about it",
    ),
    (
        "Anna Kowalska described the bridge as a disgrace.",
        "Anna Kowalska",
        "described | as",
        "the bridge | a disgrace",
    ),
    (
        "Moscow said it would not attend the summit.",
        "Russia",
        "said",
        "it would not attend the summit",
    ),
    (
        "Western officials said the talks had failed.",
        "Western officials",
        "said",
        "the talks had failed",
    ),
]

EN += [
    (
        "In Berlin, a spokesman said the talks had failed.",
        "spokesman",
        "said",
        "the talks had failed",
    ),
    (
        "Ann Lee, a professor at Yale, said the talks had failed.",
        "Ann Lee",
        "said",
        "the talks had failed",
    ),
    (
        "The minister is promising lower taxes.",
        "minister",
        "is promising",
        "lower taxes",
    ),
    (
        "In May, Anna Kowalska said, the bridge will open.",
        "Anna Kowalska",
        "said",
        "In May | the bridge will open",
    ),
    (
        "As Anna Kowalska noted: “The bridge is safe.”",
        "Anna Kowalska",
        "noted",
        "The bridge is safe.",
    ),
    ("Anna Kowalska: “The bridge is safe.”", "Anna Kowalska", "", "The bridge is safe."),
    ("“Is the bridge safe?” Anna Kowalska asked.", "Anna Kowalska", "asked", "Is the bridge safe?"),
    ("''The bridge is safe,'' said Ms. Kowalska.", "Ms. Kowalska", "said", "The bridge is safe"),
]

FR = [
    (
        "Anna Kowalska a déclaré que le pont était sûr.",
        "Anna Kowalska",
        "a déclaré",
        "le pont était sûr",
    ),
    (
        "Anna Kowalska a déclaré lundi aux journalistes que le pont était sûr.",
        "Anna Kowalska",
        "a déclaré",
        "le pont était sûr",
    ),
    (
        "Anna Kowalska affirme avoir inspecté le pont.",
        "Anna Kowalska",
        "affirme",
        "avoir inspecté le pont",
    ),
    (
        "« Le pont est sûr », a déclaré Anna Kowalska.",
        "Anna Kowalska",
        "a déclaré",
        "Le pont est sûr",
    ),
    (
        "Le pont est sûr, ont affirmé les ingénieurs du ministère.",
        "ingénieurs du ministère",
        "ont affirmé",
        "Le pont est sûr",
    ),
    (
        "Selon le ministère, le pont est sûr.",
        "ministère",
        "Selon",
        "le pont est sûr",
    ),
    (
        "Le pont est sûr, d’après le ministère.",
        "ministère",
        "d’après",
        "Le pont est sûr",
    ),
    (
        "Anna Kowalska a promis de réparer le pont.",
        "Anna Kowalska",
        "a promis",
        "réparer le pont",
    ),
    (
        "Anna Kowalska a accusé les constructeurs de mentir.",
        "Anna Kowalska",
        "a accusé | de",
        "les constructeurs | mentir",
    ),
    (
        "Anna Kowalska a décrit le pont comme une honte.",
        "Anna Kowalska",
        "a décrit | comme",
        "le pont | une honte",
    ),
    (
        "Moscou affirme que la réunion n’aura pas lieu.",
        "Russie",
        "affirme",
        "la réunion n’aura pas lieu",
    ),
    (
        "Les dirigeants de l’OTAN affirment que les livraisons continueront.",
        "dirigeants de l’OTAN",
        "affirment",
        "les livraisons continueront",
    ),
]

FR += [
    (
        "Bien qu’il aime l’Italie, le maire affirme que rien ne presse.",
        "maire",
        "affirme",
        "rien ne presse",
    ),
    ("« Rien ne presse, explique Jean Petit. »", "Jean Petit", "explique", "Rien ne presse"),
    (
        "Comme l’a rappelé Jean Petit, rien ne presse encore.",
        "Jean Petit",
        "l’a rappelé",
        "rien ne presse encore",
    ),
    (
        "Jean Petit a appelé les élus à « garder leur calme ».",
        "Jean Petit",
        "a appelé",
        "garder leur calme",
    ),
    (
        "Jean Petit a par ailleurs promis de consulter les élus.",
        "Jean Petit",
        "a par ailleurs promis",
        "consulter les élus",
    ),
    ("Londres accuse Pékin d’espionnage.", "Royaume-Uni", "accuse | d’", "Pékin | espionnage"),
    (
        "Les syndicats réclament une hausse, tandis que Jean Petit hésite.",
        "syndicats",
        "réclament",
        "une hausse",
    ),
    (
        "S’adressant aux élus, Jean Petit a déclaré que rien ne pressait.",
        "Jean Petit",
        "a déclaré",
        "rien ne pressait",
    ),
    ("Jean Petit : « Rien ne presse. »", "Jean Petit", "", "Rien ne presse."),
]


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), EN)
def test_an_english_sentence(text: str, speaker: str, cue: str, content: str) -> None:
    assert shown(article(text)) == [(speaker, cue, content)]


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), FR)
def test_a_french_sentence(text: str, speaker: str, cue: str, content: str) -> None:
    assert shown(article(text, language="fr")) == [(speaker, cue, content)]


@pytest.mark.parametrize(
    ("language", "lines", "speaker"),
    [
        (
            "en",
            ["The mayor, Anna Kowalska, opened the bridge.", "“It is safe,” she said."],
            "Anna Kowalska",
        ),
        (
            "en",
            ["Mayor Anna Kowalska spoke.", "The mayor said the bridge was safe."],
            "Anna Kowalska",
        ),
        ("en", ["Anna Kowalska spoke.", "Ms Kowalska said the bridge was safe."], "Anna Kowalska"),
        (
            "fr",
            ["La maire, Anna Kowalska, a inauguré le pont.", "« Il est sûr », a-t-elle dit."],
            "Anna Kowalska",
        ),
        (
            "fr",
            ["La maire Anna Kowalska a parlé.", "La maire affirme que le pont est sûr."],
            "Anna Kowalska",
        ),
        (
            "fr",
            ["Anna Kowalska a parlé.", "Mme Kowalska affirme que le pont est sûr."],
            "Anna Kowalska",
        ),
        ("fr", ["Selon l’Otan, le pont est sûr."], "OTAN"),
    ],
)
def test_who_is_meant(language: str, lines: list[str], speaker: str) -> None:
    assert shown(article(*lines, language=language))[-1][0] == speaker


@pytest.mark.parametrize(
    ("language", "lines", "content"),
    [
        ("en", ["Ann Lee continued:", "“We will not go.”"], "We will not go."),
        (
            "en",
            ["“We will not go.", "“We will stay,” Ann Lee said."],
            "We will not go. | We will stay",
        ),
        ("en", ["“We will go,” Ann Lee said. “Soon.”"], "We will go | Soon."),
        (
            "en",
            ["“We will go,” Ann Lee said.", "“It is time to leave.”"],
            "We will go | It is time to leave.",
        ),
        ("fr", ["Ann Lee a ajouté :", "« Nous ne partirons pas. »"], "Nous ne partirons pas."),
        (
            "fr",
            ["« Nous restons.", "Nous resterons », a dit Ann Lee."],
            "Nous restons. | Nous resterons",
        ),
    ],
)
def test_a_quotation_over_several_sentences(language: str, lines: list[str], content: str) -> None:
    assert [(each[0], each[2]) for each in shown(article(*lines, language=language))] == [
        ("Ann Lee", content)
    ]


def test_a_block_quotation_needs_no_marks() -> None:
    made = article("Ann Lee said:", "We will not go.")
    made = structs.replace(made, blocks=(made.blocks[0], Block(role="quotation", text="We stay.")))
    (found,), speakers = statements(made)
    assert found.form == "direct"
    assert speakers[0].name == "Ann Lee"


def test_who_asked_is_not_named() -> None:
    for language, text in [
        ("en", "Asked whether she would resign, Ann Lee said it was too early."),
        ("fr", "Lorsqu’on lui a demandé si elle partirait, Ann Lee a dit qu’il était trop tôt."),
    ]:
        (asked, said), speakers = statements(article(text, language=language))
        assert asked.speaker is None
        assert asked.source == ()
        assert asked.stance == "asks"
        assert said.speaker == speakers[0].id
        assert speakers[0].name == "Ann Lee"


def test_an_insertion_gives_the_full_name() -> None:
    made = article(
        "« Si [Russian President Vladimir] Poutine gagne, nous perdons », a dit Paul Dupont.",
        "Poutine affirme que la guerre sera courte.",
        language="fr",
    )
    assert shown(made)[-1][0] == "Vladimir Poutine"


def test_a_role_is_known_before_the_name_is_given() -> None:
    made = article(
        "Le secrétaire général insiste sur le fait que rien n’a changé",
        "Le secrétaire général de l’Union, Paul Dupont, a déclaré que rien n’avait changé.",
        language="fr",
        first="standfirst",
    )
    found, speakers = statements(made)
    assert [speaker.name for speaker in speakers] == ["Paul Dupont"]
    assert speakers[0].role == "secrétaire général de l’Union"
    assert {each.speaker for each in found} == {speakers[0].id}


def test_an_open_quotation_ends_with_its_sentence() -> None:
    made = article(
        "Le Figaro rapportait que les stocks étaient « très bas. Le marché a fermé à midi.",
        language="fr",
    )
    (found,), speakers = statements(made)
    assert found.left_open
    assert found.stance == "reports"
    assert speakers[0].kind == "medium"
    span = found.content[-1]
    assert "marché" not in made.blocks[0].text[span.start : span.end]


def test_the_narrator_says_nothing() -> None:
    for language, text in [
        ("en", "The bridge was built in 1932. Its towers are painted every ten years."),
        ("fr", "Le pont a été bâti en 1932. Ses tours sont repeintes tous les dix ans."),
    ]:
        assert statements(article(text, language=language)) == ((), ())


def test_an_unknown_language_has_no_statements() -> None:
    assert statements(article("Er sagte, die Brücke sei sicher.", language="de")) == ((), ())
    assert statements(Article(id="t", name="t")) == ((), ())


def stances(language: str, text: str) -> list[str]:
    return [each.stance for each in statements(article(text, language=language))[0]]


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        ("en", "The company denied that it had lied.", "denies"),
        ("en", "The company claims that it has won.", "alleges"),
        ("en", "Doctors warned that the water was unsafe.", "warns"),
        ("en", "Reporters asked whether he would resign.", "asks"),
        ("fr", "L’entreprise dément que le site ait fermé.", "denies"),
        ("fr", "L’entreprise prétend que le site a fermé.", "alleges"),
        ("fr", "Les médecins avertissent que l’eau est sale.", "warns"),
        ("fr", "Selon la police, l’homme aurait fui.", "alleges"),
        ("en", "Ankara sees things in quite another way.", "thinks"),
        ("fr", "Ankara voit les choses d’une tout autre façon.", "thinks"),
    ],
)
def test_stance(language: str, text: str, stance: str) -> None:
    assert stances(language, text) == [stance]


@pytest.mark.parametrize(
    ("language", "text", "polarity"),
    [
        ("en", "The minister said the bridge was not safe.", "negates"),
        ("en", "The minister said the bridge was safe.", "affirms"),
        ("fr", "Le ministre affirme que le pont n’est pas sûr.", "negates"),
        ("fr", "Le ministre affirme que le pont n’est que fissuré.", "affirms"),
        ("en", "The minister said the bridge was not only unsafe but ugly.", "affirms"),
        ("fr", "Le ministre affirme que le pont n’est pas seulement laid.", "affirms"),
    ],
)
def test_polarity(language: str, text: str, polarity: str) -> None:
    (found,), _ = statements(article(text, language=language))
    assert found.polarity == polarity


def test_a_source_inside_a_source() -> None:
    made = article("The Washington Post reported that officials said the plan had failed.")
    (outer, inner), speakers = statements(made)
    assert inner.within == outer.id
    assert outer.within is None
    assert {speaker.kind for speaker in speakers} == {"medium", "group"}


def test_fragments_in_quotation_marks_are_not_core() -> None:
    (found,), _ = statements(article("The so-called “golden age” ended in 1932."))
    assert not found.core
    assert found.speaker is None


def roles(speakers: tuple[Speaker, ...]) -> list[tuple[str, str | None]]:
    return [(speaker.name, speaker.role) for speaker in speakers]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Foreign Minister Paul Smith said it was over.", ("Paul Smith", "Foreign Minister")),
        (
            "en",
            "Paul Smith, the foreign minister of Freedonia, said it was over.",
            ("Paul Smith", "foreign minister of Freedonia"),
        ),
        (
            "fr",
            "Le ministre des Affaires étrangères Paul Dupont a dit que c’était fini.",
            ("Paul Dupont", "ministre des Affaires étrangères"),
        ),
        (
            "fr",
            "Paul Dupont, ministre de la Mer, a dit que c’était fini.",
            ("Paul Dupont", "ministre de la Mer"),
        ),
    ],
)
def test_roles(language: str, text: str, expected: tuple[str, str]) -> None:
    assert roles(statements(article(text, language=language))[1]) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“A first word,” it reads. Ana Ruiz said the dam held. “A second” was there."),
        ("fr", "« Un mot », lit-on. Ana Ruiz a dit que la digue tenait. « Un autre » y était."),
    ],
)
def test_statements_come_in_the_order_of_the_page(language: str, text: str) -> None:
    found, _ = statements(article(text, "Ana Ruiz a dit oui.", language=language))
    begins = [min((span.block, span.start) for span in each.content) for each in found]
    assert len(begins) > 1
    assert begins == sorted(begins)


@pytest.mark.parametrize(
    ("language", "text", "inner"),
    [
        ("en", "The Times reported that officials in Rome said it ended.", "officials in Rome"),
        ("en", "The Times reported last week that officials had said it was dead.", "officials"),
        ("en", "The Times wrote on Monday that two officials said it was dead.", "two officials"),
        ("fr", "Le Monde rapporte que des responsables ont dit que c’était fini.", "responsables"),
        ("fr", "Le Monde a écrit lundi que deux élus avaient dit que c’était fini.", "deux élus"),
    ],
)
def test_a_source_inside_a_source_is_told_within_it(language: str, text: str, inner: str) -> None:
    (outer, nested), speakers = statements(article(text, language=language))
    names = {speaker.id: speaker.name for speaker in speakers}
    assert (outer.within, nested.within) == (None, outer.id)
    assert names[outer.speaker or ""] in ("The Times", "Le Monde")
    assert names[nested.speaker or ""] == inner


@pytest.mark.parametrize(
    "text",
    [
        "“We lost everything to the dust,” Rosa Huaman, 43, told Reuters.",
        "“We lost everything to the dust,” Rosa Huaman, a teacher, told reporters.",
        "“We lost everything,” Rosa Huaman, who farms near Lima, told the BBC.",
    ],
)
def test_who_was_told_does_not_speak(text: str) -> None:
    (found,), (speaker,) = statements(article(text))
    assert speaker.name == "Rosa Huaman"
    assert found.addressee


def test_a_sentence_may_end_in_a_conjunction() -> None:
    assert statements(article("They have come to believe that")) == ((), ())


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        (
            "en",
            "“We are in a bad way,” Ann Lee told reporters after a talk that was held on a boat.",
            [("Ann Lee", "told", "We are in a bad way")],
        ),
        (
            "fr",
            "« Nous allons mal », a déclaré Anne Roy après une réunion qui eut lieu sur un lac.",
            [("Anne Roy", "a déclaré", "Nous allons mal")],
        ),
        (
            "en",
            "Ann Lee stressed her support of the plan and said she has the money for it.",
            [
                ("Ann Lee", "stressed", "her support of the plan"),
                ("Ann Lee", "said", "she has the money for it"),
            ],
        ),
        (
            "en",
            "Rep. Gregory Hall (D-N.Y.), chairman of the caucus, said members will help him.",
            [("Gregory Hall", "said", "members will help him")],
        ),
        (
            "en",
            "The air had become so bad, Ann Lee noted, that the page was closed.",
            [("Ann Lee", "noted", "The air had become so bad | the page was closed")],
        ),
        (
            "fr",
            "L’air était devenu si mauvais, a noté Anne Roy, que la page a été fermée.",
            [("Anne Roy", "a noté", "L’air était devenu si mauvais | la page a été fermée")],
        ),
        (
            "en",
            "Ann Lee began by saying he would never leave the house.",
            [("Ann Lee", "saying", "he would never leave the house")],
        ),
        (
            "fr",
            "Anne Roy a commencé par dire qu’il ne quitterait pas la maison.",
            [("Anne Roy", "dire", "il ne quitterait pas la maison")],
        ),
        (
            "en",
            "The bridge will close on Monday, Ann Lee said. “It is the rust that worries me.”",
            [
                (
                    "Ann Lee",
                    "said",
                    "The bridge will close on Monday | It is the rust that worries me.",
                )
            ],
        ),
        (
            "fr",
            "Le pont fermera lundi, a dit Anne Roy. « C’est la rouille qui m’inquiète. »",
            [
                (
                    "Anne Roy",
                    "a dit",
                    "Le pont fermera lundi | C’est la rouille qui m’inquiète.",
                )
            ],
        ),
        (
            "en",
            "Said Ann Lee: “I do not get the sense that she cares.”",
            [("Ann Lee", "Said", "I do not get the sense that she cares.")],
        ),
        (
            "en",
            "In August, several officials gave her an extension, saying her “capital was gone.”",
            [("several officials", "saying", "her “capital was gone.”")],
        ),
        (
            "en",
            "They refused to pay an architect who said he was lied to.",
            [("architect", "said", "he was lied to")],
        ),
        (
            "en",
            "According to an official, who asked not to be named, the town supports the plan.",
            [
                ("official", "asked", "not to be named"),
                ("official", "According to", "the town supports the plan"),
            ],
        ),
        (
            "fr",
            "D’après Anne Roy, qui a dit craindre une panne, le pont fermera lundi.",
            [
                ("Anne Roy", "a dit", "craindre une panne"),
                ("Anne Roy", "D’après", "le pont fermera lundi"),
            ],
        ),
        (
            "fr",
            "Anne Roy a promis un bac gratuit et a dit que le pont serait fermé.",
            [
                ("Anne Roy", "a promis", "un bac gratuit"),
                ("Anne Roy", "a dit", "le pont serait fermé"),
            ],
        ),
        (
            "en",
            "Ann Lee promised a free ferry and said that the bridge would be closed.",
            [
                ("Ann Lee", "promised", "a free ferry"),
                ("Ann Lee", "said", "the bridge would be closed"),
            ],
        ),
    ],
)
def test_who_says_what_where_a_sentence_goes_on(
    language: str, line: str, expected: list[tuple[str, str, str]]
) -> None:
    assert shown(article(line, language=language)) == expected
