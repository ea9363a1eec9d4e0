"""A story as a tree in the terminal, in both languages, however deep."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ondit.lang import load
from ondit.model import Article, DateClue, Edge, Story
from ondit.views.branches import branches, drawable, tree
from ondit.views.screen import Screen


def page(name: str) -> Article:
    day = DateClue(
        value="2024-05-01", says="published", seen_in="url", words="", trusted=True, why=""
    )
    return Article(id=name, name=f"{name}.html", site=f"{name}.example", published=day)


PAGES = {name: page(name) for name in "abcde"}
STORY = Story(
    id="s",
    articles=("a", "b", "c", "d"),
    edges=(
        Edge(child="b", parent="a", kind="translation", directed=True, credited=True),
        Edge(child="c", parent="b", kind="copy", directed=False),
        Edge(child="d", parent="a", kind="excerpt", directed=True, credited=False),
    ),
    also=(Edge(child="e", parent="d", kind="excerpt", directed=True, why="beside"),),
)


def lines(code: str, story: Story = STORY) -> list[str]:
    screen = Screen(load(code))
    return screen.render(*tree(story, PAGES, screen)).rstrip().splitlines()


def test_every_page_stands_under_its_parent() -> None:
    assert [(one.depth, one.name) for one in branches(STORY)] == [
        (0, "a"),
        (1, "b"),
        (2, "c"),
        (1, "d"),
    ]
    first, second, third, fourth, _, beside = lines("en")
    assert first.startswith("a.html · a.example")
    assert second.startswith("└ b.html · translation, credited · b.example")
    assert third.startswith("  └ c.html · copy, direction unknown")
    assert fourth.startswith("└ d.html · excerpt, not credited")
    assert beside.startswith("d.html → e.html · excerpt")


def test_the_tree_speaks_french_too() -> None:
    assert "traduction, crédité" in lines("fr")[1]
    assert "copie, sens inconnu" in lines("fr")[2]


def test_a_long_chain_ends_and_is_cut() -> None:
    names = [f"{number:04}" for number in range(3000)]
    edges = tuple(Edge(child=below, parent=above, kind="copy") for above, below in pairwise(names))
    story = Story(id="s", articles=tuple(names), edges=edges)
    assert [one.depth for one in branches(story)] == list(range(3000))
    screen = Screen(load("en"))
    drawn = tree(story, {name: page(name) for name in names}, screen)
    assert len(drawn) < 50
    assert max(len(line) for line in screen.render(*drawn).splitlines()) <= screen.width


@pytest.mark.parametrize(("count", "drawn"), [(2, 0), (3, 1)])
def test_two_pages_need_no_tree(count: int, drawn: int) -> None:
    story = Story(id="s", articles=tuple("abc"[:count]))
    assert len(drawable([story])) == drawn
