"""Families of pages are trees by best parent, whatever the order in which pages came."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ondit.lineage.arborescence import Arc, branching
from ondit.lineage.stories import stories
from ondit.model import Article, DateClue, Derivation, Story


def page(name: str, day: str | None = None, *, trusted: bool = True) -> Article:
    date = None
    if day is not None:
        date = DateClue(
            value=day, says="published", seen_in="json-ld", words=day, trusted=trusted, why=""
        )
    return Article(id=name, name=name, language="fr", published=date)


def pair(one: str, other: str, covered: float = 1.0, **given: Any) -> Derivation:
    """A pair of which ``covered`` of ``other`` stands in ``one``, word for word."""
    fields: dict[str, Any] = {"kind": "copy", "one_covered": 0.9, "likeness": 1.0} | given
    return Derivation(id=f"{one}>{other}", one=one, other=other, other_covered=covered, **fields)


def said(one: str, other: str, covered: float = 1.0, **fields: Any) -> Derivation:
    return pair(one, other, covered, directed=True, **fields)


def shared(one: str, other: str) -> Derivation:
    return pair(one, other, 0.3, kind="same-source", one_covered=0.3)


def tree(story: Story) -> dict[str, str | None]:
    return {edge.child: edge.parent for edge in story.edges}


def pages(names: str) -> list[Article]:
    return [page(name) for name in names]


def test_a_child_is_given_to_the_page_that_holds_most_of_it() -> None:
    family = [said("a", "b", 0.9), said("a", "c", 0.7), said("b", "c", 0.95)]
    (story,) = stories(pages("abc"), family)
    assert tree(story) == {"b": "a", "c": "b"}
    assert [edge.why for edge in story.edges] == ["only", "closest"]
    assert story.articles == ("a", "b", "c")


def test_a_closer_page_that_came_from_the_child_is_not_its_parent() -> None:
    family = [said("a", "b", 0.8), said("b", "c", 1.0), pair("a", "c", 0.7)]
    (story,) = stories(pages("abc"), family)
    assert tree(story) == {"b": "a", "c": "b"}
    assert [edge.directed for edge in story.edges] == [True, True]
    assert [edge.why for edge in story.edges] == ["directed", "closest"]


def test_the_reason_says_when_the_closest_page_could_not_be_the_parent() -> None:
    family = [said("a", "b", 0.8), said("b", "c", one_covered=1.0)]
    (story,) = stories(pages("abc"), family)
    assert [edge.why for edge in story.edges] == ["directed", "only"]


def test_without_a_direction_the_trusted_date_orders_the_tree_and_says_so_nowhere() -> None:
    (story,) = stories([page("a", "2024-05-02"), page("b", "2024-05-01")], [pair("a", "b")])
    assert tree(story) == {"a": "b"}
    assert not story.edges[0].directed
    assert story.earliest == "b"


def test_a_date_that_is_not_trusted_orders_nothing() -> None:
    dated = [page("a", "2024-05-02"), page("b", "2024-05-01", trusted=False)]
    (story,) = stories(dated, [pair("a", "b", 0.9, one_covered=0.9)])
    assert (story.articles, story.earliest) == (("a", "b"), "a")


def test_brothers_of_an_unseen_text_have_no_parent_here() -> None:
    (story,) = stories(pages("abc"), [shared("a", "b"), said("b", "c")])
    assert tree(story) == {"a": None, "b": None, "c": "b"}
    assert [edge.why for edge in story.edges] == ["unseen", "unseen", "only"]


def test_a_translation_counts_as_much_as_a_copy() -> None:
    """Likenesses of two languages are lower by nature: two translations are no nearer kin."""
    across = {"kind": "translation", "languages": ("en", "fr"), "likeness": 0.42}
    family = [
        said("source", "one", 1.0, **across),
        said("source", "two", 1.0, **across),
        pair("one", "two", 1.0, kind="rewrite", likeness=0.6, languages=("fr", "fr")),
    ]
    (story,) = stories([page(name) for name in ("source", "one", "two")], family)
    assert tree(story) == {"one": "source", "two": "source"}


def test_a_digest_glues_nobody() -> None:
    family = [said(name, "digest", 0.2, kind="excerpt") for name in "abcd"]
    family += [said("a", "e"), said("b", "f"), said("c", "g"), said("d", "h")]
    found = stories([*pages("abcdefgh"), page("digest")], family)
    assert [story.articles for story in found] == [("a", "e"), ("b", "f"), ("c", "g"), ("d", "h")]
    assert all([edge.child for edge in story.also] == ["digest"] for story in found)


def test_a_page_of_two_sources_stays_with_the_greater_and_shows_the_other() -> None:
    family = [said("a", "merged", 0.6), said("b", "merged", 0.4), said("b", "c")]
    first, second = stories([*pages("abc"), page("merged")], family)
    assert (first.articles, second.articles) == (("a", "merged"), ("b", "c"))
    assert [(edge.parent, edge.child, edge.why) for edge in first.also] == [
        ("b", "merged", "beside")
    ]
    assert first.also == second.also


def test_independent_pages_and_pages_alone_make_no_story() -> None:
    assert stories(pages("abc"), [pair("a", "b", kind="independent"), pair("c", "c")]) == ()
    assert stories([], []) == ()
    assert stories(pages("a"), [pair("a", "gone")]) == ()


def test_a_person_may_part_a_pair() -> None:
    family = [said("a", "b"), said("b", "c")]
    (story,) = stories(pages("abc"), family, unrelated=[("c", "b")])
    assert story.articles == ("a", "b")


def test_a_person_may_name_the_parent() -> None:
    family = [said("a", "b"), said("b", "c"), said("a", "c", 0.5, credited=True)]
    (story,) = stories(pages("abc"), family, parents={"c": "a"})
    assert tree(story) == {"b": "a", "c": "a"}
    assert [edge.why for edge in story.edges] == ["only", "told"]
    assert story.edges[1].credited


def test_a_person_may_turn_a_direction_or_join_what_nothing_joins() -> None:
    (story,) = stories(pages("abc"), [said("a", "b")], parents={"a": "b", "c": "a"})
    assert tree(story) == {"a": "b", "c": "a"}
    assert [(edge.kind, edge.derivation) for edge in story.edges] == [
        ("copy", "a>b"),
        (None, None),
    ]


def test_a_person_may_take_a_parent_away() -> None:
    family = [said("a", "b", 0.9), said("b", "c", 1.0), said("a", "c", 0.8)]
    (story,) = stories(pages("abc"), family, wrong=[("c", "b")])
    assert tree(story) == {"b": "a", "c": "a"}
    alone = stories(pages("abc"), family, parents={"c": None})
    assert [tree(story) for story in alone] == [{"b": "a"}]
    assert alone[0].also == ()


def test_a_thousand_copies_are_one_story() -> None:
    names = [f"{number:04}" for number in range(1000)]
    chain = [pair(one, other) for one, other in pairwise(names)]
    (story,) = stories([page(name) for name in names], chain)
    assert len(story.articles) == 1000
    assert len(story.edges) == 999


names = st.sampled_from("abcdefg")
links = st.lists(
    st.tuples(
        names,
        names,
        st.sampled_from([0.2, 0.4, 0.6, 0.9, 1.0]),
        st.booleans(),
        st.sampled_from(["copy", "excerpt", "same-source", "translation"]),
    ),
    max_size=14,
    unique_by=lambda link: frozenset(link[:2]),
)


def made(drawn: Sequence[tuple[str, str, float, bool, str]]) -> list[Derivation]:
    return [
        pair(one, other, covered, directed=directed and kind != "same-source", kind=kind)
        for one, other, covered, directed, kind in drawn
    ]


@given(links, st.randoms())
def test_the_order_of_pages_and_pairs_does_not_matter(drawn: Any, random: Any) -> None:
    articles, derivations = pages("abcdefg"), made(drawn)
    before = stories(articles, derivations)
    random.shuffle(articles)
    random.shuffle(derivations)
    assert stories(articles, derivations) == before


@given(links)
def test_a_connected_piece_alone_gives_the_stories_it_gives_among_others(drawn: Any) -> None:
    derivations = made(drawn)
    whole = stories(pages("abcdefg"), derivations)
    group = {name: {name} for name in "abcdefg"}
    for one in derivations:
        if one.one != one.other:
            joined = group[one.one] | group[one.other]
            group.update(dict.fromkeys(joined, joined))
    parts = {frozenset(members) for members in group.values()}
    alone = [
        story
        for members in parts
        for story in stories(
            [page(name) for name in members], [d for d in derivations if d.one in members]
        )
    ]
    assert sorted(alone, key=lambda story: story.id) == sorted(whole, key=lambda story: story.id)


@given(links)
def test_every_article_has_one_parent_at_most_and_no_parent_below_itself(drawn: Any) -> None:
    found = stories(pages("abcdefg"), made(drawn))
    members = [name for story in found for name in story.articles]
    assert len(members) == len(set(members))
    assert len({story.id for story in found}) == len(found)
    for story in found:
        parents = tree(story)
        assert len(parents) == len(story.edges)
        for name in story.articles:
            walked = [name]
            while (above := parents.get(walked[-1])) is not None:
                assert above not in walked
                assert above in story.articles
                walked.append(above)


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 9)),
        max_size=10,
    )
)
def test_the_tree_is_the_cheapest(drawn: list[tuple[int, int, int]]) -> None:
    arcs = [Arc(-1, node, 50.0) for node in range(4)]
    arcs += [Arc(one, other, float(cost)) for one, other, cost in drawn if one != other]
    taken = branching(4, arcs)
    cost = sum(arcs[place].cost for place in taken)
    assert [arcs[place].child for place in taken] == [0, 1, 2, 3]
    trees = [four for four in combinations(arcs, 4) if _is_tree(four)]
    assert cost == min(sum(arc.cost for arc in four) for four in trees)


def _is_tree(arcs: Sequence[Arc]) -> bool:
    above = {arc.child: arc.parent for arc in arcs}
    for node in range(4):
        for _ in range(5):
            node = above.get(node, -2) if node >= 0 else node
        if node != -1:
            return False
    return True
