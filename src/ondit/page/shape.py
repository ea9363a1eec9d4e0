"""Measures of a piece that need no model: how much of it is link, and whereto."""

from __future__ import annotations

import re

from ondit import urls
from ondit.page.dom import Piece, level

_TEASER = 160  # characters; longer links are read as text
_FRONT = re.compile(r"(?:https?://[^/?#]+)?/?(?:index\.\w+)?")


def linked(piece: Piece) -> float:
    """Give the share of a piece's characters that are links."""
    return piece.linked / (len(piece.text) or 1)


def is_bare_link(piece: Piece) -> bool:
    """Tell whether a piece is nothing but a link: menus and teasers."""
    return linked(piece) > 0.9 and len(piece.text) < _TEASER and level(piece.tag) is None


def leads_home(piece: Piece) -> bool:
    """Tell whether a piece is a link to the front page of a site: its name, or its logo."""
    if linked(piece) <= 0.9 or not piece.links:
        return False
    return bool(_FRONT.fullmatch(urls.unarchived(piece.links[0].href)))
