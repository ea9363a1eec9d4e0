"""What Ondit says to people: the sentences of ``messages/``, and how their blanks are filled.

Every word that a user reads stands in a catalogue, never in code. How it is laid out:

* a catalogue is a folder of files, one for each part of Ondit that speaks; a table may go on in
  another file (``help`` and ``counts`` do), but a key is given once;
* a sentence has a table and a key, and blanks in braces: ``"{path} is empty"``. The keys of most
  tables are the values of a record's field (``evidence``, ``stance``…), so that a new value
  without its sentence fails a test;
* a sentence may be a list of wordings, richest first: the first whose blanks can all be filled is
  taken. So a credit line reads well with and without a known outlet;
* a *count* (table ``counts``) has one form per plural of the language, chosen by the rule
  ``plural``, written as in gettext: ``n > 1`` for French, ``n != 1`` for English;
* translators type plain spaces: where the typography of the language wants a no-break space
  (``words.toml``), it is put in when the catalogue is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from gettext import c2py
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from msgspec import MsgspecError, Struct, toml

from ondit.errors import LanguageDataError
from ondit.lang.typography import bind

Sentence = str | tuple[str, ...]
Table = dict[str, Sentence]
_Shape = TypeVar("_Shape")

STYLE = "style.toml"
NO_BREAK = "\u00a0"
_AT_UTC = frozenset({"Z", "+00:00", "-00:00"})


class Calendar(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the language writes dates and times."""

    months: tuple[str, ...]
    """Twelve names."""
    first: str
    """The first day of a month: ``1er``."""
    year: str
    month: str
    day: str
    time: str
    """A day with its hour and minute."""
    utc: str
    """That, with its distance from universal time."""


class Style(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``style.toml``: what holds for all sentences of the language."""

    plural: str
    """The plural rule, in gettext's notation: gives the number of the form for ``n``."""
    calendar: Calendar


class Messages:
    """The catalogue of one language, ready to speak."""

    def __init__(
        self, style: Style, sentences: Mapping[str, Table], typography: _Typography
    ) -> None:
        self._style = style
        self._sentences = sentences
        self._typography = typography
        self.calendar = style.calendar

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Every table: keys to wordings (to plural forms, in ``counts``)."""
        return {
            name: {key: self._bound(entry) for key, entry in table.items()}
            for name, table in self._sentences.items()
        }

    def _bound(self, entry: Sentence) -> tuple[str, ...]:
        wordings = (entry,) if isinstance(entry, str) else entry
        return tuple(bind(wording, before=self._typography.space_before) for wording in wordings)

    @cached_property
    def _plural(self) -> Any:
        return c2py(self._style.plural)

    def has(self, table: str, key: str) -> bool:
        """Tell whether there is a sentence for ``key``."""
        return key in self.tables[table]

    def wording(self, table: str, key: str, blanks: Iterable[str] = ()) -> str:
        """Give the richest wording of a sentence that needs no other than ``blanks``.

        A key that the catalogue does not know is given back as it is: a record made by a newer
        Ondit is still shown.
        """
        given = frozenset(blanks)
        wordings = self.tables[table].get(key, (key.replace("{", "{{").replace("}", "}}"),))
        fitting = (wording for wording in wordings if fields(wording) <= given)
        return next(fitting, wordings[-1])

    def say(self, table: str, key: str, **blanks: object) -> str:
        """Give the sentence with its blanks filled; a blank that is ``None`` counts as not given.

        A blank that no wording can do without and that was not given reads ``?``.
        """
        given = {name: str(value) for name, value in blanks.items() if value is not None}
        return self.wording(table, key, given).format_map(_Blanks(given))

    def count(self, key: str, n: int) -> str:
        """Give ``n`` things, in the right form."""
        forms = self.tables["counts"][key]
        chosen: str = forms[min(self._plural(n), len(forms) - 1)]
        return chosen.format(n=self.number(n))

    def number(self, n: float) -> str:
        """Give a number as the language writes it, with at most one decimal."""
        whole = f"{n:,.1f}".removesuffix(".0") if isinstance(n, float) else f"{n:,}"
        group = self._typography.group[0]
        separator = NO_BREAK if group == " " else group
        return whole.translate({ord(","): separator, ord("."): self._typography.decimal})

    def day(self, iso: str) -> str:
        """Give an ISO 8601 date, or date and time, as the language writes it.

        What is not such a date is given back as it is.
        """
        date, _, clock = iso.partition("T")
        try:
            parts = [int(part) for part in date.split("-")]
            month = self.calendar.months[parts[1] - 1] if len(parts) > 1 else ""
        except (ValueError, IndexError):
            return iso
        if len(parts) > 3:
            return iso
        day = "" if len(parts) < 3 else self.calendar.first if parts[2] == 1 else str(parts[2])
        style = (self.calendar.year, self.calendar.month, self.calendar.day)[len(parts) - 1]
        written = style.format(year=parts[0], month=month, day=day)
        if not clock:
            return written
        try:
            hour, minute = int(clock[:2]), int(clock[3:5])
        except ValueError:
            return iso
        timed = self.calendar.time.format(day=written, hour=hour, minute=minute)
        zone = clock[5:].lstrip(":.0123456789")
        if not zone:
            return timed
        return self.calendar.utc.format(time=timed, zone="" if zone in _AT_UTC else zone)


class _Typography(Struct, frozen=True, kw_only=True):
    """What messages need of the typography in ``words.toml``."""

    space_before: str
    decimal: str
    group: tuple[str, ...]


class _Words(Struct, frozen=True, kw_only=True):
    typography: _Typography


@cache
def spoken(folder: Path) -> Messages:
    """Give the messages of a language by its folder, without reading its other tables."""
    typography = _decoded(folder, "words.toml", _Words).typography
    style = _decoded(folder, f"messages/{STYLE}", Style)
    sentences: dict[str, Table] = {}
    for file in sorted((folder / "messages").glob("*.toml")):
        if file.name == STYLE:
            continue
        name = f"messages/{file.name}"
        for title, table in _decoded(folder, name, dict[str, Table]).items():
            known = sentences.setdefault(title, {})
            if twice := known.keys() & table.keys():
                problem = f"{title}.{min(twice)} is given in another file too"
                raise LanguageDataError(file=f"{folder.name}/{name}", problem=problem)
            known.update(table)
    return Messages(style, sentences, typography)


def _decoded(folder: Path, name: str, shape: type[_Shape]) -> _Shape:
    try:
        return toml.decode((folder / name).read_bytes(), type=shape)
    except (OSError, MsgspecError, ValueError) as error:
        raise LanguageDataError(file=f"{folder.name}/{name}", problem=str(error)) from error


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def fields(wording: str) -> frozenset[str]:
    """Give the names of the blanks of ``wording``."""
    return frozenset(name for _, name, _, _ in Formatter().parse(wording) if name)
