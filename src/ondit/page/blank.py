"""Why a page shows no text: it leads elsewhere, is made of frames, or waits for a script.

Only pages without an article come here, so that a blog that links its old address to its new one,
or an article with a frame in it, is never taken for such a page.
"""

from __future__ import annotations

import html
import re

from ondit import urls
from ondit.errors import LeadsElsewhere, NoText, OnlyFrames, ScriptedPage, TooLong
from ondit.page import phrases
from ondit.page.dom import Document
from ondit.text import fold

_REFRESH = re.compile(r"(?i)[\d.\s]*+[;,]?\s*+(?:url\s*=\s*)?[\"']?\s*([^\"'\s]++)")
_SENT = re.compile(
    r"""(?:window|document|self|top|parent)?\.?location(?:\.href)?\s*(?:=\s*|\.(?:replace|assign)\(\s*)"""
    r"""(["'])((?:(?!\1)[^\s\\])+)\1"""
)
_SHORT = 6000  # characters of a page whose one script may be there to send people on
_FRAME = re.compile(
    r"""(?i)<(frame|iframe|embed|object)\s(?:[^>]{0,600}?\s)?(?:src|data)\s*=\s*"""
    r"""(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s>"']{1,2000}))"""
)
_UNSEEN = re.compile(r"(?i)<(?:(noscript|script)\b|(!--))")
_ENDS = {
    name: re.compile(end, re.IGNORECASE)
    for name, end in (("noscript", "</noscript"), ("script", "</script"), ("!--", "-->"))
}
_SOURCE = 200_000  # characters of its source in which a page without text is searched
_MOST = 12  # frames named


def elsewhere(document: Document, base: str | None) -> str | None:
    """Give the address that a page without text sends its readers to."""
    written = next((value for key, value in document.metas if key == "refresh"), "")
    match = _REFRESH.match(written)
    target = match.group(1) if match else None
    if target is None and len(source := document.beginning(_SHORT)) < _SHORT:
        sent = _SENT.search(source)
        target = sent.group(2) if sent else None
    address = _whole(target, base)
    return None if address is None or address == base else address


def is_scripted(document: Document) -> bool:
    """Tell whether a script would have filled the page."""
    lowered = fold(document.beginning(_SOURCE))
    pleads = any(phrase in lowered for phrase in phrases.gathered("needs_script"))
    return pleads or len(document.scripts) > 1 or document.raw.count(b"<script") > 2


def refusal(document: Document, *, name: str, base: str | None) -> NoText:
    """Give the error that says why there is no text on a page, and what to do."""
    target = elsewhere(document, base)
    if target is not None:
        return LeadsElsewhere(path=name, target=target)
    set_, others = _frames(document, base)
    if set_:
        return OnlyFrames(path=name, frames=", ".join(set_))
    if document.beyond:
        return TooLong(path=name, limit=document.beyond)
    if is_scripted(document):
        return ScriptedPage(path=name)
    if others:
        return OnlyFrames(path=name, frames=", ".join(others))
    return NoText(path=name)


def _frames(document: Document, base: str | None) -> tuple[list[str], list[str]]:
    """Give the addresses of the frames of a frameset, and of what else is shown in a frame.

    What stands in comments and scripts, or is for readers without scripts (a counter), is none.
    """
    source = _seen(document.beginning(_SOURCE))
    set_: dict[str, None] = {}
    others: dict[str, None] = {}
    for match in _FRAME.finditer(source):
        address = _whole(match.group(2) or match.group(3) or match.group(4), base)
        if address:
            (set_ if match.group(1).lower() == "frame" else others)[address] = None
    return list(set_)[:_MOST], list(others)[:_MOST]


def _seen(source: str) -> str:
    """Give ``source`` without comments and what readers with scripts do not see, in one pass."""
    parts: list[str] = []
    kept = at = 0
    endless: set[str] = set()  # past the last end of its kind nothing is searched again
    while (opened := _UNSEEN.search(source, at)) is not None:
        at = opened.end()
        kind = (opened[1] or opened[2]).lower()
        end = _ENDS[kind].search(source, at) if kind not in endless else None
        if end is None:
            endless.add(kind)
            continue
        parts.append(source[kept : opened.start()])
        kept = at = end.end()
    return " ".join((*parts, source[kept:]))


def _whole(target: str | None, base: str | None) -> str | None:
    """Give ``target`` as an address, by that of its page where it is relative to one."""
    if not target:
        return None
    written = html.unescape(target).strip()
    if not written or written.lower().startswith(("javascript:", "about:", "data:", "#")):
        return None
    return urls.joined(base, written) if base else written[:2000]
