"""The site's fingerprint: what the source of a page betrays of the machinery that made it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit.model import Article, Page
from ondit.page.needles import Needles
from ondit.page.read import read

TEXT = (
    """<p>Le pont a été fermé lundi par la mairie après la découverte de fissures, a indiqué
le maire dans un communiqué publié en début de soirée, que la préfecture a confirmé.</p>"""
    * 3
)


def article(head: str = "", body: str = "", tail: str = "") -> Article:
    text = f"<h1>Le pont</h1>{TEXT}{body}{tail}"
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{text}</body>"
    return read(Page(name="a.html", body=page.encode(), url="https://fen.example/2024/pont"))


def marks(given_: Article) -> dict[str, str]:
    return {f"{mark.kind} {mark.value}": mark.seen_in for mark in given_.marks}


@pytest.mark.parametrize(
    ("source", "mark", "seen_in"),
    [
        (
            "<!-- optimized with the Yoast SEO plugin v22.1 - x -->",
            "plugin yoast-seo@22.1",
            "comment",
        ),
        (
            '<script data-domain-script="0f0f0f0f-1111-2222-3333-444455556666"></script>',
            "account onetrust:0f0f0f0f-1111-2222-3333-444455556666",
            "script",
        ),
        (
            '<script>window._tmr.push({id: "3141592", type: "pageView"})</script>',
            "analytics mail.ru:3141592",
            "inline-script",
        ),
        (
            '<script src="https://jsc.mgid.com/f/e/fen.example.1234567.js"></script>',
            "ads mgid:1234567",
            "script",
        ),
        (
            '<link rel="shortlink" href="https://wp.me/p7AbCd-1xY">',
            "account wordpress-shortlink:7AbCd",
            "link-tag",
        ),
        (
            '<link rel="stylesheet" href="/bitrix/templates/fen_main/style.css">',
            "theme bitrix:fen_main",
            "path",
        ),
        ('<script src="/modules/mod_fennews/a.js"></script>', "plugin joomla:mod_fennews", "path"),
        (
            '<link rel="icon" href="/uploads/2021/fen-32x32.png">',
            "icon /uploads/2021/fen.png",
            "link:icon",
        ),
        (
            '<link rel="alternate" type="application/rss+xml" href="https://feeds.example/fen">',
            "feed feeds.example/fen",
            "link:alternate",
        ),
        ('<meta name="twitter:site" content="@FenPost">', "social x:fenpost", "meta:twitter:site"),
        (
            '<script type="application/ld+json">{"@type":"NewsMediaOrganization","logo":{"url":'
            '"https://fen.example/logo.png"},"sameAs":["https:\\/\\/www.facebook.com\\/fenpost"]}'
            "</script>",
            "social facebook:fenpost",
            "json-ld:sameAs",
        ),
        (
            '<meta name="propeller" content="abcdef123">',
            "verification propeller=abcdef123",
            "meta:propeller",
        ),
        (
            '<script src="https://cdn.by.wonderpush.com/sdk.js"></script>',
            "service wonderpush",
            "script",
        ),
        (
            '<script src="https://files.sister.example/app.js"></script>',
            "asset-host files.sister.example",
            "script",
        ),
    ],
)
def test_marks(source: str, mark: str, seen_in: str) -> None:
    assert marks(article(head=source)).get(mark) == seen_in


def test_a_mark_says_where_in_the_source_it_stands() -> None:
    source = "<title>Évidence déjà</title><script>ga('create', 'UA-12345678-1');</script>"
    given_ = article(head=source)
    (mark,) = [each for each in given_.marks if each.kind == "analytics"]
    page = f"<!DOCTYPE html><html><head>{source}"
    assert mark.at == page.index("'UA-12345678-1")


@pytest.mark.parametrize(
    "words",
    [
        "<p>Le compte UA-12345678-1, dit « 'UA-12345678-1' », appartient au journal.</p>",
        "<p>Écrivez à https://paypal.me/quelquun ou à facebook.com/quelquun pour savoir.</p>",
        '<p>Selon <a href="https://www.facebook.com/quelquun">sa page</a>, le maire est parti.</p>',
        '<p>Il l’a dit sur <a href="https://t.me/quelquun">Telegram</a> au petit matin, lundi.</p>',
        "<p>Le parti akismet-frontend didomi.io disqus.com taboola.com n’existe pas, dit-il.</p>",
    ],
)
def test_what_the_article_says_is_no_mark(words: str) -> None:
    assert marks(article(body=words)) == {}


@pytest.mark.parametrize(
    "link",
    [
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://twitter.com/intent/tweet?text=x",
        "https://twitter.com/share?url=x",
        "https://twitter.com/quelquun/status/123456789",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://t.me/share/url?url=x",
        "https://www.linkedin.com/shareArticle?url=x",
        "https://www.instagram.com/p/CabCDe-12/",
        "https://vk.com/share.php?url=x",
    ],
)
def test_a_share_button_is_no_profile(link: str) -> None:
    assert marks(article(tail=f'<footer><a href="{link}"><i></i></a></footer>')) == {}


@pytest.mark.parametrize(
    ("link", "mark"),
    [
        ("https://www.facebook.com/FenPost/", "social facebook:fenpost"),
        ("https://x.com/FenPost", "social x:fenpost"),
        ("https://t.me/fen_post", "social telegram:fen_post"),
        ("https://www.youtube.com/@fenpost", "social youtube:@fenpost"),
        ("https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv", None),
        ("https://vk.com/fenpost", "social vk:fenpost"),
        ("https://fr.tipeee.com/fenpost", "account tipeee:fenpost"),
        ("https://paypal.me/fenpost", "account paypal:fenpost"),
    ],
)
def test_a_profile_in_the_footer_is_the_sites(link: str, mark: str | None) -> None:
    found = marks(article(tail=f'<footer><a href="{link}"><i></i></a></footer>'))
    assert found.get(mark or "social youtube:UCabcdefghijklmnopqrstuv") == "link"


def test_formulas_and_scripts_are_hashes() -> None:
    def page(year: int, name: str) -> Article:
        footer = f"<footer><p>© {year} {name}. Toute reproduction est interdite.</p></footer>"
        script = "<script>window.fenTheme = {mode: 'dark', f: function () {}};  /* %s */"
        head = (
            f'<meta property="og:site_name" content="{name}">' + script % ("x" * 40) + "</script>"
        )
        return article(head=head, tail=footer)

    one, other = page(2023, "Le Fen"), page(2024, "La Rive")
    shared = {key for key in marks(one) if key in marks(other)}
    assert {key.split(" ")[0] for key in shared} == {"wording", "inline-script"}
    assert "… . Toute reproduction" in " ".join(shared) or "…. Toute" in " ".join(shared)


def test_a_service_that_a_reader_names_is_not_the_sites() -> None:
    comment = (
        '<h2>1 commentaire</h2><ol><li class="comment" id="comment-1"><b class="fn">Ida</b>'
        "<p>Passez à Akismet et à Disqus, comme tout le monde.</p></li></ol>"
    )
    given_ = article(tail=f'<section id="comments">{comment}</section>')
    assert not any(each.machinery for each in given_.furniture)


NEEDLES = [
    b"analytics.example",
    b"UA-12345",
    b"aaaaa",
    b"ababa",
    b"<script",
    b"id=\xc3\xa9t\xc3\xa9",
]


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from([*NEEDLES, b"a", b"b", b"UA-1", b"<scr", b" ", b"\xc3"]), max_size=40)
)
def test_needles_are_found_where_they_stand(parts: list[bytes]) -> None:
    text = b"".join(parts)
    expected = {
        needle: [at for at in range(len(text)) if text.startswith(needle, at)] for needle in NEEDLES
    }
    found = Needles(NEEDLES).find(text)
    assert found == {needle: places for needle, places in expected.items() if places}


def test_a_needle_is_five_bytes_and_more() -> None:
    with pytest.raises(ValueError, match="abcd"):
        Needles([b"abcd"])
