"""A run: each page with its three answers, how the pages relate, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ondit.model import Failure, Trace, TracedPage
from ondit.views.failures import sentence_of as sentence_of
from ondit.views.related import related
from ondit.views.screen import Drawing, Screen, indented
from ondit.views.search import search
from ondit.views.what import language_name, what
from ondit.views.whence import summary, whence
from ondit.views.who import who

FULL_UP_TO = 3
"""Pages that are shown whole without asking: three fill what one scrolls through willingly."""
_NAMED = 4
"""Speakers named in the short form of a page."""


def trace_view(trace: Trace, screen: Screen, *, full: bool = False) -> str:
    """Draw ``trace``; more than a few pages in short form, unless ``full``."""
    draw = page if full or len(trace.pages) <= FULL_UP_TO else brief
    drawn = [part for traced in trace.pages for part in draw(traced, screen)]
    if len(trace.pages) > 1:
        articles = [traced.article for traced in trace.pages]
        short = screen.naming(article.name for article in articles)
        shown = related(trace.derivations, articles, short, stories=trace.stories)
        drawn += _section("related", shown, screen)
    known = {traced.article.id: traced for traced in trace.pages}
    for one in trace.searches:
        drawn += _section("search", search(one, known[one.article], screen), screen)
    if trace.failures:
        drawn += _section("failures", _failures(trace.failures, screen), screen)
    return screen.render(*drawn)


def page(traced: TracedPage, screen: Screen) -> Drawing:
    """Draw one page whole: what, who, whence."""
    article = traced.article
    table = who(article, traced.statements, traced.speakers, screen)
    return [
        _title(article.name, screen),
        *_section("what", [what(article, screen)], screen),
        *_section("who", [table], screen),
        *_section("whence", whence(article, traced.origin, screen), screen),
    ]


def brief(traced: TracedPage, screen: Screen) -> Drawing:
    """Draw one page in a few lines: what it is, who speaks most, where it says it comes from."""
    article = traced.article
    about: list[Text | str] = [
        screen.words(article.site or ""),
        language_name(article.language, screen) if article.language else "",
        screen.messages.day(article.published.value) if article.published else "",
    ]
    names = {speaker.id: speaker.name for speaker in traced.speakers}
    spoken = Counter(one.speaker for one in traced.statements if one.speaker in names)
    if traced.statements:
        about.append(screen.count("statements", len(traced.statements)))
        about.append(screen.count("speakers", len(spoken)))
    voices = [screen.words(names[key or ""]) for key, _ in spoken.most_common(_NAMED)]
    lines = [
        screen.words(article.headline or article.standfirst or "", "bold"),
        screen.joined(about),
        screen.joined(voices, between=", "),
    ]
    sentence = summary(article, traced.origin, screen, advised=False)
    return [
        _title(article.name, screen),
        *indented([line for line in lines if line]),
        *sentence,
        Text(),
    ]


def _failures(failed: Sequence[Failure], screen: Screen) -> Drawing:
    count = screen.count("failures", len(failed))
    count.stylize("yellow")
    rows = Table.grid(padding=(0, 1))
    for one in failed:
        rows.add_row("•", screen.words(sentence_of(one, screen.messages)))
    return [count, rows]


def _title(name: str, screen: Screen) -> RenderableType:
    return Rule(screen.page(name), align="left", style="dim", characters="─")


def _section(table: str, body: Drawing, screen: Screen) -> Drawing:
    """Draw a part under its title; without a body, say that there is nothing."""
    shown = body or [screen.say(table, "none")]
    return [screen.say(table, "title", "bold cyan"), *indented(shown), Text()]
