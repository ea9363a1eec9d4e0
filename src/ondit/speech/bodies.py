"""The bodies that the tables know by name: organisations, governments by their seat, media."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from ondit import knowledge
from ondit.lang.card import Language
from ondit.model import SpeakerKind
from ondit.remembered import remembered
from ondit.text import fold


class Body(Struct, frozen=True, kw_only=True):
    """A body that the tables know under some name."""

    entity: str
    name: str
    kind: SpeakerKind
    seat: bool = False
    """Whether the words only name the seat of a government."""


@cache
def bodies(language: Language) -> dict[str, Body]:
    """Give organisations, governments and their seats by folded name."""
    found: dict[str, Body] = {}
    for row in language.names:
        kind: SpeakerKind = "government" if row.key.startswith("gov:") else "organisation"
        for words in row.seats:
            body = Body(entity=row.key, name=row.name, kind=kind, seat=True)
            found.setdefault(fold(words), body)
    for row in language.names:
        kind = "government" if row.key.startswith("gov:") else "organisation"
        for words in (row.name, *row.aliases):
            found[fold(words)] = Body(entity=row.key, name=row.name, kind=kind)
    return found


@remembered(1 << 14)
def body_named(language: Language, words: str) -> Body | None:
    """Give the body or medium that goes by ``words``."""
    known = bodies(language).get(fold(words))
    if known is not None:
        return known
    outlet = knowledge.outlet_named(words)
    if outlet is None:
        return None
    return Body(entity=f"outlet:{outlet.id}", name=outlet.name, kind="medium")
