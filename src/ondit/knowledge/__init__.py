"""What Ondit knows of the world: outlets, and who lists which of them as controlled by a state.

Facts in tables beside this file, each with its source and date in ``docs/data.md``. A label such
as *state-controlled* is an accusation: it is never given without the name and date of the list
that makes it. Names of organisations and governments belong to languages and lie in
``ondit/lang/*/names.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import Struct, convert

from ondit.text import capitals_agree, fold
from ondit.urls import host

_HERE = Path(__file__).parent

_Record = TypeVar("_Record", bound=Struct)


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


Typology = Literal["SC", "CaPu", "CaPr", "ISFM", "ISF", "ISM", "IP"]
"""How State Media Monitor sorts media by who pays, who governs and who edits: state-controlled,
captured public, captured private, then those that edit independently: state-funded and
state-managed, state-funded, state-managed, and independent public media."""


class StateLabel(Struct, frozen=True, kw_only=True):
    """What a published list says of an outlet's relation to a state."""

    domain: str
    asset: str
    """What the list calls the outlet."""
    country: str
    """ISO 3166 code."""
    typology: Typology
    list_name: str
    list_date: str


class SiteClaim(Struct, frozen=True, kw_only=True):
    """One checkable thing that a published list says of a site."""

    domain: str
    claim: Literal["carried-rt", "portal-kombat"]
    """``carried-rt``: articles of RT were found there, or ways to them. ``portal-kombat``: it was
    counted among the sites of the network of that name."""
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
def _by_name() -> dict[str, tuple[str, Outlet]]:
    found = outlets().values()
    return {fold(alias): (alias, outlet) for outlet in found for alias in outlet.aliases}


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets().values() for domain in outlet.domains}


def outlet_named(words: str) -> Outlet | None:
    """Give the outlet that goes by ``words``: diacritics aside, and case but for its capitals.

    Many are common words (*Le Point*, *The Observer*), so that their capitals make the name.
    """
    found = _by_name().get(fold(words.strip()))
    if found is None:
        return None
    alias, outlet = found
    return outlet if capitals_agree(alias, words) else None


def outlet_at(address: str) -> Outlet | None:
    """Give the outlet that publishes at ``address`` (a host or an address)."""
    known = _by_domain()
    return next((known[name] for name in _hosts(address) if name in known), None)


def _grouped(name: str, shape: type[_Record]) -> dict[str, tuple[_Record, ...]]:
    """Read the table ``name``, whose columns are the fields of ``shape``, by its first column."""
    found: dict[str, tuple[_Record, ...]] = {}
    fields = shape.__struct_fields__
    for row in rows(name):
        record = convert(dict(zip(fields, row, strict=True)), shape)
        found[row[0]] = (*found.get(row[0], ()), record)
    return found


@cache
def _state_labels() -> dict[str, tuple[StateLabel, ...]]:
    return _grouped("state_media.tsv", StateLabel)


def state_labels(address: str) -> tuple[StateLabel, ...]:
    """Give what lists say of the outlet at ``address`` (a host or an address) and a state.

    The labels are those of the nearest host that is listed: ``arabic.rt.com`` before ``rt.com``.
    """
    known = _state_labels()
    return next((known[name] for name in _hosts(address) if name in known), ())


@cache
def _site_claims() -> dict[str, tuple[SiteClaim, ...]]:
    return _grouped("sites_of_concern.tsv", SiteClaim)


def site_claims(address: str) -> tuple[SiteClaim, ...]:
    """Give what lists say of the site at ``address`` (a host or an address)."""
    known = _site_claims()
    return next((known[name] for name in _hosts(address) if name in known), ())


@cache
def given_names() -> frozenset[str]:
    """Give the given names of many languages, folded, without those that are common words too."""
    return frozenset(row[0] for row in rows("given_names.txt"))


def _hosts(address: str) -> Iterator[str]:
    """Give the host of ``address``, then the hosts above it, as long as they have a dot."""
    name = host(address if "//" in address else f"https://{address}")
    while name and "." in name:
        yield name
        name = name.split(".", 1)[1]
