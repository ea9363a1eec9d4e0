"""Where quotations begin and end, whatever marks the page uses.

Marks come in pairs of their own («», “”, „“, ‹›, ‘’) or are the same on both sides (" and '); the
latter are told apart by what stands beside them. Marks are matched with a stack, so quotations may
be nested. An apostrophe is no mark: a single mark opens only after a space and closes only where a
word ends, and only if it does both within its block.

What is never closed is repaired *conservatively*: a quotation that the next blocks take up again
(the next begins with an opening mark, or one of them holds the missing closing mark) goes on to the
end of its block; one whose opening mark is missing began with its block, or with the silent blocks
behind the last quotation; any other ends with its sentence, and says so (``left_open``). It never
swallows the sentence after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from ondit.speech.balances import (
    LONG_REACH,
    Balance,
    Family,
    balance_of,
    closes_outer,
    closing_follows,
    orphans,
)
from ondit.speech.marks import CLOSERS, SENTENCE_ENDS, SINGLE, Mark, marks_of

# A quotation that lacks its closing mark is looked for in so many of the next blocks: feeds and
# segmented text cut a quotation into lines, but further on any mark belongs to something else.
# One that begins inside a clause is more often a lost mark than a long quotation.
_REACH = 3


class Quotation(Struct, frozen=True, kw_only=True, gc=False):
    """Offsets in one block: with the marks (``start``, ``end``) and without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    left_open: bool = False
    carried: bool = False
    """Whether it goes on from the block before (its opening mark stands there, or is repeated)."""


def quotations(
    text: str,
    sentences: Sequence[tuple[int, int]],
    *,
    carried: str | None = None,
    taken_up: bool = False,
) -> list[Quotation]:
    """Give the quotations of one block in order of their start, inner ones after outer ones.

    ``carried``: the mark of a quotation that was still open when the block began. ``taken_up``:
    the next block goes on with what is left open here.
    """
    return _quotations(text, marks_of(text), sentences, carried=carried, taken_up=taken_up)


def _quotations(
    text: str,
    marks: Sequence[Mark],
    sentences: Sequence[tuple[int, int]],
    *,
    carried: str | None,
    taken_up: bool,
) -> list[Quotation]:
    found: list[Quotation] = []
    stack: list[tuple[int, str]] = [] if carried is None else [(-1, carried)]
    for number, mark in enumerate(marks):
        partner = _partner(text, stack, mark)
        if partner is not None and stack[partner][1] in SINGLE and _is_genitive(text, mark):
            later = marks[number + 1 : number + 1 + _SOON]
            if taken_up or any(other.closes and other.mark in SINGLE for other in later):
                continue  # *the drivers' union*
        if partner is not None:
            opened, opening = stack[partner]
            # Whatever was opened inside and not closed there is left open.
            found.extend(_unclosed(text, stack[partner + 1 :], partner + 1, sentences, mark.at))
            del stack[partner:]
            begins = opened + len(opening) if opened >= 0 else 0
            found.append(_closed(text, opened, begins, mark, depth=partner))
        elif mark.opens:
            stack.append((mark.at, mark.mark))
    if stack and taken_up:
        found.append(_taken_up(text, *stack[0]))
    else:
        found.extend(_unclosed(text, stack, 0, sentences, len(text)))
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    return _nested(text, found)


_SOON = 4  # marks after one that may be a genitive's


def _is_genitive(text: str, mark: Mark) -> bool:
    """Tell whether a single mark may be the apostrophe of a plural's genitive."""
    return text[mark.at - 1 : mark.at] == "s" and text[mark.at + 1 : mark.at + 3].strip().islower()


