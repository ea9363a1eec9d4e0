"""The start and the list of pages."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Annotated
from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Meta, Struct

from ondit.model import Article, Counts, Edge, Reading, TracedPage
from ondit.views.screen import clean
from ondit.web.desk import Asked, Desk, Nothing, Part, listed, with_items
from ondit.web.evidence import reading
from ondit.web.sheet import Empty, Rows, Sheet, Table
from ondit.web.words import Words, fine

_NEWEST = 6
"""Stories and pages that the start shows."""
COLUMNS = tuple("id address site language published headline reading statements speakers".split())


class Seen(Struct, frozen=True, kw_only=True):
    """A page in a list: enough to choose it by."""

    id: str
    name: str
    url: str | None = None
    site: str | None = None
    language: str | None = None
    published: str | None = None
    headline: str | None = None
    reading: Reading
    statements: int
    speakers: int


# What is no day is refused, so that the schema must say what is one; a year or a month will do too.
Since = Annotated[
    str,
    Meta(max_length=400, extra_json_schema={"anyOf": [{"const": ""}, {"format": "date"}]}),
]


class Chosen(Part, frozen=True, kw_only=True):
    """Which pages of the corpus are asked for."""

    site: Asked = ""
    language: Asked = ""
    since: Since = ""


def seen(page: TracedPage) -> Seen:
    """Give what a list shows of ``page``."""
    article = page.article
    return Seen(
        id=article.id,
        name=article.name,
        url=article.url,
        site=article.site,
        language=article.language,
        published=article.published.value if article.published else None,
        headline=article.headline,
        reading=page.origin.reading,
        statements=len(page.statements),
        speakers=len(page.speakers),
    )


def start(desk: Desk, asked: Nothing) -> Sheet:
    """Give the first screen: how much there is, the largest stories, how to add more."""
    del asked
    counts = desk.corpus.counts()
    stories = desk.corpus.story_summaries(limit=_NEWEST)
    return Sheet(
        template="start.html",
        title=desk.words.messages.say("web", "start"),
        shown={
            "counts": counts,
            "stories": [
                (
                    story,
                    clean(story.headline or story.name),
                    desk.words.count("pages", story.articles),
                    desk.words.count("sites", story.sites),
                )
                for story in stories
            ],
            "totals": _totals(counts, desk),
            "disputes_shown": desk.disputes,
            "online": desk.online,
        },
        record=counts,
        rows=Rows(
            columns=("what", "n"),
            rows=[
                (name, getattr(counts, name))
                for name in counts.__struct_fields__
                if name != "languages"
            ],
        ),
        command=("ondit", "show", desk.store),
    )


def _totals(counts: Counts, desk: Desk) -> list[tuple[str, str, str]]:
    """Give the name of each list, how much is in it, and the word for it."""
    held = {
        "pages": counts.articles,
        "stories": counts.stories,
        "voices": counts.voices,
        "sites": counts.sites,
    }
    counted = {name: fine(desk.words.messages.count(name, n)) for name, n in held.items()}
    return [(name, *_parted(said)) for name, said in counted.items()]


def _parted(counted: str) -> tuple[str, str]:
    """Part “12 pages” into its number and its word; a number may hold no-break spaces."""
    number, _, word = counted.partition(" ")
    return number, word


def pages(desk: Desk, asked: Chosen) -> Sheet:
    """Give the list of pages."""
    chosen = {name: getattr(asked, name) or None for name in ("site", "language", "since")}
    found = desk.corpus.pages(**chosen, limit=asked.limit + 1, offset=asked.offset)
    total = None if any(chosen.values()) else desk.corpus.counts().articles
    traced = listed(iter(found), asked, total)
    listing = with_items(traced, map(seen, traced.items))
    return Sheet(
        template="list.html",
        title=desk.words.messages.say("web", "nav-pages"),
        shown={
            "listing": listing,
            "address": query("/pages", chosen),
            "lead": desk.words.count("pages", total) if total is not None else "",
            "filters": [(name, name, value or "") for name, value in chosen.items()],
            "table": table(traced.items, desk),
            "empty": nothing(desk) if not any(chosen.values()) else none_such(desk),
        },
        record=listing,
        rows=Rows(columns=COLUMNS, rows=[_row(one) for one in listing.items]),
        command=("ondit", "export", desk.store, "--to", "csv", "--table", "articles"),
    )


def table(found: Sequence[TracedPage], desk: Desk) -> Table:
    """Draw pages as the rows of a table."""
    edges = _edges(found, desk)
    parents = desk.articles(edge.parent for edge in edges.values() if edge.parent)
    words = desk.words.calling([*(one.article for one in found), *parents.values()])
    return Table(
        caption=words.say("nav-pages"),
        heads=[
            (words.say("column-page"), "wide"),
            (words.of("what", "site"), ""),
            (words.say("column-date"), "day"),
            (words.say("origin"), ""),
            (words.say("column-statements"), "n"),
        ],
        rows=[
            (
                desk.links.link("pages", one.article.id, words.page(one.article)),
                desk.links.link("sites", one.article.site, clean(one.article.site or "")),
                words.day(one.article.published.value[:10] if one.article.published else None)
                or words.say("undated"),
                _origin(one, edges.get(one.article.id), parents, words, desk),
                words.number(len(one.statements)),
            )
            for one in found
        ],
    )


def _edges(found: Sequence[TracedPage], desk: Desk) -> dict[str, Edge]:
    """Give where pages come from among those of the corpus; each story is read once."""
    edges: dict[str, Edge] = {}
    seen: set[str] = set()
    for page in found:
        if page.article.id not in seen:
            story = desk.corpus.story_of(page.article.id)
            if story is not None:
                seen |= set(story.articles)
                edges |= {edge.child: edge for edge in story.edges}
    return {one.article.id: edges[one.article.id] for one in found if one.article.id in edges}


def _origin(
    page: TracedPage, edge: Edge | None, parents: Mapping[str, Article], words: Words, desk: Desk
) -> Markup:
    """Say where a page comes from: by the corpus, else by what the page alone tells."""
    if edge is not None:
        kind = edge.kind or "told"
        parent = parents.get(edge.parent or "")
        name = words.screen.page(parent.name) if parent else None
        told = words.say(f"edge-{kind}" if edge.directed else f"alike-{kind}", parent=name)
        return desk.links.link("compare", edge.derivation, told)
    told = reading(page.article, page.origin, words)
    quiet = page.origin.reading == "nothing"
    return Markup('<span class="dim">{}</span>').format(told) if quiet else told


def nothing(desk: Desk) -> Empty:
    """Say that the corpus is empty, and how to fill it."""
    command = shlex.join(("ondit", "add", desk.store, desk.words.messages.say("help", "path-mark")))
    return Empty(told=desk.words.say("empty"), next=desk.words.say("empty-next"), command=command)


def none_such(desk: Desk) -> Empty:
    """Say that nothing answers what was asked."""
    return Empty(told=desk.words.say("none-such"), next=desk.words.say("none-such-next"))


def query(path: str, asked: Mapping[str, object]) -> str:
    """Give ``path`` with what was asked, ready for one more parameter."""
    given = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{given}&" if given else f"{path}?"


def _row(one: Seen) -> Sequence[object]:
    return (
        one.id,
        one.url or one.name,
        one.site,
        one.language,
        one.published,
        one.headline,
        one.reading,
        one.statements,
        one.speakers,
    )
