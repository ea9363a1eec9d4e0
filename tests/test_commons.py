"""A passage that several unrelated pages bear at an edge is no kinship; what is news in them is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from ondit import Corpus, Page
from ondit.engine.inline import Inline
from ondit.lineage.commons import commons
from ondit.lineage.compare import compare
from ondit.lineage.stories import stories
from ondit.model import Article, Block, Derivation
from ondit.pipeline import trace
from ondit.text import digest

CODES = ("en", "fr")
# Notices that name and count, so that two pages alone do not show what they are.
ABOUT = {
    "en": (
        "Northgate was founded in Leeds in 1931 and employs 4,200 people in six countries.",
        "Its brands, Miller's Oats, Tansy and Old Fenland, are sold in 19,000 shops.",
        "Northgate had sales of 1.1 billion pounds in 2023 and is listed in London.",
    ),
    "fr": (
        "Fondé à Lille en 1931, le groupe Nordporte emploie 4 200 personnes dans six pays.",
        "Ses marques Avoine Meunier, Tanaisie et Vieux Marais sont vendues dans 19 000 magasins.",
        "Nordporte a réalisé 1,1 milliard d'euros de ventes en 2023 et est coté à Paris.",
    ),
}
OWN = {
    "en": (
        (
            "Snow closed the pass above Kessel for a third night.",
            "Two lorries were left where they stood and their drivers walked down.",
            "The road office hopes to clear the upper bends by Friday.",
            "Villagers carried soup to those who waited in the school.",
            "No such winter has been written down since the road was built.",
        ),
        (
            "A choir of two hundred sang under the dome on Sunday.",
            "Tickets had been gone since autumn and the aisles were full.",
            "The second half began late because a singer had fainted.",
            "She was back on her feet for the last chorus.",
            "The organ will now be silent for a year of repairs.",
        ),
        (
            "Beekeepers in the valley count one hive in five as lost.",
            "A mite that came with bought queens is thought to be the cause.",
            "The county offers to burn the frames without charge.",
            "Some keepers would rather treat them with acid and wait.",
            "Honey from the heath will be scarce next summer.",
        ),
    ),
    "fr": (
        (
            "La neige a fermé le col au-dessus de Kessel pour la troisième nuit.",
            "Deux camions sont restés sur place et leurs chauffeurs sont descendus à pied.",
            "La voirie espère dégager les derniers lacets d'ici à vendredi.",
            "Les villageois ont porté de la soupe à ceux qui attendaient dans l'école.",
            "On n'a pas noté pareil hiver depuis la construction de la route.",
        ),
        (
            "Un chœur de deux cents voix a chanté dimanche sous la coupole.",
            "Les places étaient parties dès l'automne et les allées étaient pleines.",
            "La seconde partie a commencé tard parce qu'une chanteuse avait eu un malaise.",
            "Elle était de nouveau debout pour le dernier chœur.",
            "L'orgue va maintenant se taire pour un an de travaux.",
        ),
        (
            "Les apiculteurs de la vallée comptent une ruche sur cinq comme perdue.",
            "Un acarien venu avec des reines achetées en serait la cause.",
            "Le département propose de brûler les cadres sans frais.",
            "Certains préfèrent les traiter à l'acide et attendre.",
            "Le miel de bruyère sera rare l'été prochain.",
        ),
    ),
}
# A dispatch that papers put behind words of their own on the same thing.
DISPATCH = {
    "en": (
        "The ferry Aurora ran aground off Lorne on Monday with 312 passengers on board.",
        "Captain Erik Sand said that a buoy had broken loose in the storm.",
        "All passengers were taken to Lorne by the lifeboats of three villages.",
        "The ministry of transport in Carrick opened an inquiry on Tuesday.",
    ),
    "fr": (
        "Le bac Aurore s'est échoué lundi devant Lorne avec 312 passagers à bord.",
        "Le commandant Erik Sand a dit qu'une bouée s'était détachée dans la tempête.",
        "Tous les passagers ont été menés à Lorne par les canots de trois villages.",
        "Le ministère des Transports à Carrick a ouvert une enquête mardi.",
    ),
}
LOCAL = {
    "en": (
        "Families from {0} waited for the Aurora on the quay at Lorne until dawn.",
        "Nobody from {0} among the passengers of the ferry was hurt.",
        "The mayor of {0} wants to speak with the ministry in Carrick.",
        "Lifeboats of {0} stood by while Captain Sand stayed on board.",
        "The school of {0} opened its hall for passengers of the Aurora.",
    ),
    "fr": (
        "Des familles de {0} ont attendu l'Aurore sur le quai de Lorne jusqu'à l'aube.",
        "Personne de {0} n'est blessé parmi les passagers du bac.",
        "Le maire de {0} veut parler avec le ministère à Carrick.",
        "Les canots de {0} se tenaient prêts tandis que le commandant Sand restait à bord.",
        "L'école de {0} a ouvert sa salle aux passagers de l'Aurore.",
    ),
}


def article(code: str, texts: Sequence[str]) -> Article:
    blocks = tuple(Block(role="paragraph", text=text) for text in texts)
    return Article(id=digest(code, *texts), name=texts[0], language=code, blocks=blocks)


def compared(pages: Sequence[Article]) -> list[Derivation]:
    return [compare(one, other) for one, other in combinations(pages, 2)]


@pytest.mark.parametrize("where", ["beginning", "end", "one of each"])
@pytest.mark.parametrize("code", CODES)
def test_what_three_strangers_bear_at_an_edge_is_no_kinship(code: str, where: str) -> None:
    pages = []
    for number, own in enumerate(OWN[code]):
        first = where == "beginning" or (where == "one of each" and number == 1)
        pages.append(article(code, [*ABOUT[code], *own] if first else [*own, *ABOUT[code]]))
    records = compared(pages)
    assert any(one.kind != "independent" for one in records)  # two alone do not show it
    assert commons(records) == {one.id for one in records}


@pytest.mark.parametrize("code", CODES)
def test_of_two_pages_nobody_can_say_so(code: str) -> None:
    pages = [article(code, [*own, *ABOUT[code]]) for own in OWN[code][:2]]
    (record,) = compared(pages)
    assert record.kind != "independent"
    assert commons([record]) == frozenset()
    assert any(one.kind == "passage-at-the-edge" for one in record.evidence)


@pytest.mark.parametrize("code", CODES)
def test_a_copy_is_kept_beside_what_strangers_share(code: str) -> None:
    pages = [article(code, [*own, *ABOUT[code]]) for own in OWN[code]]
    copy = article(code, [*OWN[code][0], *ABOUT[code], OWN[code][1][0]])
    records = compared([*pages, copy])
    formulas = commons(records)
    kept = [one for one in records if one.id not in formulas]
    assert [{one.one, one.other} for one in kept] == [{pages[0].id, copy.id}]


@pytest.mark.parametrize("code", CODES)
def test_a_dispatch_behind_what_papers_say_of_it_makes_a_story(code: str) -> None:
    towns = ("Abbot", "Brill", "Corran", "Dunmore", "Elgin", "Fern")
    pages = [
        article(code, [*(line.format(town) for line in LOCAL[code]), *DISPATCH[code]])
        for town in towns
    ]
    # Each in its own words but for the dispatch: the local lines differ by more than the town.
    pages = [
        article(code, [block.text for block in page.blocks][number % 3 :])
        for number, page in enumerate(pages)
    ]
    records = compared(pages)
    assert all(one.kind != "independent" for one in records)
    formulas = commons(records)
    assert not formulas
    (story,) = stories(pages, records)
    assert len(story.articles) == len(towns)


def test_thirty_copies_of_a_story_are_a_story() -> None:
    text = [*DISPATCH["en"], *OWN["en"][0]]
    pages = [article("en", [*text, f"Seen by the desk of paper {n}."]) for n in range(30)]
    records = compared(pages)
    assert commons(records) == frozenset()
    assert all(one.kind == "copy" for one in records)


def saved(number: int, texts: Sequence[str], code: str) -> Page:
    body = "".join(f"<p>{text}</p>" for text in texts)
    html = f"<html lang={code}><body><article><h1>Page {number}</h1>{body}</article></body></html>"
    return Page(name=f"{number}.html", url=f"https://a.example/{number}", body=html.encode())


@pytest.mark.parametrize("code", CODES)
def test_a_corpus_says_the_same_in_any_order_and_takes_it_back(code: str, tmp_path: Path) -> None:
    pages = [saved(n, [*own, *ABOUT[code]], code) for n, own in enumerate(OWN[code])]
    for name, order in (("there", pages), ("back", pages[::-1])):
        with Corpus(tmp_path / f"{name}.ondit") as corpus:
            for one in order[:2]:
                corpus.add([one], engine=Inline())
            assert corpus.counts().derivations == len(list(corpus.derivations())) == 1
            corpus.add(order[2:], engine=Inline())
            assert corpus.counts().derivations == len(list(corpus.derivations())) == 0
            assert not list(corpus.stories())
            corpus.forget(pages[1].url or "")
            assert corpus.counts().derivations == len(list(corpus.derivations())) == 1


def test_pages_traced_together_are_told_apart() -> None:
    pages = [saved(n, [*own, *ABOUT["en"]], "en") for n, own in enumerate(OWN["en"])]
    assert len(trace(pages[:2]).derivations) == 1
    told = trace(pages)
    assert told.derivations == ()
    assert told.stories == ()
