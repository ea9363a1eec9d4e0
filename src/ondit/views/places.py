"""Places: how a view names a spot of an article (*§3*, *standfirst*) and shows its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from ondit.model import Article, Block, Role, Span
from ondit.views.screen import Screen, page_words

NUMBERED: frozenset[Role] = frozenset({"paragraph", "item", "quotation", "table"})
"""Roles that count as paragraphs when a reader looks for *§3*."""

_GAP = " […] "


class Places:
    """The blocks of one article, numbered for the eye."""

    def __init__(self, article: Article, screen: Screen) -> None:
        self.article = article
        self._screen = screen
        self._numbers: dict[int, int] = {}
        for index, block in enumerate(article.blocks):
            if block.role in NUMBERED:
                self._numbers[index] = len(self._numbers) + 1

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the body has."""
        return len(self._numbers)

    def block(self, index: int) -> Block | None:
        """Give block number ``index``, if the article has it."""
        return self.article.blocks[index] if 0 <= index < len(self.article.blocks) else None

    def label(self, index: int) -> str:
        """Name block number ``index``: ``§3``, or its role where it is no paragraph."""
        if index in self._numbers:
            return self._screen.messages.say("what", "paragraph", n=self._numbers[index])
        block = self.block(index)
        if block is None:
            return ""
        messages = self._screen.messages
        short = messages.has("places", block.role)
        return messages.say("places" if short else "roles", block.role)

    def labels(self, spans: Iterable[Span]) -> str:
        """Name the blocks of ``spans``, each once, in order."""
        return ", ".join(self.label(index) for index in dict.fromkeys(s.block for s in spans))

    def text(self, spans: Sequence[Span]) -> str:
        """Give the words of ``spans``; where they leave something out, it is marked."""
        said = ""
        for previous, span in zip((None, *spans), spans, strict=False):
            block = self.block(span.block)
            if block is None:
                continue
            if previous is not None:
                said += _GAP if self._skips(previous, span) else " "
            said += block.text[span.start : span.end].strip()
        return said

    def _skips(self, before: Span, after: Span) -> bool:
        """Tell whether letters stand between two spans."""
        block = self.block(after.block)
        if before.block != after.block or block is None:
            return after.block != before.block + 1
        return any(mark.isalnum() for mark in block.text[before.end : after.start])

    def whole(self, span: Span) -> bool:
        """Tell whether ``span`` is all of its block, so that there is no context to show."""
        block = self.block(span.block)
        return block is None or span.end - span.start >= len(block.text.rstrip(" .")) - 2

    def context(self, span: Span, *, room: int, style: str) -> Text:
        """Show ``span`` inside its paragraph: at most ``room`` characters, itself in ``style``."""
        block = self.block(span.block)
        if block is None:
            return Text()
        text = block.text
        spare = max(24, room - (span.end - span.start))
        before = min(span.start, max(spare // 2, spare - (len(text) - span.end)))
        start = _word_start(text, span.start - before)
        end = _word_end(text, span.end + spare - before)
        shown = Text("…" if start > 0 else "")
        shown.append_text(page_words(text[start : span.start]))
        shown.append_text(page_words(text[span.start : span.end], style))
        shown.append_text(page_words(text[span.end : end]))
        return shown.append("…" if end < len(text) else "")


def _word_start(text: str, at: int) -> int:
    """Give the first beginning of a word at or after ``at``."""
    if at <= 0:
        return 0
    space = text.find(" ", at, at + 20)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    """Give the last end of a word at or before ``at``."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, at - 20), at)
    return at if space < 0 else space
