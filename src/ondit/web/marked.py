"""Marks on the words of a block: statements, their cues, what is left of another language.

Marks nest and overlap, and elements can only nest. So the text is cut at every edge, and at each
edge the elements that end are closed and those that go on are opened again: the longest first, so
that what lies inside stays inside. A mark is told to those who cannot see it where it begins and
where it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace


class Mark(Struct, frozen=True, kw_only=True):
    """A stretch of a block's text and the element that marks it."""

    start: int
    end: int
    element: str = "mark"
    classes: str = ""
    group: str = ""
    """Marks of the same group light up together."""
    anchor: str = ""
    """Identifier of the element, where it first opens."""
    before: Markup = Markup("")
    """Put in where the mark begins, inside it."""
    after: Markup = Markup("")
    """Put in where it ends, inside it."""

    def opening(self, *, first: bool) -> Markup:
        """Give the start tag, with the identifier the first time only."""
        parts = [Markup("<{}").format(Markup(self.element))]
        if self.classes:
            parts.append(Markup(' class="{}"').format(self.classes))
        if self.group:
            parts.append(Markup(' data-group="{}"').format(self.group))
        if self.anchor and first:
            parts.append(Markup(' id="{}"').format(self.anchor))
        return Markup("").join([*parts, Markup(">"), self.before if first else Markup("")])

    def closing(self, *, last: bool) -> Markup:
        """Give the end tag."""
        return Markup("{}</{}>").format(self.after if last else Markup(""), Markup(self.element))


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """Give ``text`` with its ``marks`` as elements; marks outside the text are cut to it."""
    room = len(text)
    kept = [replace(mark, end=min(mark.end, room)) for mark in marks]
    kept = [mark for mark in kept if 0 <= mark.start < mark.end]
    edges = sorted({0, room, *(edge for mark in kept for edge in (mark.start, mark.end))})
    order = sorted(kept, key=lambda mark: (mark.start, -mark.end))
    opened: list[Mark] = []
    begun: set[int] = set()
    drawn: list[Markup] = []
    for start, end in pairwise(edges):
        wanted = [mark for mark in order if mark.start <= start and mark.end >= end]
        shared = 0
        while shared < min(len(opened), len(wanted)) and opened[shared] is wanted[shared]:
            shared += 1
        _close(opened, shared, start, drawn)
        for mark in wanted[shared:]:
            drawn.append(mark.opening(first=id(mark) not in begun))
            begun.add(id(mark))
            opened.append(mark)
        drawn.append(Markup(escape(text[start:end])))
    _close(opened, 0, room, drawn)
    return Markup("").join(drawn)


def _close(opened: list[Mark], keep: int, at: int, drawn: list[Markup]) -> None:
    """Close all but ``keep`` of the open marks."""
    while len(opened) > keep:
        mark = opened.pop()
        drawn.append(mark.closing(last=mark.end <= at))
