"""What the head of a page and its source say: titles, data, addresses, marks of the site."""

from __future__ import annotations

from typing import Any

import pytest

from ondit.model import Article, Page
from ondit.page import phrases
from ondit.page.read import read
from ondit.page.titles import without_site

PARAGRAPH = (
    "<p>The council rejected on Thursday evening, by twelve votes to nine, the sale of the mill "
    "that three buyers had promised to set to work again before the end of the year.</p>"
)


def article(head: str, *, title: str = "The mill stays | The Fen", **facts: Any) -> Article:
    body = f"<html><head><title>{title}</title>{head}</head><body>{PARAGRAPH * 3}</body></html>"
    return read(Page(name="page", body=body.encode(), **facts))


@pytest.mark.parametrize(
    ("title", "others", "site_name", "site", "short"),
    [
        ("The mill stays | The Fen", set(), "The Fen", None, "The mill stays"),
        ("The Fen: The mill stays", set(), "The Fen", None, "The Fen: The mill stays"),
        ("The Fen - The mill stays", set(), "The Fen", None, "The mill stays"),
        (
            "The mill stays - News - The Fen",
            {"the mill stays"},
            None,
            None,
            "The mill stays - News - The Fen",
        ),
        (
            "Why the old mill stays - News - The Fen",
            {"why the old mill stays"},
            None,
            None,
            "Why the old mill stays",
        ),
        ("The mill stays – thefen.example", set(), None, "thefen.example", "The mill stays"),
        (
            "Le moulin reste - Le maire cède",
            set(),
            "The Fen",
            None,
            "Le moulin reste - Le maire cède",
        ),
        ("A well-known mill", set(), "mill", None, "A well-known mill"),
        ("The mill stays -", set(), None, None, "The mill stays"),
        (
            "The Fen » Archive » Why the old mill stays",
            {"why the old mill stays"},
            "The Fen",
            None,
            "Why the old mill stays",
        ),
        ("水車は残ると村が決めた | 里の新聞", set(), "里の新聞", None, "水車は残ると村が決めた"),
        ("", set(), "The Fen", None, ""),
    ],
)
def test_the_title_without_the_site(
    title: str, others: set[str], site_name: str | None, site: str | None, short: str
) -> None:
    assert without_site(title, others, site_name, site, headings=others) == short


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "The mill stays", "author": {"name": "Petra Holm"}}',
        '[{"@type": "WebPage"}, {"@type": "NewsArticle", "author": [{"name": "Petra Holm"}]}]',
        '{"@graph": [{"@type": "Organization"}, {"@type": ["Article"], "author": "Petra Holm"}]}',
        '{"@type": "NewsArticle", "author": {"name": "Petra Holm"},}',
        '<!-- {"@type": "NewsArticle", "author": {"name": "Petra Holm"}} -->',
        '{"@type": "NewsArticle", "description": "a\nbreak", "author": {"name": "Petra Holm"}}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "author": "By Petra Holm"}}',
    ],
)
def test_data_as_pages_write_it(script: str) -> None:
    given = article(f'<script type="application/ld+json">{script}</script>')
    assert given.authors == ("Petra Holm",)


@pytest.mark.parametrize("script", ["", "{", "[[[[", "null", '"x"', "[" * 5000, '{"@type": 3}'])
def test_broken_data_is_left_alone(script: str) -> None:
    assert article(f'<script type="application/ld+json">{script}</script>').authors == ()


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<p>Olga Brandt</p>", ("Olga Brandt",)),
        ("<p>Jean-Luc Morel, le 3 mars 2024</p>", ("Jean-Luc Morel",)),
        ('<p><a href="/author/bw">Blessing Wiwa</a></p>', ("Blessing Wiwa",)),
        ('<p><a href="/auteur/tg">Tsering Gyal</a></p>', ("Tsering Gyal",)),
        ("<p>Copy Link</p>", ()),
        ("<p>Criminal Justice</p>", ()),
        ("<p>West Virginia</p>", ()),
        ("<p>Lire Plus</p>", ()),
        ("<p>Dark Mode</p>", ()),
    ],
)
def test_a_name_alone_below_the_headline_signs_if_it_is_one(
    line: str, authors: tuple[str, ...]
) -> None:
    body = f"<html><body><h1>The mill by the river stays</h1>{line}{PARAGRAPH * 3}</body></html>"
    assert read(Page(name="page", body=body.encode())).authors == authors


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ('<link rel="canonical" href="https://www.thefen.example/mill">', "thefen.example"),
        ('<meta property="og:url" content="https://fen.wordpress.com/mill">', "fen.wordpress.com"),
        (
            '<link rel="pingback" href="https://copy.example/xmlrpc.php">'
            '<link rel="canonical" href="https://source.example/mill">',
            "copy.example",
        ),
        (
            '<link rel="alternate" type="application/rss+xml" href="https://copy.example/feed/">'
            '<link rel="canonical" href="https://source.example/mill">',
            "copy.example",
        ),
        ('<link rel="canonical" href="/mill">', None),
        ("", None),
    ],
)
def test_the_site_of_a_page_without_address(head: str, site: str | None) -> None:
    assert article(head).site == site


