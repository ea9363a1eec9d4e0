"""What changed between two sentences: pairs written by us, with all that should be said of each.

``tests/changes/pairs.tsv`` holds them: both languages, both sentences, and the changes as
``kind: words → words``, with ``;`` between two. Words that differ are not asked for, since between
two languages all do. Each pair of two languages is asked both ways round.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ondit.lang import load
from ondit.lineage.changes import changes
from ondit.lineage.prints import Sentence, quotations
from ondit.model import Change, Span

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "changes" / "pairs.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def sentence(code: str, text: str) -> Sentence:
    return Sentence(load(code), Span(0, 0, len(text)), text, quotations(text))


def said(found: tuple[Change, ...], here: str, there: str) -> list[str]:
    def words(text: str, spans: tuple[Span, ...]) -> str:
        return " / ".join(text[span.start : span.end] for span in spans)

    return sorted(
        f"{change.kind}: {words(here, change.here)} → {words(there, change.there)}".strip()
        for change in found
        if change.kind != "words"
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]} {row[2]} / {row[3]}")
def test_what_changed_is_said_and_nothing_else(row: tuple[str, ...]) -> None:
    one, other, here, there, wanted = row
    found = changes(
        [sentence(one, here)], [sentence(other, there)], across=one != other, likeness=0.6
    )
    assert said(found, here, there) == sorted(w.strip() for w in wanted.split(";") if w.strip())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]} {row[2]} / {row[3]}")
def test_the_other_way_round_the_same_is_said(row: tuple[str, ...]) -> None:
    one, other, here, there, _ = row
    a, b = [sentence(one, here)], [sentence(other, there)]
    forth = changes(a, b, across=one != other, likeness=0.6)
    back = changes(b, a, across=one != other, likeness=0.6)
    turned = tuple(Change(kind=c.kind, here=c.there, there=c.here) for c in back)
    if one != other:
        assert said(forth, here, there) == said(turned, here, there)
    else:
        assert {change.kind for change in forth} == {change.kind for change in back}
