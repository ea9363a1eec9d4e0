"""Two pages side by side, sentence by sentence, with a mark that needs no colour.

``=`` the same, ``≈`` changed, ``+`` only in the right one, ``−`` only in the left one. What changed
inside a pair (numbers, names, negation) is highlighted in place and spelled out below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from ondit.model import Article, Change, Derivation, Pair, Relation, Span
from ondit.views.places import Places
from ondit.views.related import told
from ondit.views.screen import Drawing, Screen, indented, page_words
from ondit.views.what import language_name
from ondit.views.whence import evidence_rows

MARKS: dict[Relation, str] = {"same": "=", "changed": "≈", "added": "+", "dropped": "−"}
_STYLE: dict[Relation, str] = {"same": "dim", "changed": "", "added": "green", "dropped": "red"}
_STRONG = frozenset({"number", "unit", "date", "name", "negation"})
"""Kinds of change that can turn the sense of a sentence."""


def compare_view(derivation: Derivation, one: Article, other: Article, screen: Screen) -> str:
    """Draw ``derivation`` between ``one`` (left) and ``other`` (right)."""
    return screen.render(*drawn(derivation, one, other, screen))


def drawn(derivation: Derivation, one: Article, other: Article, screen: Screen) -> Drawing:
    """Draw the parts of :func:`compare_view`."""
    screen = screen.naming((one.name, other.name))
    left, right = Places(one, screen), Places(other, screen)
    verdict = Table.grid(padding=(0, 1))
    verdict.add_row("→", told(derivation, one, other, screen))
    parts: Drawing = [verdict]
    if derivation.evidence:
        rows = evidence_rows(derivation.evidence, [left, right], screen)
        parts += [Text(), *indented([rows])]
    if derivation.pairs:
        parts += [Text(), _legend(derivation.pairs, screen), Text()]
        parts.append(_side_by_side(derivation, left, right, screen))
    return parts


def _legend(pairs: Sequence[Pair], screen: Screen) -> Text:
    """Say what the marks mean, with the number of sentences of each."""
    found = Counter(pair.relation for pair in pairs)
    drawn = [
        Text(f"{mark} ", style=f"bold {_STYLE[relation]}")
        + screen.say("relation", relation, n=found[relation])
        for relation, mark in MARKS.items()
    ]
    return screen.joined(drawn, between="   ")


def _side_by_side(derivation: Derivation, left: Places, right: Places, screen: Screen) -> Table:
    across = derivation.languages[0] != derivation.languages[1]
    table = Table(box=None, padding=(0, 1, 0, 0), expand=True, pad_edge=False)
    table.add_column("", no_wrap=True, width=1)
    table.add_column(_heading(left.article, screen), ratio=1, overflow="fold")
    table.add_column("", no_wrap=True, width=1)
    table.add_column(_heading(right.article, screen), ratio=1, overflow="fold")
    for pair in derivation.pairs:
        # What is the same steps back, but between two languages one wants to read it.
        style = "" if across and pair.relation == "same" else _STYLE[pair.relation]
        mark = Text(MARKS[pair.relation], style=f"bold {style}")
        here = [(span, _change_style(change)) for change in pair.changes for span in change.here]
        there = [(span, _change_style(change)) for change in pair.changes for span in change.there]
        theirs = _sentences(pair.there, there, right, style)
        for change in pair.changes:
            if change.kind == "words":
                continue  # highlighted in place; spelled out, they drown what counts
            theirs = theirs + Text("\n") + _change(change, left, right, screen)
        table.add_row(mark, _sentences(pair.here, here, left, style), mark, theirs)
    return table


def _heading(article: Article, screen: Screen) -> Text:
    about: list[Text | str] = [
        screen.words(article.site or ""),
        language_name(article.language, screen) if article.language else "",
        screen.messages.day(article.published.value) if article.published else "",
    ]
    name = screen.page(article.name)
    line = screen.joined(about)
    line.stylize("dim")
    return name + Text("\n") + line + Text("\n")


def _change_style(change: Change) -> str:
    return "bold reverse" if change.kind in _STRONG else "bold"


def _sentences(
    spans: Sequence[Span], changed: Iterable[tuple[Span, str]], places: Places, style: str
) -> Text:
    """Draw sentences with their changed parts highlighted."""
    changes = sorted(changed)
    drawn = Text()
    block_before = -1
    for span in spans:
        block = places.block(span.block)
        if block is None:
            continue
        if drawn:
            drawn.append(" " if span.block == block_before else " / ", "dim")
        block_before = span.block
        at = span.start
        for part, part_style in changes:
            if part.block != span.block or part.start < at or span.end < part.end:
                continue
            drawn.append_text(page_words(block.text[at : part.start], style))
            drawn.append_text(page_words(block.text[part.start : part.end], part_style))
            at = part.end
        drawn.append_text(page_words(block.text[at : span.end], style))
    return drawn


def _change(change: Change, left: Places, right: Places, screen: Screen) -> Text:
    """Spell out one change: *number: 155 → 105*."""
    nothing = screen.messages.say("compare", "nothing")
    return screen.say(
        "compare",
        "change",
        style="dim" if change.kind not in _STRONG else "",
        kind=screen.say("change", change.kind),
        here=screen.words(left.text(change.here) or nothing),
        there=screen.words(right.text(change.there) or nothing),
    )
