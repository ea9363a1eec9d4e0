"""What was broken before we read it: quotation marks left open or never opened, lost bytes.

Marks are paired by the typography of the article's language, through the whole text, since a
quotation may run over several paragraphs. Two conventions are no damage: opening each further
paragraph of a long quotation anew (English), and closing in a later paragraph what was opened in
an earlier one, when no other quotation lies between. Marks that are also apostrophes are not
looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit import lang
from ondit.model import SPOKEN, Block, Damage, Span

_APOSTROPHES = frozenset("'’‘")
_REACH = 8  # paragraphs that a quotation may run over; longer ones were open by mistake


def find(blocks: Sequence[Block], language: str | None) -> tuple[Damage, ...]:
    """Give the damage in ``blocks``, in their order."""
    found = [
        Damage(kind="undecodable-bytes", span=Span(number, place, place + 1))
        for number, block in enumerate(blocks)
        if (place := block.text.find("\ufffd")) >= 0
    ]
    known = lang.find(language)
    if known is not None:
        for opening, closing in known.words.typography.quotes:
            if closing not in _APOSTROPHES:
                found += _unpaired(blocks, opening, closing)
    return tuple(sorted(found, key=lambda damage: (damage.span or Span(0, 0, 0), damage.kind)))


def _unpaired(blocks: Sequence[Block], opening: str, closing: str) -> list[Damage]:
    """Give the marks of one kind of quotation that have no counterpart."""
    opened: list[Span] = []
    left_open: list[Span] = []
    never_opened: list[Span] = []
    for number, block in enumerate(blocks):
        if block.role not in SPOKEN:
            continue
        text = block.text
        if opening not in text and closing not in text:
            continue
        carried = [mark for mark in opened if _may_run_on(blocks, mark)]
        left_open += [mark for mark in opened if mark not in carried]
        opened = carried
        if carried and text.lstrip().startswith((opening, closing)):
            first = text.index(text.lstrip()[0])
            opened = _pair(number, text, opening, closing, first + 1, [carried[-1]], never_opened)
            left_open += carried[:-1]
            continue
        stray: list[Span] = []
        fresh = _pair(number, text, opening, closing, 0, [], stray)
        for mark in stray:
            if carried and not fresh and number - carried[-1].block <= _REACH:
                carried.pop()  # closed at last, paragraphs later
            else:
                never_opened.append(mark)
        if fresh or opening in text:
            left_open += carried
            opened = fresh
    left_open += opened
    return [Damage(kind="quotation-left-open", span=span) for span in left_open] + [
        Damage(kind="quotation-never-opened", span=span) for span in never_opened
    ]


def _may_run_on(blocks: Sequence[Block], mark: Span) -> bool:
    """Tell whether a quotation can run into the next paragraph: one that begins a sentence can.

    A fragment that begins in lower case (*were “uncomfortably low*) ends within its sentence.
    """
    following = blocks[mark.block].text[mark.end :].lstrip(" \u00a0\u202f")
    return bool(following) and not following[0].islower()


def _pair(
    number: int,
    text: str,
    opening: str,
    closing: str,
    start: int,
    opened: list[Span],
    stray: list[Span],
) -> list[Span]:
    """Pair the marks of ``text`` from ``start`` on; give those still open, add strays."""
    waiting = list(opened)
    for place in range(start, len(text)):
        mark = text[place]
        if mark != opening and mark != closing:
            continue
        if opening == closing:
            if _is_measure(text, place):
                continue
            opens = not waiting
        else:
            opens = mark == opening
        if opens:
            waiting.append(Span(number, place, place + 1))
        elif waiting:
            waiting.pop()
        else:
            stray.append(Span(number, place, place + 1))
    return waiting


def _is_measure(text: str, place: int) -> bool:
    """Tell whether a straight mark stands for inches: a digit before it, no letter after."""
    return (
        place > 0
        and text[place - 1].isdigit()
        and text.count('"', max(place - 200, 0), place) % 2 == 0
    )
