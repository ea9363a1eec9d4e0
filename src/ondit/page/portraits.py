"""Who signs below an article, and what is told there of who signed it.

The portrait of an author stands under the name, or begins with it, and is no part of the text; a
name or a desk alone in the last line is a signature.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ondit.model import BODY, FurnitureKind
from ondit.page.dom import Document, level
from ondit.page.people import bare, is_desk, persons, signed
from ondit.page.places import Place
from ondit.page.setting import Setting
from ondit.text import fold

_PORTRAIT = 2  # paragraphs on the author below the text
_TOLD = 120  # characters of a paragraph among which the name that it is about stands
_NAMED = 6  # words from which a last line tells something of whom it names
_SHORT = 60  # characters of a signature
_STOPS = (".", "!", "?", "…", ":", "»", "”", '"')
_UNTOLD: frozenset[FurnitureKind] = frozenset(("other", "menu", "related"))


def without(found: list[Place], people: frozenset[str], document: Document) -> list[Place]:
    """Give ``found`` without what is told below the text of one of ``people``, folded names.

    It stands under the name, or begins with it.
    """
    body = [n for n, place in enumerate(found) if place.role in BODY]
    headings = [
        n
        for n, place in enumerate(found)
        if place.role in ("subhead", "byline")
        and level(document.pieces[place.piece].tag) is not None
    ]
    last = headings[-1] if headings else -1
    below = [n for n in body if n > last]
    if not body:
        return found
    is_named = last > body[0] and len(below) <= _PORTRAIT and fold(found[last].text) in people
    parted = {last, *below} if is_named else set()
    tail = body[-1]
    told = found[tail].text[:_TOLD]
    if len(body) > _PORTRAIT and len(told.split()) > _NAMED:
        parted |= {tail} if any(fold(told).startswith(f"{name} ") for name in people) else set()
    parted |= _portrayed(found, people)
    return [
        msgspec.structs.replace(place, role=None, kind="author-box") if n in parted else place
        for n, place in enumerate(found)
    ]


def _portrayed(found: Sequence[Place], people: frozenset[str]) -> set[int]:
    """Give the numbers of what is no body text below a name that signs, and of the name."""
    body = [n for n, place in enumerate(found) if place.role in BODY]
    names_ = [n for n in range(body[-1], len(found)) if fold(found[n].text) in people]
    return {
        n
        for at in names_
        for n in (at, at + 1)
        if n < len(found) and found[n].role is None and found[n].kind in _UNTOLD
    }


def signing(found: Sequence[Place]) -> frozenset[str]:
    """Give the full names of those who sign above the text, folded."""
    lines = [place.text for place in found if place.role == "byline"]
    named = (name for line in lines for name in signed(line) or persons(line))
    return frozenset(fold(name) for name in named if " " in name)


def signed_below(found: list[Place], setting: Setting) -> list[Place]:
    """Take the last line for a signature where it is a desk, a name, or one and what its bearer is.

    *La rédaction*; *Ida Roux*; *Ida Roux, Clerk to the Council*.
    """
    body = [n for n, place in enumerate(found) if place.role in BODY]
    place = found[body[-1]] if len(body) > _PORTRAIT else None
    if place is None or len(place.text) >= _SHORT or place.text.endswith(_STOPS):
        return found
    name, _, post = place.text.partition(", ")
    is_posted = bare(name) == (name,) and not setting.is_listed(place)
    is_posted &= bool(post) or " " in name
    if is_desk(place.text) or is_posted:
        return [*found[: body[-1]], place.as_("byline"), *found[body[-1] + 1 :]]
    return found
