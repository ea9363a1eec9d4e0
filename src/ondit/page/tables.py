"""The technical tables beside the code: class names of publishing systems, players, services.

They hold names that machines use, the same in every language, so they are data but not of a
language. Words that people read are in ``ondit/lang``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from ondit.model import FurnitureKind, MarkKind

_HERE = Path(__file__).parent


class Provider(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A site whose pieces are shown inside other sites."""

    sites: tuple[str, ...]
    keys: tuple[str, ...] = ()
    """Regular expressions over host, path and query; the first group is the key."""
    classes: tuple[str, ...] = ()
    """Classes of its markup (``twitter-tweet``)."""
    scripts: tuple[str, ...] = ()
    """Hosts and paths of the script that draws it, without scheme."""
    shortcodes: tuple[str, ...] = ()
    bare_key: str | None = None
    """Regular expression that a key standing alone must match."""


class Service(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A service that a site's machinery uses."""

    words: tuple[str, ...] = ()
    """Names by which a notice that people read calls it, lower case."""
    addresses: tuple[str, ...] = ()
    """Parts of addresses or markup by which a page betrays it, five characters and more."""


class Trace(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account number in the source of a page."""

    kind: MarkKind
    value: str
    """Prefix of the mark's value: ``google-analytics``."""
    needle: str
    """What must stand in the source for the pattern to be tried at all; ``#`` is any digit."""
    pattern: str
    reach: int = 80
    """Bytes around the needle in which the pattern is looked for."""
    link: bool = False
    """Whether it stands in links, so that those of the article's own text are left out."""


class Classes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fragments of class and id names, by what they betray."""

    furniture: dict[FurnitureKind, tuple[str, ...]]
    roles: dict[str, tuple[str, ...]]


@cache
def providers() -> dict[str, Provider]:
    """Give the providers of embeds by name."""
    return msgspec.toml.decode((_HERE / "providers.toml").read_bytes(), type=dict[str, Provider])


@cache
def services() -> dict[str, Service]:
    """Give the services by name."""
    return msgspec.toml.decode((_HERE / "services.toml").read_bytes(), type=dict[str, Service])


@cache
def traces() -> tuple[Trace, ...]:
    """Give the account numbers looked for."""
    table = msgspec.toml.decode((_HERE / "accounts.toml").read_bytes(), type=dict[str, list[Trace]])
    return tuple(table["account"])


@cache
def classes() -> Classes:
    """Give the fragments of class names."""
    return msgspec.toml.decode((_HERE / "classes.toml").read_bytes(), type=Classes)
