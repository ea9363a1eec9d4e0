"""Stories: the list of them, and one as a drawing in time and as a table of the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from ondit.model import Article, Edge, Story, StorySummary
from ondit.views.screen import clean
from ondit.web.desk import Desk, One, Part, listed
from ondit.web.draw import Node, Thread, story_in_time
from ondit.web.screens.pages import nothing, query
from ondit.web.sheet import Empty, Links, Rows, Sheet, Table, fields_of
from ondit.web.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

_DRAWN = 150
"""Pages of a story that are drawn, by date; the table has them all."""


def stories(desk: Desk, asked: Part) -> Sheet:
    """Give the list of stories."""
    words = desk.words
    total = desk.corpus.counts().stories
    found = desk.corpus.story_summaries(limit=asked.limit + 1, offset=asked.offset)
    listing = listed(found, asked, total)
    columns = tuple("id articles sites derived first published headline".split())
    return Sheet(
        template="list.html",
        title=words.messages.say("web", "nav-stories"),
        shown={
            "listing": listing,
            "address": query("/stories", {}),
            "lead": words.count("stories", total),
            "filters": [],
            "table": _list(listing.items, desk),
            "empty": _none(desk),
        },
        record=listing,
        rows=fields_of(listing.items, columns),
        command=("ondit", "stories", desk.store),
    )


def _list(stories: Iterable[StorySummary], desk: Desk) -> Table:
    words = desk.words
    return Table(
        caption=words.say("nav-stories"),
        heads=[
            (words.say("column-story"), "wide"),
            (words.say("column-pages"), "n"),
            (words.say("nav-sites"), "n"),
            (words.say("column-derived"), "n"),
            (words.say("column-earliest"), ""),
        ],
        rows=[
            (
                desk.links.link("stories", story.id, clean(story.headline or story.name)),
                words.number(story.articles),
                words.number(story.sites),
                words.number(story.derived),
                _begun(story.published, story.site or story.name, words),
            )
            for story in stories
        ],
    )


def _begun(published: str | None, where: str, words: Words) -> object:
    """Say when and where the earliest page appeared."""
    if published is None:
        return words.say("undated")
    return f"{words.day(published[:10])} · {clean(where)}"


def _first(story: Story) -> str:
    return story.earliest or story.articles[0]


def _earliest(story: Story, first: Article, words: Words) -> object:
    date = first.published.value if story.earliest and first.published else None
    return _begun(date, first.site or first.name, words)


def _none(desk: Desk) -> Empty:
    if not desk.corpus.counts().articles:
        return nothing(desk)
    return Empty(told=desk.words.say("no-stories"), next=desk.words.say("no-stories-next"))


def story(desk: Desk, asked: One) -> Sheet:
    """Give one story."""
    found = desk.corpus.story(asked.id)
    articles = desk.articles(found.articles)
    words = desk.words
    title = words.page(articles[_first(found)])
    return Sheet(
        template="story.html",
        title=title,
        shown={"story": shown(found, articles, words, desk.links)},
        record=found,
        rows=Rows(
            columns=tuple("page site published headline parent kind directed credited".split()),
            rows=list(_rows(found, articles)),
        ),
        command=("ondit", "show", desk.store, found.id),
    )


def shown(
    story: Story, articles: Mapping[str, Article], words: Words, links: Links
) -> dict[str, object]:
    """Give what the template of a story draws."""
    words = words.calling(articles.values())
    sites = {articles[key].site for key in story.articles}
    return {
        "anchor": f"story-{story.id}",
        "title": words.page(articles[_first(story)]),
        "lead": words.say(
            "story-lead",
            pages=words.messages.count("pages", len(story.articles)),
            sites=words.messages.count("sites", len(sites)),
        ),
        "earliest": _earliest(story, articles[_first(story)], words) if story.earliest else "",
        "drawing": drawn(story, articles, words, links),
        "kinds": [
            (kind, words.say(f"edge-{kind}"))
            for kind in dict.fromkeys(edge.kind or "told" for edge in story.edges)
        ],
        "undrawn": max(0, len(story.articles) - _DRAWN),
        "table": _table(story, articles, words, links),
    }


def drawn(story: Story, articles: Mapping[str, Article], words: Words, links: Links) -> Markup:
    """Draw the story in time."""
    keys = story.articles[:_DRAWN]
    nodes = [
        Node(
            key=key,
            row=clean(articles[key].site or articles[key].name),
            at=moment(articles[key]),
            label=_label(articles[key], words),
            address=links.to("pages", key),
            earliest=key == story.earliest,
        )
        for key in keys
    ]
    threads = [
        Thread(
            parent=edge.parent,
            child=edge.child,
            kind=edge.kind or "told",
            directed=edge.directed,
            beside=edge.why == "beside",
        )
        for edge in (*story.edges, *story.also)
        if edge.parent is not None
    ]
    return story_in_time(
        nodes, threads, lambda at: _tick(at, words), words.messages.say("web", "story-drawing")
    )


def moment(article: Article) -> float | None:
    """Give when an article appeared, in seconds, if its date is trusted; a day is its middle."""
    date = article.published
    if date is None or not date.trusted:
        return None
    try:
        at = datetime.fromisoformat(date.value)
    except ValueError:
        return None
    if "T" not in date.value:
        at = at.replace(hour=12)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def _tick(at: float, words: Words) -> Sequence[str]:
    when = datetime.fromtimestamp(at, tz=UTC)
    day = words.day(when.date().isoformat())
    if not (when.hour or when.minute):
        return (day,)
    clock = words.messages.say("web", "clock", hour=when.hour, minute=f"{when.minute:02}")
    return (day, clock)


def _label(article: Article, words: Words) -> str:
    day = words.day(article.published.value) if article.published else ""
    return " · ".join(
        part for part in (words.page(article), clean(article.site or ""), day) if part
    )


def _table(story: Story, articles: Mapping[str, Article], words: Words, links: Links) -> Table:
    """Give the story as a table: what the drawing shows, and where the proof is."""
    parents = {edge.child: edge for edge in story.edges}
    beside: dict[str, list[Edge]] = {}
    for edge in story.also:
        beside.setdefault(edge.child, []).append(edge)
    return Table(
        caption=words.say("story-table"),
        heads=[
            (words.say("column-date"), ""),
            (words.of("what", "site"), ""),
            (words.say("column-page"), "wide"),
            (words.say("column-parent"), "wide"),
            (words.say("column-why-parent"), ""),
            (words.say("column-credit"), ""),
        ],
        rows=[
            (
                _date(articles[key], words),
                links.link("sites", articles[key].site, clean(articles[key].site or "")),
                links.link("pages", key, words.page(articles[key])),
                Markup("<br>").join(
                    _parent(edge, articles, words, links)
                    for edge in (parents.get(key), *beside.get(key, ()))
                ),
                words.say(f"edge-why-{parents[key].why}") if key in parents else "",
                _credit(parents.get(key), words),
            )
            for key in story.articles
        ],
    )


def _date(article: Article, words: Words) -> object:
    if article.published is None:
        return words.say("undated")
    day = words.day(article.published.value)
    return day if article.published.trusted else words.say("untrusted-date", day=day)


def _parent(
    edge: Edge | None, articles: Mapping[str, Article], words: Words, links: Links
) -> Markup:
    """Say what a page comes from, with the way to the proof."""
    if edge is None:
        return words.say("no-parent")
    parent = articles.get(edge.parent or "")
    name = words.screen.page(parent.name) if parent else None
    kind = edge.kind or "told"
    told = words.say(f"edge-{kind}" if edge.directed else f"alike-{kind}", parent=name)
    if edge.derivation is None or links.to("compare", edge.derivation) is None:
        return told
    return told + " " + links.link("compare", edge.derivation, words.say("side-by-side"))


def _credit(edge: Edge | None, words: Words) -> object:
    if edge is None or edge.credited is None:
        return ""
    return words.say("credited" if edge.credited else "uncredited")


def _rows(story: Story, articles: Mapping[str, Article]) -> Iterator[Sequence[object]]:
    parents = {edge.child: edge for edge in story.edges}
    for key in story.articles:
        article, edge = articles[key], parents.get(key)
        yield (
            key,
            article.site,
            article.published.value if article.published else None,
            article.headline,
            edge.parent if edge else None,
            edge.kind if edge else None,
            edge.directed if edge else None,
            edge.credited if edge else None,
        )
