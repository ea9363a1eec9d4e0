"""A page kept as plain text: paragraphs by blank lines, or by lines where there is none.

What a crawler keeps of a page is its text and nothing else, so shape has to stand for markup: a
first line without a full stop is a headline or, when long, a standfirst; what follows a label of
furniture at the end is furniture. Lines broken at a fixed width are joined again.
"""

from __future__ import annotations

import re

from ondit.page.dom import Box, Document, Piece
from ondit.text import normalise

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_ENDS = (".", "!", "?", "…", "»", "”", '"', ":", ")", "]")
_WIDEST = 100  # characters; text broken at a fixed width is broken at 65 to 80, seldom at 100


def split(text: str) -> Document:
    """Give the paragraphs of plain ``text`` as pieces."""
    lines = _BREAKS.sub("\n", text)
    parts = _BLANK.split(lines.strip())
    longest = max((len(line) for line in lines.split("\n")), default=0)
    paragraphs: list[str] = []
    for part in parts:
        if "\n" not in part:
            paragraphs.append(part)
        elif longest <= _WIDEST:
            paragraphs += _rejoined(part) if len(parts) == 1 else [part]
        elif not any(line.rstrip().endswith(_ENDS) for line in part.split("\n")[:-1]):
            paragraphs.append(part)
        else:
            paragraphs += part.split("\n")
    texts = [normalise(paragraph) for paragraph in paragraphs]
    pieces = [Piece(text=words, tag="p", box=0) for words in texts if words]
    return Document(
        boxes=[Box(tag="body", parent=-1, depth=0)],
        first=[0],
        last=[len(pieces)],
        inner=[1],
        pieces=pieces,
        plain=True,
    )


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
