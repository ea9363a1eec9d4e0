"""What is a standfirst and what is not, by place and shape, on pages without class names."""

from __future__ import annotations

import pytest

from ondit.model import Article, Page
from ondit.page.read import read

LEAD = "The wheel will turn again before the end of the year, and the village will own half of it."
BODY = (
    "<p>The council rejected on Thursday evening, by twelve votes to nine, the sale of the mill "
    "that three buyers had promised to set to work again.</p>"
    "<p>“We have waited for eleven years,” said the mayor, Anne Colby, after the vote, and asked "
    "everybody who had come to stay for a glass of cider.</p>"
    "<p>The three buyers left without a word. Their lawyer said that they would think about what "
    "to do next, and that nothing was excluded.</p>"
)


def article(inside: str, *, description: str = "") -> Article:
    head = f'<title>The mill stays</title><meta name="description" content="{description}">'
    page = (
        f"<html><head>{head}</head><body><div><h1>The mill stays</h1>{inside}</div></body></html>"
    )
    return read(Page(name="page", body=page.encode()))


@pytest.mark.parametrize(
    "inside",
    [
        f"<div>{LEAD}</div><div>By Ida Roux</div><div>{BODY}</div>",
        f"<div>12 March 2026</div><div>{LEAD}</div><div>By Ida Roux</div><div>{BODY}</div>",
        f"<h2>{LEAD}</h2><div>By Ida Roux</div><div>{BODY}</div>",
        f"<div>By Ida Roux</div><div><p><b>{LEAD}</b></p>{BODY}</div>",
    ],
)
def test_a_standfirst_by_its_place_and_shape(inside: str) -> None:
    given = article(inside)
    assert given.standfirst == LEAD
    assert next(block.text for block in given.blocks if block.role == "paragraph").startswith(
        "The c"
    )


@pytest.mark.parametrize("place", ["", "Fenbridge. "])
def test_a_first_paragraph_of_another_make(place: str) -> None:
    lead = f'<p class="z1">{place}{LEAD}</p>'
    inside = f"<div>By Ida Roux</div><div>{lead}{BODY}</div>"
    assert article(inside, description=LEAD).standfirst == place + LEAD
    assert article(inside).standfirst is None


def test_bold_lines_of_one_make_are_one_standfirst() -> None:
    second = "Three buyers leave without a word, and one of them without his hat."
    lines = f"<p><b>{LEAD}</b></p><p><b>{second}</b></p>"
    given = article(f"<div>By Ida Roux</div><div>{lines}<p><b>Ida Roux</b></p>{BODY}</div>")
    assert given.standfirst == f"{LEAD} {second}"


@pytest.mark.parametrize(
    "inside",
    [
        f"<div>By Ida Roux</div><div>{BODY}</div>",
        f"<div>The mill stays and turns, the council says</div><div>By Ida Roux</div>{BODY}",
        f"<div>By Ida Roux</div><div>Some of our pages are made with a partner.</div>{BODY}",
        f"<div>By Ida Roux</div><div>{BODY}<p><b>{LEAD}</b></p>{BODY}</div>",
        f"<div>By Ida Roux</div><div>{BODY[: BODY.find('<p>“')]}<p><b>{LEAD}</b></p>{BODY}</div>",
        f"<div><b>Ida Roux</b> Ida Roux writes on rivers and mills for this paper.</div>{BODY}",
    ],
)
def test_no_standfirst(inside: str) -> None:
    assert article(inside).standfirst is None


def test_a_first_paragraph_is_none_because_the_head_repeats_it() -> None:
    first = BODY[3 : BODY.find("</p>")]
    given = article(f"<div>By Ida Roux</div><div>{BODY}</div>", description=first)
    assert given.standfirst is None
    summary = given.claimed("standfirst", "json-ld:", "meta:")
    assert summary is not None
    assert summary.value == first


def test_what_only_the_head_says_is_a_clue() -> None:
    given = article(f"<div>By Ida Roux</div><div>{BODY}</div>", description="How it came about.")
    assert given.standfirst is None
    assert [clue.value for clue in given.clues if clue.field == "standfirst"] == [
        "How it came about."
    ]


def test_a_line_below_the_headline_of_a_signed_page_needs_no_full_stop() -> None:
    line = LEAD.rstrip(".")
    assert article(f"<div>{line}</div><div>By Ida Roux</div>{BODY}").standfirst == line
    assert article(f"<div>{line}</div>{BODY}").standfirst is None