def test_the_address_that_a_browser_saved() -> None:
    saved = "<!-- saved from url=(0027)https://thefen.example/mill -->"
    body = f"<!DOCTYPE html>\n{saved}<html><body>{PARAGRAPH * 2}</body></html>"
    given = read(Page(name="page", body=body.encode()))
    assert (given.url, given.site) == ("https://thefen.example/mill", "thefen.example")


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        (
            "<script>ga('create', 'UA-12345678-1', 'auto');</script>",
            "analytics google-analytics:UA-12345678-1",
        ),
        (
            '<script src="https://www.googletagmanager.com/gtag/js?id=G-AB12CD34EF"></script>',
            "analytics google-analytics:G-AB12CD34EF",
        ),
        (
            "<script>(function(w,d){})(window,document,'script','GTM-ABC123');</script>",
            "analytics google-tag-manager:GTM-ABC123",
        ),
        (
            '<script data-ad-client="ca-pub-1234567890123456"></script>',
            "ads adsense:pub-1234567890123456",
        ),
        (
            "<script>fbq('init', '123456789012345');</script>",
            "analytics facebook-pixel:123456789012345",
        ),
        ('<script>ym(12345678, "init", {});</script>', "analytics yandex-metrika:12345678"),
        (
            "<script>var u='//count.fen.example/'; _paq.push(['setTrackerUrl', u + 'm.php']);"
            "_paq.push(['setSiteId', '42']);</script>",
            "analytics matomo:count.fen.example/42",
        ),
        (
            '<meta name="yandex-verification" content="abc123">',
            "verification yandex-verification=abc123",
        ),
        ('<meta name="generator" content="Drupal 10">', "generator Drupal 10"),
        (
            '<link rel="stylesheet" href="/wp-content/themes/fen/style.css?ver=1.2">',
            "theme fen@1.2",
        ),
        (
            '<script src="/wp-content/plugins/akismet/_inc/akismet-frontend.js"></script>',
            "plugin akismet",
        ),
        (
            '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>',
            "service turnstile",
        ),
    ],
)
def test_marks_of_the_machinery(source: str, mark: str) -> None:
    assert mark in {f"{each.kind} {each.value}" for each in article(source).marks}


@pytest.mark.parametrize(
    "source",
    [
        "<script>var x = 'SQUA-12345678-1x';</script>",
        "<p>The paper USG-AB12CD34EF is quoted as 'DG-AB12CD34EFGHIJKLMN'.</p>",
        "<p>Read about UA-12345678-1 here.</p>",
        '<meta name="description" content="themes and plugins">',
    ],
)
def test_words_that_are_no_marks(source: str) -> None:
    assert article(source).marks == ()


def test_tags_that_name_a_source_are_kept_as_clues() -> None:
    given = article('<meta name="syndication-source" content="https://source.example/mill">')
    assert ("syndication-source", "https://source.example/mill") in {
        (clue.field, clue.value) for clue in given.clues
    }


def test_the_language_of_the_text_goes_before_the_declared_one() -> None:
    body = f'<html lang="fr"><body>{PARAGRAPH * 3}</body></html>'
    given = read(Page(name="page", body=body.encode()))
    assert (given.language, given.language_why) == ("en", "text")


