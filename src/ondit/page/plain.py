"""A page kept as plain text: paragraphs by blank lines, or by lines where there is none.

What a crawler keeps of a page is its text and nothing else, so shape has to stand for markup: a
first line without a full stop is a headline or, when long, a standfirst; what follows a label of
furniture at the end is furniture. Lines broken at a fixed width are joined again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ondit.page.dom import MOST_PIECES, MOST_TEXT, Box, Document, Piece, parts
from ondit.text import normalise

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_ENDS = (".", "!", "?", "…", "»", "”", '"', ":", ")", "]")
_WIDEST = 100  # characters; text broken at a fixed width is broken at 65 to 80, seldom at 100


def split(text: str, *, raw: bytes | None = None) -> Document:
    """Give the paragraphs of plain ``text`` as pieces; ``raw`` is the same in UTF-8, if it was."""
    texts = (normalise(paragraph) for paragraph in _paragraphs(text[:MOST_TEXT]))
    found = [Piece(text=part, tag="p", box=0) for words in texts for part in _short(words)]
    pieces = found[:MOST_PIECES]
    return Document(
        boxes=[Box(tag="body", parent=-1, depth=0)],
        first=[0],
        last=[len(pieces)],
        inner=[1],
        pieces=pieces,
        raw=text.encode("utf-8", "replace") if raw is None else raw,
        plain=True,
        cut_short=len(text) > MOST_TEXT or len(found) > MOST_PIECES,
    )


def _short(words: str) -> Iterator[str]:
    """Give ``words``, in parts if they are too long for one piece; nothing of nothing."""
    if words:
        yield from (words[start:end] for start, end in parts(words))


def _paragraphs(text: str) -> list[str]:
    lines = _BREAKS.sub("\n", text)
    blocks = _BLANK.split(lines.strip())
    longest = max((len(line) for line in lines.split("\n")), default=0)
    found: list[str] = []
    for block in blocks:
        if "\n" not in block:
            found.append(block)
        elif longest <= _WIDEST:
            found += _rejoined(block) if len(blocks) == 1 else [block]
        elif not any(line.rstrip().endswith(_ENDS) for line in block.split("\n")[:-1]):
            found.append(block)
        else:
            found += block.split("\n")
    return found


def _rejoined(part: str) -> list[str]:
    """Join lines of a fixed width: a paragraph ends where a line ends early, with a full stop."""
    lines = part.split("\n")
    width = max(len(line) for line in lines)
    found: list[str] = []
    current: list[str] = []
    for line in lines:
        current.append(line)
        if len(line) < width * 0.75 and line.rstrip().endswith(_ENDS):
            found.append(" ".join(current))
            current = []
    if current:
        found.append(" ".join(current))
    return found
