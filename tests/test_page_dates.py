"""Dates as people and machines write them."""

from __future__ import annotations

from typing import Any

import pytest

from ondit.model import Article, DateClue, Page
from ondit.page import written
from ondit.page.read import read

PARAGRAPH = (
    "<p>Le conseil municipal a repoussé jeudi soir, par douze voix contre neuf, la vente "
    "du moulin, que trois repreneurs s’étaient engagés à remettre en marche avant l’hiver.</p>"
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Publié le 12 mars 2024", "2024-03-12"),
        ("le 1er août 2023 à 10h05", "2023-08-01T10:05"),
        ("mardi 5 novembre 2019", "2019-11-05"),
        ("22 févr. 2021", "2021-02-22"),
        ("June 17, 2021", "2021-06-17"),
        ("Sept. 3rd, 2018", "2018-09-03"),
        ("3 September 2018", "2018-09-03"),
        ("May 10, 2023 8:00 AM", "2023-05-10T08:00"),
        ("May 10, 2023 at 8:15 p.m.", "2023-05-10T20:15"),
        ("2023-05-10T08:00:00-04:00", "2023-05-10T08:00:00-04:00"),
        ("2023-05-10T08:00:00.123Z", "2023-05-10T08:00:00Z"),
        ("18/04/2023 à 16h20", "2023-04-18T16:20"),
        ("04/18/2023", "2023-04-18"),
        ("12.03.2024", "2024-03-12"),
        ("2024/03/12", "2024-03-12"),
        ("Thursday 24th November 2022", "2022-11-24"),
        ("Oct 27, 2021, 07:00 ET", "2021-10-27T07:00"),
        ("PUBLISHED: 08:31, 8 July 2023", "2023-07-08T08:31"),
        ("Mis à jour: 08:03 12.01.2021", "2021-01-12T08:03"),
        ("Sat, 19 Oct 2019 00:04:00 +0200", "2019-10-19T00:04+02:00"),
        ("Sat, 19 Oct 2019 00:04:00 GMT", "2019-10-19T00:04Z"),
        ("2019年3月5日（火） 08時15分", "2019-03-05T08:15"),
        ("2026년 1월 29일", "2026-01-29"),
        ("5. November 2021, 10:39", "2021-11-05T10:39"),
    ],
)
def test_a_date(text: str, value: str) -> None:
    assert [found for _, _, found in written.dates_in(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "04/05/2023",
        "31 février 2022",
        "29 février 2019",
        "February 29, 1900",
        "32 mars 2024",
        "le 12 mars",
        "2024",
        "version 1.2.2020.4",
        "in 2019. 12. 45 people came",
        "May you live in 2024",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert written.dates_in(text) == []


def article(head: str = "", inside: str = "", **facts: Any) -> Article:
    title = "Le moulin ne sera pas vendu"
    html = (
        f"<html><head><title>{title}</title>{head}</head>"
        f"<body><h1>{title}</h1>{inside}{PARAGRAPH * 3}</body></html>"
    )
    return read(Page(name="page", body=html.encode(), **facts))


def test_a_declared_date_goes_before_a_visible_one() -> None:
    given = article(
        '<meta property="article:published_time" content="2024-03-12T07:30:00+01:00">',
        "<p>Publié le 13 mars 2024</p>",
    )
    assert given.published is not None
    assert (given.published.value, given.published.seen_in) == (
        "2024-03-12T07:30:00+01:00",
        "meta:article:published_time",
    )
    assert {clue.value for clue in given.dates} == {"2024-03-12T07:30:00+01:00", "2024-03-13"}


def test_an_announced_date_is_trusted_and_a_bare_one_is_not() -> None:
    announced = article(inside="<p>Publié le 13 mars 2024</p>").published
    bare = article(inside="<p>13 mars 2024</p>").published
    assert announced is not None
    assert bare is not None
    assert (announced.trusted, announced.why) == (True, "labelled")
    assert (bare.trusted, bare.why) == (False, "near-headline")


@pytest.mark.parametrize(
    ("language", "line", "value"),
    [
        ("fr", "Mis à jour le 11/02/2023 à 19:42", "2023-02-11T19:42"),
        ("", "Mis à jour le 11/02/2023 à 19:42", "2023-02-11T19:42"),
        ("en", "Updated on 11/02/2023 at 19:42", None),
    ],
)
def test_figures_are_read_in_the_order_of_the_language(
    language: str, line: str, value: str | None
) -> None:
    body = f"<html lang='{language}'><h1>Le moulin</h1><p>{line}</p>{PARAGRAPH * 3}</html>"
    modified = read(Page(name="page", body=body.encode())).modified
    assert (modified and modified.value) == value


def test_a_byline_below_the_first_line_may_bear_the_date() -> None:
    byline = "<p>Par Ida Roux | 24 novembre 2022</p>"
    first = "<p class='sub'>La vente était pourtant promise</p>"
    given = article(inside=f"{first}{byline}").published
    assert given is not None
    assert given.value == "2022-11-24"


def test_a_changed_date_is_not_the_date_of_publication() -> None:
    given = article(inside="<p>Mis à jour le 14 mars 2024</p>")
    assert given.published is None
    assert given.modified is not None
    assert given.modified.value == "2024-03-14"


@pytest.mark.parametrize(
    "path", ["2024/03/12", "2024/mar/12", "a-b-2024-03-12", "2024/march/12", "20240312"]
)
def test_the_date_in_the_address(path: str) -> None:
    given = article(url=f"https://journal.example/{path}/moulin")
    assert given.published is not None
    assert (given.published.value, given.published.why) == ("2024-03-12", "address")


@pytest.mark.parametrize(
    ("value", "why"), [("1970-01-01T00:00:00Z", "placeholder"), ("2030-01-01", "after-fetched")]
)
def test_dates_that_cannot_be_are_kept_and_not_trusted(value: str, why: str) -> None:
    given = article(
        f'<meta property="article:published_time" content="{value}">',
        fetched="2024-03-15T00:00:00Z",
    )
    said = [clue for clue in given.dates if clue.says != "fetched"]
    assert [(clue.trusted, clue.why) for clue in said] == [(False, why)]
    assert given.published is None


def test_a_date_in_the_running_text_is_an_event() -> None:
    told = (
        "<p>Le moulin, fermé depuis le 4 juin 2011, avait été vendu une première fois par la "
        "commune voisine, qui l’avait repris ensuite.</p>"
    )
    assert article(inside=PARAGRAPH + told).dates == ()


def test_a_page_without_a_date_says_so() -> None:
    assert article().published is None


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ('<meta name="w-published-date" content="2024-03-12T07:30:00Z">', "2024-03-12T07:30:00Z"),
        ('<meta name="acme:pub_date" value="2024-03-12">', "2024-03-12"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebPage",'
            ' "datePublished": "2024-03-12T07:30:00Z"}]}</script>',
            "2024-03-12T07:30:00Z",
        ),
        ('<meta name="republish-policy" content="2024-03-12">', None),
    ],
)
def test_a_date_is_declared_under_many_names(head: str, value: str | None) -> None:
    published = article(head).published
    assert (published and published.value) == value


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("12 mars 2024 à 23h30", "2024-03-12T23:30:59-06:00"),
        ("13 mars 2024 à 11h00", "2024-03-13T11:00:59+05:30"),
        ("11 mars 2024 à 5h30", "2024-03-13T05:30:59Z"),
        ("13 mars 2024", "2024-03-13T05:30:59Z"),
    ],
)
def test_a_moment_that_is_given_twice_is_told_by_the_clock_of_the_place(
    shown: str, value: str
) -> None:
    given = article(
        '<meta property="article:published_time" content="2024-03-13T05:30:59Z">',
        f"<p>Publié le {shown}</p>",
    ).published
    assert given is not None
    assert (given.value, given.words) == (value, "2024-03-13T05:30:59Z")


