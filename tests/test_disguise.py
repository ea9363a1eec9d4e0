"""Pages in another dress, for training: the same words, set otherwise, always the same way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ondit.page.dom import parse

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from disguise import disguise

PAGE = (
    '<html><head><title>The mill</title><meta property="og:title" content="The mill">'
    '<script type="application/ld+json">{"@type":"Article"}</script></head><body><h2>The mill</h2>'
    "<p>It turned for a hundred years. Then it stood still.</p>\n<p>Nobody asked why.</p>"
    "<p>In May it was sold.</p><div><p>Read the <a href='/x'>rest</a>.</p></div></body></html>"
)


def words(html: str) -> list[str]:
    document = parse(html, name="page")
    return " ".join(piece.text for piece in document.pieces).split()


@pytest.mark.parametrize("seed", [str(number) for number in range(60)])
def test_no_word_is_new_and_the_order_stays(seed: str) -> None:
    left = iter(words(PAGE))
    assert all(word in left for word in words(disguise(PAGE, seed)))


def test_dresses_differ_and_a_seed_gives_the_same_again() -> None:
    every = [disguise(PAGE, str(seed)) for seed in range(60)]
    assert every == [disguise(PAGE, str(seed)) for seed in range(60)]
    for mark in ("<li>", "<td>", "<br><br>", "<div><p>It", "<div><h2>", "<p><b>"):
        assert any(mark in html for html in every), mark
    assert any("og:title" not in html for html in every)
    assert any("ld+json" not in html for html in every)


OTHERS = [
    "Nobody had told the miller of it. He read of the sale in the paper.",
    "My aunt worked there until the river froze. She never spoke of the flour again.",
    "The wheel is still there. Children climb on it in summer.",
]


def test_most_pages_are_followed_by_what_readers_of_another_one_wrote() -> None:
    every = [disguise(PAGE, str(seed), OTHERS) for seed in range(60)]
    assert every == [disguise(PAGE, str(seed), OTHERS) for seed in range(60)]
    said = ("Nobody had told", "He read of", "My aunt", "She never", "The wheel", "Children climb")
    marked = [html for html in every if any(text in html for text in said)]
    assert len(every) / 2 < len(marked) < len(every)
    for html in marked:
        text = " ".join(words(html))
        assert max(text.find(part) for part in said) > text.find("It turned")
