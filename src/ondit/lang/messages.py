"""What Ondit says to people: the sentences of ``messages.toml``, and how their blanks are filled.

Every word that a user reads stands in a catalogue, never in code. How it is laid out:

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
from typing import Any

from msgspec import MsgspecError, Struct, toml
from msgspec.structs import asdict

from ondit.errors import LanguageDataError
from ondit.lang.typography import bind

Sentence = str | tuple[str, ...]
Table = dict[str, Sentence]

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


class Catalogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``messages.toml``, as it stands in the file."""

    plural: str
    """The plural rule, in gettext's notation: gives the number of the form for ``n``."""
    calendar: Calendar
    # The command line
    help: Table
    usage: Table
    errors: Table
    reasons: Table
    kinds: Table
    failures: Table
    # What
    what: Table
    counts: dict[str, tuple[str, ...]]
    languages: Table
    from_language: Table
    language_why: Table
    roles: Table
    places: Table
    says: Table
    date_why: Table
    embed_form: Table
    credit: Table
    furniture: Table
    damage: Table
    notes: Table
    # Who
    who: Table
    speaker_kind: Table
    stance: Table
    form: Table
    polarity: Table
    # Whence
    whence: Table
    strength: Table
    evidence: Table
    habit: Table
    typology: Table
    claim: Table
    reading: Table
    advice: Table
    # Two pages
    related: Table
    derivation: Table
    reasons_for: Table
    compare: Table
    relation: Table
    change: Table


class Messages:
    """The catalogue of one language, ready to speak."""

    def __init__(
        self, catalogue: Catalogue, *, space_before: str, decimal: str, group: str
    ) -> None:
        self._catalogue = catalogue
        self._space_before = space_before
        self._decimal = decimal
        self._group = group
        self.calendar = catalogue.calendar

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Every table: keys to wordings (to plural forms, in ``counts``)."""
        tables: dict[str, dict[str, tuple[str, ...]]] = {}
        for name, table in asdict(self._catalogue).items():
            if isinstance(table, dict):
                tables[name] = {key: self._bound(entry) for key, entry in table.items()}
        return tables

    def _bound(self, entry: Sentence) -> tuple[str, ...]:
        wordings = (entry,) if isinstance(entry, str) else entry
        return tuple(bind(wording, before=self._space_before) for wording in wordings)

    @cached_property
    def _plural(self) -> Any:
        return c2py(self._catalogue.plural)

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
        group = NO_BREAK if self._group == " " else self._group
        return whole.translate({ord(","): group, ord("."): self._decimal})

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
    try:
        style = toml.decode((folder / "words.toml").read_bytes(), type=_Words).typography
        catalogue = toml.decode((folder / "messages.toml").read_bytes(), type=Catalogue)
    except (OSError, MsgspecError, ValueError) as error:
        problem = str(error)
    else:
        return Messages(
            catalogue,
            space_before=style.space_before,
            decimal=style.decimal,
            group=style.group[0],
        )
    raise LanguageDataError(file=f"{folder.name}/messages.toml", problem=problem)


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def fields(wording: str) -> frozenset[str]:
    """Give the names of the blanks of ``wording``."""
    return frozenset(name for _, name, _, _ in Formatter().parse(wording) if name)
