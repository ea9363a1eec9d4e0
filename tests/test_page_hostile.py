"""Pages made to hold the parser up, and pages without text: read in bounded time, or told why."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from ondit.bundle.redact import redacted
from ondit.errors import LeadsElsewhere, NoText, OnlyFrames, ScriptedPage, TooDeep, TooLong
from ondit.model import Page
from ondit.page import bulk
from ondit.page.decode import LIMIT
from ondit.page.guard import MOST_ATTRIBUTES, guarded
from ondit.page.read import read
from ondit.pipeline import compared_pair, traced
from ondit.speech import clauses

PARAGRAPH = (
    "Le conseil municipal a repoussé jeudi soir, par douze voix contre neuf, la vente du moulin, "
    "que trois repreneurs s’étaient engagés à remettre en marche avant la fin de l’année."
)
AFTER = (
    "Les machines, posées en 1884, tournaient encore en 2014 ; la commune, qui les a reprises"
    " à la fermeture, doit désormais trouver de quoi refaire la toiture avant l’hiver prochain."
)
BODY = f"<h1>Le moulin</h1><p>{PARAGRAPH}</p><p>{AFTER}</p>"


def page(text: str | bytes, **facts: Any) -> Page:
    return Page(name="page", body=text if isinstance(text, bytes) else text.encode(), **facts)


def attributes(text: str) -> list[int]:
    """Give how many attributes each element of the parser's tree has."""
    body = LexborHTMLParser(text).body
    return [] if body is None else [len(node.attributes) for node in body.traverse()]


HIDING = (
    "a{}=1",
    "a{}",
    "a{}='>'",
    'b{}="<p>"',
    "c{} = '\">'",
    'd{}="\'>"',
    '"="=">" e{}',
    "/f{}/",
)
"""Attributes that hide the end of a tag from a careless reader of it."""


@pytest.mark.parametrize("form", HIDING)
def test_attributes_past_the_limit_are_cut_off(form: str) -> None:
    many = " ".join(form.format(number) for number in range(20_000))
    text = f"<h1>Le moulin</h1><p {many}>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
    assert max(attributes(guarded(text, name="page").text)) < 3 * MOST_ATTRIBUTES
    article = read(page(text))
    assert article.blocks[-1].text == PARAGRAPH


@given(
    st.lists(st.tuples(st.sampled_from(HIDING), st.integers(1, 400)), min_size=1, max_size=12),
    st.text(alphabet="<>\"'=/ a&!-", max_size=40),
    st.integers(1, 6),
)
@settings(derandomize=True, deadline=None, max_examples=80)
def test_no_mixture_hides_attributes(runs: list[tuple[str, int]], between: str, times: int) -> None:
    made = (
        form.format(f"{at}x{n}x{k}")
        for k in range(times)
        for at, (form, size) in enumerate(runs)
        for n in range(size)
    )
    text = f"<p>{PARAGRAPH}</p>{between}<p {' '.join(made)}>{between}<p>{PARAGRAPH}</p>"
    # Between two sure ends of tags a few thousand characters may stand unsearched.
    assert max(attributes(guarded(text, name="page").text), default=0) <= 3 * MOST_ATTRIBUTES


@given(st.text(alphabet="<>\"'=/ abp!-\n", max_size=300))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_what_is_no_danger_stays_as_it_is(text: str) -> None:
    assert guarded(text, name="page").text == text


def test_a_long_script_is_no_tag() -> None:
    code = "if (i<a && b == '\"') { c = \"it's\" } " * 3000
    text = f"<script>{code}</script>{BODY}"
    assert guarded(text, name="page").text == text


def test_tags_inside_tags_do_not_multiply_the_search() -> None:
    text = BODY + ("<a " * 900 + ">") * 400
    assert guarded(text, name="page").cut
    assert read(page(text)).notes == ("cut-short",)


