"""Where quotations begin and end, whatever marks the page uses.

Marks come in pairs of their own («», “”, „“, ‹›, ‘’) or are the same on both sides (" and '); the
latter are told apart by what stands beside them. Marks are matched with a stack, so quotations may
be nested. An apostrophe is no mark: a single mark opens only after a space and closes only where a
word ends, and only if it does both within its block.

What is never closed is repaired *conservatively*: a quotation that the next block takes up again
(it begins with an opening mark, or holds the missing closing mark) goes on to the end of its
block; any other ends with its sentence, and says so (``left_open``). It never swallows the
sentence after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, structs

# Straight and curly marks are often mixed; two single marks are typed for a double one.
_CLOSERS = {
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
_SINGLE = frozenset("'‘’")
_BOUNDARY = frozenset(" \t([{—–-/:«“‘„\"'")
_AFTER = frozenset(" .,;:!?…)]}—–-»”’\"'")
# A quotation that lacks its closing mark is looked for in so many of the next blocks: feeds and
# segmented text cut a quotation into lines, but further on any mark belongs to something else.
# One that begins inside a clause is more often a lost mark than a long quotation.
_REACH = 3
_LONG_REACH = 10


class Quotation(Struct, frozen=True, kw_only=True):
    """Offsets in one block: with the marks (``start``, ``end``) and without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    left_open: bool = False
    carried: bool = False
    """Whether it goes on from the block before (its opening mark stands there, or is repeated)."""


class _Mark(Struct):
    at: int
    mark: str
    opens: bool
    closes: bool


def _marks(text: str) -> list[_Mark]:
    """Give the quotation marks of ``text`` with what each may do, judged by its neighbours."""
    found: list[_Mark] = []
    last = len(text) - 1
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at else " "
        after = text[match.end()] if match.end() <= last else " "
        if mark in "«“„‹‟``":
            # “ closes what „ opened; the stack decides.
            found.append(_Mark(at, mark, opens=True, closes=mark == "“" and before != " "))
        elif mark in "»”›":
            found.append(_Mark(at, mark, opens=False, closes=True))
        elif mark in ('"', "''"):
            opens = before in _BOUNDARY and after != " "
            closes = before != " " and after in _AFTER
            neither = not opens and not closes
            found.append(_Mark(at, mark, opens=opens or neither, closes=closes or neither))
        else:
            opens = mark != "’" and before in _BOUNDARY and after.isalpha()
            closes = mark != "‘" and before not in " ([" and not after.isalnum()
            if opens or closes:
                found.append(_Mark(at, mark, opens=opens, closes=closes))
    return found


def quotations(
    text: str,
    sentences: Sequence[tuple[int, int]],
    *,
    carried: bool = False,
    taken_up: bool = False,
) -> list[Quotation]:
    """Give the quotations of one block in order of their start, inner ones after outer ones.

    ``carried``: a quotation was still open when the block began and its closing mark comes first
    here. ``taken_up``: the next block goes on with what is left open here.
    """
    found: list[Quotation] = []
    stack: list[tuple[int, str]] = [(-1, "")] if carried else []
    for mark in _marks(text):
        partner = _partner(stack, mark)
        if partner is not None:
            opened, opening = stack[partner]
            # Whatever was opened inside and not closed there is left open.
            found.extend(_unclosed(text, stack[partner + 1 :], partner + 1, sentences, mark.at))
            del stack[partner:]
            begins = opened + max(1, len(opening))
            found.append(_closed(text, opened, begins, mark, depth=partner))
        elif mark.opens:
            stack.append((mark.at, mark.mark))
    if stack and taken_up:
        found.append(_taken_up(text, *stack[0]))
    else:
        found.extend(_unclosed(text, stack, 0, sentences, len(text)))
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    return _nested(text, found)


def _partner(stack: list[tuple[int, str]], mark: _Mark) -> int | None:
    """Give the place in ``stack`` of the opening mark that ``mark`` closes."""
    if not mark.closes:
        return None
    # Only the topmost few are looked at: nobody nests deeper, and hostile text must stay linear.
    for place in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
        opening = stack[place][1]
        if opening == "" or mark.mark in _CLOSERS[opening]:
            if mark.mark == "“" and opening != "„":
                continue
            return place
    return None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _closed(text: str, opened: int, begins: int, closing: _Mark, *, depth: int) -> Quotation:
    inner_end = max(closing.at, begins)
    while inner_end > begins and text[inner_end - 1] == " ":
        inner_end -= 1
    return Quotation(
        start=max(opened, 0),
        end=closing.at + len(closing.mark),
        inner_start=min(_skip(text, begins), inner_end),
        inner_end=inner_end,
        depth=depth,
        carried=opened < 0,
    )


