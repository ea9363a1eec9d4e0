"""The screen: a width, colours or none, a language; and nothing that a page could do to it.

The words of a page are hostile: they may hold escape sequences that repaint a terminal, marks that
turn a line around, or rich's own markup. So every view makes :class:`rich.text.Text` (never a
markup string), and :func:`clean` drops what is not visible. Views give strings; only the command
line writes them.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from pathlib import PurePath
from string import Formatter

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from ondit.lang.card import Language
from ondit.lang.messages import Messages
from ondit.lang.typography import NO_BREAK, bind

STDIN = "-"
"""How the page that comes through standard input is called."""

NARROWEST, WIDEST = 60, 140
"""Columns: below, a table is no longer legible; above, a line is too long for the eye."""

_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
# Controls, marks of direction, tags, variation selectors, lone surrogates, private use and
# noncharacters: what a terminal may obey and a reader cannot see.
_UNSAFE = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e01ef\U000f0000-\U0010ffff]"
)
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")
# Where a line may not end. Rich breaks lines at no-break spaces too, so they travel as
# noncharacters and become spaces again once the lines are made.
_HARD, _PLAIN = "\ufdd0", "\ufdd1"
_RESTORED = {ord(_HARD): NO_BREAK, ord(_PLAIN): " "}


def clean(text: str) -> str:
    """Give ``text`` on one line, without what a terminal could obey and what nobody sees."""
    return _UNSAFE.sub("", _BREAKS.sub(" ", text))


Drawing = list[RenderableType]
"""What a view draws, from top to bottom."""


def indented(drawn: Iterable[RenderableType], by: int = 2) -> Drawing:
    """Move what is drawn to the right; a command stays on its one line."""
    return [
        Text(" " * by, no_wrap=True) + one if _is_command(one) else Padding(one, (0, 0, 0, by))
        for one in drawn
    ]


def _is_command(drawn: RenderableType) -> bool:
    return isinstance(drawn, Text) and drawn.no_wrap is True


class Screen:
    """Where views draw: one language of messages, one width, colours or none."""

    def __init__(
        self,
        language: Language,
        *,
        width: int = 100,
        colour: bool = False,
        messages: Messages | None = None,
    ) -> None:
        self.language = language
        self.messages = messages or language.messages
        self.width = max(NARROWEST, min(width, WIDEST))
        self.colour = colour
        self._short: dict[str, str] = {}

    def naming(self, names: Iterable[str]) -> Screen:
        """Give the same screen, on which pages go by the shortest end of their path.

        That is its last part where no other of ``names`` has the same, else all of it.
        """
        given = frozenset(names)
        ends = Counter(PurePath(name).name for name in given)
        screen = copy(self)
        screen._short = {
            name: PurePath(name).name for name in given if ends[PurePath(name).name] < 2
        }
        return screen

    def calling(self, names: Mapping[str, str]) -> Screen:
        """Give the same screen, on which pages go by the names given for theirs."""
        screen = copy(self)
        screen._short = dict(names)
        return screen

    def page(self, name: str) -> Text:
        """Name a page."""
        if name == STDIN:
            return self.say("what", "stdin", "bold")
        return page_words(self._short.get(name) or name, "bold")

    def say(
        self, table: str, key: str, style: str = "", /, **blanks: str | Text | int | None
    ) -> Text:
        """Give a sentence of the catalogue; a blank given as ``Text`` keeps its style."""
        given = {name: blank for name, blank in blanks.items() if blank is not None}
        return filled(self.messages.wording(table, key, given), given, style)

    def count(self, key: str, n: int) -> Text:
        """Give ``n`` things in words."""
        return Text(_held(self.messages.count(key, n)))

    def share(self, part: float) -> Text:
        """Give ``part`` (0 to 1) in per cent."""
        return self.say("what", "percent", n=self.messages.number(round(part * 100)))

    def words(self, text: str, style: str = "") -> Text:
        """Give words of a page, clean, with no line broken inside their guillemets."""
        return page_words(text, style)

    def quoted(self, words: Text | str) -> Text:
        """Give words of a page between the quotation marks of the screen's language."""
        inner = words if isinstance(words, Text) else self.words(words)
        return self.say("what", "quoted", words=inner)

    def joined(self, parts: Iterable[Text | str], *, between: str = " · ") -> Text:
        """Give ``parts`` in one line."""
        return Text(between).join(
            part if isinstance(part, Text) else Text(_held(clean(part))) for part in parts if part
        )

    def command(self, *words: str) -> Text:
        """Give a command to type, on one line however long, so that it can be copied."""
        typed = " ".join(shlex.quote(clean(word)) for word in words)
        return Text(typed, style="cyan", no_wrap=True)

    def render(self, *drawn: RenderableType) -> str:
        """Give what is drawn as a string, with escape sequences only where there are colours."""
        console = Console(
            width=self.width,
            color_system="standard" if self.colour else None,
            force_terminal=self.colour,
            no_color=not self.colour,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )
        with console.capture() as captured:
            for renderable in drawn:
                console.print(renderable, soft_wrap=_is_command(renderable))
        lines = (_harmless(line, colour=self.colour) for line in captured.get().split("\n"))
        return "\n".join(line.translate(_RESTORED).rstrip() for line in lines)


def _harmless(line: str, *, colour: bool) -> str:
    """Let nothing through but what is visible and the colours that rich wrote.

    Every view cleans what it shows; this is the second lock on the same door.
    """
    parts = _COLOUR.split(line) if colour else [line]
    return "".join(part if at % 2 else _UNSAFE.sub(_kept, part) for at, part in enumerate(parts))


def _kept(mark: re.Match[str]) -> str:
    return mark.group() if mark.group() in (_HARD, _PLAIN) else ""


def page_words(text: str, style: str = "") -> Text:
    """Give words of a page as safe text that keeps guillemets with what they hold."""
    return Text(bind(clean(text), before=":;!?", space=_PLAIN), style=style)


def restored(text: str) -> str:
    """Give text as a reader sees it, with its own spaces where lines may not end."""
    return text.translate(_RESTORED)


def filled(wording: str, blanks: Mapping[str, str | Text | int], style: str = "") -> Text:
    """Fill the blanks of ``wording`` with pieces of text that keep their own style."""
    text = Text(style=style)
    for literal, name, _, _ in Formatter().parse(wording):
        text.append(_held(literal))
        if name is None:
            continue
        blank = blanks.get(name, "?")
        text.append_text(blank if isinstance(blank, Text) else Text(_held(clean(str(blank)))))
    return text


def _held(words: str) -> str:
    return words.replace(NO_BREAK, _HARD)


def cut(text: str, room: int) -> str:
    """Give the beginning of ``text`` in at most ``room`` columns, ended by … when it is cut."""
    if cell_len(text) <= room:
        return text
    kept = text[: room - 1]
    while cell_len(kept) > room - 1:
        kept = kept[:-1]
    head, _, tail = kept.rpartition(" ")
    return (head if head and len(tail) < 20 else kept).rstrip() + "…"
