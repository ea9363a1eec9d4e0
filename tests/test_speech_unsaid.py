"""What is not said, what is doubted, where the words begin and end, and whose a quotation is."""

from __future__ import annotations

import pytest

from ondit.model import Article, Block, Role, Speaker, Statement
from ondit.speech.statements import statements


def read(
    language: str, line: str, role: Role = "paragraph"
) -> tuple[tuple[Statement, ...], dict[str, Speaker]]:
    """Give the statements of one block, and the speakers by their ids."""
    made = Article(id="t", name="t", language=language, blocks=(Block(role=role, text=line),))
    found, speakers = statements(made)
    return found, {speaker.id: speaker for speaker in speakers}


def words(line: str, statement: Statement) -> str:
    return " | ".join(line[span.start : span.end] for span in statement.content)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The State Department wouldn’t confirm the report."),
        ("en", "Iran did not say that it would attack."),
        ("en", "Paul Lee never promised a new bridge."),
        ("en", "The mayor did not say whether the bridge was safe."),
        ("fr", "Le ministre n’a pas confirmé l’information de la presse."),
        ("fr", "Aucun responsable n’a confirmé l’information de la presse."),
        ("fr", "Personne n’a dit que c’était vrai."),
    ],
)
def test_what_is_not_said_is_no_core_statement(language: str, line: str) -> None:
    found, _ = read(language, line)
    assert [(each.stance, each.polarity, each.core) for each in found] == [
        ("says", "negates", False)
    ]


@pytest.mark.parametrize(
    ("language", "line", "stances"),
    [
        ("en", "The judge ordered the firm to say that it had lied.", ["demands"]),
        ("en", "Mr Lee asked Ann Roy to confirm that she did not believe the figures.", ["asks"]),
        ("en", "Ann Lee wants the mayor to say that he was wrong.", []),
        ("en", "Ann Lee urged the mayor to promise that he would keep the mill.", ["demands"]),
        ("en", "Paul Lee was asked to confirm that the bridge was closed.", ["asks"]),
        ("en", "The mayor called a press conference to announce that it was closed.", ["says"]),
        ("en", "Mr Lee took to Twitter to say that the bridge was closed.", ["says"]),
        ("en", "Mr Lee was forced to admit that the bridge was closed.", ["admits"]),
        ("fr", "Le juge a ordonné à la société de dire qu’elle avait menti.", ["demands"]),
        ("fr", "La députée exhorte le maire à reconnaître qu’il savait tout.", ["demands"]),
        ("fr", "Paul Roy a obligé le ministre à admettre que c’était faux.", []),
        ("fr", "Paul Roy lui a demandé de confirmer que le pont était fermé.", ["asks"]),
        ("fr", "Le maire a tenu à préciser que le pont était fermé.", ["says"]),
        ("fr", "Le ministre a été contraint de reconnaître que c’était faux.", ["admits"]),
    ],
)
def test_what_another_is_to_say_has_been_said_by_nobody(
    language: str, line: str, stances: list[str]
) -> None:
    found, _ = read(language, line)
    assert [each.stance for each in found] == stances


@pytest.mark.parametrize(
    ("language", "line", "factuality"),
    [
        ("en", "The mayor says that the bridge is safe.", "actual"),
        ("en", "Theresa May said this week that the bridge was safe.", "actual"),
        ("en", "The mayor went on to say that the bridge was safe.", "actual"),
        ("en", "The mayor would later add: “The bridge that we built is safe.”", "actual"),
        ("en", "If the mayor says that the bridge is safe, the council will vote.", "possible"),
        ("en", "The mayor is expected to announce that the bridge will close.", "possible"),
        ("en", "The mayor will announce on Monday that the bridge will close.", "possible"),
        ("en", "Mr Roy should admit that he was wrong.", "possible"),
        ("en", "Did the mayor say that the bridge was safe?", "possible"),
        ("en", "The mayor stopped short of saying that the bridge was unsafe.", "unsaid"),
        ("en", "The minister failed to mention that the figures were wrong.", "unsaid"),
        ("en", "The minister is falsely quoted as saying that the bridge is a joke.", "unsaid"),
        ("en", "The mayor has never claimed that the bridge was safe.", "unsaid"),
        ("fr", "Le maire dit que le pont est sûr.", "actual"),
        ("fr", "Le maire déclara que le pont était sûr.", "actual"),
        ("fr", "Le maire a tenu à préciser que le pont était sûr.", "actual"),
        ("fr", "Le maire ajoutera : « Le pont que nous avons bâti est sûr. »", "actual"),
        ("fr", "Si le maire dit que le pont est sûr, le conseil votera.", "possible"),
        ("fr", "Le maire annoncera lundi que le pont fermera.", "possible"),
        ("fr", "Le maire doit annoncer lundi que le pont fermera.", "possible"),
        ("fr", "Le maire est-il en train de dire que le pont est sûr ?", "possible"),
        ("fr", "Le maire a refusé de dire que le pont était sûr.", "unsaid"),
        ("fr", "Le maire est parti sans dire que le pont était fermé.", "unsaid"),
        ("fr", "Le maire n’a jamais prétendu que le pont était sûr.", "unsaid"),
    ],
)
def test_only_what_is_told_as_said_is_actual(language: str, line: str, factuality: str) -> None:
    (found,) = read(language, line)[0]
    assert found.factuality == factuality
    assert found.core is (factuality != "unsaid")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The mayor doubts that the bridge will hold."),
        ("en", "Ukraine voiced doubt that Moscow was negotiating in good faith."),
        ("en", "The mayor does not believe that the bridge is safe."),
        ("fr", "Le maire doute que le pont tienne."),
        ("fr", "Le maire ne croit pas que le pont tienne."),
    ],
)
def test_what_is_doubted_is_negated(language: str, line: str) -> None:
    found, _ = read(language, line)
    assert [(each.stance, each.polarity) for each in found] == [("thinks", "negates")]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Nobody at the zoo believes the animals are in danger."),
        ("fr", "Personne n’a dit que c’était vrai."),
        ("fr", "Aucun responsable n’a dit que c’était vrai."),
    ],
)
def test_nobody_is_no_speaker(language: str, line: str) -> None:
    found, speakers = read(language, line)
    assert [each.speaker for each in found] == [None]
    assert not speakers


