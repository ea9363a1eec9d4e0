"""A story as a tree in the terminal: every page under the one that it most likely came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.text import Text

from ondit.model import Article, Edge, Story
from ondit.views.screen import Drawing, Screen

_DEEPEST = 12
"""Steps of indentation: below that a chain of copies goes straight down."""
_PAGES = 40
"""Pages of one story that are drawn in a run; the others are counted."""


class Branch(NamedTuple):
    """One page of a tree: how far down, and the edge to what stands above it."""

    depth: int
    name: str
    edge: Edge | None


def branches(story: Story) -> Iterator[Branch]:
    """Give the pages of ``story`` from its beginnings down, each before what came from it."""
    edges = {edge.child: edge for edge in story.edges}
    children: dict[str | None, list[str]] = defaultdict(list)
    for name in story.articles:
        edge = edges.get(name)
        children[edge.parent if edge is not None else None].append(name)
    waiting = [(0, name) for name in reversed(children[None])]
    while waiting:
        depth, name = waiting.pop()
        yield Branch(depth, name, edges.get(name))
        waiting += [(depth + 1, child) for child in reversed(children[name])]


def indentation(branch: Branch) -> str:
    """Give what stands before a page in its line."""
    return "  " * min(branch.depth - 1, _DEEPEST) + "└ " if branch.depth else ""


def how(edge: Edge, screen: Screen) -> Text:
    """Say how an article relates to the one above it, and whether it credits it."""
    parts = [screen.say("case", f"edge-{edge.kind or 'told'}")]
    if edge.kind is not None and edge.why == "told":
        parts.append(screen.say("case", "edge-told", "yellow"))
    if edge.kind is not None and not edge.directed and edge.parent is not None:
        parts.append(screen.say("case", "undirected"))
    if edge.credited is not None:
        parts.append(screen.say("case", "credited" if edge.credited else "uncredited"))
    return screen.joined(parts, between=", ")


def tree(story: Story, articles: Mapping[str, Article], screen: Screen) -> Drawing:
    """Draw ``story`` in a line for each page: its name, how it relates to the one above, day."""
    drawn: Drawing = []
    for number, branch in enumerate(branches(story)):
        if number == _PAGES:
            drawn.append(screen.count("more", len(story.articles) - _PAGES))
            break
        drawn.append(_line(branch, articles[branch.name], screen))
    beside = [edge for edge in story.also if edge.parent in articles and edge.child in articles]
    if beside:
        drawn.append(screen.say("case", "beside", "dim"))
    for edge in beside[:_PAGES]:
        ends = [screen.page(articles[one].name) for one in (edge.parent or "", edge.child)]
        drawn.append(screen.joined([screen.joined(ends, between=" → "), how(edge, screen)]))
    return drawn


def _line(branch: Branch, article: Article, screen: Screen) -> Text:
    about: list[Text | str] = [screen.page(article.name)]
    if branch.edge is not None:
        about.append(how(branch.edge, screen))
    about.append(screen.words(article.site or ""))
    about.append(screen.messages.day(article.published.value[:10]) if article.published else "")
    return Text(indentation(branch), "dim") + screen.joined(about)


def drawable(stories: Sequence[Story]) -> list[Story]:
    """Give the stories that a tree shows better than their pairs do: of three pages and more."""
    return [story for story in stories if len(story.articles) > 2]
