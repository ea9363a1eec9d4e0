"""What tags and class names betray of the boxes of a page. Hints, never requirements.

Class names of publishing systems are words of a small vocabulary (``classes.toml``). They help
where they are, and pages whose names are hashes must be read without them, so nothing here decides
alone: a box that holds half of the page's running text is not taken for furniture whatever its
names are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from ondit.model import FurnitureKind
from ondit.page import tables
from ondit.page.dom import Box, Document
from ondit.page.embeds import provider_of_class

_PARTS = re.compile(r"[-_:.]+")
_TAGS: dict[str, FurnitureKind] = {
    "nav": "menu",
    "footer": "menu",
    "aside": "related",
    "form": "other",
    "button": "other",
    "dialog": "other",
    "menu": "menu",
}
_NEUTRAL = frozenset(("html", "body", "main", "article"))
_SHARE = 0.4  # of the running text: a box with so much of it is no furniture
_RUNNING = 80  # characters from which text counts as running


class Hint(Struct, frozen=True, kw_only=True):
    """What is known of a box by its own tag and names or those of a box around it."""

    kind: FurnitureKind | None = None
    roles: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    """Roles by the names of the box itself."""
    tags: frozenset[str] = frozenset()
    """Tags of the boxes around, itself included."""
    provider: str | None = None
    """Provider of embeds whose markup it is, or is inside of."""


@cache
def _fragments() -> tuple[dict[str, FurnitureKind], dict[str, frozenset[str]]]:
    kinds: dict[str, FurnitureKind] = {}
    for kind, fragments in tables.classes().furniture.items():
        for fragment in fragments:
            kinds.setdefault(fragment, kind)
    roles: dict[str, set[str]] = {}
    for role, fragments in tables.classes().roles.items():
        for fragment in fragments:
            roles.setdefault(fragment, set()).add(role)
    return kinds, {fragment: frozenset(names) for fragment, names in roles.items()}


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(part for table in _fragments() for name in table for part in name.split("-"))


@lru_cache(maxsize=8192)
def read_name(name: str) -> tuple[FurnitureKind | None, frozenset[str]]:
    """Give the kind of furniture and the roles that one class or id betrays.

    Runs of one to three parts between hyphens are looked up; the longest that is known counts.
    """
    parts = [part for part in _PARTS.split(name) if part][:8]
    if _vocabulary().isdisjoint(parts):
        return None, frozenset()
    kinds, roles = _fragments()
    for length in (3, 2, 1):
        for start in range(len(parts) - length + 1):
            fragment = "-".join(parts[start : start + length])
            kind, role = kinds.get(fragment), roles.get(fragment)
            if kind is not None or role is not None:
                return kind, role or frozenset()
    return None, frozenset()


@lru_cache(maxsize=8192)
def _own(tag: str, names: str) -> tuple[FurnitureKind | None, frozenset[str]]:
    kind: FurnitureKind | None = _TAGS.get(tag)
    roles: frozenset[str] = frozenset()
    for name in names.split()[:16]:
        named, role = read_name(name)
        if named is not None and (kind is None or tag in _TAGS):
            kind = named
        roles |= role
    return kind, roles


def read(document: Document) -> list[Hint]:
    """Give the hint of every box, in their order."""
    share = running_share(document)
    found: list[Hint] = []
    known: dict[tuple[int, str, str, bool], Hint] = {}
    alike: dict[object, Hint] = {}  # one record for equal hints, so that boxes in them share too
    root = Hint()
    for number, box in enumerate(document.boxes):
        outer = found[box.parent] if box.parent >= 0 else root
        is_main = share[number] >= _SHARE
        key = (id(outer), box.tag, box.names, is_main)  # alike in all: the items of a list
        if key not in known:
            hint = _hint(box, outer, is_main=is_main)
            known[key] = alike.setdefault(
                (hint.kind, hint.roles, hint.own, hint.tags, hint.provider), hint
            )
        found.append(known[key])
    return found


def _hint(box: Box, outer: Hint, *, is_main: bool) -> Hint:
    """Give the hint of ``box`` inside one with the hint ``outer``."""
    kind, roles = _own(box.tag, box.names)
    if box.tag in _NEUTRAL or is_main:
        kind = None
        if box.tag in _NEUTRAL:
            roles = roles & {"body"}
    if outer.kind is not None and kind in (None, "other"):
        kind = outer.kind
    if outer.kind in ("comment", "comment-form") and kind != "comment-form":
        kind = outer.kind
    return Hint(
        kind=kind,
        roles=outer.roles | roles if roles else outer.roles,
        own=roles,
        tags=outer.tags if box.tag in outer.tags else outer.tags | {box.tag},
        provider=outer.provider or provider_of_class(box.names),
    )


def running_share(document: Document) -> list[float]:
    """Give each box's share of the running text of the page."""
    boxes: Sequence[Box] = document.boxes
    running = [0] * len(boxes)
    for piece in document.pieces:
        if len(piece.text) < _RUNNING:
            continue
        linked = sum(link.end - link.start for link in piece.links)
        if linked * 2 < len(piece.text):
            running[piece.box] += len(piece.text)
    for number in range(len(boxes) - 1, 0, -1):  # a box always comes after the one around it
        parent = boxes[number].parent
        if parent >= 0:
            running[parent] += running[number]
    total = max(running[0] if running else 0, 1)
    return [amount / total for amount in running]
