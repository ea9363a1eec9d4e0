"""What Ondit knows of the world: outlets, and who lists which of them as controlled by a state.

Facts in tables beside this file, each with its source and date in ``docs/data.md``. A label such
as *state-controlled* is an accusation: it is never given without the name and date of the list
that makes it. Names of organisations and governments belong to languages and lie in
``ondit/lang/*/names.tsv``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from ondit.text import fold
from ondit.urls import host

_HERE = Path(__file__).parent


class Outlet(Struct, frozen=True, kw_only=True):
    """A medium: newspaper, agency, broadcaster, site."""

    id: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    kind: str
    """``agency``, ``paper``, ``magazine``, ``tv``, ``radio``, ``public`` or ``site``."""
    country: str | None
    """ISO 3166 code."""
    languages: tuple[str, ...]


class StateLabel(Struct, frozen=True, kw_only=True):
    """What a published list says of an outlet's relation to a state."""

    domain: str
    typology: str
    """As the list puts it: ``SC`` state-controlled, ``CaPu`` captured public…"""
    country: str
    list_name: str
    list_date: str


def rows(name: str) -> list[list[str]]:
    """Give the rows of the table ``name``, without its ``#`` lines."""
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def outlets() -> dict[str, Outlet]:
    """Give all outlets by identifier."""
    return {
        row[0]: Outlet(
            id=row[0],
            name=row[1].split("|")[0],
            aliases=tuple(row[1].split("|")),
            domains=tuple(domain for domain in row[2].split("|") if domain not in ("", "-")),
            kind=row[3],
            country=None if row[4] in ("", "-") else row[4],
            languages=tuple(code for code in row[5].split(",") if code not in ("", "-")),
        )
        for row in rows("outlets.tsv")
    }


@cache
def _by_name() -> dict[str, Outlet]:
    return {fold(alias): outlet for outlet in outlets().values() for alias in outlet.aliases}


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets().values() for domain in outlet.domains}


def outlet_named(words: str) -> Outlet | None:
    """Give the outlet that goes by ``words`` (case and diacritics aside)."""
    return _by_name().get(fold(words.strip()))


def outlet_at(address: str) -> Outlet | None:
    """Give the outlet that publishes at ``address`` (a host or an address)."""
    name = host(address if "//" in address else f"https://{address}")
    while name and "." in name:
        if name in _by_domain():
            return _by_domain()[name]
        name = name.split(".", 1)[1]
    return None
