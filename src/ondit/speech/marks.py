"""Quotation marks one by one, with what each may do: open, close, or either."""

from __future__ import annotations

import re

from msgspec import Struct

# Straight and curly marks are often mixed; two single marks are typed for a double one.
CLOSERS = {
    "«": ("»",),
    "“": ("”", '"'),
    "„": ("“", "”", '"'),
    "‹": ("›",),
    "‘": ("’",),
    '"': ('"', "”"),
    "'": ("'",),
    "‟": ("”",),
    "''": ("''",),
    "``": ("''",),
}
# Marks that are also written the other way round (German and Danish »so«) are not opened here: on
# a French or English page a bare » is far more often a closing mark whose partner was lost.
_MARK = re.compile("''|``|[«»“”„‹›‘’‟\"']")
SINGLE = frozenset("'‘’")
_BOUNDARY = frozenset(" \t([{—–-/:«“‘„\"'")
_AFTER = frozenset(" .,;:!?…)]}—–-»”’\"'")
SENTENCE_ENDS = frozenset(".,!?…")


class Mark(Struct, gc=False):
    """A mark at an offset of its block."""

    at: int
    mark: str
    opens: bool
    closes: bool


def marks_of(text: str) -> list[Mark]:
    """Give the quotation marks of ``text`` with what each may do, judged by its neighbours."""
    found: list[Mark] = []
    last = len(text) - 1
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at else " "
        after = text[match.end()] if match.end() <= last else " "
        if mark in "«“„‹‟``":
            # “ closes what „ opened; the stack decides.
            found.append(Mark(at, mark, opens=True, closes=mark == "“" and before != " "))
        elif mark in "»”›":
            found.append(Mark(at, mark, opens=False, closes=True))
        elif mark in ('"', "''"):
            opens = before in _BOUNDARY and after != " "
            closes = before != " " and after in _AFTER
            neither = not opens and not closes
            found.append(Mark(at, mark, opens=opens or neither, closes=closes or neither))
        else:
            opens = mark != "’" and before in _BOUNDARY and after.isalpha()
            closes = mark != "‘" and before not in " ([" and not after.isalnum()
            if opens or closes:
                found.append(Mark(at, mark, opens=opens, closes=closes))
    return found
