"""Where the article begins and ends among doubtful pieces, and which pieces are of one make."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ondit.page.dom import Document, parse
from ondit.page.features import grouped
from ondit.page.hints import captions, read
from ondit.page.layout import measure
from ondit.page.runs import settle

COMMENTS = (
    "<main><div class=a1><p>The mill turned for a hundred years.</p><p>Then it stood.</p></div>"
    "<div class=b2><div><b>Ida</b></div><p>I knew the miller.</p></div>"
    "<div class=b2><div><b>Noé</b></div><p>So did my aunt.</p></div></main>"
)


def page(html: str) -> Document:
    return parse(html, name="page")


def settled(html: str, likely: list[float]) -> list[bool]:
    """Tell which pieces of ``html`` are kept when the model gives them ``likely``."""
    layout = measure(page(html))
    given = np.array(likely, dtype=np.float32)
    return [bool(value >= 0.5) for value in settle(given, layout.boxes, layout)]


def test_a_doubtful_piece_goes_with_those_of_its_box() -> None:
    box = "<div><p>one</p><p>two</p><p>three</p></div>"
    assert settled(box, [0.99, 0.4, 0.99]) == [True, True, True]
    assert settled(box, [0.01, 0.6, 0.01]) == [False, False, False]


def test_what_the_model_is_sure_of_stays() -> None:
    box = "<div><p>one</p><p>two</p><p>three</p></div>"
    assert settled(box, [0.99, 0.02, 0.99]) == [True, False, True]


def test_boxes_between_pieces_set_them_apart() -> None:
    apart = "<div><div><p>one</p></div></div><div><div><p>two</p></div></div><p>three</p>"
    assert settled(apart, [0.99, 0.4, 0.99]) == [True, False, True]


@given(st.lists(st.floats(0, 1, width=32), max_size=12))
def test_only_doubtful_pieces_move(likely: list[float]) -> None:
    layout = measure(page("<div>" + "<p>word</p>" * len(likely) + "</div>"))
    given = np.array(likely, dtype=np.float32)
    found = settle(given, layout.boxes, layout)
    moved = (given >= 0.5) != (found >= 0.5)
    assert np.array_equal(found[~moved], given[~moved])
    assert np.all(np.abs(found[moved] - 0.5) <= 0.01)


def test_pieces_are_of_one_make_by_tags_and_by_names_whatever_they_are() -> None:
    document = page(COMMENTS)
    asked = list(range(len(document.pieces)))
    found = grouped(document, asked).make.tolist()
    makes = dict(zip((piece.text for piece in document.pieces), found, strict=True))
    assert makes["I knew the miller."] == makes["So did my aunt."]
    assert makes["Ida"] == makes["Noé"] != makes["I knew the miller."]
    assert makes["Then it stood."] != makes["So did my aunt."]


def test_a_part_reaches_from_heading_to_heading() -> None:
    document = page("<p>a</p><h2>b</h2><p>c</p><div><p>d</p></div><h3>e</h3><p>f</p>")
    parts = grouped(document, range(len(document.pieces))).part.tolist()
    assert parts == [0, 1, 1, 1, 2, 2]


def test_a_sign_of_chinese_counts_twice() -> None:
    layout = measure(page("<p>新年快乐</p><p>abcd</p><p>ça va <a href=/x>年快</a></p>"))
    assert layout.lengths.tolist() == [8, 4, 10]
    assert layout.density[1] == 0 < layout.density[2] < 1


def test_a_figure_that_holds_a_quotation_is_no_caption() -> None:
    html = (
        "<figure><img src=/a><p>The mill in May</p></figure>"
        "<figure><blockquote><p>I knew it.</p></blockquote><figcaption>Ida</figcaption></figure>"
    )
    document = page(html)
    hints = read(document, measure(document).shares().tolist())
    said = {piece.text: captions(hints[piece.box]) for piece in document.pieces if piece.text}
    assert said == {"The mill in May": True, "I knew it.": False, "Ida": True}
