"""A screen as a value: what is drawn, the record behind it, its rows, its command line.

The server gives one sheet as a web page, as JSON and as CSV; the report draws several into a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from markupsafe import Markup
from msgspec import Struct

_Record = TypeVar("_Record")


class Rows(Struct, frozen=True, kw_only=True):
    """A table for a spreadsheet: names of columns, and a row for each thing."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]] = ()


def fields_of(records: Iterable[object], columns: Sequence[str]) -> Rows:
    """Give those fields of records that name the columns."""
    rows = [tuple(getattr(one, name) for name in columns) for one in records]
    return Rows(columns=tuple(columns), rows=rows)


class Listing(Struct, Generic[_Record], frozen=True, kw_only=True):
    """Part of a long list: ``total`` where it is known, and the address of what follows."""

    items: tuple[_Record, ...]
    offset: int = 0
    limit: int = 50
    more: bool = False
    """Whether there is more after these."""
    total: int | None = None


class Sheet(Struct, frozen=True, kw_only=True):
    """One screen."""

    template: str
    title: str
    """What stands in the title of the window: plain text."""
    shown: Mapping[str, Any]
    """What the template draws."""
    record: Any
    """A record of Ondit, or a :class:`Listing` of them: the screen's JSON."""
    rows: Rows
    command: tuple[str, ...] = ()
    """The command line that says the same."""


class Links:
    """Where things stand: an address of the server, an anchor in a report, or nowhere.

    A template asks for every link here, so that a report holds none that leads out of it.
    """

    def __init__(self, *, anchors: Mapping[str, str] | None = None) -> None:
        self._anchors = anchors

    @property
    def served(self) -> bool:
        """Whether a server answers, so that forms and files can be offered."""
        return self._anchors is None

    def to(self, place: str, key: str) -> str | None:
        """Give the address of ``key`` among the things of ``place`` (pages, stories, sites…)."""
        if self._anchors is None:
            return f"/{place}/{_quoted(key)}"
        anchor = self._anchors.get(f"{place}/{key}")
        return f"#{anchor}" if anchor else None

    def link(self, place: str, key: str | None, text: object) -> Markup:
        """Give ``text`` as a link, or as it is where there is nothing to lead to."""
        address = self.to(place, key) if key else None
        if address is None:
            return Markup("<span>{}</span>").format(text)
        return Markup('<a href="{}">{}</a>').format(address, text)


def _quoted(key: str) -> str:
    from urllib.parse import quote

    return quote(key, safe="")


class Table(Struct, frozen=True, kw_only=True):
    """A table on a screen: a caption, heads with the class of their column, cells as markup."""

    caption: object
    heads: Sequence[tuple[object, str]]
    rows: Sequence[Sequence[object]]


class Empty(Struct, frozen=True, kw_only=True):
    """What a screen says when there is nothing to show, and what to do next."""

    told: object
    next: object
    command: str = ""
