"""Roles of the pieces of annotated pages: found again in a page by number and hash.

A piece is what :func:`ondit.page.dom.parse` makes of a page. Its number may move when the pass over
a page changes, so the hash of its text decides, and of several pieces with one text the nearest.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from ondit.page.dom import Document
from ondit.text import digest

UNSURE = "?"
"""The role of a piece that the annotator would not decide: not to be learned, nor measured."""
FILE = Path(__file__).parent / "pages" / "htmldate_fr.jsonl"


def annotated() -> dict[str, dict[str, Any]]:
    """Give the annotations by the identifier that a page has in its set."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return {row["page"]: row for row in map(json.loads, lines)}


def fits(row: dict[str, Any], body: bytes) -> bool:
    """Tell whether ``body`` is the page that was annotated."""
    known: str = row["sha256"]
    return hashlib.sha256(body).hexdigest() == known


def roles(document: Document, row: dict[str, Any]) -> dict[int, str]:
    """Give the role of each piece of the article by its number; all other pieces are furniture.

    Pieces that are not found again are left out.
    """
    places: dict[str, list[int]] = {}
    for number, piece in enumerate(document.pieces):
        places.setdefault(digest(piece.text) if piece.text else "", []).append(number)
    found: dict[int, str] = {}
    for at, mark, role in row["pieces"]:
        near = sorted(places.get(mark, ()), key=lambda number: abs(number - at))
        free = [number for number in near if number not in found]
        if free:
            found[free[0]] = role
    return found
