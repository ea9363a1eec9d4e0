"""What every page of a site repeats is furniture, once other pages of the site are known."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from msgspec.structs import replace

import ondit
from ondit import cli
from ondit.model import Page
from ondit.page.read import read
from ondit.page.repeats import learned

APPEALS = {
    "en": "This paper lives on what its readers give, so help us today if you can.",
    "fr": "Ce journal vit de ce que donnent ses lecteurs, aidez-nous dès aujourd’hui.",
}
STORIES = {
    "en": [
        "The council voted on Monday to mend the bridge before the winter comes, for two million, "
        "after engineers looked at {thing} and warned that it could not wait.",
        "Work on {thing} begins in May and lasts nine weeks, the mayor told the council, and "
        "lorries will have to take the road along the river until then.",
    ],
    "fr": [
        "Le conseil a voté lundi la réparation du pont avant l’hiver, pour deux millions, après "
        "que des ingénieurs ont examiné {thing} et averti que rien ne pouvait attendre.",
        "Les travaux sur {thing} commencent en mai et durent neuf semaines, a dit la maire, "
        "et les camions devront prendre la route du fleuve jusque-là.",
    ],
}
THINGS = ["the northern pier", "the old school", "the market hall", "the water tower"]


def page(language: str, number: int, *, thing: str | None = None) -> Page:
    first, second = (
        text.format(thing=f"{thing or THINGS[number]} ({number})") for text in STORIES[language]
    )
    markup = (
        f'<html lang="{language}"><head><title>Story {number}</title>'
        f'<link rel="canonical" href="https://courier.example/{number}"></head><body>'
        f"<article><h1>Story number {number}</h1><p>{first}</p>"
        f"<p>{APPEALS[language]}</p><p>{second}</p></article></body></html>"
    )
    return Page(name=f"{number}.html", body=markup.encode())


def texts(found: ondit.Article) -> list[str]:
    return [block.text for block in found.blocks if block.role == "paragraph"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_three_pages_repeat_is_set_aside(language: str) -> None:
    known = learned(read(page(language, number)) for number in range(3))
    alone = read(page(language, 3))
    assert APPEALS[language] in texts(alone)
    told = read(replace(page(language, 3), repeats=known))
    assert texts(told) == [text for text in texts(alone) if text != APPEALS[language]]
    assert any(APPEALS[language] in each.text for each in told.furniture)


def test_two_pages_are_not_enough_and_copies_count_once() -> None:
    one, other = read(page("en", 0)), read(page("en", 1))
    copy = read(page("en", 0))
    assert learned([one, other]) == frozenset()
    assert learned([one, copy, copy, other]) == frozenset()


def test_the_order_of_the_pages_does_not_matter() -> None:
    articles = [read(page("fr", number)) for number in range(3)]
    assert len({learned(order) for order in permutations(articles)}) == 1


def test_pages_of_three_sites_are_not_one_site() -> None:
    articles = [
        replace(read(page("en", number)), site=f"paper{number}.example") for number in range(3)
    ]
    assert learned(articles) == frozenset()


def test_an_article_never_becomes_empty() -> None:
    found = read(page("en", 0))
    everything = learned(
        replace(found, blocks=(*found.blocks, *read(page("en", number)).blocks))
        for number in range(1, 4)
    )
    assert texts(read(replace(page("en", 0), repeats=everything)))


def test_trace_takes_pages_to_learn_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = tmp_path / "beside"
    beside.mkdir()
    for number in range(3):
        (beside / f"{number}.html").write_bytes(page("en", number).body)
    (tmp_path / "new.html").write_bytes(page("en", 3).body)
    new = str(tmp_path / "new.html")
    assert cli.run(["trace", new, "--lang-ui", "en"]) == cli.DONE
    assert "3 paragraphs" in capsys.readouterr().out
    assert cli.run(["trace", new, "--beside", str(beside), "--lang-ui", "en"]) == cli.DONE
    assert "2 paragraphs" in capsys.readouterr().out
