"""Questions that fold out: the article's where the page's data say so."""

from __future__ import annotations

import json

import pytest

from ondit.model import BODY, Page
from ondit.page.read import read

TEXT = (
    "<p>Le pont a été fermé lundi par la mairie après la découverte de fissures, a indiqué le"
    " maire dans un communiqué publié en début de soirée, que la préfecture a confirmé.</p>"
) * 4
PAIRS = [("Quand rouvrira le pont ?", "Au printemps."), ("Qui paie ?", "La région, à moitié.")]
FOLDS = "".join(
    f"<section><div><button aria-expanded=false><span>{question}</span></button></div>"
    f"<div><div><span>{answer}</span></div></div></section>"
    for question, answer in PAIRS
)


def said(data: object, tail: str) -> list[str]:
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    page = f"<html lang=fr><head>{head}</head><body><h1>Le pont</h1><div>{TEXT}</div>{tail}</body>"
    article = read(Page(name="a.html", body=page.encode()))
    return [block.text for block in article.blocks if block.role in BODY]


def page_of(pairs: list[tuple[str, str]]) -> dict[str, object]:
    entities = [
        {
            "@type": "Question",
            "name": q,
            "acceptedAnswer": {"@type": "Answer", "text": f"<p>{a}</p>"},
        }
        for q, a in pairs
    ]
    return {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": entities}


@pytest.mark.parametrize("wrap", [lambda data: data, lambda data: {"@graph": [data]}])
def test_what_the_data_ask_and_answer_is_the_articles(wrap: object) -> None:
    assert callable(wrap)
    given = said(wrap(page_of(PAIRS)), FOLDS + "<ul><li><a href=/a>Qui paie</a></li></ul>")
    assert given[4:] == [line for pair in PAIRS for line in pair if len(line) >= 12]


@pytest.mark.parametrize(
    "data",
    [
        page_of([]),
        {"@type": "FAQPage", "mainEntity": "x"},
        {"@type": "FAQPage", "mainEntity": [1, None, {"name": 3, "acceptedAnswer": ["x"]}]},
        {"@type": "FAQPage"},
    ],
)
def test_data_that_say_nothing_keep_nothing(data: object) -> None:
    menu = "<nav><ul><li><a href=/pont>Le pont en question</a></li></ul></nav>"
    assert all("en question" not in line for line in said(data, menu))


def test_words_of_an_answer_in_a_menu_are_no_answer() -> None:
    given = said(
        page_of([("Qui paie ?", "La région, à moitié.")]), "<p><a href=/r>La région</a></p>"
    )
    assert "La région" not in given
