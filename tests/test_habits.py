"""Small words, commas and lengths tell an original from its translation, or say nothing."""

from __future__ import annotations

import pytest

from ondit.lineage.compare import compare
from ondit.lineage.habits import figures
from ondit.model import Article, Block, Pair, Span

# One story, written once in English and once in French by somebody who writes in it, each with a
# translation that keeps close to it.
ENGLISH = (
    "It's the third time this month that Harlow's trams haven't run, and people say they've had"
    " enough.",
    "Ann Dole, who's driven the Number 9 for twelve years, said she doesn't know what's wrong with"
    " the new cars, but she'd like someone to find out.",
    "They've just shut down again, she said, and passengers get off and walk over the bridge.",
    "The city's transit chief said he won't talk about the cars until he's heard back from the"
    " maker, which hasn't called.",
    "Now the council wants its money back, about nine million dollars, and a couple of members say"
    " they're ready to sue.",
    "Dole said she'd settle for a tram that starts up on a cold morning.",
)
FRENCH_OF_IT = (
    "C'est la troisième fois ce mois-ci que les tramways de la ville de Harlow n'ont pas circulé,"
    " et les gens disent qu'ils en ont assez.",
    "Ann Dole, qui conduit la ligne numéro 9 depuis maintenant douze ans, a déclaré qu'elle ne"
    " savait pas ce qui n'allait pas avec les nouvelles voitures, mais qu'elle aimerait que"
    " quelqu'un le découvre.",
    "Elles se sont encore une fois arrêtées, a-t-elle déclaré, et les passagers descendent et"
    " marchent par-dessus le pont.",
    "Le chef des transports de la ville a déclaré qu'il ne parlerait pas des voitures avant qu'il"
    " n'ait eu des nouvelles du fabricant, qui n'avait pas appelé.",
    "Maintenant, le conseil veut récupérer son argent, soit environ neuf millions de dollars, et"
    " quelques membres disent qu'ils sont prêts à intenter un procès.",
    "Dole a déclaré qu'elle se contenterait d'un tramway qui démarre par un matin froid.",
)
FRENCH = (
    "On ne compte plus, à Harlay, les tramways en panne, dont trois ce mois-ci selon la régie.",
    "Conductrice sur la ligne 9 depuis douze ans, Anne Dole s'interroge sur les nouvelles rames,"
    " sans réponse à ce jour.",
    "Mêmes arrêts, mêmes voyageurs à pied sur le pont, notamment le matin, ainsi que le constate"
    " la conductrice.",
    "Interrogé lors du conseil, le directeur des transports renvoie au constructeur, lequel reste"
    " muet.",
    "La mairie réclame le remboursement des rames, soit neuf millions d'euros, afin de sortir de"
    " l'impasse, et songe même au tribunal.",
    "Aussi la conductrice se contenterait-elle, certes, d'un démarrage par grand froid.",
)
ENGLISH_OF_IT = (
    "In Harlay, the breakdowns of the trams are no longer counted, of which three this month"
    " according to the authority.",
    "The driver of the line 9 for twelve years, Anne Dole questions herself on the new trains,"
    " without an answer to this day.",
    "The same stops, the same travellers on foot on the bridge, in particular in the morning, as"
    " is noted by the driver.",
    "Questioned by the council, the director of the transports refers to the manufacturer, which"
    " remains silent.",
    "The town hall demands the reimbursement of the trains, of the sum of nine million euros, in"
    " order to exit the impasse, and is thinking of the court.",
    "The driver would be content, certainly, with the starting of the tram by these colds.",
)

# The same, put into French by somebody who had it in a third language.
FRENCH_OF_A_THIRD = (
    "À Harlay, les pannes des tramways ne se comptent maintenant plus : il y en a eu trois pendant"
    " ce mois d'après les informations de la régie.",
    "Anne Dole, qui conduit la ligne 9 depuis douze ans, se pose des questions avec les nouvelles"
    " rames et cela presque toujours dans le silence.",
    "Il s'agit des mêmes arrêts et des mêmes personnes qui passent à pied sur le pont, par exemple"
    " dans la matinée, et cela la conductrice le remarque également.",
    "Lorsque le conseil l'a interrogé, le directeur des transports a seulement renvoyé au"
    " constructeur, et celui-ci se trouve toujours dans le silence.",
    "La mairie demande maintenant le remboursement des rames pour la somme de neuf millions"
    " d'euros, et également elle pense avec cela au tribunal.",
    "La conductrice serait cependant contente lorsque le tramway se met en marche dans le froid.",
)


def page(language: str, texts: tuple[str, ...]) -> Article:
    blocks = tuple(Block(role="paragraph", text=text) for text in texts)
    return Article(id=language + texts[0][:9], name=language, language=language, blocks=blocks)


def aligned(one: tuple[str, ...], other: tuple[str, ...]) -> list[Pair]:
    return [
        Pair(relation="same", here=(Span(n, 0, len(a)),), there=(Span(n, 0, len(b)),))
        for n, (a, b) in enumerate(zip(one, other, strict=True))
    ]


@pytest.mark.parametrize(
    ("source", "taker", "codes"),
    [(ENGLISH, FRENCH_OF_IT, ("en", "fr")), (FRENCH, ENGLISH_OF_IT, ("fr", "en"))],
)
def test_the_original_leads_whichever_language_it_is_in(
    source: tuple[str, ...], taker: tuple[str, ...], codes: tuple[str, str]
) -> None:
    a, b = page(codes[0], source), page(codes[1], taker)
    found = figures(a, b, aligned(source, taker))
    back = figures(b, a, aligned(taker, source))
    assert found is not None
    assert back is not None
    assert found.chances[0] > 0.75
    assert back.chances == pytest.approx(found.chances[::-1])


def test_two_translations_of_a_third_text_have_no_direction() -> None:
    a, b = page("en", ENGLISH_OF_IT), page("fr", FRENCH_OF_A_THIRD)
    found = figures(a, b, aligned(ENGLISH_OF_IT, FRENCH_OF_A_THIRD))
    assert found is not None
    assert max(found.chances) < 0.3
    record = compare(a, b)
    assert record.kind == "translation"
    assert not record.directed


def test_the_direction_follows_and_shows_its_words() -> None:
    a, b = page("en", ENGLISH), page("fr", FRENCH_OF_IT)
    record = compare(b, a)
    assert (record.kind, record.one, record.other) == ("translation", a.id, b.id)
    assert record.directed
    (found,) = [e for e in record.evidence if e.kind == "translation-habits"]
    assert (found.page, found.favours) == (a.id, a.id)
    shown = [a.blocks[at.block].text[at.start : at.end].lower() for at in found.spans]
    there = [b.blocks[at.block].text[at.start : at.end].lower() for at in found.there]
    assert "said" in shown
    assert "déclaré" in there


def test_a_few_sentences_and_one_language_say_nothing() -> None:
    a, b = page("en", ENGLISH[:1]), page("fr", FRENCH_OF_IT[:1])
    assert not any(e.kind == "translation-habits" for e in compare(a, b).evidence)
    english = page("en", ENGLISH)
    assert figures(english, page("en", ENGLISH_OF_IT), aligned(ENGLISH, ENGLISH_OF_IT)) is None
    assert figures(english, page("xx", FRENCH), aligned(ENGLISH, FRENCH)) is None
    assert figures(english, page("fr", FRENCH), []) is None
