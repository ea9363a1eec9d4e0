"""Children of one text are told from parent and child."""

from __future__ import annotations

from ondit.lineage.families import explained
from ondit.model import Derivation


def pair(
    one: str, other: str, covered: float, *, directed: bool = False, credited: bool | None = None
) -> Derivation:
    return Derivation(
        id=one + other,
        kind="rewrite",
        one=one,
        other=other,
        one_covered=covered / 2,
        other_covered=covered,
        likeness=1.0,
        directed=directed,
        credited=credited,
    )


def test_two_children_of_one_parent_are_of_the_same_source() -> None:
    family = [
        pair("wire", "blog", 0.9, directed=True),
        pair("wire", "paper", 0.8, directed=True),
        pair("blog", "paper", 0.6),
    ]
    *parents, siblings = explained(family)
    assert [one.via for one in parents] == [None, None]
    assert (siblings.via, siblings.kind) == ("wire", "same-source")


def test_without_directions_the_kind_stays_and_the_third_is_named() -> None:
    family = [pair("wire", "blog", 0.9), pair("wire", "paper", 0.8), pair("blog", "paper", 0.6)]
    assert [(one.via, one.kind) for one in explained(family)] == [
        (None, "rewrite"),
        (None, "rewrite"),
        ("wire", "rewrite"),
    ]


def test_a_child_closer_to_its_sibling_is_left_alone() -> None:
    family = [pair("wire", "blog", 0.5), pair("wire", "paper", 0.6), pair("blog", "paper", 0.9)]
    assert [one.via for one in explained(family)] == ["paper", None, None]


def test_a_credited_pair_needs_no_other_explanation() -> None:
    family = [
        pair("wire", "blog", 0.9),
        pair("wire", "paper", 0.8),
        pair("blog", "paper", 0.6, directed=True, credited=True),
    ]
    assert all(one.via is None for one in explained(family))


def test_equal_copies_are_held_together_by_the_first_of_them() -> None:
    family = [pair("b", "c", 1.0), pair("a", "b", 1.0), pair("a", "c", 1.0), pair("c", "d", 1.0)]
    family += [pair("b", "d", 1.0), pair("a", "d", 1.0)]
    assert [one.via for one in explained(family)] == ["a", None, None, "a", "a", None]


def test_the_order_in_which_pairs_are_given_does_not_matter() -> None:
    family = [pair("wire", "blog", 0.9), pair("wire", "paper", 0.9), pair("blog", "paper", 0.9)]
    assert explained(family)[::-1] == explained(family[::-1])


def test_a_page_given_twice_and_no_page_at_all() -> None:
    twice = pair("a", "a", 1.0)
    assert explained([twice]) == (twice,)
    assert explained([]) == ()
