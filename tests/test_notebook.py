"""What a notebook shows of a page: all that a terminal would, and nothing that acts."""

from __future__ import annotations

from pathlib import Path

import pytest

import ondit

NATO = Path("examples/nato")
HOSTILE = """<html lang="en"><title>The harbour of Kolby</title>
<h1>&lt;script&gt;alert(1)&lt;/script&gt; in the harbour of Kolby</h1>
<p>The harbour master of Kolby said on Monday that the cranes would stand still for a week.</p>
<p>The cranes were made in another town and came on a ship that needed two days for the way.</p>"""


@pytest.mark.parametrize(
    ("locale", "words"), [("C", "WHO says what"), ("fr_FR.UTF-8", "QUI dit quoi")]
)
def test_a_page_shows_itself(monkeypatch: pytest.MonkeyPatch, locale: str, words: str) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    shown = ondit.read(NATO / "blogue.html")._repr_html_()
    assert shown.startswith("<pre")
    assert words in shown
    assert "Henrik Vastrand" in shown


def test_a_run_shows_how_its_pages_relate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    shown = ondit.trace([NATO / "agency.html", NATO / "blogue.html"])._repr_html_()
    assert "HOW these pages relate" in shown
    assert "translation" in shown


def test_the_words_of_a_page_are_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    shown = ondit.read(ondit.Page(body=HOSTILE.encode(), name="a.html"))._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)" in shown