def _partner(text: str, stack: list[tuple[int, str]], mark: Mark) -> int | None:
    """Give the place in ``stack`` of the opening mark that ``mark`` closes."""
    if not mark.closes:
        return None
    # Only the topmost few are looked at: nobody nests deeper, and hostile text must stay linear.
    for place in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
        opened, opening = stack[place]
        if opened < 0 and opening in SINGLE and text[mark.at - 1] not in SENTENCE_ENDS:
            continue  # an apostrophe
        if mark.mark in CLOSERS[opening] and not (opened < 0 and mark.opens and mark.at <= 1):
            if mark.mark == "“" and opening != "„":
                continue
            return place
    return None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _closed(text: str, opened: int, begins: int, closing: Mark, *, depth: int) -> Quotation:
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
        inner_start=_skip(text, opened + len(opening)) if opened >= 0 else 0,
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
        if mark in SINGLE or opened < 0:
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


def across(
    blocks: Sequence[tuple[str, Sequence[tuple[int, int]]]],
) -> list[list[Quotation]]:
    """Give the quotations of each block (text and sentences), following them across blocks."""
    following = _Following(blocks)
    return [following.block(number) for number in range(len(blocks))]


class _Following:
    """Reads the blocks in their order: a quotation left open in one may go on in the next."""

    def __init__(self, blocks: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> None:
        self._blocks = blocks
        self._marks = [marks_of(text) for text, _ in blocks]
        met = [(text, found) for (text, _), found in zip(blocks, self._marks, strict=True)]
        self._balances: dict[Family, list[Balance]] = {
            "double": [balance_of(text, found, "double") for text, found in met],
            "single": [balance_of(text, found, "single") for text, found in met],
        }
        self._orphaned = orphans(self._balances["double"])
        self._carried: str | None = None
        """The opening mark of the quotation that goes on."""
        self._repeated = False
        """Whether the block before ends in a quotation that this one opens once more."""
        self._reach = _REACH

    def block(self, number: int) -> list[Quotation]:
        """Give the quotations of the next block."""
        if self._carried is None and not self._marks[number]:
            self._repeated = False
            if number not in self._orphaned:
                return []
        if self._carried is None and number in self._orphaned:
            self._carried = self._orphaned[number]
        carried = self._carried
        family = _family(carried, self._balances, number)
        balance = self._balances[family][number]
        silent = carried is not None and not balance.marks
        following = self._coming(family, number, silent=silent)
        lone = carried is not None and not closes_outer(balance)
        closed_later = (lone or balance.open) and (
            closing_follows(following) or (lone and self._orphaned.get(number + 1) is not None)
        )
        repeats = (
            balance.open_as_clause
            and balance.open
            and bool(following)
            and following[0].begins_with_opening
        )
        if silent and closed_later:
            found = self._whole(number)
        else:
            found = self._read(number, taken_up=closed_later or repeats)
        if not closed_later:
            self._carried = None
        elif carried is None or not lone:
            self._carried = balance.opening
        self._repeated = repeats and not closed_later
        return found

    def _coming(self, family: Family, number: int, *, silent: bool) -> list[Balance]:
        """Give the blocks among which the end of a quotation is looked for."""
        balances = self._balances[family]
        if not silent:
            far = balances[number].open_as_clause or self._carried is not None
            self._reach = LONG_REACH if far else _REACH
        return balances[number + 1 : number + 1 + self._reach]

    def _whole(self, number: int) -> list[Quotation]:
        """Give a block that lies inside a quotation from its beginning to its end."""
        end = len(self._blocks[number][0])
        whole = Quotation(start=0, end=end, inner_start=0, inner_end=end, carried=True)
        return [whole] if end else []

    def _read(self, number: int, *, taken_up: bool) -> list[Quotation]:
        text, sentences = self._blocks[number]
        found = _quotations(
            text, self._marks[number], sentences, carried=self._carried, taken_up=taken_up
        )
        if self._repeated and found and found[0].start <= 1:
            found[0] = structs.replace(found[0], carried=True)
        return found


def _family(carried: str | None, balances: dict[Family, list[Balance]], number: int) -> Family:
    """Give the family of marks by which block ``number`` may hang on its neighbours."""
    if carried is not None:
        return "single" if carried in SINGLE else "double"
    single = balances["single"][number]
    if balances["double"][number].open or not single.open or not single.open_as_clause:
        return "double"
    return "single"
