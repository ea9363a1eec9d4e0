"""The rows of a comparison: what stands where, and the ribbons that lead from row to row."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ondit.model import Pair, Span
from ondit.web import aligned
from ondit.web.gutter import gutter


def span(at: int, length: int = 40) -> Span:
    return Span(block=at, start=0, end=length)


def pairs(*places: tuple[int | None, int | None]) -> list[Pair]:
    return [
        Pair(
            relation="added" if here is None else "dropped" if there is None else "changed",
            here=() if here is None else (span(here),),
            there=() if there is None else (span(there),),
        )
        for here, there in places
    ]


def shape(rows: list[aligned.Row]) -> list[tuple[int, bool, list[str]]]:
    return [(row.pair, row.ghost, [one.course for one in row.strands]) for row in rows]


def test_texts_in_one_order_stand_side_by_side() -> None:
    assert shape(aligned.rows(pairs((0, 0), (1, None), (None, 1), (2, 2)))) == [
        (0, False, ["across"]),
        (1, False, ["ends"]),
        (2, False, ["begins"]),
        (3, False, ["across"]),
    ]


def test_a_sentence_told_later_leads_down_to_its_place() -> None:
    assert shape(aligned.rows(pairs((0, 3), (1, 1), (2, 2), (3, 4)))) == [
        (0, False, ["out"]),
        (1, False, ["through", "across"]),
        (2, False, ["through", "across"]),
        (0, True, ["in"]),
        (3, False, ["across"]),
    ]


def test_a_sentence_told_earlier_leads_up_to_its_place() -> None:
    rows = aligned.rows(pairs((0, 1), (1, 2), (2, 0)))
    assert shape(rows) == [
        (2, True, ["in"]),
        (0, False, ["through", "across"]),
        (1, False, ["through", "across"]),
        (2, False, ["out"]),
    ]
    assert not rows[0].strands[0].down


def test_ribbons_that_run_together_take_lanes_of_their_own() -> None:
    rows = aligned.rows(pairs((0, 8), (1, 9), (2, 1), (3, 2), (4, 3)))
    lanes = {strand.lane for strand in rows[3].strands if strand.course == "through"}
    assert lanes == {0, 1}


def test_a_ribbon_is_as_high_as_its_sentences_are_long() -> None:
    long, short = span(0, 100), span(0, 50)
    (row,) = aligned.rows([Pair(relation="changed", here=(long,), there=(short,))])
    assert (row.strands[0].left, row.strands[0].right) == (1.0, 0.5)


@given(st.permutations(range(9)), st.sets(st.integers(0, 8)))
def test_every_ribbon_arrives(order: list[int], alone: set[int]) -> None:
    rows = aligned.rows(
        pairs(*((here, None if here in alone else there) for here, there in enumerate(order)))
    )
    assert [row.pair for row in rows if not row.ghost] == list(range(9))
    moved = {row.pair for row in rows if row.moved and not row.ghost}
    assert sorted(row.pair for row in rows if row.ghost) == sorted(moved)
    told = [
        order[row.pair]
        for row in rows
        if row.pair not in alone and row.ghost == (row.pair in moved)
    ]
    assert told == sorted(told), "the right text reads in its own order"
    for lane in range(aligned.LANES):
        courses = [
            strand.course
            for row in rows
            for strand in row.strands
            if strand.lane == lane and strand.course in ("out", "through", "in")
        ]
        assert courses.count("out") == courses.count("in")


def test_the_pieces_of_a_ribbon_meet_at_the_edges_of_their_rows() -> None:
    for there in ((0, 2, 3, 1), (3, 0, 1, 2)):
        rows = aligned.rows(pairs(*enumerate(there)))
        drawn = [str(gutter(row.strands)) for row in rows]
        through = next(re.search(r"M(\d+) 0H(\d+)V100", one) for one in drawn if "V100H" in one)
        assert through is not None
        near, far = through.groups()
        leaving = next(one for one in drawn if f"H{near}C" in one)
        assert far in leaving
        assert all("style=" not in one for one in drawn)