def test_the_declared_language_serves_for_a_short_text() -> None:
    given = read(
        Page(name="page", body=b'<html lang="fr-CA"><body><p>Quais 3, 4 : non.</p></body></html>')
    )
    assert (given.language, given.language_why) == ("fr", "declared")


def test_the_body_is_read_from_data_when_the_page_has_none() -> None:
    text = "The council rejected the sale of the mill on Thursday. " * 8
    script = f'{{"@type": "NewsArticle", "headline": "The mill stays", "articleBody": "{text}"}}'
    head = f'<head><script type="application/ld+json">{script}</script></head>'
    body = f'<html>{head}<body><div id="app"></div></body></html>'
    given = read(Page(name="page", body=body.encode()))
    assert given.notes == ("body-from-data",)
    assert [block.text for block in given.blocks] == [text.strip()]


@pytest.mark.parametrize(
    ("title", "heading", "name"),
    [
        ("The mill stays | Local | Wirepost", "The mill stays", "Wirepost"),
        ("Le moulin reste - Le Blog d’Ida", "Le moulin reste", "Le Blog d’Ida"),
        ("Le moulin reste : la mairie cède", "Le moulin reste", None),
        ("Le moulin reste - 12 novembre", "Autre chose", None),
        ("Le moulin reste - l’été en pente douce", "Le moulin reste", None),
    ],
)
def test_the_site_that_only_the_title_names(title: str, heading: str, name: str | None) -> None:
    body = f"<html><head><title>{title}</title></head><body><h1>{heading}</h1>{PARAGRAPH}</body>"
    given = read(Page(name="page", body=body.encode()))
    assert given.site_name == name
    assert given.site is None


def test_the_site_of_a_page_is_not_that_of_the_service_of_its_feed() -> None:
    body = (
        "<html><head><title>The mill stays</title>"
        '<link rel="alternate" type="application/rss+xml" href="https://feeds.example.net/fen">'
        '<link rel="canonical" href="https://fen.example/mill">'
        '<link rel="stylesheet" href="https://static.fen.example/s.css"></head>'
        f"<body><h1>The mill stays</h1>{'<p>The council voted on Thursday to keep it.</p>' * 4}"
    )
    assert read(Page(name="page", body=body.encode())).site == "fen.example"


def test_the_site_of_a_copy_is_not_that_of_its_source() -> None:
    body = (
        "<html><head><title>The mill stays</title>"
        '<link rel="alternate" type="application/rss+xml" href="https://copy.test/feed">'
        '<link rel="canonical" href="https://fen.example/mill">'
        '<link rel="stylesheet" href="https://copy.test/s.css"></head>'
        f"<body><h1>The mill stays</h1>{'<p>The council voted on Thursday to keep it.</p>' * 4}"
    )
    assert read(Page(name="page", body=body.encode())).site == "copy.test"


@pytest.mark.parametrize("site", [":日報", "_日報", "-政治ㅣ日報"])
def test_titles_without_spaces_lose_what_names_the_site(site: str) -> None:
    short = "風車の売却を議会が否決、修復へ向けた協議を続ける方針"
    assert without_site(short + site, {phrases.bare(short)}, None, None) == short
    assert without_site("under_score-name of a mill", {"under"}, None, None) == (
        "under_score-name of a mill"
    )


def test_what_the_head_says_the_page_says_is_kept_as_a_clue_of_the_standfirst() -> None:
    given = article(
        '<meta name="description" content="Twelve to nine."><meta property="og:description" '
        'content="The mill stays."><meta name="twitter:description" content="The mill stays.">'
    )
    assert [(clue.value, clue.seen_in) for clue in given.clues if clue.field == "standfirst"] == [
        ("The mill stays.", "meta:og:description"),
        ("Twelve to nine.", "meta:description"),
    ]


