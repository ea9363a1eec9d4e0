"""What a text betrays: words of another language left in it, and another language's marks."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from ondit.lang import known
from ondit.lineage.calques import calques
from ondit.lineage.origin import origin
from ondit.lineage.residue import residues, vocabulary
from ondit.lineage.typography import habits
from ondit.model import Article, Block, Evidence, Role
from ondit.text import normalise


def page(text: str, language: str, role: Role = "paragraph") -> Article:
    """Make an article of one block."""
    return Article(id="a", name="a", language=language, blocks=(Block(role=role, text=text),))


def shown(article: Article, piece: Evidence) -> str:
    """Give the words that ``piece`` points to."""
    span = piece.spans[0]
    return article.blocks[span.block].text[span.start : span.end]


# --------------------------------------------------------------------------------------------
# Words left in square brackets


@pytest.mark.parametrize(
    ("language", "text", "strength", "source"),
    [
        ("fr", "« Si [Prime Minister Jane] Roe gagne, c’est la fin », dit-il.", "strong", "en"),
        ("fr", "« Ils [the rebels] ont pris la ville dans la nuit », dit-elle.", "strong", "en"),
        ("fr", "« C’est à eux [Ukrainians] de dire ce qui est le mieux. »", "strong", "en"),
        ("fr", "Le chef de la garde [who was absent] a écrit à la ville.", "medium", "en"),
        ("fr", '"Nous avons vu [Mayor Roe and his wife] dans la rue", dit-il.', "strong", "en"),
        ("en", "“If [le Premier ministre] Roe wins, it is the end,” he said.", "strong", "fr"),
        ("en", "“They [les rebelles] took the town in the night,” the mayor said.", "weak", "fr"),
        ("en", "“They [dans le nord] took the town in the night,” the mayor said.", "strong", "fr"),
        ("en", "“They [ceux qui ont la clé] took the town,” the mayor said.", "strong", "fr"),
        ("en", "“They [les gens de la côte] took the town,” the mayor said.", "medium", "fr"),
        ("en", "The head of the guard [qui était absent] wrote to the town.", "medium", "fr"),
    ],
)  # fmt: skip
def test_brackets_in_another_language(
    language: str, text: str, strength: str | None, source: str | None
) -> None:
    article = page(text, language)
    found = residues(article)
    assert [(piece.kind, piece.strength, piece.language) for piece in found] == (
        [("bracketed-residue", strength, source)] if strength else []
    )
    assert all(shown(article, piece).startswith("[") for piece in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "« Nous avons [sic] gagné […] la guerre [...] dans la nuit [1] », a dit le maire."),
        ("fr", "« Il [le président russe] ne veut pas de la paix », a dit le maire."),
        ("fr", "« Il [Vladimir Poutine] ne veut pas de la paix », a dit le maire."),
        ("fr", "« Elle [la Bank of America] est dans la ville », a dit le maire."),
        ("fr", "« Lisez-le [dans le New York Times] chez vous », a dit le maire."),
        ("fr", "« Le vol [d’American Airlines] est en retard », a dit le maire."),
        ("fr", "« Le vol [American Airlines] est en retard », a dit le maire."),
        ("fr", "« Le film [Game of Thrones] est dans la liste de la semaine », a dit le maire."),
        ("fr", "« We will [never] leave the town of our fathers », a dit le maire."),
        ("fr", "« We are [the people] of this town », a dit le maire, en anglais dans le texte."),
        ("fr", "« Le [President] Roe est dans la ville », a dit le maire."),
        ("fr", "[video https://www.example.org/the-town-and-its-mayor width=500] et la suite de"),
        ("fr", "[Live] Suivez le match de la soirée avec la rédaction."),
        ("fr", "Le fichier [the_file.txt] est dans le dossier de la ville."),
        ("en", "“He [the Russian president] does not want a peace,” said the mayor."),
        ("en", "“He [Emmanuel Macron] does not want a peace,” said the mayor."),
        ("en", "“It [Le Monde] is on the table of the mayor,” she said."),
        ("en", "“It [the Banque de France] is on the list of the mayor,” she said."),
        ("en", "“Nous [Français] sommes les enfants de la ville,” she said."),
        ("en", "“We had [a coup d’état] in the town,” she said."),
        ("en", "“We had [coup d’état] in the town,” she said."),
        ("en", "“He [de Gaulle] was in the town,” she said of it."),
        ("en", "“It [Le Tour de France] was in the town,” she said of it."),
        ("en", "“He [sic] went to [redacted] with us,” she said [laughs]."),
    ],
)  # fmt: skip
def test_brackets_that_say_nothing(language: str, text: str) -> None:
    assert residues(page(text, language)) == []


# --------------------------------------------------------------------------------------------
# Words left in running text


@pytest.mark.parametrize(
    ("language", "text", "strength"),
    [
        ("fr", "Il a dit que they would not sign the paper avant la fin de la semaine.", "strong"),
        ("fr", "Les gens de la ville ont dit that the mayor est parti dans la nuit.", "weak"),
        ("fr", "Les gens de la ville ont dit that they had à partir dans la nuit.", "medium"),
        ("fr", "Les habitants and les commerçants de la ville sont inquiets.", "weak"),
        ("en", "She said that dans le cadre de la réforme the town would get a bridge.", "strong"),
        ("en", "The people of the town said qui était avec lui when the mayor left.", "strong"),
    ],
)  # fmt: skip
def test_stretches_in_another_language(language: str, text: str, strength: str) -> None:
    article = page(text, language)
    found = residues(article)
    assert [(piece.kind, piece.strength) for piece in found] == [("residue", strength)]
    assert found[0].language in set(known()) - {language}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le groupe Rage Against the Machine a joué dans la ville avec les Rolling Stones."),
        ("fr", "La série Orange is the new black est dans la liste de la semaine."),
        ("fr", "Il a lu The Lord of the Rings et Pride and Prejudice dans la même semaine."),
        ("fr", "Le Center for Strategic and International Studies est dans la ville."),
        ("fr", "« We shall never surrender », a lancé le maire devant les habitants de la ville."),
        ("fr", "Il a crié “the winner takes it all” devant les habitants de la ville."),
        ("fr", "Le principe du pollueur (in English: the polluter must pay) est dans la loi."),
        ("fr", "Un produit made in France, ready to wear et last but not least dans le vent."),
        ("fr", "C’est la course au off dans les rues, le must pour les fans de la ville."),
        ("fr", "Un rendez-vous off the record avec le maire de la ville et les élus."),
        ("fr", "Le but de la réforme est de mettre fin au fast-food dans les écoles."),
        ("fr", "Read the full story on our site."),
        ("fr", "Il est né en l’an 2000 et il a son chat, son car et ses amis."),
        ("en", "The sous chef made the soupe du jour for the people of the town."),
        ("en", "It was a fait accompli, a tour de force and the raison d’être of the party."),
        ("en", "Charles de Gaulle met the mayor of Aix-en-Provence at the Gare du Nord."),
        ("en", "Oscar de la Hoya and Maria de los Angeles came to the town with the mayor."),
        ("en", "“Nous ne sommes pas dans le même camp,” he told the people in the square."),
        ("en", "The film Les quatre cents coups was shown in the town with a talk by the mayor."),
        ("en", "The paper Le Monde and the magazine Jours de France were on the table."),
        ("en", "The race is at 3 p.m. EST on the son of the plus size car pour."),
        ("en", "She sat in La La Land and read Les Misérables to us in the night."),
    ],
)  # fmt: skip
def test_foreign_words_that_belong_there(language: str, text: str) -> None:
    assert residues(page(text, language)) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_ordinary_news_is_silent(data: Path, language: str) -> None:
    path = data / "whence" / "distractors" / f"{language}.jsonl"
    if not path.is_file():
        pytest.skip("the news texts are not here")
    told = Counter(origin(news(json.loads(line), language)).reading for line in lines(path))
    assert told["nothing"] >= 0.99 * told.total()


def lines(path: Path) -> list[str]:
    """Give some hundred lines of a file, spread over it, so that the test takes no time."""
    every = path.read_text(encoding="utf-8").splitlines()
    return every[:: max(1, len(every) // 100)]


def news(row: dict[str, str], language: str) -> Article:
    """Make an article of a news text, a paragraph for each line."""
    texts = [normalise(line) for line in row["text"].splitlines()]
    blocks = tuple(Block(role="paragraph", text=text) for text in texts if text)
    return Article(id=row["id"], name=row["id"], language=language, blocks=blocks)


@pytest.mark.parametrize("role", ["caption", "table", "embed", "credit"])
def test_only_told_text_is_looked_at(role: Role) -> None:
    text = "Le maire a dit que they would not sign the paper avant la fin de la semaine."
    assert residues(page(text, "fr", role)) == []
    assert habits(page("La ville a 5,000 habitants.", "fr", role)) == []


@pytest.mark.parametrize("code", known())
def test_a_telling_word_is_no_word_of_the_other_language(code: str) -> None:
    for other in set(known()) - {code}:
        assert vocabulary(code, other).telling
        assert not vocabulary(code, other).telling & vocabulary(other, code).small


# --------------------------------------------------------------------------------------------
# Typography


@pytest.mark.parametrize(
    ("language", "habit", "text"),
    [
        ("fr", "stop-inside", "Il parle de guerre « par procuration, » et la ville se tait."),
        ("fr", "stop-inside", "Il affirme que « la ville n’est pas une partie au conflit. »"),
        ("fr", "stop-inside", "Il parle de guerre “par procuration,” et la ville se tait."),
        ("fr", "thousands", "La ville compte 5,000 habitants."),
        ("fr", "thousands", "La ville compte 1,245,312 habitants."),
        ("fr", "decimals", "Le chômage monte à 7.5 % dans la région."),
        ("fr", "decimals", "Un budget de 2.5 millions pour la ville."),
        ("fr", "currency-place", "Le pont a coûté $5 millions à la ville."),
        ("fr", "clock", "La séance commence à 3 p.m. dans la grande salle."),
        ("fr", "clock", "La séance commence à 10:30 am dans la grande salle."),
        ("fr", "capital-days", "Il est né le 18 Juin 1918 dans la ville."),
        ("en", "quotation-marks", "The mayor said «we will leave» to the people of the town."),
        ("en", "thousands", "The town has 10 000 people."),
        ("en", "thousands", "The town has 1.245.312 people."),
        ("en", "decimals", "Unemployment is at 7,5 % in the region."),
        ("en", "currency-place", "The bridge cost the town 500 € a day."),
        ("en", "clock", "The meeting begins at 15h30 in the great hall."),
        ("en", "spaced-marks", "What a day ! And who is there ?"),
    ],
)  # fmt: skip
def test_habits_of_another_language(language: str, habit: str, text: str) -> None:
    found = habits(page(text, language))
    assert [piece.facts["habit"] for piece in found] == [habit]
    assert {piece.strength for piece in found} == {"weak"}
    assert {piece.language for piece in found} == set(known()) - {language}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Il a dit : « La ville n’est pas une partie au conflit. »"),
        ("fr", "« La ville n’est pas une partie au conflit. » Le maire est catégorique."),
        ("fr", "Il a dit que « la ville n’est pas une partie au conflit »."),
        ("fr", "Il le dit : « Oui. Je pars. » Et il part."),
        ("fr", "La ville compte 5 000 habitants, soit 2,5 % de plus, pour 3,125 km."),
        ("fr", "La version 2.5 est sortie à 10.30, voir www.exemple.org/2.5 ou 192.168.1.1."),
        ("fr", "Le pont a coûté 5 millions de dollars, ou 4 $ par habitant."),
        ("fr", "La séance commence à 15h30, à 15 h 30 ou à 15:30, le mardi 2 juin."),
        ("fr", "Mardi 2 juin, la place du Mardi gras et Vendredi, le compagnon de Robinson."),
        ("fr", "Attention ! Qui est là ? Ceci ; cela : rien."),
        ("fr", "Les “guillemets anglais” et les \"droits\" sont partout."),
        ("en", "“We will leave,” he said. “Now.” It was “the end.”"),
        ("en", "The town has 10,000 people, 2.5% more, and version 1.2.3."),
        ("en", "The bridge cost $500 and €400 a day, at 3 p.m. or 15:30."),
        ("en", "In May 2010 300 people came; bulbs were lit at 5 A, 2,5 and 7."),
        ("en", "What a day! Who is there? :) This ; that"),
        ("en", "On Monday 2 June, in 4K and 15 hours of 20 hp."),
    ],
)  # fmt: skip
def test_habits_of_its_own_are_no_sign(language: str, text: str) -> None:
    assert habits(page(text, language)) == []


@pytest.mark.parametrize(
    ("language", "headline", "foreign"),
    [
        ("fr", "Le Maire de la Ville Présente un Budget Record Devant le Conseil", True),
        ("fr", "Le maire de la ville présente un budget record devant le conseil", False),
        ("fr", "LE MAIRE DE LA VILLE PRÉSENTE UN BUDGET RECORD DEVANT LE CONSEIL", False),
        ("fr", "Emmanuel Macron reçoit Olaf Scholz, Giorgia Meloni et Pedro Sánchez", False),
        ("en", "Mayor of the Town Presents a Record Budget Before the Council", False),
        ("en", "Mayor of the town presents a record budget before the council", False),
    ],
)
def test_capitals_of_headlines(language: str, headline: str, foreign: bool) -> None:
    found = habits(page(headline, language, "headline"))
    assert [piece.facts["habit"] for piece in found] == (["headline-capitals"] if foreign else [])


# --------------------------------------------------------------------------------------------
# Turns of phrase


@pytest.mark.parametrize(
    ("language", "text", "clause"),
    [
        ("fr", "« Nous partirons demain », il a dit.", "il a dit"),
        ("fr", "« Nous partirons demain, » elle a dit.", "elle a dit"),
        ("fr", "« Nous partirons demain, » a-t-elle dit.", None),
        ("fr", "“Nous partirons demain”, elles ont ajouté, avant la nuit.", "elles ont ajouté"),
        ("fr", '"Nous partirons demain", elle a conclu.', "elle a conclu"),
        ("fr", "« Nous partirons demain », a-t-il dit.", None),
        ("fr", "« Nous partirons demain », a dit le maire.", None),
        ("fr", "« Nous partirons demain », qu’il a dit.", None),
        ("fr", "« Nous partirons demain ». Il a dit non.", None),
        ("fr", "Après « le départ », il a dit que la ville se taisait.", None),
        ("fr", "Il a dit : « Nous partirons demain. »", None),
        ("en", "“We will leave tomorrow,” he said.", None),
        ("en", "“We will leave tomorrow”, he said.", None),
    ],
)
def test_the_order_of_words_after_a_quotation(language: str, text: str, clause: str | None) -> None:
    article = page(text, language)
    found = calques(article)
    assert [shown(article, piece) for piece in found] == ([clause] if clause else [])
    assert all((piece.kind, piece.strength) == ("calque", "weak") for piece in found)


def test_three_habits_together_are_medium() -> None:
    text = "La ville compte 5,000 habitants, à 3 p.m., pour $5 millions."
    assert {piece.strength for piece in habits(page(text, "fr"))} == {"medium"}
    assert len(habits(page(text, "fr"))) == 3


def test_a_habit_kept_throughout_is_medium() -> None:
    once = "Il parle « par procuration, » et la ville se tait. "
    assert [piece.strength for piece in habits(page(once * 2, "fr"))] == ["weak"]
    assert [piece.strength for piece in habits(page(once * 3, "fr"))] == ["medium"]
    figures = "La ville compte 5,000 habitants. " * 4
    assert [piece.strength for piece in habits(page(figures, "fr"))] == ["weak"]


def test_an_unknown_language_betrays_nothing() -> None:
    assert habits(page("La ville compte 5,000 habitants.", "de")) == []
    assert residues(page("La ville the and of dans les est une.", "de")) == []
