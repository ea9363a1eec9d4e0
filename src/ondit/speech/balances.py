"""What the quotation marks of a block leave open, and what later blocks say to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from ondit.speech.marks import CLOSERS, SENTENCE_ENDS, SINGLE, Mark

Family = Literal["double", "single"]
_LEAD = 4  # characters before a mark that are looked at
LONG_REACH = 10  # blocks over which a quotation that began as a sentence is followed
_SILENT = 20  # blocks after which one without marks ends the search for a closing one


class Balance(Struct, gc=False):
    """What the marks of one family leave behind in a block."""

    open: bool
    open_as_clause: bool
    """Whether what is left open began as a sentence of its own does, not inside a clause."""
    opening: str
    begins_with_opening: bool
    orphan: int | None
    """Offset of a mark that closes a sentence and was never opened here."""
    marks: list[Mark]
    size: int

    @property
    def ends_with_closing(self) -> bool:
        """Whether the block's last mark closes, and nothing follows it."""
        return bool(self.marks) and self.marks[-1].closes and self.marks[-1].at >= self.size - 2


SILENT_BLOCK = Balance(
    open=False,
    open_as_clause=False,
    opening="",
    begins_with_opening=False,
    orphan=None,
    marks=[],
    size=0,
)


def _of_family(text: str, marks: Sequence[Mark], family: Family) -> list[Mark]:
    """Give the marks of one family; single ones only where they are no apostrophes.

    Those stand before a capital that begins a clause, or behind the mark that ends one.
    """
    found: list[Mark] = []
    for mark in marks:
        if (mark.mark in SINGLE) != (family == "single"):
            continue
        if family == "single":
            opens = mark.opens and _begins_clause(text, mark.at)
            closes = mark.closes and mark.at > 0 and text[mark.at - 1] in SENTENCE_ENDS
            if not opens and not closes:
                continue
            mark = Mark(mark.at, mark.mark, opens=opens, closes=closes)
        found.append(mark)
    return found


def _begins_clause(text: str, at: int) -> bool:
    """Tell whether a mark at ``at`` begins a sentence, behind its end or a colon."""
    before = text[:at].rstrip()[-1:] if at < _LEAD else text[at - _LEAD : at].rstrip()[-1:]
    return before in ("", *".:,!?") and text[at + 1 : at + 4].lstrip()[:1].isupper()


def _closes_clause(text: str, mark: Mark) -> bool:
    """Tell whether a mark stands behind the end of a clause, or before the comma of who says it."""
    before = text[mark.at - 1] in SENTENCE_ENDS
    return before or (not mark.opens and text[mark.at + 1 : mark.at + 3] == ", ")


def balance_of(text: str, found: Sequence[Mark], family: Family) -> Balance:
    """Weigh the marks of one family in a block."""
    if not found:
        return SILENT_BLOCK
    marks = _of_family(text, found, family)
    if not marks:
        return SILENT_BLOCK
    depth = 0
    outermost = 0
    opening = ""
    orphan: int | None = None
    for mark in marks:
        if mark.closes and (depth or not mark.opens):
            if not depth and mark.at and _closes_clause(text, mark):
                orphan = mark.at
            depth = max(0, depth - 1)
        else:
            if not depth:
                outermost, opening = mark.at, mark.mark
            depth += 1
    return Balance(
        open=depth > 0,
        open_as_clause=_begins_clause(text, outermost),
        opening=opening,
        begins_with_opening=bool(marks) and marks[0].opens and marks[0].at <= 1,
        orphan=orphan,
        marks=marks,
        size=len(text),
    )


def closes_outer(balance: Balance) -> bool:
    """Tell whether the block closes what was open when it began."""
    depth = 1
    for mark in balance.marks:
        if mark.closes and not (mark.opens and mark.at <= 1):
            depth -= 1
            if not depth:
                return True
        elif mark.opens and mark.at > 1:
            depth += 1
    return balance.ends_with_closing and depth < 2


def closing_follows(following: Sequence[Balance]) -> bool:
    """Tell whether a closing mark comes soon enough in the blocks that follow.

    A quotation inside may open and close on the way; where its own closing mark is left out, the
    one at the end of a block stands for both.
    """
    depth = 0
    for place, balance in enumerate(following):
        for mark in balance.marks:
            if mark.closes and (depth or not mark.opens or mark.at > 1):
                if not depth or (mark is balance.marks[-1] and balance.ends_with_closing):
                    return True
                depth -= 1
            elif mark.at <= 1:
                # The convention of an opening mark at the head of each block, or a new quotation.
                return False
            else:
                depth += 1
        if place >= _SILENT and not balance.marks and depth:
            return False
    return False


def orphans(balances: Sequence[Balance]) -> dict[int, str]:
    """Give the blocks that must have begun inside a quotation, with a mark that opens such.

    A closing mark that was never opened ends what its block begins with; blocks without a mark
    before it belong to it too, back to one that ends with who speaks behind a quotation.
    """
    found: dict[int, str] = {}
    for number, balance in enumerate(balances):
        if balance.orphan is None or balance.marks[0].at != balance.orphan:
            continue
        mark = balance.marks[0].mark
        opening = next((o for o, closers in CLOSERS.items() if mark in closers), mark)
        if number and balances[number - 1].open:
            continue  # followed from there, if at all
        first = number
        while first and number - first < LONG_REACH and not balances[first - 1].marks:
            first -= 1
        anchored = first and len(balances[first - 1].marks) >= 2 and not balances[first - 1].open
        found.update(dict.fromkeys(range(first if anchored else number, number + 1), opening))
    return found
