"""Names that look like something else than they are: letters turned around, letters of elsewhere.

Screens leave out the marks that turn a line around, so that ``exe.txt`` cannot pass for
``txt.exe``; that they were there is worth knowing. A host may be written in letters that look like
others (``а`` of Cyrillic for ``a``); the form that the network uses tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable

_TURNING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
"""Marks that begin a stretch of another direction (Unicode, UAX 9)."""


def turns(said: Iterable[str]) -> bool:
    """Tell whether a mark in ``said`` would turn the direction of a line."""
    return any(not _TURNING.isdisjoint(one) for one in said)


def plain_host(host: str | None) -> str:
    """Give ``host`` as the network writes it, where it has letters beyond ASCII; else nothing."""
    if host is None or host.isascii():
        return ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ascii(host)[1:-1]
