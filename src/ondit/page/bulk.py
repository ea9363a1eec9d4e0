"""What makes a page large and is not its text: pictures, fonts and scripts written into it.

Tools that save a page as one file put everything into it that it shows. Of a page past the size
that is read, these go first, so that the text behind them is read all the same: data addresses,
long comments, and the content of long scripts (but data for machines), styles and drawings. What is
short stays, since the marks of a site's machinery are short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORT = 20_000
"""Bytes of a script, style, drawing or comment that stays; snippets of analytics have under 5,000.
"""
_DATA = re.compile(
    rb"data:[a-zA-Z0-9.+/-]{0,80}(?:;[a-zA-Z0-9=_.-]{1,40}){0,4},[^\s\"'()<>]{200,}+"
)
_NO_DATA = b"data:,"
_OPEN = re.compile(
    rb"(?i)<(?:(!--)|(script|style|svg)(?=[\s>/])((?:%s|[^>]){0,2000}+)>)"
    % _DATA.pattern.replace(b"a-zA-Z", b"a-z")
)
_MACHINES = re.compile(rb"(?i)ld\+json")
_CLOSE = {
    b"!--": re.compile(rb"-->"),
    b"script": re.compile(rb"(?i)</script"),
    b"style": re.compile(rb"(?i)</style"),
    b"svg": re.compile(rb"(?i)</svg"),
}
Range = tuple[int, int]


def without(body: bytes, *, most: int | None = None) -> bytes:
    """Give ``body`` without its bulk; in UTF-16 as it is, for it is searched as ASCII.

    Past ``most`` bytes what is given may end anywhere; so little is held of a page of any size.
    """
    parts: list[bytes] = []
    size = 0
    for shown in _shown(body):
        if shown is None:
            parts.append(_NO_DATA)
        else:
            start, end = shown
            parts.append(body[start : end if most is None else min(end, start + most + 1 - size)])
        size += len(parts[-1])
        if most is not None and size > most:
            break
    return body if len(parts) == 1 and len(parts[0]) == len(body) else b"".join(parts)


def _shown(body: bytes) -> Iterator[Range | None]:
    """Give the stretches of ``body`` that stay; ``None`` stands for a data address.

    No data address holds a ``<``, so that none lies across the bounds of a kept stretch.
    """
    for start, end in _kept(body):
        at = start
        for data in _DATA.finditer(body, start, end):
            yield at, data.start()
            yield None
            at = data.end()
        yield at, end


def _kept(body: bytes) -> Iterator[Range]:
    """Give what lies around the long scripts, styles, drawings and comments, in one pass."""
    kept = at = 0
    ended: set[bytes] = set()  # past the last end of its kind nothing is searched again
    while (opened := _OPEN.search(body, at)) is not None:
        kind = (opened.group(1) or opened.group(2)).lower()
        start = at = opened.end()
        if kind in ended:
            continue
        closed = _CLOSE[kind].search(body, start)
        if closed is None:
            ended.add(kind)
            continue
        at = closed.start()
        if _is_long(body, start, at) and not _MACHINES.search(opened.group(3) or b""):
            yield kept, start
            kept = at
    yield kept, len(body)


def _is_long(body: bytes, start: int, end: int) -> bool:
    """Tell whether a content is too long to stay, without the data addresses in it."""
    if end - start <= _SHORT:
        return False
    spared = sum(
        data.end() - data.start() - len(_NO_DATA) for data in _DATA.finditer(body, start, end)
    )
    return end - start - spared > _SHORT
