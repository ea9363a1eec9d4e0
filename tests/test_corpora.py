"""Corpora written by us: who derives from whom in each, and that nobody else does.

A folder of ``tests/corpora`` holds pages and ``tree.json``: for each page that has one, its parent
and the kinds that may be said of the pair. All other pages are independent of one another, however
much they tell of the same event.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from ondit.lineage.compare import compare
from ondit.lineage.sites import flows
from ondit.lineage.stories import stories
from ondit.model import Page, Trace
from ondit.pipeline import trace

CORPORA = sorted((Path(__file__).parent / "corpora").iterdir())


@cache
def traced(folder: Path) -> Trace:
    files = sorted(folder.glob("*.html"))
    return trace(Page(name=file.stem, body=file.read_bytes()) for file in files)


@cache
def tree(folder: Path) -> Any:
    return json.loads((folder / "tree.json").read_text(encoding="utf-8"))["parents"]


def family_of(name: str, parents: Any) -> str:
    while name in parents:
        name = parents[name]["parent"]
    return name


@pytest.fixture(params=CORPORA, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_every_page_is_read(folder: Path) -> None:
    found = traced(folder)
    assert not found.failures
    assert tree(folder).keys() <= {page.article.name for page in found.pages}


def test_nothing_is_said_to_derive_from_what_it_does_not(folder: Path) -> None:
    found, parents = traced(folder), tree(folder)
    names = {page.article.id: page.article.name for page in found.pages}
    pairs = [(names[one.one], names[one.other], one.kind) for one in found.derivations]
    strange = [p for p in pairs if family_of(p[0], parents) != family_of(p[1], parents)]
    assert strange == []


def test_every_child_hangs_below_its_parent(folder: Path) -> None:
    found, parents = traced(folder), tree(folder)
    names = {page.article.id: page.article.name for page in found.pages}
    edges = [edge for story in found.stories for edge in story.edges]
    assert {names[edge.child]: names.get(edge.parent or "") for edge in edges} == {
        child: told["parent"] for child, told in parents.items()
    }
    for edge in edges:
        assert edge.directed
        assert edge.kind in parents[names[edge.child]]["kind"]


def test_text_alone_joins_no_strangers_either(folder: Path) -> None:
    found, parents = traced(folder), tree(folder)
    bare = [
        page.article.__class__(
            id=page.article.id,
            name=page.article.name,
            language=page.article.language,
            blocks=page.article.blocks,
        )
        for page in found.pages
    ]
    derived = [
        record
        for one, other in combinations(bare, 2)
        if (record := compare(one, other)).kind != "independent"
    ]
    names = {article.id: article.name for article in bare}
    for story in stories(bare, derived):
        assert len({family_of(names[one], parents) for one in story.articles}) == 1


def test_sites_feed_one_another_as_the_tree_says(folder: Path) -> None:
    found, parents = traced(folder), tree(folder)
    articles = {page.article.name: page.article for page in found.pages}
    wanted = {
        (articles[told["parent"]].site, articles[child].site) for child, told in parents.items()
    }
    told = flows(articles.values(), found.stories)
    assert {(one.source, one.taker) for one in told} == wanted
    assert all(one.lag is not None and one.lag > 0 for one in told)
