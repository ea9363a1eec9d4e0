"""Who is meant: a wrong speaker is worse than none, so each row shows one that was once taken."""

from __future__ import annotations

import pytest

from ondit.model import Article, Block
from ondit.speech.statements import statements


def told(language: str, *lines: str) -> list[tuple[str, str]]:
    """Give the speaker (``-`` where unknown) and the content of each statement."""
    blocks = tuple(Block(role="paragraph", text=line) for line in lines)
    found, speakers = statements(Article(id="t", name="t", language=language, blocks=blocks))
    names = {speaker.id: speaker.name for speaker in speakers}
    return [
        (
            names.get(each.speaker or "", "-"),
            " | ".join(blocks[s.block].text[s.start : s.end] for s in each.content),
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("language", "line", "speaker", "content"),
    [
        (
            "fr",
            "L’homme, qui se dit innocent, accuse son voisin d’avoir tiré.",
            "homme",
            "son voisin | avoir tiré",
        ),
        (
            "fr",
            "Le ministre, en visite à Lyon, accuse le maire d’avoir menti.",
            "ministre",
            "le maire | avoir menti",
        ),
        (
            "fr",
            "Le maire – un ancien avocat – accuse la préfète d’avoir menti.",
            "maire",
            "la préfète | avoir menti",
        ),
        (
            "fr",
            "M. Lambert, qui parlait à Lyon, a reconnu ne pas disposer de preuves.",
            "M. Lambert",
            "ne pas disposer de preuves",
        ),
        (
            "fr",
            "Moscou, qui nie toute implication, accuse Kiev d’avoir frappé le pont.",
            "Russie",
            "Kiev | avoir frappé le pont",
        ),
        (
            "en",
            "Iran, which denies it, accuses Israel of bombing the site.",
            "Iran",
            "Israel | bombing the site",
        ),
        (
            "en",
            "The mayor, a former lawyer, accused the sheriff of lying.",
            "mayor",
            "the sheriff | lying",
        ),
        (
            "fr",
            "Le vice-président chargé des routes, Yannick Morel – un élu –, dit que tout va bien.",
            "Yannick Morel",
            "tout va bien",
        ),
        (
            "en",
            "The opposition says the sums “do not add up” – but Paul Reed vows to stay.",
            "Paul Reed",
            "stay",
        ),
        (
            "en",
            "Margaret Lowe resigned after a keeper, Peter Lowe, alleged that animals starved.",
            "Peter Lowe",
            "animals starved",
        ),
    ],
)
def test_the_subject_before_an_aside_speaks(
    language: str, line: str, speaker: str, content: str
) -> None:
    assert told(language, line)[-1] == (speaker, content)


@pytest.mark.parametrize(
    ("language", "lines", "speakers"),
    [
        (
            "en",
            [
                "Cllr Anil Patel leads the council. Cllr Meera Patel leads the opposition.",
                "Ms Patel was unimpressed. “We have heard that before,” she told the Gazette.",
                "Cllr Anil Patel hit back. He denied the claim. He insisted that he was right.",
            ],
            ["Meera Patel", "Anil Patel", "Anil Patel"],
        ),
        (
            "en",
            [
                "Marcus Dean was shot. Terrance Dean was held.",
                "Dean told detectives that he had acted in self-defence.",
            ],
            ["Dean"],
        ),
        (
            "fr",
            [
                "Le porte-parole Amadou Sylla a parlé. Mariam Sylla, présidente, écoutait.",
                "M. Sylla a rappelé que le scrutin aurait lieu.",
            ],
            ["Amadou Sylla"],
        ),
        (
            "fr",
            ["Jeanne Petit et Paul Petit étaient là. M. Petit a dit que tout était vrai."],
            ["Paul Petit"],
        ),
        (
            "fr",
            ["Pierre Petit est parti. Mme Petit a dit que tout était vrai."],
            ["Mme Petit"],
        ),
    ],
)
def test_a_surname_alone_joins_no_two_persons(
    language: str, lines: list[str], speakers: list[str]
) -> None:
    assert [speaker for speaker, _ in told(language, *lines)] == speakers


@pytest.mark.parametrize(
    ("language", "lines", "speaker"),
    [
        (
            "fr",
            [
                "L’opposant Koffi Amani dit vouloir partir. Pour Mariam Sylla, présidente du "
                "parti, c’est « un coup dur ». Elle estime que le pouvoir a menti."
            ],
            "Mariam Sylla",
        ),
        (
            "fr",
            [
                "Le colonel Abdoulaye Maïga a dénoncé une ingérence. « Rien n’est vrai », a "
                "rétorqué à l’AFP une source diplomatique. « Tout est faux », a-t-elle ajouté."
            ],
            "source diplomatique",
        ),
        (
            "fr",
            [
                "L’ancien ministre dit que tout va mal. Le porte-parole, Amadou Sylla, a réagi. "
                "Il nie toute fraude."
            ],
            "Amadou Sylla",
        ),
        (
            "en",
            [
                "Ana Ruiz said that the park was safe. The board’s chairman disagreed. "
                "He insisted that the staff knew."
            ],
            "board’s chairman",
        ),
        ("en", ["Sarah Jones met Tom Hall. He said that it was early."], "Tom Hall"),
        (
            "en",
            ["“Did you starve them?” a reporter shouted. “No comment,” she replied."],
            "-",
        ),
        ("en", ["It was late for Paul Reed and Tom Hall. He said that it was early."], "-"),
        ("fr", ["Tard hier, Paul Roy a vu Luc Petit. Il dit que tout va bien."], "-"),
        (
            "en",
            [
                "Ann Lee praised Mary Hall at length.",
                "She went on a rant about Jane Reed.",
                "“So I left,” she said.",
            ],
            "Ann Lee",
        ),
        (
            "fr",
            [
                "Anne Roy a longuement félicité Marie Petit.",
                "Elle s’en est prise ensuite à Jeanne Morel.",
                "« Je suis partie », a-t-elle dit.",
            ],
            "Anne Roy",
        ),
        (
            "en",
            ["Tom Hall won. In a letter to Paul Reed, he said that it was over."],
            "Tom Hall",
        ),
        ("en", ["Tom Hall won. Asked about the Reed inquiry, he said: “No.”"], "Tom Hall"),
        (
            "fr",
            ["Luc Petit a gagné. Dans une lettre à Paul Roy, il a dit que tout était fini."],
            "Luc Petit",
        ),
        (
            "fr",
            [
                "L’émoi d’Ari Fontanel, l’ancien attaché, est grand.",
                "« Tout va bien », a-t-il dit.",
            ],
            "Ari Fontanel",
        ),
        (
            "en",
            ["Dockers say the crane is old. They said that it had failed twice."],
            "dockers",
        ),
        (
            "fr",
            ["Selon les dockers du port, la grue est vieille. Ils ont dit qu’elle a cédé."],
            "dockers du port",
        ),
        (
            "en",
            ["Brightwell Foods bought two chains. It said that sales had grown."],
            "Brightwell Foods",
        ),
        ("en", ["Tom Hall grew up in Leeds. The 24-year-old said he was happy."], "Tom Hall"),
        (
            "fr",
            ["Luc Petit a grandi à Lyon. Le jeune homme de 24 ans a dit qu’il était heureux."],
            "Luc Petit",
        ),
    ],
)
def test_a_pronoun_is_the_nearest_who_agrees(language: str, lines: list[str], speaker: str) -> None:
    assert told(language, *lines)[-1][0] == speaker


@pytest.mark.parametrize(
    ("language", "line", "speaker"),
    [
        (
            "fr",
            "Claire Morel, chercheuse, dénonce la pêche. Le ministre dit que tout va bien.",
            "ministre",
        ),
        (
            "en",
            "Claire Morel, a researcher, said it was late. The minister said that it was not.",
            "minister",
        ),
    ],
)
def test_a_role_is_nobody_to_whom_the_page_does_not_tie_it(
    language: str, line: str, speaker: str
) -> None:
    assert told(language, line)[-1][0] == speaker


@pytest.mark.parametrize(
    ("language", "line", "inner"),
    [
        ("en", "“He told me that the road was closed,” Tom Hall told the court.", "-"),
        ("fr", "« Il m’a dit que la route était fermée », a déclaré Luc Petit.", "-"),
        ("en", "“I have said that the road is closed,” Tom Hall told the court.", "Tom Hall"),
        ("fr", "« J’ai dit que la route était fermée », a déclaré Luc Petit.", "Luc Petit"),
    ],
)
def test_in_quotation_marks_i_is_who_speaks_and_he_is_another(
    language: str, line: str, inner: str
) -> None:
    assert told(language, line)[-1][0] == inner


@pytest.mark.parametrize(
    ("language", "line", "speaker"),
    [
        (
            "en",
            "The Kent Water Authority met in Dover. Prices will rise, the KWA said.",
            "Kent Water Authority",
        ),
        (
            "fr",
            "L’agence des eaux du Kent (AEK) s’est réunie. Les prix vont monter, a dit l’AEK.",
            "agence des eaux du Kent",
        ),
        (
            "en",
            "The Kent Water Authority and the Kew Wine Association met, the KWA said.",
            "KWA",
        ),
        (
            "en",
            "Speaking to the General Assembly, Foreign minister Karim al-Fayed said it was over.",
            "Karim al-Fayed",
        ),
        (
            "fr",
            "Hier, le ministre des Affaires étrangères, Karim al-Fayed, a dit que c’est fini.",
            "Karim al-Fayed",
        ),
        (
            "fr",
            "La sénatrice du Var Anne Roy est là. « Il fait beau », a dit la sénatrice du Var.",
            "Anne Roy",
        ),
    ],
)
def test_a_name_is_given_in_full_where_the_page_has_it(
    language: str, line: str, speaker: str
) -> None:
    assert told(language, line)[-1][0] == speaker


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The vacancies are many this year. They fear that nobody will come."),
        ("fr", "Les postes vacants sont nombreux. Ils craignent que personne ne vienne."),
    ],
)
def test_things_are_not_whom_a_thought_is_given_to(language: str, text: str) -> None:
    assert [name for name, _ in told(language, text)] == ["-"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mayor was quoted as saying that the bridge was safe.", "mayor"),
        ("Ann Lee was reported as saying the bridge was safe.", "Ann Lee"),
        ("State television quoted the mayor as saying that the bridge was safe.", "mayor"),
        ("The agency cited a diplomat as saying that talks had begun.", "diplomat"),
    ],
)
def test_who_is_quoted_as_saying_says_it(text: str, name: str) -> None:
    assert [who for who, _ in told("en", text)] == [name]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Ann Lee met Paul Roy, who says that the bridge is safe.", ["Paul Roy"]),
        ("en", "The mayor reacted to Ann Lee’s claim that the bridge was unsafe.", ["Ann Lee"]),
        (
            "en",
            "In response to Ann Lee’s claim that it was unsafe, Paul Roy said that it was safe.",
            ["Ann Lee", "Paul Roy"],
        ),
        ("fr", "Anne Lee a rencontré Paul Roy, qui affirme que le pont est sûr.", ["Paul Roy"]),
        (
            "fr",
            "« Le pont est sûr », a dit Anne Lee à Paul Roy, qui a répondu qu’il en doutait.",
            ["Anne Lee", "Paul Roy"],
        ),
    ],
)
def test_the_name_right_before_speaks_and_not_the_one_before_it(
    language: str, text: str, names: list[str]
) -> None:
    assert [who for who, _ in told(language, text)] == names


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The lawyer for Mr Roy says that he is innocent.", "lawyer for Mr Roy"),
        (
            "en",
            "A spokesman for President Roy said that he was ill.",
            "spokesman for President Roy",
        ),
        ("en", "President Roy said that he was ill.", "Roy"),
        (
            "en",
            "The wife of former president Paul Roy said that he was ill.",
            "wife of former president Paul Roy",
        ),
        ("en", "Neither Ann Lee nor Paul Roy said that the bridge was safe.", "-"),
        ("en", "Ann Lee and Paul Roy met. The latter said that the bridge was safe.", "-"),
        ("fr", "L’avocate de M. Roy dit qu’il est innocent.", "avocate de M. Roy"),
        ("fr", "Le porte-parole de Mme Lee dit qu’elle viendra.", "porte-parole de Mme Lee"),
        ("fr", "Le président Paul Roy a dit que le pont était sûr.", "Paul Roy"),
        ("fr", "Anne Lee a vu M. Roy. Celui-ci affirme que le pont est sûr.", "-"),
    ],
)
def test_nobody_speaks_through_lawyers_and_spokesmen(language: str, text: str, name: str) -> None:
    assert [who for who, _ in told(language, text)] == [name]
