"""Who wrote a page, from small pages of which each shows one way to sign."""

import pytest

from ondit.model import Page
from ondit.page.read import read

LINE = (
    "The mill by the river stays open this winter, the council said on Monday, since the town has"
    " found the money for a new wheel and two more years of rent."
)
TEXT = f"<p>{LINE}</p>" * 5


def authors(*, head: str = "", above: str = "", below: str = "") -> tuple[str, ...]:
    """Give the authors of a page with ``above`` and ``below`` its text."""
    body = (
        f"<html><head><title>The mill stays</title>{head}</head><body><div class='x1'>"
        f"<h1>The mill stays</h1>{above}{TEXT}{below}</div></body></html>"
    )
    return read(Page(name="page", body=body.encode())).authors


def data(author: str) -> str:
    """Give JSON-LD with ``author``."""
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle",'
        f' "headline": "The mill stays", "author": {author}}}</script>'
    )


@pytest.mark.parametrize(
    ("head", "people"),
    [
        (
            '<meta property="article:author" content="https://fen.example/profile/ida-roux">',
            ("Ida Roux",),
        ),
        ('<meta property="article:author" content="https://www.facebook.com/fen">', ()),
        (
            '<meta name="twitter:label1" content="Écrit par">'
            '<meta name="twitter:data1" content="Ida Roux">',
            ("Ida Roux",),
        ),
        (
            '<meta name="twitter:label1" content="Reading time">'
            '<meta name="twitter:data1" content="Two Minutes">',
            (),
        ),
        ('<meta name="cXenseParse:author" content="Ida Roux">', ("Ida Roux",)),
        ('<meta name="smartbanner:author" content="Fen Media">', ()),
        (
            '<meta name="author" content="Fen Publishing">'
            '<meta property="article:author" content="Ida Roux">',
            ("Fen Publishing", "Ida Roux"),
        ),
    ],
)
def test_names_of_the_head(head: str, people: tuple[str, ...]) -> None:
    assert authors(head=head) == people


@pytest.mark.parametrize(
    ("above", "people"),
    [
        ("<p>Ida Roux</p><p>12 March 2024</p>", ("Ida Roux",)),
        ("<h4><a href='/auteurs/ida-roux'>Ida Roux</a></h4>", ("Ida Roux",)),
        ("<h4>Ida Roux</h4>", ()),
        (
            "<div><a href='/profile/ida'>Ida Roux</a> and <a href='/profile/max'>Max Bel</a></div>",
            ("Ida Roux", "Max Bel"),
        ),
        ("<div class='a'>Splitscreen Mode:</div><div>2</div>", ()),
        ("<div>By</div><div>Ida Roux</div>", ("Ida Roux",)),
        ("<p>More Activity</p><p>12 March 2024</p>", ()),
        # no given name of these scripts is known, and labels of dates stand so too
        ("<div>山田太郎2024年4月13日 09時00分</div>", ()),
        ("<div>更新时间 2012年12月10日</div>", ()),
        ("<div class='author'>山田太郎</div>", ("山田太郎",)),
    ],
)
def test_a_name_without_a_lead_around_the_headline(above: str, people: tuple[str, ...]) -> None:
    assert authors(above=above) == people


@pytest.mark.parametrize(
    ("below", "people"),
    [
        ("<p>Ida Roux</p>", ("Ida Roux",)),
        ("<p>Authors: Ida Roux and Max Bel, reporters.</p>", ("Ida Roux", "Max Bel")),
        (
            f"<h3>Ida Roux</h3><p>Ida Roux is a reporter of the paper in Lyon. {LINE}</p>",
            ("Ida Roux",),
        ),
        (f"<h3>Mill Wheel</h3><p>Mill Wheel is what the town calls its new one. {LINE}</p>", ()),
        ("<div class='box'><h3>About the author</h3></div><h4>Ida Roux</h4>", ("Ida Roux",)),
        ("<p><a href='/download'>Download Wheel</a></p>", ()),
    ],
)
def test_who_signs_behind_the_text(below: str, people: tuple[str, ...]) -> None:
    assert authors(below=below) == people


def test_of_several_names_of_the_data_those_who_sign_are_kept() -> None:
    head = data('["Ida Roux", "Max Bel"]')
    line = "<p class='byline'>By Ida Roux</p>"
    assert authors(head=head, above=line) == ("Ida Roux",)
    assert authors(head=head, above=line, below="<p>Max Bel also reported.</p>") == (
        "Ida Roux",
        "Max Bel",
    )


def test_a_fuller_line_goes_before_the_data() -> None:
    assert authors(head=data('"Ida Roux"'), above="<p>By Ida Roux and Max Bel</p>") == (
        "Ida Roux",
        "Max Bel",
    )


def test_the_publisher_is_not_beside_who_signs() -> None:
    head = (
        '<meta name="author" content="Fen Nast"><meta property="article:author" content="Ida Roux">'
    )
    line = "<div class='byline'><a rel='author' href='/contributor/ida-roux'>Ida Roux</a></div>"
    assert authors(head=head, above=line, below="<footer>© Fen Nast</footer>") == ("Ida Roux",)
