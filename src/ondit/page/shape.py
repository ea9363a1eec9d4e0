"""Measures of a piece that need no model: how much of it is link."""

from __future__ import annotations

from ondit.page.dom import Piece, level

_TEASER = 160  # characters; longer links are read as text


def linked(piece: Piece) -> float:
    """Give the share of a piece's characters that are links."""
    return piece.linked / (len(piece.text) or 1)


def is_bare_link(piece: Piece) -> bool:
    """Tell whether a piece is nothing but a link: menus and teasers."""
    return linked(piece) > 0.9 and len(piece.text) < _TEASER and level(piece.tag) is None
