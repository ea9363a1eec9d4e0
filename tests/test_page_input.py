"""Bad input is read or refused by name; nothing else ever comes out of ``read``."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit.errors import NotAPage, NoText, PageError, ScriptedPage, TooDeep
from ondit.model import Article, Page
from ondit.page.read import read

PARAGRAPH = (
    "Le conseil municipal a repoussé jeudi soir, par douze voix contre neuf, la vente du moulin, "
    "que trois repreneurs s’étaient engagés à remettre en marche avant la fin de l’année."
)
LATER = (
    "Les machines, posées en 1884, tournaient encore en 2014 ; la commune, qui les a reprises"
    " à la fermeture, doit désormais trouver de quoi refaire la toiture avant l’hiver prochain."
)
TAGS = st.sampled_from(
    ["div", "p", "article", "a", "b", "br", "script", "table", "td", "li", "h1", "iframe", "time"]
)
TEXTS = st.text(
    alphabet=st.sampled_from(list("aé «»“”\"'[](){}<>&;=/\\\x00\ufffd\n\t1:.,—")), max_size=60
)


def page(body: bytes, **facts: Any) -> Page:
    return Page(name="page", body=body, **facts)


def html(inside: str) -> bytes:
    return f"<!DOCTYPE html><html><head></head><body>{inside}</body></html>".encode()


def is_sound(article: Article) -> bool:
    spans = [
        *(credit.span for credit in article.credits if credit.span),
        *(span for _, span in article.links),
        *(damage.span for damage in article.damage if damage.span),
    ]
    return all(
        0 <= span.block < len(article.blocks)
        and 0 <= span.start < span.end <= len(article.blocks[span.block].text)
        for span in spans
    )


def read_or_refused(given_page: Page) -> None:
    try:
        article = read(given_page)
    except PageError:
        return
    assert is_sound(article)
    assert read(given_page) == article


@given(st.binary(max_size=400))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_any_bytes(body: bytes) -> None:
    read_or_refused(page(body))


@given(st.binary(max_size=200))
@settings(derandomize=True, deadline=None, max_examples=80)
def test_any_bytes_as_html(body: bytes) -> None:
    read_or_refused(page(html(f"<p>{PARAGRAPH}</p>") + body, media_type="text/html"))


@given(st.lists(st.tuples(TAGS, TEXTS, st.booleans()), max_size=25))
@settings(derandomize=True, deadline=None, max_examples=120)
def test_any_nesting(parts: list[tuple[str, str, bool]]) -> None:
    soup = "".join(
        f"<{tag} class='{text}'>{text}{'</' + tag + '>' if closed else ''}"
        for tag, text, closed in parts
    )
    read_or_refused(page(html(f"<p>{PARAGRAPH}</p>{soup}")))


@given(st.lists(TEXTS, max_size=12))
@settings(derandomize=True, deadline=None, max_examples=80)
def test_any_text(lines: list[str]) -> None:
    read_or_refused(page("\n\n".join([PARAGRAPH, *lines]).encode(), media_type="text/plain"))


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "@graph",
                        "@type",
                        "headline",
                        "author",
                        "name",
                        "datePublished",
                        "publisher",
                        "keywords",
                        "mainEntityOfPage",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=15,
    )
)
@settings(derandomize=True, deadline=None, max_examples=120)
def test_any_json_ld(value: object) -> None:
    import json

    data = json.dumps(
        {
            "@type": "NewsArticle",
            "author": value,
            "headline": value,
            "@graph": value,
            "datePublished": value,
            "mainEntityOfPage": value,
            "keywords": value,
            "publisher": value,
            "articleBody": value,
            "articleSection": value,
        }
    )
    read_or_refused(
        page(html(f'<script type="application/ld+json">{data}</script><p>{PARAGRAPH}</p>'))
    )


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"\n\n%PDF-1.4 1 0 obj <</Type /Catalog>>", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "MP4"),
        (bytes(range(256)) * 8, "binary"),
        (bytes(place * 77 % 256 or 65 for place in range(1, 256)) * 8, "binary"),
        ("\ufffd".join("мельница").encode() * 40, "binary"),
        (
            b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=q\n\n--q",
            "MHTML",
        ),
    ],
)
def test_a_binary_is_named(body: bytes, kind: str) -> None:
    with pytest.raises(NotAPage) as caught:
        read(page(body, media_type="text/html"))
    assert caught.value.facts["kind"] == kind


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n\t ",
        b"<html><body></body></html>",
        b"<!DOCTYPE html><html><body><img src='a.png'></body></html>",
    ],
)
def test_a_page_without_text(body: bytes) -> None:
    with pytest.raises(NoText) as caught:
        read(page(body))
    assert caught.type is NoText


def test_a_script_is_named_only_where_there_is_one() -> None:
    script = "<script src='a.js'></script>"
    with pytest.raises(ScriptedPage):
        read(page(html(f"{script * 3}<div id='root'></div>")))


def test_the_codes_of_a_terminal_are_taken_out() -> None:
    text = "Le maire a \x1b[1;31mrefusé\x1b[0m, a dit \x1b]0;titre\x07l’adjoint."
    assert read(page(text.encode())).blocks[0].text == "Le maire a refusé, a dit l’adjoint."


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Just a moment...", "Checking your browser before accessing example.org"),
        ("403 Forbidden", "nginx"),
        ("Redirection", "Si vous n’êtes pas redirigé automatiquement, cliquez ici."),
        ("example.org", "Please enable JavaScript and cookies to continue."),
        ("Erreur 404 - Page introuvable", "La page que vous recherchez n’existe plus."),
    ],
)
def test_a_page_of_waiting_or_error_says_so(title: str, text: str) -> None:
    body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body>"
    assert "not-an-article" in read(page(body.encode())).notes


@pytest.mark.parametrize("title", ["Access denied to the old mill", "Une page introuvable"])
def test_an_article_that_uses_such_words_is_one(title: str) -> None:
    body = f"<title>{title}</title><h1>{title}</h1>" + f"<p>{PARAGRAPH}</p><p>{LATER}</p>" * 3
    assert read(page(body.encode())).notes == ()


@pytest.mark.parametrize("last", ["« Nous sommes prêts », a-t-il dit.", "No one was hurt."])
def test_a_small_page_loses_no_sentence(last: str) -> None:
    for before in ("Le vote a été reporté.", PARAGRAPH):
        article = read(page(html(f"<h1>Le moulin</h1><p>{before}</p><p>{last}</p>")))
        assert [block.text for block in article.blocks][-2:] == [before, last]


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "section"])
def test_nesting_is_limited(tag: str) -> None:
    with pytest.raises(TooDeep):
        read(page(html(f"<{tag}>" * 30_000)))


def test_nesting_that_is_closed_is_not_deep() -> None:
    assert read(page(html(f"<p>{PARAGRAPH}</p>" + "<div></div>" * 30_000))).blocks


@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8", "cp1252"]
)
def test_encodings_that_are_not_declared(charset: str) -> None:
    body = f"<html><head><title>Le moulin</title></head><body><p>{PARAGRAPH}</p></body></html>"
    article = read(page(body.encode(charset)))
    assert [block.text for block in article.blocks if block.role == "paragraph"] == [PARAGRAPH]
    assert not article.damage


@pytest.mark.parametrize(
    "charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-32", "utf-16"]
)
@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPH,
        "Совет города в четверг вечером отклонил продажу мельницы двенадцатью голосами.",
        "Το δημοτικό συμβούλιο απέρριψε την Πέμπτη το βράδυ την πώληση του παλιού μύλου.",
        "市议会周四晚上以十二票对九票否决了出售磨坊的提案，三位买家曾承诺在年底前恢复运营。",
    ],
)
def test_wide_encodings_of_any_letters(charset: str, text: str) -> None:
    body = f"<html><head><title>x</title></head><body><p>{text}</p><p>{text}!</p></body></html>"
    wide, plain = read(page(body.encode(charset))), read(page(body.encode()))
    assert any(text in block.text for block in plain.blocks)
    assert (wide.blocks, wide.furniture) == (plain.blocks, plain.furniture)
    assert not wide.damage


@given(st.lists(st.integers(0, (1 << 16) - 1), min_size=8, max_size=300), st.sampled_from([2, 4]))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_numbers_are_no_text(numbers: list[int], size: int) -> None:
    read_or_refused(page(b"".join(number.to_bytes(size, "little") for number in numbers)))


def test_a_table_of_numbers_is_no_page() -> None:
    with pytest.raises(NotAPage):
        read(page(b"".join((n * n % 5000).to_bytes(4, "little") for n in range(2000))))


def test_the_declared_encoding_is_used_when_it_is_not_utf8() -> None:
    text = "Совет города в четверг вечером отклонил продажу мельницы двенадцатью голосами."
    head = "<meta charset='windows-1251'>"
    body = f"<html><head>{head}</head><body><p>{text}</p><p>{text}</p></body></html>"
    assert read(page(body.encode("cp1251"))).blocks[-1].text == text


def test_null_bytes_are_dropped() -> None:
    article = read(page(html(f"<p>{PARAGRAPH[:40]}\x00{PARAGRAPH[40:]}</p>")))
    assert article.blocks[-1].text == PARAGRAPH


def test_broken_bytes_are_reported() -> None:
    accents = PARAGRAPH * 3
    broken = accents.encode()[:-40] + b"\xe9\xff" + accents.encode()[-40:]
    article = read(page(b"<html><body><p>" + broken + b"</p></body></html>"))
    assert [damage.kind for damage in article.damage] == ["undecodable-bytes"]
    span = article.damage[0].span
    assert span is not None
    assert article.blocks[span.block].text[span.start] == "\ufffd"


@pytest.mark.parametrize(
    "mark", ["«", "»", "“", '"', "(", "[", "[youtube ", "http://", "<", "&amp;", "12 mars 2020 "]
)
def test_many_marks_take_linear_time(mark: str) -> None:
    article = read(page(html(f"<p>{PARAGRAPH}</p><p>{mark * 20_000}</p>")))
    assert is_sound(article)


def test_a_paragraph_of_fifty_thousand_words() -> None:
    long = PARAGRAPH + " mot" * 50_000
    assert any(len(block.text) > 150_000 for block in read(page(html(f"<p>{long}</p>"))).blocks)


def test_an_enormous_page_is_cut_short_and_says_so() -> None:
    article = read(page(html(f"<p>{PARAGRAPH}</p>" + "<i>x</i><hr>" * 25_000)))
    assert article.notes == ("cut-short",)


@pytest.mark.parametrize(
    "body",
    [
        "<title>Une page</title><ul><li><a href='/a'>Accueil</a></li></ul>",
        "<title>A page</title><nav><a href='/a'>Home</a> <a href='/b'>World</a></nav>",
    ],
)
def test_a_title_and_a_menu_are_no_article(body: str) -> None:
    with pytest.raises(NoText):
        read(page(html(body)))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{\\rtf1\\ansi\\deff0 Le moulin\\par}", "RTF"),
        (b"%!PS-Adobe-3.0\n(mot) show\n", "PostScript"),
        (b"\x28\xb5\x2f\xfd\x00\x58", "zstd"),
        (b'[{"titre": "Le moulin", "texte": "Le conseil a vot\xc3\xa9."}]', "JSON"),
        (b"<?xml version='1.0'?>\n<a><b>mot</b></a>", "XML"),
        (b"<?xml version='1.0'?><!-- fil -->\n<rss version='2.0'><channel>", "RSS"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><title>p</title>", "Atom"),
        (b"<?xml version='1.0'?><urlset><url><loc>https://a.example/</loc>", "sitemap"),
        (b"!function(e,t){var n=e.a(t);return n}(window,document);" * 20, "code"),
        (b".a{color:red;margin:0}\n.b{color:blue;padding:0}\n" * 20, "code"),
        (f"<html><p>{PARAGRAPH}</p></html>".encode("cp037", "replace"), "EBCDIC"),
        (base64.encodebytes(PARAGRAPH.encode() * 5), "base64"),
        (b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(bytes(300)), "base64"),
    ],
)
@pytest.mark.parametrize("media_type", ["text/html", None])
def test_data_and_code_are_no_page(body: bytes, kind: str, media_type: str | None) -> None:
    with pytest.raises(NotAPage) as caught:
        read(page(body, media_type=media_type))
    assert caught.value.facts["kind"] == kind


@pytest.mark.parametrize(
    "text",
    [
        f"{PARAGRAPH}\n\n[1] Une note.",
        f"[Le moulin]\n\n{PARAGRAPH}",
        f"{{Le moulin}} {PARAGRAPH}",
        f"<?xml version='1.0'?><html><body><p>{PARAGRAPH}</p></body></html>",
        f"<p>{PARAGRAPH}</p><script>{'a{b;c}' * 500}</script>",
        f"{PARAGRAPH} ; {PARAGRAPH} ; {PARAGRAPH}",
        "https://exemple.example/un/chemin/assez/long/pour/une/adresse\n" + PARAGRAPH,
        "Мельницу продадут до конца года, заявил мэр в четверг вечером.",
    ],
)
def test_text_with_signs_of_data_is_text(text: str) -> None:
    assert any(block.role == "paragraph" for block in read(page(text.encode())).blocks)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_a_server_answers_before_the_page_is_no_text(ends: str) -> None:
    head = ends.join(["HTTP/1.1 200 OK", "Content-Type: text/html", "Server: a", "", ""])
    article = read(page(head.encode() + html(f"<h1>Le moulin</h1><p>{PARAGRAPH}</p>")))
    assert [block.text for block in article.blocks] == ["Le moulin", PARAGRAPH]


def test_latin_letters_are_no_language_of_other_letters() -> None:
    from ondit.lang import identify

    assert identify("PGh0bWwgbGFuZz1mcj48Ym9keT48aDE+TGUgbW91bGluPC9oMT48cD5MZSBj") is None
    assert identify("Мельницу продадут до конца года, заявил мэр в четверг вечером.") == "ru"