@pytest.mark.parametrize(
    ("heading", "social", "kicker", "headline"),
    [
        (
            "Old mill Council keeps the wheel turning",
            "Old mill: Council keeps the wheel turning",
            "Old mill",
            "Council keeps the wheel turning",
        ),
        (
            "<span>La Saulze</span>Le moulin reste au village",
            "Aveyron : Le moulin reste au village",
            "La Saulze",
            "Le moulin reste au village",
        ),
        (
            "Le Causse « Le moulin reste au village »",
            "Reprise – « Le moulin reste au village »",
            "Le Causse",
            "« Le moulin reste au village »",
        ),
        (
            "How Much Does the Old Mill of Fen Cost",
            "The Old Mill of Fen Cost",
            None,
            "How Much Does the Old Mill of Fen Cost",
        ),
        (
            "2026 guide to the mills",
            "Guide to the mills",
            None,
            "2026 guide to the mills",
        ),
        (
            "Old mill: council keeps the wheel",
            "Fen: council keeps the wheel",
            None,
            "Old mill: council keeps the wheel",
        ),
        (
            "Why the council said no to the mill now",
            "Fen: no to the mill now",
            None,
            "Why the council said no to the mill now",
        ),
    ],
)
def test_a_kicker_in_the_heading(
    heading: str, social: str, kicker: str | None, headline: str
) -> None:
    page = (
        f'<html><head><meta property="og:title" content="{social}"><title>Fen</title></head>'
        f"<body><h1>{heading}</h1>{PARAGRAPH * 3}</body></html>"
    )
    given = read(Page(name="page", body=page.encode()))
    assert (given.kicker, given.headline) == (kicker, headline)


def test_what_the_page_claims_elsewhere() -> None:
    data = '{"@type": "NewsArticle", "headline": "Mill kept", "description": "The wheel turns."}'
    given = article(
        f'<script type="application/ld+json">{data}</script>'
        '<meta name="twitter:title" content="They kept it"><meta name="description" content="Old.">'
    )
    social = given.claimed("headline", "meta:og:", "meta:twitter:")
    machine = given.claimed("headline", "json-ld:")
    summary = given.claimed("standfirst", "json-ld:", "meta:")
    assert social is not None
    assert social.value == "They kept it"
    assert machine is not None
    assert machine.value == "Mill kept"
    assert summary is not None
    assert summary.value == "The wheel turns."
    assert given.claimed("standfirst", "page") is None


@pytest.mark.parametrize(
    ("title", "headings", "short"),
    [
        ("Why the old mill stays: Fen", {"why the old mill stays"}, "Why the old mill stays: Fen"),
        ("Why the old mill stays : Fen", {"why the old mill stays"}, "Why the old mill stays"),
        (
            "Ida's Notes | Why the old mill stays",
            {"why the old mill stays"},
            "Why the old mill stays",
        ),
        ("The old mill of Fen / Why the council will keep it", {"the old mill of fen"}, None),
        (
            "Why the old mill stays - Fen | News",
            {"why the old mill stays"},
            "Why the old mill stays",
        ),
    ],
)
def test_the_title_beside_a_heading(title: str, headings: set[str], short: str | None) -> None:
    assert without_site(title, set(), None, None, headings=headings) == (short or title)


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("mills, rivers", ("mills", "rivers")),
        ("Business, Finance, &amp; Economics", ("Business", "Finance, & Economics")),
        ("Lite:true,Tag:Old mills,Elevated:false", ("Old mills",)),
        ("the,mill,stays,fen", ()),
        ("the mill,stays,fen,river", ("the mill", "stays", "fen", "river")),
    ],
)
def test_tags_that_people_gave(keywords: str, tags: tuple[str, ...]) -> None:
    assert article(f'<meta name="keywords" content="{keywords}">').tags == tags


def test_an_author_is_no_site_though_the_title_names_her() -> None:
    title = "Why the old mill of the fen stays | Anne Colby"
    head = '<meta name="author" content="Anne Colby">'
    body = f"<h1>Why the old mill of the fen stays</h1>{PARAGRAPH * 3}"
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    given = read(Page(name="page", body=page.encode()))
    assert given.site_name is None
    assert given.headline == "Why the old mill of the fen stays"


def test_the_label_of_a_pay_wall_is_no_part_of_the_headline() -> None:
    heading = "Le vieux moulin reste au village <span>Abonnés</span>"
    head = '<meta property="og:title" content="Le vieux moulin reste au village | Chroniques">'
    page = f"<html><head>{head}</head><body><h1>{heading}</h1>{PARAGRAPH * 3}</body></html>"
    given = read(Page(name="page", body=page.encode()))
    assert given.headline == "Le vieux moulin reste au village"