@pytest.mark.parametrize(
    "tags",
    [
        "".join(f"<p><i a={number}>x" for number in range(4_000)),
        "".join(f"<p><FONT color={number}>x" for number in range(4_000)),
        "".join(f"<html a{number}=1>" for number in range(20_000)),
        "".join(f"<body a{number}=1>" for number in range(20_000)),
        "<select>" + "<option>x" * 30_000 + "</select>",
    ],
)
def test_what_the_parser_would_multiply_is_renamed(tags: str) -> None:
    tree = LexborHTMLParser(guarded(BODY + tags, name="page").text).root
    assert tree is not None
    assert sum(1 for _ in tree.traverse()) < 40_000
    assert max(len(node.attributes) for node in tree.traverse()) < 100
    assert read(page(BODY + tags)).headline == "Le moulin"


@pytest.mark.parametrize(
    "unit", ["<div></x>", "<div><select></div></select>", "<div><!--</div>-->"]
)
def test_nesting_is_found_behind_ends_that_end_nothing(unit: str) -> None:
    with pytest.raises(TooDeep):
        read(page(BODY + unit * 30_000))


def test_a_page_of_very_many_tags_is_cut_short() -> None:
    article = read(page(BODY + "<p>x</p>" * 80_000))
    assert "cut-short" in article.notes
    assert article.headline == "Le moulin"


def test_redaction_is_safe_from_a_tag_of_many_attributes() -> None:
    comment = "Je ne suis pas d’accord du tout avec ce vote, qui oublie les gens du quartier."
    many = " ".join(f"a{number}=1" for number in range(50_000))
    items = "".join(
        f"<li class='comment' id='comment-{number}'><cite class='fn'>Lecteur {number}</cite>"
        f"<p>{comment} {number}</p></li>"
        for number in (1, 2)
    )
    below = f"<h3>2 commentaires</h3><ol class='comment-list'>{items}</ol>"
    text = f"{BODY}<p {many}>{PARAGRAPH}</p><div id='comments'>{below}</div>"
    assert read(page(text)).comments
    assert comment not in redacted(page(text), {"comments"}).body.decode()


# --------------------------------------------------------------------------------------------
# Large pages