@pytest.mark.parametrize(
    ("head", "url", "shown", "value"),
    [
        ("2024-03-13T05:30:59Z", "", "12 mars 2024", "2024-03-12"),
        ("2024-03-13T05:30:59Z", "", "12 mars 2024 à 23h31", "2024-03-12T23:31"),
        ("2024-03-12T22:40:00+00:00", "", "13 mars 2024", "2024-03-13"),
        ("2024-03-13T05:30:59Z", "/2024/03/12/moulin", "", "2024-03-12"),
        ("2024-03-13T18:30:59Z", "", "12 mars 2024", "2024-03-13T18:30:59Z"),
        ("2024-03-13T05:30:59+01:00", "", "12 mars 2024", "2024-03-13T05:30:59+01:00"),
    ],
)
def test_a_moment_in_utc_is_told_by_the_day_that_the_page_shows(
    head: str, url: str, shown: str, value: str
) -> None:
    body = (
        f'<html lang="fr"><head><meta property="article:published_time" content="{head}"></head>'
        f"<body><h1>Le moulin ne sera pas vendu</h1><p>{shown}</p>{PARAGRAPH * 3}"
    )
    page = Page(name="page", body=body.encode(), url=f"https://lemoulin.example{url}")
    given = read(page).published
    assert given is not None
    assert given.value == value


@pytest.mark.parametrize(
    ("inside", "value"),
    [
        ("<p>Do 25.04.24 | 14:07 Uhr</p>", "2024-04-25T14:07"),
        ("<p>Publié le 25/04/24</p>", "2024-04-25"),
        ("<p>Version 10.12.99</p>", None),
        ("<figcaption>Le moulin en feu, le 24 avril 2023</figcaption>", None),
        (
            "<figure><p>Le moulin vu du pont, par un matin de brume, le 16 janvier 2020, Ida Roux"
            "</p></figure><p>18 janvier 2020</p>",
            "2020-01-18",
        ),
        ("<p>publié le 04-août-2021</p>", "2021-08-04"),
        (
            "<p><time datetime='2025-04-10' class='published'>Mis à jour le 10 avril 2025</time>",
            None,
        ),
        ("<p><time datetime='2019-07-03'>Publié le 29 juin 2019</time></p>", "2019-06-29"),
    ],
)
def test_a_date_beside_the_headline(inside: str, value: str | None) -> None:
    given = article(inside=inside + PARAGRAPH * 3).published
    assert (given and given.value) == value


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ('{"publishedDate": "2016-11-04T20:37:27Z"}', "2016-11-04T20:37:27Z"),
        ('{\\"pubDate\\": \\"2016-11-04\\"}', "2016-11-04"),
        ('{"publish_time": 1478291847}', "2016-11-04T20:37:27Z"),
        ('{"publishDate": "2016-11-04", "more": [{"publishDate": "2016-11-05"}]}', None),
        ('{"publishDate": "01/01/2004"}', None),
        ('{"republishDate": "2016-11-04"}', None),
    ],
)
def test_a_date_in_the_data_of_a_script(script: str, value: str | None) -> None:
    given = article(inside=PARAGRAPH * 3 + f"<script>var data = {script}</script>").published
    assert (given and given.value) == value


