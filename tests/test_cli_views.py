"""What is drawn: legible without colour, within its width, and safe whatever a page holds."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from ondit import lang
from ondit.model import (
    Article,
    Block,
    CreditKind,
    CreditName,
    Derivation,
    Evidence,
    Factuality,
    Failure,
    Mark,
    Origin,
    Span,
    Statement,
    Trace,
    TracedPage,
)
from ondit.views.compare import MARKS, compare_view
from ondit.views.places import Places
from ondit.views.records import compare_json, trace_json
from ondit.views.screen import Screen, clean, cut
from ondit.views.trace import trace_view
from sample_records import (
    ARTICLE,
    DERIVATION,
    EVIDENCE,
    FAILURE,
    OTHER,
    QUIET,
    STATEMENTS,
    TRACE,
    TRACED,
    at,
)

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
replaced = msgspec.structs.replace


def screen(code: str = "en", *, width: int = 100, colour: bool = False) -> Screen:
    return Screen(lang.load(code), width=width, colour=colour)


def flat(drawn: str) -> str:
    """Give what is drawn on one line, for looking for sentences that may be wrapped."""
    return " ".join(drawn.split())


# --------------------------------------------------------------------------------------------
# What is shown


@pytest.mark.parametrize(
    "words",
    [
        "Le Pont · le-pont.example",
        "French · read from the text",
        "Le maire de Brévannes refuse de céder le pont",
        "Anne Roy",
        "12 October 2022 · published · json-ld:datePublished",
        "3 paragraphs · 1 subhead",
        "youtube · abc · 560 × 315 · from 12 seconds",
        "x, target lost",
        "BBC (bbc.com, in English)",
        "comment form (English)",
        "menu ×2",
        "a quotation opened in §3 is never closed",
        "quotation never closed: this end is a repair",
        "“a déclaré”",
        "Words in English were left in square brackets: “[Mayor Paul]”.",
        "This reads as a translation from English, and the page credits BBC.",
        "find the original at bbc.com, around 12 October 2022",
        "Nothing on this page points elsewhere.",
        "No statement of anybody was found on this page.",
        "none found",
        "1 page could not be read: • rien.html is empty",
    ],
)
def test_a_trace_shows(words: str) -> None:
    assert words in flat(trace_view(TRACE, screen()))


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("byline", False),
        ("photo", False),
        ("translator", False),
        ("agency", True),
        ("source", True),
    ],
)
def test_only_a_name_that_may_be_an_outlet_s_is_said_to_be_in_no_table(
    kind: CreditKind, shown: bool
) -> None:
    credit = replaced(ARTICLE.credits[0], kind=kind, names=(CreditName(words="Ida Roux"),))
    page = replaced(TRACED, article=replaced(ARTICLE, credits=(credit,)))
    drawn = flat(trace_view(replaced(TRACE, pages=(page,)), screen()))
    assert "Ida Roux" in drawn
    assert ("Ida Roux (not in the outlet table)" in drawn) is shown


@pytest.mark.parametrize(
    ("code", "factuality", "words"),
    [
        ("en", "possible", "only possible"),
        ("en", "unsaid", "not said"),
        ("fr", "possible", "seulement possible"),
        ("fr", "unsaid", "non dit"),
    ],
)
def test_what_is_not_told_as_said_is_marked(code: str, factuality: Factuality, words: str) -> None:
    said = tuple(replaced(each, factuality=factuality) for each in STATEMENTS)
    page = replaced(TRACED, statements=said)
    drawn = trace_view(replaced(TRACE, pages=(page,)), screen(code, width=200))
    assert f" · {words}" in drawn
    assert f" · {words}" not in trace_view(TRACE, screen(code, width=200))


def test_a_statement_told_inside_another_is_set_under_it() -> None:
    drawn = trace_view(Trace(pages=(TRACED,)), screen())
    lines = [line for line in drawn.splitlines() if "└" in line]
    assert len(lines) == 1
    assert "denies" in lines[0]


@pytest.mark.parametrize(
    ("called", "name", "role", "shown"),
    [
        ("il", "Paul Aubry", "maire", True),
        ("Le maire", "Paul Aubry", "maire", False),
        ("Paul Aubry", "Paul Aubry", None, False),
        ("La préfecture", "préfecture", None, False),
        ("La préfecture", "Loire", None, True),
    ],
)
def test_what_the_page_calls_a_speaker_is_shown_where_it_tells_more(
    called: str, name: str, role: str | None, shown: bool
) -> None:
    speaker = replaced(TRACED.speakers[0], name=name, role=role)
    statement = replaced(STATEMENTS[0], source=(at(called),))
    page = replaced(TRACED, statements=(statement,), speakers=(speaker,))
    drawn = flat(trace_view(Trace(pages=(page,)), screen(width=140)))
    assert (f"{name} “{called}”" in drawn) is shown


def test_a_language_that_is_not_heard_is_said_not_to_be() -> None:
    page = TracedPage(article=replaced(OTHER, language="sv"))
    drawn = flat(trace_view(Trace(pages=(page,)), screen()))
    assert "Not looked for: this page is in Swedish" in drawn
    assert "English, French" in drawn


def test_statements_that_tell_one_another_are_all_shown() -> None:
    circle = tuple(
        replaced(one, within=other.id)
        for one, other in zip(STATEMENTS, (*STATEMENTS[1:], STATEMENTS[0]), strict=True)
    )
    page = replaced(TRACED, statements=circle)
    drawn = flat(trace_view(Trace(pages=(page,)), screen()))
    assert drawn.count("§3 ") >= 2
    assert "le dément" in drawn


def test_dates_that_are_not_trusted_share_a_line() -> None:
    doubted = [
        replaced(ARTICLE.dates[0], value=f"2022-11-0{day}", trusted=False, why="elsewhere")
        for day in range(1, 6)
    ]
    page = TracedPage(article=replaced(ARTICLE, dates=(*doubted, *ARTICLE.dates)))
    drawn = flat(trace_view(Trace(pages=(page,)), screen()))
    assert drawn.index("12 October 2022") < drawn.index("1 November 2022")
    assert "1 November 2022, 2 November 2022, 3 November 2022 · and 2 more · published" in drawn
    assert "5 November" not in drawn


def test_a_label_of_state_comes_with_its_list_and_date() -> None:
    evidence = Evidence(kind="credit", strength="strong", page="a1", outlet="rt", words="RT")
    page = replaced(
        TRACED, origin=Origin(reading="credited", evidence=(evidence,), outlets=("rt",))
    )
    drawn = flat(trace_view(Trace(pages=(page,)), screen()))
    assert re.search(r"is listed as state-controlled \(Russia\) in: State Media .*, \d{4}\.", drawn)


def test_a_comparison_is_legible_without_colour() -> None:
    drawn = compare_view(DERIVATION, OTHER, ARTICLE, screen())
    assert "number: 150 → 155" in drawn
    for mark in MARKS.values():
        assert re.search(rf"^{re.escape(mark)} ", drawn, re.MULTILINE)
    assert "pont.html reads as a translation of bridge.html." in flat(drawn)
    assert "The source is not credited." in flat(drawn)


def test_pairs_that_a_third_page_explains_take_a_line() -> None:
    third = replaced(OTHER, id="c3", name="third.html")
    pages = (TRACED, QUIET, TracedPage(article=third))
    drawn = flat(
        trace_view(
            Trace(pages=pages, derivations=(replaced(DERIVATION, via="c3"), DERIVATION)), screen()
        )
    )
    told = drawn.index("pont.html reads as a translation of bridge.html")
    assert told < drawn.index("bridge.html and pont.html are alike by way of third.html")
    assert drawn.count("ondit compare bridge.html pont.html") == 1


def test_an_unknown_direction_is_said() -> None:
    undated = tuple(one for one in DERIVATION.evidence if one.kind != "earlier-date")
    unknown = replaced(DERIVATION, directed=False, evidence=undated)
    drawn = compare_view(unknown, OTHER, ARTICLE, screen())
    assert "Which came first is not known." in flat(drawn)
    assert "reads as a translation of" not in flat(drawn)


def test_the_earlier_date_is_said_where_nothing_else_gives_a_direction() -> None:
    drawn = compare_view(replaced(DERIVATION, directed=False), OTHER, ARTICLE, screen())
    assert "is dated earlier" in flat(drawn)
    assert "Which came first" not in flat(drawn)


# --------------------------------------------------------------------------------------------
# How it is shown


@pytest.mark.parametrize("width", [20, 60, 80, 100, 120, 140, 500])
@pytest.mark.parametrize("code", lang.known())
def test_no_line_is_wider_than_the_screen(code: str, width: int) -> None:
    drawn = trace_view(TRACE, screen(code, width=width))
    drawn += compare_view(DERIVATION, OTHER, ARTICLE, screen(code, width=width))
    widest = max(cell_len(line) for line in drawn.splitlines())
    assert widest <= max(60, min(width, 140))


def test_colours_change_nothing_but_colours() -> None:
    plain = trace_view(TRACE, screen())
    coloured = trace_view(TRACE, screen(colour=True))
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    bare = "\n".join(line.rstrip() for line in ESCAPES.sub("", coloured).split("\n"))
    assert bare == plain


def test_french_lines_do_not_begin_with_a_high_mark_nor_end_with_a_guillemet() -> None:
    for width in range(80, 141, 4):
        drawn = trace_view(TRACE, screen("fr", width=width))
        for line in drawn.splitlines():
            assert not re.match(r"\s*[:;!?»]", line), line
            assert not line.endswith("«"), line


def test_the_words_of_a_page_keep_its_plain_spaces() -> None:
    drawn = trace_view(Trace(pages=(TRACED,)), screen("fr", width=140))
    assert "« le pont tiendra 155 jours, »" in drawn  # plain spaces: what grep would look for


# --------------------------------------------------------------------------------------------
# What a page may hold

HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred",
    "\x9b31mred \x90 \x9d",
    "[bold red]markup[/] [/] [link=https://evil.example]x[/link] \\[",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "a\rb\nc\td\x00e\x7f\x08",
    "{words} {0} {} {{ %s",
    ":smile: \ufdd0\ufdd1 \ue000 \ufffe",
    "\ud800 lone",
    "e\u0301" * 3 + "\u200d\ufe0f\U0001f468",
    "-- -rf ; $(reboot) `x` 'quoted' \"double\"",
)


def poisoned(words: str) -> Trace:
    """Put ``words`` wherever a page, a file or a record can put its own."""
    text = f"{words} « {words} » {words}"
    blocks = (
        Block(role="headline", text=text),
        *(Block(role="paragraph", text=text) for _ in range(2)),
    )
    span = Span(1, 0, len(text))
    article = replaced(
        ARTICLE,
        name=words,
        url=words,
        site=words,
        site_name=words,
        language=words,
        headline=text,
        standfirst=text,
        authors=(words, words),
        section=words,
        canonical=words,
        blocks=blocks,
        dates=(replaced(ARTICLE.dates[0], value=words, seen_in=words, words=words, why=words),),
        credits=(
            replaced(
                ARTICLE.credits[0],
                span=span,
                words=words,
                names=(CreditName(words=words, language=words),),
            ),
        ),
        furniture=tuple(replaced(one, machinery=(words,)) for one in ARTICLE.furniture),
        marks=(Mark(kind="plugin", value=words, seen_in=words),),
        damage=(replaced(ARTICLE.damage[0], span=span),),
        notes=(words,),
    )
    page = TracedPage(
        article=article,
        statements=(
            Statement(
                id="t",
                content=(span,),
                cue=(span,),
                source=(span,),
                speaker="s1",
                form="direct",
                stance="says",
            ),
            Statement(id="u", content=(span,), source=(span,), form="direct", stance="says"),
        ),
        speakers=tuple(replaced(one, name=words, role=words) for one in TRACED.speakers),
        origin=Origin(
            reading="translation-credited",
            evidence=tuple(
                replaced(one, words=words, spans=(span,), language=words, facts={"name": words})
                for one in EVIDENCE
            ),
            outlets=(words,),
            language=words,
        ),
    )
    other = replaced(OTHER, name=f"{words}2")
    return Trace(
        pages=(page, TracedPage(article=other)),
        derivations=(replaced(DERIVATION, pairs=()),),
        failures=(Failure(name=words, error="EmptyFile"), Failure(name=words, error=words)),
    )


def is_safe(drawn: str) -> bool:
    """Tell whether nothing but line feeds stands among the visible characters."""
    return clean(drawn.replace("\n", " ")) == drawn.replace("\n", " ")


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("code", lang.known())
def test_a_page_cannot_reach_the_terminal(words: str, code: str) -> None:
    trace = poisoned(words)
    for full in (True, False):
        assert is_safe(trace_view(trace, screen(code), full=full))
    coloured = trace_view(trace, screen(code, colour=True))
    assert is_safe(ESCAPES.sub("", coloured))
    assert "\x1b]" not in coloured


def test_markup_is_shown_as_it_stands() -> None:
    assert "[bold red]markup[/]" in flat(trace_view(poisoned(HOSTILE[2]), screen()))


@settings(derandomize=True, deadline=None, max_examples=30)
@given(st.text(max_size=40))
def test_no_text_whatever_reaches_the_terminal(words: str) -> None:
    trace = poisoned(words)
    assert is_safe(trace_view(trace, screen(width=60)))


@pytest.mark.parametrize("words", HOSTILE)
def test_no_record_reaches_the_terminal_as_json(words: str) -> None:
    if "\ud800" in words:
        pytest.skip("records hold no lone surrogates: text is normalised, paths are checked")
    trace = poisoned(words)
    encoded = trace_json(trace)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", encoded)
    assert msgspec.json.decode(encoded, type=Trace) == trace


def test_json_of_a_comparison_holds_what_its_spans_point_into() -> None:
    record = msgspec.json.decode(compare_json(DERIVATION, OTHER, ARTICLE, indent=2))
    articles = [msgspec.convert(each, Article) for each in record["articles"]]
    assert articles == [OTHER, ARTICLE]
    assert msgspec.convert(record["derivation"], Derivation) == DERIVATION


# --------------------------------------------------------------------------------------------
# Small parts


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("short", 10, "short"),
        ("a longer sentence", 10, "a longer…"),
        ("unbreakableunbreakable", 10, "unbreakab…"),
        ("", 5, ""),
    ],
)
def test_cut(text: str, room: int, shown: str) -> None:
    assert cut(text, room) == shown


def test_places_number_paragraphs_as_readers_do() -> None:
    places = Places(ARTICLE, screen())
    assert places.paragraphs == 3
    assert [places.label(index) for index in range(len(ARTICLE.blocks))] == [
        "head",
        "intro",
        "§1",
        "embed",
        "embed",
        "subhead",
        "§2",
        "§3",
        "credit",
    ]
    assert places.label(99) == ""


def test_what_a_statement_leaves_out_is_marked() -> None:
    places = Places(ARTICLE, screen())
    index = next(n for n, block in enumerate(ARTICLE.blocks) if block.role == "paragraph")
    text = ARTICLE.blocks[index].text
    first, last = Span(index, 0, 8), Span(index, len(text) - 7, len(text))
    assert places.text((first, last)) == f"{text[:8].strip()} […] {text[-7:].strip()}"


def test_quiet_pages_are_quiet() -> None:
    drawn = trace_view(Trace(pages=(QUIET,)), screen())
    assert drawn.rstrip().endswith("→ Nothing on this page points elsewhere.")
    assert trace_view(Trace(failures=(FAILURE,)), screen()).count("rien.html") == 1