RULES = f"<hr class='{'a-line ' * 30}'>".encode() * (LIMIT // 200)


@pytest.mark.parametrize(
    "filler",
    [
        b'<img src="data:image/png;base64,' + b"iVBORw0KGgo" * 600_000 + b'">',
        b"<style>" + b".a{background:url(b.png)}" * 300_000 + b"</style>",
        b"<style>"
        + b"@font-face{src:url(data:font/woff2;base64,"
        + b"d09G" * 2_000_000
        + b")}</style>",
        b"<SCRIPT>" + b"var a = '<p>';" * 500_000 + b"</SCRIPT>",
        b"<!--" + b"<p>Un brouillon.</p>" * 400_000 + b"-->",
        b"<svg>" + b"<path d='M0 0L1 1'/>" * 400_000 + b"</svg>",
    ],
    ids=["picture", "style", "font", "script", "comment", "drawing"],
)
def test_the_text_behind_the_bulk_of_a_page_is_read(filler: bytes) -> None:
    body = b"<title>Le moulin</title>" + filler + BODY.encode()
    assert len(body) > LIMIT
    article = read(page(body))
    text = [block.text for block in article.blocks if block.role != "headline"]
    assert text == [PARAGRAPH, AFTER]
    assert article.notes == ()


def test_the_data_and_the_snippets_of_a_large_page_are_kept() -> None:
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0KGgo" * 600_000 + b'">'
    data = '{"@type": "NewsArticle", "datePublished": "2020-03-12", "text": "%s"}' % ("x" * 40_000)
    head = f"<script type='application/ld+json'>{data}</script>"
    snippet = "<script>ga('create', 'UA-123456-7')</script>"
    article = read(page((head + snippet).encode() + picture + BODY.encode()))
    assert article.published is not None
    assert article.published.value == "2020-03-12"
    assert "google-analytics:UA-123456-7" in {mark.value for mark in article.marks}
    assert all(mark.at is None for mark in article.marks)


@given(st.binary(max_size=300))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_taking_the_bulk_out_takes_any_bytes(body: bytes) -> None:
    assert bulk.without(body) == body  # nothing in so few is bulk


def test_an_end_that_is_missing_is_searched_once() -> None:
    body = b"<script>" * 300_000 + b"<!--" * 300_000
    assert bulk.without(body) == body


def test_a_page_whose_text_lies_past_the_limit_says_so() -> None:
    with pytest.raises(TooLong) as caught:
        read(page(b"<html>" + RULES + BODY.encode()))
    assert caught.value.facts["limit"] == "4"


def test_a_page_whose_text_lies_past_very_many_tags_says_so() -> None:
    with pytest.raises(TooLong) as caught:
        read(page("<html>" + "<hr>" * 300_000 + BODY))
    assert caught.value.facts["limit"] == "1"


def test_a_page_that_goes_on_past_the_limit_says_so() -> None:
    article = read(page(BODY.encode() + RULES))
    assert article.notes == ("cut-short",)


# --------------------------------------------------------------------------------------------
# Pages without text


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("<meta http-equiv='refresh' content='0;url=https://example.org/b'>", "https://example.org/b"),
        ("<META HTTP-EQUIV=Refresh CONTENT=\"5; URL='b.html?c=1&amp;d=2'\">", "https://example.org/a/b.html?c=1&d=2"),
        ("<meta http-equiv=refresh content='0 /b'><title>Redirection</title>", "https://example.org/b"),
        ("<script>window.location.replace('https://other.example/b')</script>", "https://other.example/b"),
        ("<script>location.href = \"/b\";</script>", "https://example.org/b"),
        (
            "<title>Redirection</title><meta http-equiv=refresh content='3;url=/b'>"
            "<p>Si vous n’êtes pas redirigé automatiquement, cliquez <a href='/b'>ici</a>.</p>",
            "https://example.org/b",
        ),
    ],
)  # fmt: skip
def test_a_page_that_leads_elsewhere_names_the_address(text: str, target: str) -> None:
    with pytest.raises(LeadsElsewhere) as caught:
        read(page(f"<html><head>{text}</head><body></body></html>", url="https://example.org/a/"))
    assert caught.value.facts["target"] == target


@pytest.mark.parametrize(
    "head",
    [
        "<meta http-equiv='refresh' content='300'>",
        "<meta http-equiv='refresh' content='300;url=https://example.org/a'>",
        "<meta http-equiv='refresh' content='0;url=javascript:next()'>",
    ],
)
def test_a_page_that_is_loaded_again_leads_nowhere(head: str) -> None:
    with pytest.raises(NoText) as caught:
        read(page(f"<html><head>{head}</head></html>", url="https://example.org/a"))
    assert caught.type is NoText


def test_an_article_that_is_loaded_again_is_one() -> None:
    head = "<meta http-equiv='refresh' content='600;url=https://example.org/'>"
    assert read(page(head + BODY)).headline == "Le moulin"


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        (
            "<frameset cols='20%,80%'><frame name=menu src='menu.html'><frame src=\"/b.html\">"
            "<noframes>Votre navigateur ne montre pas les cadres.</noframes></frameset>",
            "https://example.org/a/menu.html, https://example.org/b.html",
        ),
        ("<iframe width=100% src='https://other.example/b'></iframe>", "https://other.example/b"),
        ("<embed type='application/pdf' src='b.pdf'>", "https://example.org/a/b.pdf"),
        ("<object data='b.pdf' type='application/pdf'></object>", "https://example.org/a/b.pdf"),
    ],
)
def test_a_page_of_frames_names_their_addresses(text: str, frames: str) -> None:
    with pytest.raises(OnlyFrames) as caught:
        read(page(f"<html><title>Gazette</title>{text}</html>", url="https://example.org/a/"))
    assert caught.value.facts["frames"] == frames