def _taken_up(text: str, opened: int, opening: str) -> Quotation:
    """Give the quotation that the next block goes on with: it fills the rest of this one."""
    return Quotation(
        start=max(opened, 0),
        end=len(text),
        inner_start=_skip(text, opened + max(1, len(opening))),
        inner_end=len(text),
        carried=opened < 0,
    )


def _unclosed(
    text: str,
    stack: Sequence[tuple[int, str]],
    depth: int,
    sentences: Sequence[tuple[int, int]],
    limit: int,
) -> list[Quotation]:
    """Give the repairs of marks never closed; single marks were apostrophes after all."""
    found: list[Quotation] = []
    here = 0
    for opened, mark in stack:
        if mark in _SINGLE or opened < 0:
            continue
        while here < len(sentences) - 1 and sentences[here][1] <= opened:
            here += 1
        end = min(sentences[here][1] if sentences else len(text), limit)
        inner = _skip(text, opened + len(mark))
        if inner < end:
            found.append(
                Quotation(
                    start=opened,
                    end=end,
                    inner_start=inner,
                    inner_end=end,
                    depth=depth,
                    left_open=True,
                )
            )
    return found


def _nested(text: str, found: list[Quotation]) -> list[Quotation]:
    """Set depths by what really encloses what, once repairs have been made.

    One closing mark often stands for two (« … « … »,): a repaired quotation whose inner one
    ends at a clause mark ends with it.
    """
    enclosing: list[int] = []
    starts: list[tuple[Quotation, int, int]] = []
    shared: dict[int, int] = {}
    for number, quotation in enumerate(found):
        while enclosing and starts[enclosing[-1]][1] <= quotation.start:
            enclosing.pop()
        outer = enclosing[-1] if enclosing else None
        end = quotation.end if outer is None else min(quotation.end, starts[outer][1])
        starts.append((quotation, end, len(enclosing)))
        if outer is not None and found[outer].left_open and text[end : end + 1] in ("", *",.;:!?"):
            shared[outer] = end
        enclosing.append(number)
    return [
        structs.replace(
            quotation,
            end=shared.get(number, end),
            inner_end=min(quotation.inner_end, shared.get(number, end)),
            depth=depth,
        )
        for number, (quotation, end, depth) in enumerate(starts)
    ]


class _Balance(Struct):
    """What a block's double marks leave behind."""

    open: bool
    open_as_clause: bool
    """Whether what is left open began as a sentence of its own does, not inside a clause."""
    begins_with_opening: bool
    first_closes: bool
    marks: int


def _balance(text: str) -> _Balance:
    marks = [mark for mark in _marks(text) if mark.mark not in _SINGLE]
    depth = 0
    outermost = 0
    for mark in marks:
        if mark.closes and (depth or not mark.opens):
            depth = max(0, depth - 1)
        else:
            outermost = outermost if depth else mark.at
            depth += 1
    before = text[:outermost].rstrip()[-1:]
    as_clause = (
        before in ("", *".:,!?") and text[outermost + 1 : outermost + 4].lstrip()[:1].isupper()
    )
    begins = bool(marks) and marks[0].opens and marks[0].at <= 1
    first_closes = bool(marks) and marks[0].closes and not (marks[0].opens and marks[0].at == 0)
    return _Balance(
        open=depth > 0,
        open_as_clause=as_clause,
        begins_with_opening=begins,
        first_closes=first_closes,
        marks=len(marks),
    )


def across(
    blocks: Sequence[tuple[str, Sequence[tuple[int, int]]]],
) -> list[list[Quotation]]:
    """Give the quotations of each block (text and sentences), following them across blocks."""
    balances = [_balance(text) for text, _ in blocks]
    found: list[list[Quotation]] = []
    carried = repeated = False
    reach = _REACH
    for number, (text, sentences) in enumerate(blocks):
        silent = carried and balances[number].marks == 0
        if not silent:
            reach = _LONG_REACH if balances[number].open_as_clause else _REACH
        following = balances[number + 1 : number + 1 + reach]
        opens = silent or balances[number].open
        closed_later = opens and _closing_follows(following)
        repeats = (
            balances[number].open_as_clause
            and opens
            and bool(following)
            and following[0].begins_with_opening
        )
        if silent:
            whole = Quotation(
                start=0,
                end=len(text),
                inner_start=0,
                inner_end=len(text),
                carried=True,
            )
            found.append([whole] if text else [])
        else:
            here = quotations(text, sentences, carried=carried, taken_up=closed_later or repeats)
            if repeated and here and here[0].start <= 1:
                here[0] = structs.replace(here[0], carried=True)
            found.append(here)
        carried = closed_later
        repeated = repeats and not closed_later
    return found


def _closing_follows(following: Sequence[_Balance]) -> bool:
    """Tell whether the next mark in the blocks that follow is a closing one, soon enough."""
    for balance in following:
        if balance.marks:
            return balance.first_closes
    return False
