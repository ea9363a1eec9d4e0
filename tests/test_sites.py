"""Who feeds whom, counted by site; and what two sites share of machinery."""

from __future__ import annotations

from typing import Any

from ondit.lineage.kinship import kinships
from ondit.lineage.sites import flows, sites
from ondit.model import Article, DateClue, Edge, Mark, MarkKind, Story


def page(name: str, site: str | None, day: str | None = None, **fields: Any) -> Article:
    if day is not None:
        fields["published"] = DateClue(
            value=day, says="published", seen_in="json-ld", words=day, trusted=True, why=""
        )
    return Article(id=name, name=name, site=site, **fields)


def edge(child: str, parent: str | None, **fields: Any) -> Edge:
    given: dict[str, Any] = {"kind": "copy", "directed": True, "derivation": f"{parent}>{child}"}
    return Edge(child=child, parent=parent, **(given | fields))


def story(*edges: Edge, also: tuple[Edge, ...] = ()) -> Story:
    names = {one for each in edges for one in (each.child, each.parent) if one}
    return Story(id="s", articles=tuple(sorted(names)), edges=edges, also=also)


PAGES = [
    page("a1", "wire.example", "2024-05-01T08:00:00+00:00"),
    page("a2", "wire.example", "2024-05-02T08:00:00+00:00"),
    page("b1", "paper.example", "2024-05-01T10:00:00+00:00", site_name="The Paper", language="en"),
    page("b2", "paper.example", "2024-05-02T09:00:00+00:00", site_name="The Paper", language="en"),
    page("b3", "paper.example", site_name="Paper", language="fr"),
]


def test_a_flow_counts_articles_credit_and_the_median_lag() -> None:
    told = [story(edge("b1", "a1", credited=True)), story(edge("b2", "a2", credited=False))]
    told.append(story(edge("b3", "a2", credited=None)))
    (flow,) = flows(PAGES, told)
    assert (flow.source, flow.taker) == ("wire.example", "paper.example")
    assert (flow.articles, flow.credited, flow.uncredited) == (3, 1, 1)
    assert (flow.lag, flow.timed) == (5400.0, 2)
    assert flow.derivations == ("a1>b1", "a2>b2", "a2>b3")


def test_a_pair_without_direction_is_counted_both_ways_and_in_no_articles() -> None:
    found = flows(PAGES, [story(edge("b1", "a1", directed=False))])
    assert [(one.source, one.articles, one.undirected) for one in found] == [
        ("paper.example", 0, 1),
        ("wire.example", 0, 1),
    ]


def test_an_edge_told_beside_two_trees_counts_once() -> None:
    beside = edge("b2", "a2", why="beside")
    (flow,) = flows(PAGES, [story(edge("b1", "a1"), also=(beside,)), story(also=(beside,))])
    assert flow.articles == 2


def test_what_a_site_takes_from_itself_or_from_nobody_known_is_no_flow() -> None:
    pages = [*PAGES, page("x", None)]
    told = [story(edge("b1", "b2"), edge("b3", "x"), edge("a1", None, kind="same-source"))]
    assert flows(pages, told) == ()


def test_a_site_tells_what_it_takes_and_gives() -> None:
    paper, wire = sites(PAGES, [story(edge("b1", "a1"), edge("b2", "a1"))])
    assert (paper.name, paper.title, paper.articles) == ("paper.example", "The Paper", 3)
    assert (paper.derived, paper.taken, wire.derived, wire.taken) == (2, 0, 0, 1)
    assert [flow.source for flow in paper.sources] == ["wire.example"]
    assert paper.languages == (("en", 2), ("fr", 1))


def bearing(site: str, **marks: str) -> Article:
    """A page of ``site`` with a mark of each kind named; ``_`` stands for a hyphen."""
    return marked(site, *((kind.replace("_", "-"), value) for kind, value in marks.items()))


def marked(site: str, *marks: tuple[Any, str]) -> Article:
    found = tuple(Mark(kind=kind, value=value, seen_in="script") for kind, value in marks)
    return page(f"page of {site}", site, marks=found)


def others(count: int, **marks: str) -> list[Article]:
    return [bearing(f"other{number}.example", **marks) for number in range(count)]


def test_an_account_that_two_sites_share_is_a_strong_sign_even_among_few() -> None:
    pages = [bearing("a.example", analytics="UA-1-1"), bearing("b.example", analytics="UA-1-1")]
    (found,) = kinships([*pages, *others(3)])
    assert (found.one, found.other, found.strength) == ("a.example", "b.example", "strong")
    (mark,) = found.marks
    assert (mark.kind, mark.value, mark.sites) == ("analytics", "UA-1-1", 2)
    assert mark.seen_in == ("page of a.example", "page of b.example")


def test_what_many_bear_vanishes_by_itself() -> None:
    pages = others(60, service="cloudflare", generator="WordPress 6", theme="astra")
    assert kinships(pages) == ()
    assert kinships(pages[:3]) == ()


def test_machinery_alone_is_never_more_than_weak() -> None:
    machinery = {"theme": "own-theme", "plugin": "own-plugin", "generator": "own 1.0"}
    pages = [bearing("a.example", **machinery), bearing("b.example", **machinery)]
    (found,) = kinships([*pages, *others(100)])
    assert found.strength == "weak"
    assert kinships([*pages, *others(10)]) == ()


def test_one_of_a_kind_counts() -> None:
    kinds: list[tuple[MarkKind, str]] = [("plugin", f"p{number}") for number in range(12)]
    pages = [marked("a.example", *kinds), marked("b.example", *kinds)]
    assert kinships([*pages, *others(60)]) == ()


def test_a_script_and_a_formula_add_up() -> None:
    made = {"inline_script": "c0ffee", "wording": "deadbeef"}
    pages = [bearing("a.example", **made), bearing("b.example", **made)]
    assert kinships([*pages, *others(3)]) == ()  # a publishing system may have brought them
    (found,) = kinships([*pages, *others(200)])
    assert found.strength == "medium"
    assert {mark.kind for mark in found.marks} == {"inline-script", "wording"}


def test_an_account_of_the_platform_says_nothing_of_its_blogs() -> None:
    blogs = [
        bearing(f"b{n}.wordpress.com", analytics="UA-9-9", icon="w", ads="one" if n < 2 else f"{n}")
        for n in range(12)
    ]
    (found,) = kinships(blogs)
    assert [mark.kind for mark in found.marks] == ["ads"]
    assert kinships(blogs[:2]) == ()  # too few blogs to see what the others do without


def test_a_network_of_many_sites_is_still_seen_and_costs_no_millions() -> None:
    network = [bearing(f"n{number}.example", ads="pub-7") for number in range(40)]
    found = kinships([*network, *others(40)])
    assert len(found) == 40 * 39 // 2
    assert {one.strength for one in found} == {"medium"}
    assert kinships(others(1000, ads="pub-7")) == ()
