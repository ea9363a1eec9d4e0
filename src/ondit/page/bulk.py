"""What makes a page large and is not its text: pictures, fonts and scripts written into it.

Tools that save a page as one file put everything into it that it shows. Of a page past the size
that is read, these go first, so that the text behind them is read all the same: data addresses,
long comments, and the content of long scripts (but data for machines), styles and drawings. What is
short stays, since the marks of a site's machinery are short.
"""

from __future__ import annotations

import re

_SHORT = 20_000
"""Bytes of a script, style, drawing or comment that stays; snippets of analytics have under 5,000.
"""
_DATA = re.compile(
    rb"data:[a-zA-Z0-9.+/-]{0,80}(?:;[a-zA-Z0-9=_.-]{1,40}){0,4},[^\s\"'()<>]{200,}+"
)
_OPEN = re.compile(rb"(?i)<(?:(!--)|(script|style|svg)(?=[\s>/])([^>]{0,2000}+)>)")
_MACHINES = re.compile(rb"(?i)ld\+json")
_CLOSE = {
    b"!--": re.compile(rb"-->"),
    b"script": re.compile(rb"(?i)</script"),
    b"style": re.compile(rb"(?i)</style"),
    b"svg": re.compile(rb"(?i)</svg"),
}


def without(body: bytes) -> bytes:
    """Give ``body`` without its bulk; in UTF-16 as it is, for it is searched as ASCII."""
    body = _DATA.sub(b"data:,", body)
    return _emptied(body)


def _emptied(body: bytes) -> bytes:
    """Empty the long scripts, styles, drawings and comments of ``body``, in one pass."""
    parts: list[bytes] = []
    kept = at = 0
    ends: dict[bytes, int] = {}  # past the last end of its kind nothing is searched again
    while (opened := _OPEN.search(body, at)) is not None:
        kind = (opened.group(1) or opened.group(2)).lower()
        start = at = opened.end()
        if ends.get(kind) == -1:
            continue
        closed = _CLOSE[kind].search(body, start)
        if closed is None:
            ends[kind] = -1
            continue
        at = closed.start()
        if at - start > _SHORT and not _MACHINES.search(opened.group(3) or b""):
            parts.append(body[kept:start])
            kept = at
    return b"".join((*parts, body[kept:])) if parts else body