@pytest.mark.parametrize(
    ("language", "line", "content"),
    [
        ("fr", "« Où étiez-vous ? », a demandé Anne Petit.", "Où étiez-vous ?"),
        ("fr", "Le maire a crié : « Bande d’imbéciles ! »", "Bande d’imbéciles !"),
        ("fr", "« Allez-y », a lancé le maire.", "Allez-y"),
        (
            "fr",
            "Le maire dit avoir « tout fait pour informer les habitants ».",
            "avoir « tout fait pour informer les habitants »",
        ),
        ("en", "The bank said prices could rise 10%.", "prices could rise 10%"),
        ("en", "The bank said it paid a fee (about $6).", "it paid a fee (about $6)"),
        (
            "en",
            "He said that there was “no reason for pessimism”.",
            "there was “no reason for pessimism”",
        ),
        ("en", "“No reason for pessimism”, he said.", "No reason for pessimism"),
        (
            "en",
            "WASHINGTON (AP) — A man was hurt in a fire, police said.",
            "A man was hurt in a fire",
        ),
        (
            "fr",
            "KIEV, 31 oct (AFP) – La route est coupée, a dit la police.",
            "La route est coupée",
        ),
        ("en", "Analysts say that’s unlikely to change.", "that’s unlikely to change"),
        ("fr", "L’ONU avait fait état de 51 morts.", "51 morts"),
        (
            "en",
            "According to Mr Reed, who spoke on Monday, the bridge is safe.",
            "the bridge is safe",
        ),
        (
            "fr",
            "Selon un rapport, que nous avons lu, le pont ne présente aucun danger.",
            "le pont ne présente aucun danger",
        ),
        (
            "en",
            "Dmitry Peskov, asked on what terms it might return, said they were known.",
            "they were known",
        ),
    ],
)
def test_where_the_words_begin_and_end(language: str, line: str, content: str) -> None:
    found, _ = read(language, line)
    assert words(line, found[-1]) == content


@pytest.mark.parametrize(
    ("language", "line", "speakers"),
    [
        (
            "fr",
            "Le préfet a déclaré : « Tout va bien. » « Ce rapport est vieux », tacle Anne Petit.",
            ["préfet", "Anne Petit"],
        ),
        ("fr", "« C’est une faute », assène Anne Petit.", ["Anne Petit"]),
        ("fr", "« C’est une faute », bougonne-t-il.", ["-"]),
        (
            "fr",
            "Le préfet a déclaré : « Tout va bien. » « C’est faux », bougonne Anne Petit.",
            ["préfet", "Anne Petit"],
        ),
        (
            "en",
            "Amy Cole said: “All is well.” “The report is old,” harrumphed Ann Bee.",
            ["Amy Cole", "Ann Bee"],
        ),
        (
            "en",
            "“It’s late,” Sgt. Amy Cole said. “Go home,” Cllr. Ann Bee said.",
            ["Amy Cole", "Ann Bee"],
        ),
        (
            "fr",
            "« C’est faux », a affirmé à la télévision son porte-parole, le colonel Ali Sow.",
            ["Ali Sow"],
        ),
        ("en", "The study found the drug was safe. Ann Lee found the cat.", ["study"]),
        (
            "en",
            "According to a memo obtained by the paper, officials had concluded — wrongly, as it "
            "turned out — that the call never happened.",
            ["memo"],
        ),
        ("fr", "Anne Morel, du parti Horizon : « Nous gagnerons le scrutin. »", ["Anne Morel"]),
        (
            "fr",
            "Israël, par la bouche de son Premier ministre, Yaïr Lapid, a averti qu’il agirait.",
            ["Israël"],
        ),
    ],
)
def test_whose_words_they_are(language: str, line: str, speakers: list[str]) -> None:
    found, known = read(language, line)
    assert [known[each.speaker].name if each.speaker else "-" for each in found] == speakers


@pytest.mark.parametrize(
    ("language", "line", "content"),
    [
        ("en", "“I thought it was over”: man tells of bridge collapse", "I thought it was over"),
        ("fr", "« J’ai cru que c’était fini » : un homme raconte", "J’ai cru que c’était fini"),
    ],
)
def test_a_headline_after_its_quotation_is_the_narrators(
    language: str, line: str, content: str
) -> None:
    found, _ = read(language, line, "headline")
    assert words(line, found[0]) == content


def test_those_who_are_told_something_do_not_say_it() -> None:
    text = "Residents are now being told it will be hours until they are allowed back in."
    blocks = (Block(role="paragraph", text=text),)
    found, _ = statements(Article(id="t", name="t", language="en", blocks=blocks))
    assert [each.speaker for each in found] == [None]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Friday, they left in haste, saying the plan was dead."),
        ("fr", "Vendredi, ils ont publié une vidéo, affirmant que le plan était mort."),
    ],
)
def test_a_day_is_nobody_who_speaks(language: str, text: str) -> None:
    blocks = (Block(role="paragraph", text=text),)
    found, _ = statements(Article(id="t", name="t", language=language, blocks=blocks))
    words = [text[each.source[0].start : each.source[0].end] for each in found if each.source]
    assert words in (["they"], ["ils"])