def test_a_date_alone_in_a_box_that_is_called_so_is_the_pages() -> None:
    inside = PARAGRAPH * 3 + "<p class='content__meta__date'>19.07.2022</p>"
    given = article(inside=inside).published
    assert (given and given.value) == "2022-07-19"


def test_the_only_stamp_around_the_text_is_the_pages() -> None:
    stamp = "<p>Le moulin <time datetime='2020-08-06T09:09:24Z'>jeudi</time></p>"
    given = article(inside=PARAGRAPH * 3 + stamp).published
    assert (given and given.why) == "alone"


def test_announced_events_are_not_the_dates_of_the_page() -> None:
    events = "<p>Date : 19 mars 2026</p><p>Le bal</p><p>Date : 18 juin 2026</p><p>La foire</p>"
    given = article(inside="<p>13 octobre 2025</p>" + PARAGRAPH * 3 + events).published
    assert (given and given.value) == "2025-10-13"


def test_a_bare_date_of_another_month_than_the_address_is_not_believed() -> None:
    body = f"<html lang='fr'><h1>Le moulin reste</h1><p>2 janvier 2026</p>{PARAGRAPH * 3}"
    page = Page(name="page", body=body.encode(), url="https://lemoulin.example/2022/12/moulin")
    given = read(page)
    assert given.published is None
    assert [clue.why for clue in given.dates] == ["not-in-address"]


def test_a_declared_date_after_the_declared_change_gives_way() -> None:
    head = (
        '<meta name="published-time" content="2026-03-09T08:45:32Z">'
        '<meta name="modified-date" content="2024-07-30">'
        '<meta name="published-date" content="2021-02-16">'
    )
    given = article(head).published
    assert (given and given.value) == "2021-02-16"


def test_stamps_of_teasers_are_not_the_dates_of_the_page() -> None:
    stamp = "<time class='published' datetime='2025-0{}-01'></time>"
    teasers = "".join(f"<li><a href='/a'>Un autre</a> {stamp.format(n)}</li>" for n in (3, 4, 5))
    own = "<time datetime='2024-03-12'>12 mars 2024</time>"
    body = f"<h1>Le moulin ne sera pas vendu</h1>{own}{PARAGRAPH * 3}<ul>{teasers}</ul>"
    given = read(Page(name="page", body=body.encode())).published
    assert given is not None
    assert given.value == "2024-03-12"


def test_a_label_may_stand_in_a_box_of_its_own() -> None:
    listed = "<ul><li><p>Mise en ligne</p><p>12 mars 2024</p></li></ul>"
    given = article(inside=PARAGRAPH * 3 + "<h2>Crédits</h2>" + listed).published
    assert given is not None
    assert (given.value, given.why) == ("2024-03-12", "labelled")


@pytest.mark.parametrize("shown", ["3 March 2019, 11:00", "3 mars 2019, 11:00"])
@pytest.mark.parametrize("value", ["2019-02-29T10:00:00Z", "2019-02-30T10:00:00Z"])
def test_a_day_that_never_was_is_no_date(shown: str, value: str) -> None:
    meta = f"<meta property='article:published_time' content='{value}'>"
    found = article(meta, f"<p>{shown}</p>")
    assert [clue.value for clue in found.dates] == ["2019-03-03T11:00"]


@pytest.mark.parametrize(
    ("fetched", "url"),
    [
        ("yesterday", None),
        ("", None),
        ("2019-02-31T10:00:00Z", None),
        (None, "https://web.archive.org/web/20190231100000/http://x.example/a"),
        (None, "https://web.archive.org/web/20190228990000/http://x.example/a"),
    ],
)
def test_what_is_no_moment_was_never_fetched_then(fetched: str | None, url: str | None) -> None:
    told = DateClue(
        value="31 mai", says="published", seen_in="feed", words="31 mai", trusted=True, why="listed"
    )
    body = f"<h1>Titre</h1><p>Publié le 12 mars 2024</p>{PARAGRAPH * 3}".encode()
    found = read(Page(name="x", body=body, url=url, fetched=fetched, told=(told,)))
    assert [(clue.value, clue.says) for clue in found.dates] == [("2024-03-12", "published")]
