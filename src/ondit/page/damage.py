"""What was broken before we read it: quotation marks left open or never opened, lost bytes.

Marks are paired by the typography of the article's language, through the whole text, since a
quotation may run over several paragraphs. Two conventions are no damage: opening each further
paragraph of a long quotation anew (English), and closing in a later paragraph what was opened in
an earlier one, when no other quotation lies between. A straight mark stands for the pair of marks
before it in the language's table, since writers mix the two. Marks that are also apostrophes are
not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ondit import lang
from ondit.model import SPOKEN, Block, Damage, Span

_APOSTROPHES = frozenset("'’‘")
_REACH = 8  # paragraphs that a quotation may run over; longer ones were open by mistake
_BEFORE = frozenset("([{—–-/'‘")  # marks after which a straight mark opens
_CLOSED = frozenset(".,;:!?…)]}%»”’'-–—")  # marks that may end what a straight mark closes
_AFTER = frozenset(".,;:!?…)]}")  # marks before which it closes


class _Marks(Struct, frozen=True, kw_only=True):
    """The marks of one kind of quotation."""

    opening: str
    closing: str
    straight: str = ""

    def stand_in(self, text: str) -> bool:
        """Tell whether any of them stands in ``text``."""
        return any(mark in text for mark in self.opening + self.closing + self.straight)

    def opens(self, text: str, place: int, *, within: bool) -> bool:
        """Tell whether the mark at ``place`` opens; ``within`` an open quotation, in doubt not."""
        if text[place] not in self.straight:
            return text[place] == self.opening
        before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
        starts = not before or before.isspace() or before in _BEFORE
        ends = not after or after.isspace() or after in _AFTER
        is_closable = before.isalnum() or before in _CLOSED
        return starts if starts != ends and (starts or is_closable) else not within


def find(blocks: Sequence[Block], language: str | None) -> tuple[Damage, ...]:
    """Give the damage in ``blocks``, in their order."""
    found = [
        Damage(kind="undecodable-bytes", span=Span(number, place, place + 1))
        for number, block in enumerate(blocks)
        if (place := block.text.find("\ufffd")) >= 0
    ]
    known = lang.find(language)
    if known is not None:
        for marks in _kinds(known.words.typography.quotes):
            found += _unpaired(blocks, marks)
    return tuple(sorted(found, key=lambda damage: (damage.span or Span(0, 0, 0), damage.kind)))


def _kinds(pairs: Sequence[tuple[str, str]]) -> list[_Marks]:
    kinds: list[_Marks] = []
    for opening, closing in pairs:
        if closing in _APOSTROPHES:
            continue
        if opening == closing and kinds:
            last = kinds.pop()
            kinds.append(_Marks(opening=last.opening, closing=last.closing, straight=opening))
        elif opening == closing:
            kinds.append(_Marks(opening="", closing="", straight=opening))
        else:
            kinds.append(_Marks(opening=opening, closing=closing))
    return kinds


def _unpaired(blocks: Sequence[Block], marks: _Marks) -> list[Damage]:
    """Give the marks of one kind of quotation that have no counterpart."""
    opened: list[Span] = []
    left_open: list[Span] = []
    never_opened: list[Span] = []
    for number, block in enumerate(blocks):
        text = block.text
        if block.role not in SPOKEN or not marks.stand_in(text):
            continue
        carried = [mark for mark in opened if _may_run_on(blocks, mark)]
        left_open += [mark for mark in opened if not _may_run_on(blocks, mark)]
        if carried and text[0] in marks.opening + marks.closing + marks.straight:
            opened = _pair(number, text, marks, 1, [carried[-1]], never_opened)
            left_open += carried[:-1]
            continue
        stray: list[Span] = []
        fresh = _pair(number, text, marks, 0, [], stray)
        for mark in stray:
            if carried and number - carried[-1].block <= _REACH:
                carried.pop()  # closed at last, paragraphs later
            else:
                never_opened.append(mark)
        if stray or not fresh:
            opened = carried + fresh
        else:
            left_open += carried
            opened = fresh
    left_open += opened
    return [Damage(kind="quotation-left-open", span=span) for span in left_open] + [
        Damage(kind="quotation-never-opened", span=span) for span in never_opened
    ]


def _may_run_on(blocks: Sequence[Block], mark: Span) -> bool:
    """Tell whether a quotation can run into the next paragraph.

    One that begins a sentence can, and one taken up again after a comma. A fragment that begins in
    lower case (*were “uncomfortably low*) ends within its sentence.
    """
    text = blocks[mark.block].text
    following = text[mark.end : mark.end + 3].lstrip()
    resumed = text[max(mark.start - 2, 0) : mark.start].rstrip().endswith(",")
    return bool(following) and (resumed or not following[0].islower())


def _pair(
    number: int, text: str, marks: _Marks, start: int, opened: list[Span], stray: list[Span]
) -> list[Span]:
    """Pair the marks of ``text`` from ``start`` on; give those still open, add strays."""
    waiting = list(opened)
    known = frozenset(marks.opening + marks.closing + marks.straight)
    for place in range(start, len(text)):
        if text[place] not in known or _is_measure(text, place, marks, waiting):
            continue
        if marks.opens(text, place, within=bool(waiting)):
            waiting.append(Span(number, place, place + 1))
        elif waiting:
            waiting.pop()
        else:
            stray.append(Span(number, place, place + 1))
    return waiting


def _is_measure(text: str, place: int, marks: _Marks, waiting: Sequence[Span]) -> bool:
    """Tell whether a straight mark stands for inches: after a digit, with nothing to close."""
    is_straight = text[place] in marks.straight
    return is_straight and place > 0 and text[place - 1].isdigit() and not waiting