def test_a_page_that_waits_for_a_script_is_not_one_of_frames() -> None:
    text = (
        "<noscript><iframe src='https://counter.example/ns.html'></iframe></noscript>"
        "<div id='root'></div>" + "<script src='a.js'></script>" * 3
    )
    with pytest.raises(ScriptedPage):
        read(page(f"<html><body>{text}</body></html>"))


@given(st.text(alphabet=list("<>\"'=/ ;urlmetafahscipo0"), max_size=120))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_a_page_without_text_is_always_told_why(text: str) -> None:
    head = f"<meta http-equiv='refresh' content='0;url={text}'>"
    body = f"<html><head>{head}</head><iframe src={text}><script>location='{text}'</script></html>"
    with pytest.raises(NoText):
        read(page(body, url="https://example.org/a"))


@pytest.mark.parametrize("unit", ["<!--", "<script>", "<noscript>", "<noscript", "<iframe "])
def test_why_a_page_has_no_text_is_looked_for_once(unit: str) -> None:
    with pytest.raises(NoText):
        read(page("<html>" + unit * 40_000))


CROWDED = (
    "<div id='comment-{}'><p>mot {} mot mot</p></div>",
    "<p>Max, 12 mars 2020 à 10:{}</p><p>Bravo mot mot</p>",
    "<div id=p{} class=post><div class=postbody>Bravo {} mot mot mot</div></div>",
    '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"a{}"}}</script>',
    "<a href='https://site{}.example/a'>mot {}</a> ",
    "[youtube abc{}] ",
    "Anne{} Roy{} a dit que oui. ",
    "« Il a dit : “ ",
    "Source : Reuters, AFP, ",
    "<time datetime='2020-01-02'>hier {}</time> ",
    "12 mars {} 2020, ",
    "<iframe src='https://www.youtube.com/embed/abcdefg{}'></iframe>",
    "<table><tr><td>mot</td></tr></table>",
    "<svg><foreignObject><math><mi><p>mot",
    "<template><p>mot</p></template>",
    "\u0301\u202e\u200b",
    '<p class="a>mot</p>',
    "data:a/b;c;d,",
)


@pytest.mark.parametrize("unit", CROWDED)
def test_a_page_full_of_one_thing_is_answered_for(unit: str) -> None:
    inside = "".join(unit.format(number, number) for number in range(600))
    answer = traced(page(f"<html lang=fr><body>{BODY}{inside}{BODY}</body></html>"))
    assert PARAGRAPH in {block.text for block in answer.article.blocks}
    other = replace(answer, article=replace(answer.article, id="other"))
    assert compared_pair(answer, other).kind != "independent"


def test_so_many_statements_are_looked_for_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = "".join(f"<p>Anne Roy a dit que le moulin {n} est vendu.</p>" for n in range(40))
    whole = traced(page(f"<html lang=fr><body>{BODY}{inside}</body></html>")).statements
    monkeypatch.setattr(clauses, "_TOGETHER", 20)
    monkeypatch.setattr(clauses, "MOST", 10)
    few = traced(page(f"<html lang=fr><body>{BODY}{inside}</body></html>")).statements
    assert len(whole) > 35
    assert 10 <= len(few) < 20
    assert few == whole[: len(few)]


@pytest.mark.parametrize("body", ["", "<p></p>", "<h1>Le moulin</h1>"])
def test_text_that_only_the_data_of_a_page_hold_has_its_author(body: str) -> None:
    data = (
        f'{{"@type":"NewsArticle","author":{{"name":"Anne Roy"}},"articleBody":"{PARAGRAPH * 3}"}}'
    )
    article = read(page(f'<script type="application/ld+json">{data}</script>{body}'))
    assert article.notes == ("body-from-data",)
    assert article.authors == ("Anne Roy",)


def test_a_piece_of_nothing_but_marks_on_a_letter_is_read() -> None:
    marks = "\u0301" * 400
    body = f"<p>Le pont de pierre est fermé depuis lundi matin.</p><p>{marks}</p>"
    assert read(Page(name="page", body=f"<html><body>{body}</body></html>".encode())).blocks
